import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, may } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { changesBetween, differingColumns, type Referrer, standOf } from './import.rules.js';
import {
  findImport,
  insertImport,
  listChanges,
  listReferrers,
  markUndone,
  putBackRow,
  removeRow,
  restoreColumns,
} from './import.sql.js';
import type { ExaminedChange, ImportKind, ImportTable, TableImport } from './import.types.js';

/**
 * Loads a table and keeps what it wrote, so that it can be seen and taken back as a whole.
 * @param subject of which plan it is; empty where it is of none
 * @param given with how many rows of the file were new, changed something, took something out
 * @returns the import's id
 */
export async function keepImport(
  ctx: Ctx,
  kind: ImportKind,
  given: { subject: string; fileName: string; newCount: number; changedCount: number; removedCount?: number },
  load: () => Promise<void>,
): Promise<string> {
  const before = await kind.readRows(ctx, given.subject);
  await load();
  const after = await kind.readRows(ctx, given.subject);
  const id = newId();
  const fileName = given.fileName.slice(0, 300);
  const changes = changesBetween(kind.tables, before, after);
  await insertImport(ctx.tx, { removedCount: 0, ...given, id, fileName, kind: kind.kind }, changes);
  await writeAudit(ctx, 'tableImport.load', 'tableImport', id, {
    kind: kind.kind,
    ...(given.subject === '' ? {} : { plan: given.subject }),
    added: given.newCount,
    changed: given.changedCount,
    ...(given.removedCount ? { removed: given.removedCount } : {}),
  });
  return id;
}

/** @throws Absent */
export async function getImport(
  ctx: Ctx,
  kinds: readonly ImportKind[],
  id: string,
): Promise<{ one: TableImport; kind: ImportKind }> {
  const one = await findImport(ctx.tx, id);
  const kind = kinds.find((known) => known.kind === one?.kind);
  if (!one || !kind) throw new Absent('tableImport');
  return { one, kind };
}

/** Every row that an import wrote, and how it stands today. */
export async function examineImport(ctx: Ctx, kind: ImportKind, one: TableImport): Promise<ExaminedChange[]> {
  const changes = await listChanges(ctx.tx, one.id);
  const present = await kind.readRows(ctx, one.subject);
  const why = (await kind.check?.(ctx, changes)) ?? new Map<number, string>();
  const referrers = new Map<string, Referrer[]>();
  for (const table of kind.tables) {
    const ids = changes
      .filter(
        (change) =>
          change.tableName === table.name && change.before === null && change.after?.id !== undefined,
      )
      .map((change) => String(change.after?.id));
    for (const [id, found] of await listReferrers(ctx.tx, table.name, ids)) referrers.set(id, found);
  }
  const states = standOf(kind.tables, changes, present, new Set(why.keys()), referrers);
  return changes.map((change) => {
    const { before, after } = change;
    const columns = before === null || after === null ? [] : differingColumns(before, after);
    return {
      ...change,
      state: states.get(change.position) ?? 'gone',
      why: why.get(change.position) ?? null,
      fields: columns.map((column) => ({ column, before: before?.[column], after: after?.[column] })),
    };
  });
}

/** May this account take it back? Who directs, and who brought it. */
export function mayUndo(ctx: Ctx, kind: ImportKind, one: TableImport): boolean {
  if (one.undoneAt !== null) return false;
  return may(ctx, ['director']) || (one.loadedBy === ctx.user?.id && may(ctx, kind.editors, []));
}

/**
 * Gives every row that an import wrote its former values, puts back those that it took out and takes away those that it added; all in one transaction, each
 * row with its history. What somebody has changed since stays as it is, and must have been accepted.
 * @throws Refused when it may not be taken back, or something changed since and `keepsChanged` is false
 */
export async function undoImport(
  ctx: Ctx,
  kind: ImportKind,
  one: TableImport,
  given: { reason: string; keepsChanged: boolean },
): Promise<void> {
  if (one.undoneAt !== null) throw new Refused('imports.undone-already');
  if (!mayUndo(ctx, kind, one)) throw new Refused('platform.forbidden', {}, 403);
  await kind.requireOpen(ctx, one.subject, one.loadedAt);
  const changes = await examineImport(ctx, kind, one);
  const kept = changes.filter(({ state }) => state !== 'same').length;
  if (kept > 0 && !given.keepsChanged) throw new Refused('imports.changed-since', { count: kept }, 422);
  if (kept === changes.length) throw new Refused('imports.nothing-left', {}, 422);
  if (!(await markUndone(ctx.tx, one.id, given.reason, kept))) throw new Conflict();
  await giveReason(ctx, given.reason);
  const back = changes.filter(({ state }) => state === 'same');
  const tableOf = (name: string): ImportTable => {
    const table = kind.tables.find((known) => known.name === name);
    if (!table) throw new Error(`The kind ${kind.kind} has no table ${name}.`);
    return table;
  };
  await unbroken(async () => {
    for (const change of back)
      if (change.before !== null && change.after === null)
        await putBackRow(ctx.tx, tableOf(change.tableName), change.before);
      else if (change.before !== null)
        await restoreColumns(
          ctx.tx,
          tableOf(change.tableName),
          change.rowKey,
          change.fields.map(({ column }) => column),
          change.before,
        );
    for (const change of [...back].reverse())
      if (change.before === null) await removeRow(ctx.tx, tableOf(change.tableName), change.rowKey);
  });
  await giveReason(ctx, '');
  await writeAudit(ctx, 'tableImport.undo', 'tableImport', one.id, {
    kind: kind.kind,
    ...(one.subject === '' ? {} : { plan: one.subject }),
    count: back.length,
    kept,
  });
}

/** What a row referred to before may be gone by now; the transaction ends with it. */
async function unbroken(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { code?: string }).code === '23503') throw new Refused('imports.broken-off');
    throw error;
  }
}
