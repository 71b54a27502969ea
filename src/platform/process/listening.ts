import { createServer } from 'node:net';
import { OperatorError } from './operator-error.js';

/**
 * Tries the port before the long work of a first start, not to fail at its end.
 * @throws OperatorError in one line when it cannot be listened to.
 */
export async function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explainListenError(error, host, port)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

/** Says in Italian why listening failed; errors of other kinds come back as they are. */
export function explainListenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new OperatorError(
        `La porta ${port} di ${host} è già in uso da un altro programma. Fermatelo oppure scegliete un'altra porta, per esempio: PORT=${port < 65_535 ? port + 1 : 3000} npm start`,
      );
    case 'EACCES':
      return new OperatorError(
        `Non avete il permesso di usare la porta ${port}. Sceglietene una sopra 1023, per esempio: PORT=3000 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new OperatorError(
        `L'indirizzo ${host} non è di questa macchina. Usate HOST=127.0.0.1 (solo da qui) o HOST=0.0.0.0 (da tutta la rete).`,
      );
    default:
      return error;
  }
}

/** The address to open in a browser; a wildcard host is shown as the loopback one. */
export function browserAddress(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
