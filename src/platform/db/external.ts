import pg from 'pg';
import { OperatorError } from '#platform/process/operator-error.js';
import { type DatabaseServer, sessionOptions } from './database-server.types.js';
import { appRole } from './embedded-roles.js';

/** Roles belong to the whole server: any number, the same for every Trama on it. */
const roleLock = 7_283_463;

/**
 * Uses the PostgreSQL of `DATABASE_URL`, whose user owns Trama's schemas. The application works as role `trama_app`,
 * which is made, and granted to that user, when missing.
 * @throws OperatorError when it cannot be reached, is too old or too new, or the user may not do what is needed.
 */
export async function connectExternal(url: string): Promise<DatabaseServer> {
  const ownerConfig = { connectionString: withOptions(url, sessionOptions), application_name: 'trama' };
  const appConfig = {
    ...ownerConfig,
    connectionString: withOptions(url, `${sessionOptions} -c role=${appRole}`),
  };
  const client = createClient(ownerConfig);
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(client, error);
  }
  try {
    const majorVersion = await checkServer(client);
    await ensureAppRole(client);
    return { ownerConfig, appConfig, majorVersion, release: async () => {} };
  } finally {
    await client.end();
  }
}

async function checkServer(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{
    version: number;
    encoding: string;
    italian: boolean;
    may_create: boolean;
    name: string;
    role: string;
  }>(
    `SELECT current_setting('server_version_num')::int AS version,
            current_setting('server_encoding') AS encoding,
            EXISTS (SELECT FROM pg_collation WHERE collname = 'it-x-icu') AS italian,
            has_database_privilege(current_database(), 'CREATE') AS may_create,
            current_database() AS name, current_user AS role`,
  );
  const found = rows[0];
  if (!found) throw new Error('PostgreSQL answered no row about itself.');
  const majorVersion = Math.floor(found.version / 10_000);
  const where = `Il database «${found.name}» di DATABASE_URL`;
  if (majorVersion < 15 || majorVersion > 18) {
    throw new OperatorError(`${where} è di PostgreSQL ${majorVersion}: servono le versioni da 15 a 18.`);
  }
  if (found.encoding !== 'UTF8') {
    throw new OperatorError(
      `${where} usa la codifica ${found.encoding}: serve UTF8. Createne uno nuovo con «CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0».`,
    );
  }
  if (!found.italian) {
    throw new OperatorError(`${where} non ha l'ordinamento italiano: serve un PostgreSQL compilato con ICU.`);
  }
  if (!found.may_create) {
    throw new OperatorError(
      `${where} non lascia creare schemi all'utente «${found.role}». Un amministratore esegua: ALTER DATABASE ${pg.escapeIdentifier(found.name)} OWNER TO ${pg.escapeIdentifier(found.role)};`,
    );
  }
  return majorVersion;
}

async function ensureAppRole(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [roleLock]);
  try {
    await makeAppRole(client);
    if (!(await canBecomeApp(client))) await client.query(`GRANT ${appRole} TO CURRENT_USER`);
    if (!(await canBecomeApp(client))) throw new Error(`role ${appRole} was granted and yet cannot be taken`);
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    const { rows } = await client.query<{ role: string }>('SELECT current_user AS role');
    throw new OperatorError(
      `L'utente «${rows[0]?.role}» di DATABASE_URL non può creare il ruolo «${appRole}», con cui lavora l'applicazione. Un amministratore esegua: CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO ${pg.escapeIdentifier(rows[0]?.role ?? '')}; poi riavviate Trama.`,
    );
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [roleLock]);
  }
}

async function makeAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ unsafe: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS unsafe FROM pg_roles WHERE rolname = $1',
    [appRole],
  );
  if (!rows[0]) {
    await client.query(
      `CREATE ROLE ${appRole} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`,
    );
  } else if (rows[0].unsafe) {
    throw new OperatorError(
      `Il ruolo «${appRole}» del PostgreSQL di DATABASE_URL può aggirare la separazione tra gli ambiti. Un amministratore esegua: ALTER ROLE ${appRole} NOSUPERUSER NOBYPASSRLS;`,
    );
  }
}

/** Tried rather than read: since PostgreSQL 16 being a member does not always mean being allowed to become it. */
async function canBecomeApp(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`SET ROLE ${appRole}`);
    await client.query('RESET ROLE');
    return true;
  } catch (error) {
    if (isNotAllowed(error)) return false;
    throw error;
  }
}

function isNotAllowed(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '42501';
}

/** The address with more session options. As text: pg takes addresses that `URL` refuses (`user@/db?host=/run`). */
function withOptions(url: string, options: string): string {
  const [address = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const own = parameters.get('options');
  parameters.set('options', own ? `${own} ${options}` : options);
  return `${address}?${parameters}`;
}

function createClient(config: pg.ClientConfig): pg.Client {
  try {
    return new pg.Client(config);
  } catch {
    throw new OperatorError(
      'DATABASE_URL non è un indirizzo di PostgreSQL. Esempio: postgresql://utente:password@127.0.0.1:5432/trama',
    );
  }
}

/** Never quotes the address, which holds the password. */
function unreachable({ host, port }: pg.Client, error: unknown): OperatorError {
  const place = `${host}:${port}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    '28P01': 'la password non è quella giusta',
    '28000': "l'utente non può entrare",
    '3D000': 'il database non esiste',
    '57P03': 'si sta avviando o fermando: riprovate tra poco',
    '53300': 'ha troppe connessioni aperte',
    ECONNREFUSED: 'nessuno risponde a quella porta',
    ENOTFOUND: 'il nome del server non esiste',
    ENOENT: 'il socket non esiste',
    ETIMEDOUT: 'il server non risponde',
  };
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new OperatorError(`Il PostgreSQL di DATABASE_URL (${place}) non è raggiungibile: ${reason}.`);
}
