import pg, { type Connection, type FieldDef, type QueryResult } from 'pg';

declare module 'pg' {
  // The parts of a query that it and its connection call on each other; the library's types leave them out.
  interface Query {
    callback: (error: Error | null, result: QueryResult) => void;
    name: string | undefined;
    prepare(connection: Connection): void;
    hasBeenParsed(connection: Connection): boolean;
    handleRowDescription(message: { fields: FieldDef[] }): void;
    handleDataRow(message: unknown): void;
    handleCommandComplete(message: unknown, connection: Connection): void;
  }
}

const SETTINGS = 'walled-read';

/** Makes a new connection able to read behind the wall: call it once, before the first `readWalled`. */
export async function prepareWalledReads(client: pg.ClientBase): Promise<void> {
  await client.query({
    name: SETTINGS,
    text: `select set_config('app.ambito_id', $1, true), set_config('app.account_id', $2, true), set_config('transaction_read_only', 'on', true)`,
    values: ['', ''],
  });
}

/** Who reads, and from which ambito; empty for none. */
export type Reader = readonly [ambitoId: string, accountId: string];

/**
 * Columns of the statements that a connection has prepared. They cannot change under it: PostgreSQL refuses a prepared
 * statement whose result would have others. So it is asked for them once, not at each run.
 */
const knownColumns = new WeakMap<pg.Connection, Map<string, FieldDef[]>>();

/** A connection that asks for no description. */
const undescribed = { describe: { value() {} } };

function columnsOf(connection: pg.Connection): Map<string, FieldDef[]> {
  let known = knownColumns.get(connection);
  if (!known) {
    known = new Map();
    knownColumns.set(connection, known);
  }
  return known;
}

/**
 * A statement that carries its settings with it. PostgreSQL holds all messages up to a Sync for one transaction, so that
 * the settings last exactly as long as the statement: one message there, one answer back, and neither BEGIN nor COMMIT,
 * which cost as much as a short statement does.
 */
class WalledRead extends pg.Query {
  readonly #reader: Reader;
  #connection: pg.Connection | undefined;
  #isSetting = true;

  constructor(statement: pg.QueryConfig, reader: Reader) {
    super(statement);
    this.#reader = reader;
  }

  override prepare(connection: pg.Connection): void {
    connection.bind({ statement: SETTINGS, values: [...this.#reader] }, true);
    connection.execute({}, true);
    const columns = this.hasBeenParsed(connection) ? columnsOf(connection).get(this.name ?? '') : undefined;
    if (!columns) {
      this.#connection = connection;
      super.prepare(connection);
      return;
    }
    super.handleRowDescription({ fields: columns });
    super.prepare(Object.create(connection, undescribed));
  }

  override handleRowDescription(message: { fields: FieldDef[] }): void {
    if (this.#connection && this.name) columnsOf(this.#connection).set(this.name, message.fields);
    super.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    if (!this.#isSetting) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.#isSetting) this.#isSetting = false;
    else super.handleCommandComplete(message, connection);
  }
}

/** Runs one statement that reads, in a read-only transaction of its own in which the wall stands where `reader` says. */
export function readWalled(
  client: pg.ClientBase,
  statement: pg.QueryConfig,
  reader: Reader,
): Promise<pg.QueryResult> {
  // Only a statement that is prepared travels with its settings; this one would be sent as plain text.
  const prepared = { ...statement, queryMode: 'extended' };
  return new Promise((resolve, reject) => {
    const read = new WalledRead(prepared, reader);
    read.callback = (error, result) => (error ? reject(error) : resolve(result));
    client.query(read);
  });
}
