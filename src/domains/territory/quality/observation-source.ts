import type { CategoryFilter, PlaceSet } from './formula.types.js';

/**
 * One figure of the observatory, as formulas see it: of every age together, so cells of age classes stay out.
 * `value` is decimal text, null where the source has no figure.
 */
export type Cell = {
  readonly variable: string;
  /** Code of the place. */
  readonly place: string;
  readonly period: string;
  readonly sex: '' | 'm' | 'f';
  /** Empty for the total, whatever word the source uses for it. */
  readonly category: string;
  readonly value: string | null;
};

export type CellQuery = {
  readonly variable: string;
  readonly place: string;
  readonly period: string;
  readonly sex: '' | 'm' | 'f';
  /** Undefined asks for the total. */
  readonly category: CategoryFilter | undefined;
};

/**
 * What formulas read. It answers at once: whoever holds a database loads first the variables that
 * `listInputs` names, in one query, and hands them over with `observationsInMemory`.
 */
export interface ObservationSource {
  /** Codes of the comuni of the ambito or of one of its areas; undefined when there is no such area. */
  findComuni(set: PlaceSet): readonly string[] | undefined;
  /** Code of the place with this code or name. */
  findPlace(codeOrName: string): string | undefined;
  placeName(code: string): string;
  listCells(query: CellQuery): readonly Cell[];
}

export type SourcePlace = {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  /** Codes of the comuni, for areas. */
  readonly comuni?: readonly string[];
};

/** "totale" and empty are the same category: tidy tables write either. */
function normalCategory(category: string): string {
  return category.toLowerCase() === 'totale' ? '' : category;
}

/** A stock of 1 January and its year are the same period: importers store the year, formulas may write the day. */
function normalPeriod(period: string): string {
  return /^\d{4}-01-01$/.test(period) ? period.slice(0, 4) : period;
}

/** A source over rows already read. A later cell with the same key replaces an earlier one. */
export function observationsInMemory(
  places: Iterable<SourcePlace>,
  cells: Iterable<Cell>,
): ObservationSource {
  const byCode = new Map<string, SourcePlace>();
  const byName = new Map<string, string>();
  const comuni: string[] = [];
  for (const place of places) {
    byCode.set(place.code, place);
    if (!byName.has(place.name)) byName.set(place.name, place.code);
    if (place.kind === 'comune') comuni.push(place.code);
  }
  const groups = new Map<string, Map<string, Cell>>();
  for (const cell of cells) {
    const key = groupKey(cell);
    const group = groups.get(key) ?? new Map<string, Cell>();
    const category = normalCategory(cell.category);
    group.set(category, { ...cell, category });
    groups.set(key, group);
  }
  const findPlace = (codeOrName: string) => (byCode.has(codeOrName) ? codeOrName : byName.get(codeOrName));
  return {
    findPlace,
    findComuni: ({ area }) => {
      if (area === undefined) return comuni;
      const code = findPlace(area);
      return code === undefined ? undefined : byCode.get(code)?.comuni;
    },
    placeName: (code) => byCode.get(code)?.name ?? code,
    listCells: (query) => chosen(groups.get(groupKey(query)), query.category),
  };
}

function groupKey(cell: { variable: string; place: string; period: string; sex: string }): string {
  return [cell.variable, cell.place, normalPeriod(cell.period), cell.sex].join('\u0000');
}

function chosen(
  group: ReadonlyMap<string, Cell> | undefined,
  filter: CategoryFilter | undefined,
): readonly Cell[] {
  if (!group) return [];
  const names = (filter?.names ?? ['']).map(normalCategory);
  // The total is never one of its own items: summing it with them would count everything twice.
  if (filter?.except)
    return [...group.values()].filter((cell) => cell.category !== '' && !names.includes(cell.category));
  return names.flatMap((name) => group.get(name) ?? []);
}
