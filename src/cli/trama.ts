import { CommanderError } from 'commander';
import { createShutdown } from '#platform/process/shutdown.js';
import { addAdministrator } from './administrator.command.js';
import { addAmbito } from './ambito.command.js';
import { addAudit } from './audit.command.js';
import { type CommandLine, explainUsage, newCommand } from './command-line.js';
import { addDocument } from './document.command.js';
import { explainError } from './explain-error.js';
import { addImport } from './import.command.js';
import { type Installation, openInstallation } from './installation.js';
import { addMetrics } from './metrics.command.js';
import { addPerson } from './person.command.js';
import { addQuality } from './quality.command.js';

/** Refused, or a file that is not there. */
const REFUSED = 1;
/** The command itself is written wrongly. */
const MISUSED = 2;
/** A transaction cut off is undone by PostgreSQL: there is nothing to wait for. */
const INTERRUPTED_MS = 3_000;

const print = (text: string) => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`${text}\n`);

// Who reads only the first lines (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const shutdown = createShutdown({
  log: note,
  exit: (code) => process.stdout.write('', () => process.exit(code)),
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => void shutdown.run(code, INTERRUPTED_MS));

let opened: Promise<Installation> | undefined;
const line: CommandLine = {
  open: () => {
    opened ??= openInstallation(shutdown, note);
    return opened;
  },
  print,
  note,
};

const program = newCommand('trama')
  .description('Trama dalla riga di comando: lavora accanto al server, o quando è fermo.')
  .addHelpText(
    'after',
    '\nL’aiuto di un comando: npm run trama -- <comando> --help\nSenza le righe di npm: npm run -s trama -- <comando>',
  );
for (const add of [
  addAmbito,
  addImport,
  addQuality,
  addMetrics,
  addDocument,
  addPerson,
  addAdministrator,
  addAudit,
])
  add(program, line);

try {
  await program.parseAsync();
  await shutdown.run(0);
} catch (error) {
  if (!shutdown.isUnderWay) await shutdown.run(report(error));
}

/** Says what went wrong on the standard error. @returns the exit code */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // Without a command the help has been shown already.
    if (error.code !== 'commander.help') {
      note(explainUsage(error));
      note('L’aiuto: npm run trama -- --help');
    }
    return MISUSED;
  }
  const lines = explainError(error);
  if (lines) for (const text of lines) note(text);
  else {
    note(
      'Un errore imprevisto ha fermato il comando, e nulla è stato modificato. Segnalatelo con quanto segue:',
    );
    console.error(error);
  }
  return REFUSED;
}
