import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import type { Role } from '#platform/auth/roles.js';
import { Absent, Conflict } from '#platform/errors.js';
import { type Ctx, may, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { deleteCell, insertCells, listStatement, listStatementPlaces, updateCell } from './statement.sql.js';
import { type CellFields, FIGURES, type StatementCell, type StatementPlace } from './statement.types.js';

/** Who writes what a comune spent: the plan office, who coordinates its area, and the comune itself. */
export const STATEMENT_EDITORS: readonly Role[] = ['director', 'coordinator', 'municipalOfficer'];

/** A figure to be written; all null takes the cell away. */
export interface CellInput extends CellFields {
  area: string;
  intervention: string;
  /** Version that was seen; null where there was none. */
  version: number | null;
  note?: string | null;
}

/** Places of which this account may write. */
export async function listOwnPlaces(ctx: Ctx): Promise<StatementPlace[]> {
  return (await listStatementPlaces(ctx.tx)).filter((place) => may(ctx, STATEMENT_EDITORS, place.within));
}

export function isEmptyCell(fields: CellFields): boolean {
  return FIGURES.every((figure) => fields[figure] === null);
}

export function isSameCell(a: CellFields, b: CellFields): boolean {
  return FIGURES.every((figure) => a[figure] === b[figure]);
}

/**
 * Writes figures of a place and year: what differs is changed, what is emptied is taken away, what is new is added.
 * @throws Conflict where somebody else wrote one of them meanwhile
 * @returns how many were written
 */
export async function writeStatement(
  ctx: Ctx,
  placeCode: string,
  year: number,
  inputs: readonly CellInput[],
): Promise<number> {
  const place = (await listStatementPlaces(ctx.tx)).find((one) => one.code === placeCode);
  if (!place) throw new Absent('place');
  requireRole(ctx, STATEMENT_EDITORS, place.within);
  const key = (one: { area: string; intervention: string }) => `${one.area} ${one.intervention}`;
  const present = new Map<string, StatementCell>(
    (await listStatement(ctx.tx, { place: placeCode, year })).map((cell) => [key(cell), cell]),
  );
  const fresh: CellInput[] = [];
  let count = 0;
  for (const input of inputs) {
    const cell = present.get(key(input));
    if ((cell?.version ?? null) !== input.version) throw new Conflict();
    if (!cell) {
      if (!isEmptyCell(input)) fresh.push(input);
      continue;
    }
    if (isSameCell(cell, input)) continue;
    count += 1;
    if (isEmptyCell(input)) {
      await giveReason(ctx, 'Cifre tolte dalla griglia');
      if (!(await deleteCell(ctx.tx, cell.id, cell.version))) throw new Conflict();
    } else if (!(await updateCell(ctx.tx, cell.id, cell.version, input))) throw new Conflict();
  }
  await insertCells(
    ctx.tx,
    fresh.map((input) => ({
      id: newId(),
      placeId: place.id,
      year,
      area: input.area,
      intervention: input.intervention,
      fields: input,
      note: input.note ?? null,
    })),
  );
  count += fresh.length;
  if (count > 0)
    await writeAudit(ctx, 'statement.update', 'statement', place.id, { code: placeCode, year, count });
  return count;
}
