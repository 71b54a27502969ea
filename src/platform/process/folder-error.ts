import { OperatorError } from './operator-error.js';

const sqliteReadOnly = 8;
const sqliteCannotOpen = 14;

/** Says in Italian why the data folder cannot be used; errors of other kinds come back as they are. */
export function explainFolderError(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  const lockCode = 'errcode' in error ? error.errcode : undefined;
  if (code === 'EACCES' || code === 'EPERM' || lockCode === sqliteReadOnly || lockCode === sqliteCannotOpen) {
    return new OperatorError(
      `La cartella dei dati ${dataDir} appartiene a un altro utente: non si può né leggere né scrivere. Avviate Trama con l'utente che l'ha creata, oppure scegliete un'altra cartella con TRAMA_DATA.`,
    );
  }
  if (code === 'EROFS') {
    return new OperatorError(
      `La cartella dei dati ${dataDir} è su un disco di sola lettura. Sceglietene un'altra con TRAMA_DATA.`,
    );
  }
  if (code === 'ENOSPC') {
    return new OperatorError(
      `Il disco della cartella dei dati ${dataDir} è pieno. Liberate spazio e riavviate Trama.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new OperatorError(`${dataDir} non è una cartella. Sceglietene una con TRAMA_DATA.`);
  }
  return error;
}
