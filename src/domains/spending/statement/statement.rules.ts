import {
  AREAS,
  INTERVENTIONS,
  type StatementCell,
  type StatementMeasure,
  type StatementPlace,
  type StatementRows,
} from './statement.types.js';

export interface StatementRow {
  code: string;
  name: string;
  /** By year: euro cents or people; for ratios, cents of euro a person. Null is not known. */
  values: (number | null)[];
}

export interface StatementTable {
  years: number[];
  rows: StatementRow[];
  /** The whole of each year; of ratios the ratio of the wholes, never a mean of means. */
  totals: (number | null)[];
  /** By year: how many places have figures, and the names of those of the same kind that have none. */
  missing: { year: number; names: string[] }[];
  /** Years of which the residents of some place are not known: no ratio per head. */
  unknownResidents: number[];
}

type Residents = ReadonlyMap<number, ReadonlyMap<string, number>>;

/**
 * Cells gathered in rows by year. Sums hold what is known; a cell that is not known adds nothing, and is told. Per head
 * divides the spending of the places that have figures by their residents on 1 January; per user divides the spending of
 * cells whose users are known by those users.
 */
export function gatherStatement(
  cells: readonly StatementCell[],
  places: readonly StatementPlace[],
  by: StatementRows,
  measure: StatementMeasure,
  residents: Residents,
  lang: 'it' | 'en' = 'it',
): StatementTable {
  const years = [...new Set(cells.map(({ year }) => year))].sort((a, b) => a - b);
  const comuniOf = new Map(places.map((place) => [place.code, place.comuni]));
  const heads = new Map(years.map((year) => [year, residentsOf(cells, year, comuniOf, residents)]));
  const valueIn = (own: readonly StatementCell[], year: number): number | null => {
    const ofYear = own.filter((cell) => cell.year === year);
    // Each row is divided by the residents of all who have figures; a place's row by its own.
    const people =
      by === 'place' && own !== cells
        ? residentsOf(ofYear, year, comuniOf, residents)
        : (heads.get(year) ?? null);
    return measured(ofYear, measure, people);
  };
  const rows = [...Map.groupBy(cells, (cell) => cell[by])].map(([code, own]) => ({
    code,
    name: nameOf(by, code, own[0], lang),
    values: years.map((year) => valueIn(own, year)),
  }));
  const order = orderOf(by);
  rows.sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'it'));
  const kinds = new Set(
    places.filter(({ code }) => cells.some((cell) => cell.place === code)).map(({ kind }) => kind),
  );
  return {
    years,
    rows,
    totals: years.map((year) => valueIn(cells, year)),
    missing: years
      .map((year) => ({
        year,
        names: places
          .filter(
            ({ kind, code }) =>
              kinds.has(kind) && !cells.some((cell) => cell.place === code && cell.year === year),
          )
          .map(({ name }) => name),
      }))
      .filter(({ names }) => names.length > 0),
    unknownResidents: years.filter((year) => heads.get(year) === null),
  };
}

function measured(
  cells: readonly StatementCell[],
  measure: StatementMeasure,
  people: number | null,
): number | null {
  switch (measure) {
    case 'spending':
      return add(cells, (cell) => cell.spendingCents);
    case 'users':
      return add(cells, (cell) => cell.users);
    case 'coPayment':
      return add(cells, (cell) => cell.coPaymentCents);
    case 'health':
      return add(cells, (cell) => cell.healthCents);
    case 'perHead':
      return ratio(
        add(cells, (cell) => cell.spendingCents),
        people,
      );
    case 'perUser': {
      const known = cells.filter((cell) => cell.users !== null && cell.spendingCents !== null);
      return ratio(
        add(known, (cell) => cell.spendingCents),
        add(known, (cell) => cell.users),
      );
    }
  }
}

function add(cells: readonly StatementCell[], of: (cell: StatementCell) => number | null): number | null {
  const known = cells.map(of).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function ratio(whole: number | null, parts: number | null): number | null {
  return whole === null || parts === null || parts === 0 ? null : Math.round(whole / parts);
}

/** Residents of the places that have figures in a year; null where one comune's are not known. */
function residentsOf(
  cells: readonly StatementCell[],
  year: number,
  comuniOf: ReadonlyMap<string, readonly string[]>,
  residents: Residents,
): number | null {
  const comuni = new Set(
    cells.filter((cell) => cell.year === year).flatMap((cell) => comuniOf.get(cell.place) ?? []),
  );
  let sum = 0;
  for (const comune of comuni) {
    const count = residents.get(year)?.get(comune);
    if (count === undefined) return null;
    sum += count;
  }
  return comuni.size === 0 ? null : sum;
}

function nameOf(by: StatementRows, code: string, cell: StatementCell | undefined, lang: 'it' | 'en'): string {
  if (by === 'place') return cell?.placeName ?? code;
  return (by === 'area' ? AREAS : INTERVENTIONS).find((one) => one.code === code)?.[lang] ?? code;
}

function orderOf(by: StatementRows): (row: StatementRow) => number {
  if (by === 'place') return () => 0;
  const codes: string[] = (by === 'area' ? AREAS : INTERVENTIONS).map(({ code }) => code);
  return (row) => codes.indexOf(row.code);
}
