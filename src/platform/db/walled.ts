import { createHash } from 'node:crypto';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import type { ToAdopted } from './adopted-text.js';
import type { DB } from './schema.types.js';
import { type Reader, readWalled } from './walled-read.js';

/** A transaction of one ambito. The only way to the database that domains have. */
export type Tx = Kysely<DB>;

/** More different texts than this are dynamic SQL, which would only fill the server's memory if prepared. */
const MAX_PREPARED = 600;
const names = new Map<string, string>();

function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_PREPARED) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase;
  readonly #watch: QueryWatch | undefined;
  readonly #reader: Reader | undefined;
  #toAdopted: ToAdopted | undefined;

  constructor(client: pg.ClientBase, watch: QueryWatch | undefined, reader: Reader | undefined) {
    this.#client = client;
    this.#watch = watch;
    this.#reader = reader;
  }

  readAdopted(toAdopted: ToAdopted): void {
    this.#toAdopted = toAdopted;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const text = this.#toAdopted?.(query.sql) ?? query.sql;
    this.#watch?.(text, query.parameters);
    const name = statementName(text);
    const statement: pg.QueryConfig = {
      text,
      values: query.parameters as unknown[],
      ...(name === undefined ? {} : { name }),
    };
    const result: pg.QueryResult = this.#reader
      ? await readWalled(this.#client, statement, this.#reader)
      : await this.#client.query(statement);
    const rows = result.rows as unknown as R[];
    return result.command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  // Pipelined connections cannot hold a cursor open; long reads are paged instead.
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not used: page the query.');
  }
}

/** Called with each statement before it is sent: tests count and collect them. */
export type QueryWatch = (sql: string, parameters: readonly unknown[]) => void;

const nothing = async () => {};

/** Kysely bound to one client that is already inside its transaction or, given a reader, makes one for each statement. */
export function kyselyOn(client: pg.ClientBase, watch?: QueryWatch, reader?: Reader): Tx {
  const connection = new ClientConnection(client, watch, reader);
  const refuse = async () => {
    throw new Error('One transaction a request: use ctx.tx, and savepoint() to try something.');
  };
  const driver: Driver = {
    init: nothing,
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: nothing,
    destroy: nothing,
  };
  const dialect: Dialect = {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => compiler,
  };
  const tx = new Kysely<DB>({ dialect });
  connections.set(tx, connection);
  return tx;
}

const connections = new WeakMap<Tx, ClientConnection>();

/** From here on this transaction reads texts that are being amended as they were adopted (see `adopted-text.ts`). */
export function readAdopted(tx: Tx, toAdopted: ToAdopted): void {
  const connection = connections.get(tx);
  if (!connection) throw new Error('Not a transaction of this database.');
  connection.readAdopted(toAdopted);
}
