// The measure of the API: node:http and pg, nothing else. It runs the statements that a request of the real server runs,
// as an account that no row-level security holds back, and answers their rows as JSON.
import { createServer } from 'node:http';
import pg from 'pg';

export interface BareOptions {
  connection: pg.PoolConfig;
  poolSize: number;
  ambitoId: string;
  /** Path → statements in order; the answer is what the last one gives. */
  reads: Record<string, { text: string; values: unknown[] }[]>;
}

const { connection, poolSize, ambitoId, reads } = JSON.parse(String(process.env.BARE)) as BareOptions;
const prepared = new Map(
  Object.entries(reads).map(([path, statements], read) => [
    path,
    statements.map((one, index) => ({ ...one, name: `s${read}_${index}` })),
  ]),
);
const pool = new pg.Pool({ ...connection, max: poolSize });
// Functions in the statements ask for the ambito: told once a connection, not once a request.
pool.on('connect', (client) => {
  client.query("select set_config('app.ambito_id', $1, false)", [ambitoId]).catch(() => {});
});

const server = createServer(async (request, response) => {
  const statements = prepared.get(request.url ?? '');
  if (!statements) {
    response.writeHead(404).end();
    return;
  }
  const client = await pool.connect();
  let rows: unknown[] = [];
  for (const statement of statements) rows = (await client.query(statement)).rows;
  client.release();
  const body = JSON.stringify(rows);
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
