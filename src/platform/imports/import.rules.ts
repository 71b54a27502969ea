import type { ChangeState, ImportChange, ImportTable, Row, TableRows } from './import.types.js';

/** Stamps are the program's own, and the order of a list is not what anyone brought. */
const SILENT = new Set([
  'ambito_id',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'position',
]);

/** Columns in which two states of a row differ. */
export function differingColumns(before: Row, after: Row): string[] {
  return Object.keys(after).filter(
    (column) => !SILENT.has(column) && JSON.stringify(before[column]) !== JSON.stringify(after[column]),
  );
}

const keyOf = (table: ImportTable, row: Row) => table.key.map((column) => String(row[column])).join(' ');

/** What was written between two readings of the same tables: added, changed and removed rows, wholes before their parts. */
export function changesBetween(
  tables: readonly ImportTable[],
  before: TableRows,
  after: TableRows,
): ImportChange[] {
  const changes: Omit<ImportChange, 'position'>[] = [];
  for (const table of tables) {
    const former = new Map((before[table.name] ?? []).map((row) => [keyOf(table, row), row]));
    for (const row of after[table.name] ?? []) {
      const was = former.get(keyOf(table, row)) ?? null;
      if (was !== null && differingColumns(was, row).length === 0) continue;
      const rowKey = Object.fromEntries(table.key.map((column) => [column, row[column]]));
      changes.push({ tableName: table.name, rowKey, before: was, after: row });
    }
    const left = new Set((after[table.name] ?? []).map((row) => keyOf(table, row)));
    for (const [key, row] of former)
      if (!left.has(key)) {
        const rowKey = Object.fromEntries(table.key.map((column) => [column, row[column]]));
        changes.push({ tableName: table.name, rowKey, before: row, after: null });
      }
  }
  return changes.map((change, position) => ({ ...change, position }));
}

/** Something that refers to a row, and by which of its columns. */
export interface Referrer {
  tableName: string;
  column: string;
  row: Row;
}

/**
 * How each change stands. A row that was added can only be taken away when all that refers to it is taken away as well,
 * or referred elsewhere before the import.
 * @param held changes that the domain holds
 * @param referrersOf what refers to the rows that were added, by their id
 */
export function standOf(
  tables: readonly ImportTable[],
  changes: readonly ImportChange[],
  present: TableRows,
  held: ReadonlySet<number>,
  referrersOf: ReadonlyMap<string, readonly Referrer[]>,
): Map<number, ChangeState> {
  const tableOf = new Map(tables.map((table) => [table.name, table]));
  const nameOf = (tableName: string, row: Row) => {
    const table = tableOf.get(tableName);
    return `${tableName} ${table ? keyOf(table, row) : ''}`;
  };
  const now = new Map(
    tables.flatMap((table) => (present[table.name] ?? []).map((row) => [nameOf(table.name, row), row])),
  );
  const states = new Map<number, ChangeState>();
  for (const change of changes) {
    const row = now.get(nameOf(change.tableName, change.rowKey));
    if (change.after === null) states.set(change.position, row ? 'changed' : 'same');
    else if (!row) states.set(change.position, 'gone');
    else if (differingColumns(row, change.after).length > 0) states.set(change.position, 'changed');
    else states.set(change.position, held.has(change.position) ? 'held' : 'same');
  }
  const byName = new Map(changes.map((change) => [nameOf(change.tableName, change.rowKey), change]));
  const isLeft = ({ tableName, column, row }: Referrer, id: string): boolean => {
    const own = tableOf.has(tableName) ? byName.get(nameOf(tableName, row)) : undefined;
    if (!own || states.get(own.position) !== 'same') return true;
    return own.before !== null && own.before[column] === id;
  };
  // Each turn may hold a whole because a part of it stays: at the longest as many turns as rows are nested.
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const { position, before, after } of changes) {
      if (before !== null || states.get(position) !== 'same') continue;
      const id = String(after?.id ?? '');
      if (!(referrersOf.get(id) ?? []).some((referrer) => isLeft(referrer, id))) continue;
      states.set(position, 'used');
      isMoving = true;
    }
  }
  return states;
}
