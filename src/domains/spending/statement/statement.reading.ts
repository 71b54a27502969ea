import type { Ctx } from '#platform/http/context.js';
import { listResidents } from '../funding/residents.js';
import { gatherStatement, type StatementTable } from './statement.rules.js';
import { listStatement, listStatementPlaces } from './statement.sql.js';
import type { StatementCell, StatementMeasure, StatementPlace, StatementRows } from './statement.types.js';

/** Of which place and of which users; all where nothing is named. */
export interface StatementChoice {
  place: string | undefined;
  area: string | undefined;
}

export interface StatementReading {
  /** Every cell of the ambito. */
  all: StatementCell[];
  /** Those asked for. */
  cells: StatementCell[];
  places: StatementPlace[];
}

export async function readStatement(ctx: Ctx, { place, area }: StatementChoice): Promise<StatementReading> {
  const all = await listStatement(ctx.tx);
  const places = await listStatementPlaces(ctx.tx);
  const inArea = all.filter((cell) => area === undefined || cell.area === area);
  // A comune and the area that holds it are not added: of an area's figures only those of places that have no other.
  const kinds = new Map(places.map(({ code, kind }) => [code, kind]));
  const hasComuni = inArea.some((cell) => kinds.get(cell.place) === 'comune');
  const cells = inArea.filter((cell) =>
    place === undefined ? !hasComuni || kinds.get(cell.place) === 'comune' : cell.place === place,
  );
  return { all, cells, places };
}

/** The same gathered in rows by year, per head and per user too. */
export async function readStatementTable(
  ctx: Ctx,
  choice: StatementChoice,
  by: StatementRows,
  measure: StatementMeasure,
): Promise<StatementReading & { table: StatementTable }> {
  const reading = await readStatement(ctx, choice);
  const asked = reading.places.filter(({ code }) => choice.place === undefined || code === choice.place);
  const residents =
    measure === 'perHead'
      ? await listResidents(ctx.tx, [...new Set(asked.flatMap(({ comuni }) => comuni))])
      : new Map();
  return { ...reading, table: gatherStatement(reading.cells, asked, by, measure, residents, ctx.lang) };
}
