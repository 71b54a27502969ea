import type {
  CheckAges,
  CheckFigure,
  CheckInput,
  CheckPlace,
  CheckVariable,
  HeldSum,
} from './check.types.js';
import { ADDITIVE_EXCEPT, SAME_VARIABLE, SEX_WORDS } from './rule.catalogue.js';

/** What a category says of its figure: tables of documents write totals, parts and subsets in one column. */
export type CategoryKind = 'total' | 'ofWhich' | 'bound' | 'change' | 'shareOf' | 'part';

/** A figure read and placed: the number beside its text, the names that mean the same brought together. */
export interface SetFigure {
  source: CheckFigure;
  variable: string;
  place: string;
  period: string;
  year: number | null;
  sex: '' | 'm' | 'f';
  category: string;
  kind: CategoryKind;
  value: number;
  text: string;
  decimals: number;
}

/** Figures of one variable, place and period, of both sexes and every age. */
export interface FigureTable {
  variable: string;
  place: string;
  period: string;
  year: number | null;
  total: SetFigure | undefined;
  parts: SetFigure[];
  ofWhich: SetFigure[];
  others: SetFigure[];
}

/** Figures that stand under the same name with different values. */
export interface Disagreement {
  first: SetFigure;
  second: SetFigure;
}

export interface FigureSet {
  tables: readonly FigureTable[];
  tablesOf(variable: string): readonly FigureTable[];
  findTable(variable: string, place: string, period: string): FigureTable | undefined;
  /** Every figure without ages by what it is of; where two datasets give it, the newest. */
  find(variable: string, place: string, period: string, sex: string, category: string): SetFigure | undefined;
  all: readonly SetFigure[];
  /** Figures of a class of ages. */
  classes: readonly SetFigure[];
  ages: readonly CheckAges[];
  brokenSums: readonly HeldSum[];
  disagreements: readonly Disagreement[];
  places: ReadonlyMap<string, CheckPlace>;
  variables: ReadonlyMap<string, CheckVariable>;
  nameOf(variable: string): string;
  placeName(code: string): string;
  datasetTitle(code: string): string;
  /** Codes of the ambito's own comuni. */
  comuni: readonly string[];
  /** The area that holds a comune. */
  areaOf(comune: string): CheckPlace | undefined;
  areas: readonly CheckPlace[];
  /** Code of the place itself, of the area that holds all of these comuni, or of the ambito. */
  wholeOf(comuni: readonly string[]): string | null;
  ambito: CheckPlace | undefined;
}

/** What stands between parentheses tells where a figure was read, not what it is. */
export function stemOf(category: string): string {
  return category.replace(/\s*\([^)]*\)\s*$/, '').trim();
}

export function kindOfCategory(category: string): CategoryKind {
  const words = category.toLowerCase();
  if (words === '' || /^totale\b/.test(words)) return 'total';
  if (/^di cui\b/.test(words)) return 'ofWhich';
  if (/^(minim|massim|medi)[oa]\b|^media\b/.test(words)) return 'bound';
  if (/^(incremento|decremento|variazione|differenza)\b/.test(words)) return 'change';
  if (/^(quota|soglia)\b/.test(words)) return 'shareOf';
  return 'part';
}

/** Shares, rates, means and densities are not summed over places or parts. */
export function isAdditive(figure: Pick<SetFigure, 'kind' | 'source'>): boolean {
  return !ADDITIVE_EXCEPT.has(figure.source.unit) && figure.kind !== 'bound' && figure.kind !== 'shareOf';
}

export function isShare(unit: string): boolean {
  return unit === '%' || unit === 'percentuale';
}

export function decimalsOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/** Text of a computed number with the decimals of those that it is compared with. */
export function asText(value: number, decimals: number): string {
  return value.toFixed(Math.max(0, Math.min(decimals, 6)));
}

/** Half a unit of the last digit of each figure that is summed: a difference below it may be rounding alone. */
export function roundingOf(figures: readonly Pick<SetFigure, 'decimals'>[]): number {
  if (figures.every((figure) => figure.decimals === 0)) return 1e-6;
  return figures.reduce((sum, figure) => sum + 0.5 * 10 ** -figure.decimals, 0) + 1e-9;
}

export function keyOf(...parts: readonly string[]): string {
  return parts.join('\u001f');
}

/** Key of a figure, by which rules tell each other which ones they accuse. */
export function figureKey(figure: SetFigure): string {
  return keyOf(figure.variable, figure.place, figure.period, figure.sex, figure.category);
}

function readFigure(source: CheckFigure): SetFigure | null {
  if (source.value === null) return null;
  const sex = source.sex === '' ? (SEX_WORDS.get(source.category.toLowerCase()) ?? '') : source.sex;
  const category = sex !== source.sex ? '' : source.category;
  return {
    source,
    variable: SAME_VARIABLE.get(source.variable) ?? source.variable,
    place: source.place,
    // A stock of 1 January and its year are the same period.
    period: /^\d{4}-01-01$/.test(source.period) ? source.period.slice(0, 4) : source.period,
    year: source.year,
    sex,
    category: category.toLowerCase() === 'totale' ? '' : category,
    kind: kindOfCategory(category),
    value: Number(source.value),
    text: source.value,
    decimals: decimalsOf(source.value),
  };
}

/** Reads the live figures once for all rules. Linear in their number. */
export function readFigureSet(input: CheckInput): FigureSet {
  const byKey = new Map<string, SetFigure>();
  const classes: SetFigure[] = [];
  const disagreements: Disagreement[] = [];
  for (const source of input.figures) {
    const figure = readFigure(source);
    if (!figure) continue;
    if (source.ageFrom >= 0) {
      classes.push(figure);
      continue;
    }
    const key = figureKey(figure);
    const earlier = byKey.get(key);
    if (earlier && earlier.value !== figure.value) disagreements.push({ first: earlier, second: figure });
    byKey.set(key, figure);
  }
  addSumsOfAges(byKey, input.ages);
  const all = [...byKey.values()];
  const { tables, byVariable, byTable } = groupTables(all);
  const places = new Map(input.places.map((place) => [place.code, place]));
  const variables = new Map(input.variables.map((variable) => [variable.code, variable]));
  const areas = input.places.filter((place) => place.kind === 'area');
  const ambito = input.places.find((place) => place.kind === 'ambito');
  const areaOf = new Map(areas.flatMap((area) => area.comuni.map((comune) => [comune, area] as const)));
  return {
    tables,
    tablesOf: (variable) => byVariable.get(variable) ?? [],
    findTable: (variable, place, period) => byTable.get(keyOf(variable, place, period)),
    find: (...of) => byKey.get(keyOf(...of)),
    all,
    classes,
    ages: input.ages,
    brokenSums: input.brokenSums ?? [],
    disagreements,
    places,
    variables,
    nameOf: (variable) => variables.get(variable)?.name ?? variable,
    placeName: (code) => places.get(code)?.name ?? code,
    datasetTitle: (code) => input.datasets.get(code) ?? code,
    comuni: input.places.filter((place) => place.kind === 'comune').map((place) => place.code),
    areaOf: (comune) => areaOf.get(comune),
    areas,
    ambito,
    wholeOf: (comuni) => {
      const [only, another] = new Set(comuni);
      if (only !== undefined && another === undefined) return only;
      const [area, other] = new Set(comuni.map((comune) => areaOf.get(comune)?.code));
      return other === undefined && area !== undefined ? area : (ambito?.code ?? null);
    },
  };
}

/** Files by single age state no total of their own: their sum stands for it where nothing else does. */
function addSumsOfAges(byKey: Map<string, SetFigure>, ages: readonly CheckAges[]): void {
  const both = new Map<string, SetFigure>();
  for (const { variable, place, year, sex, counts, dataset } of ages) {
    const sum = sumOfAges(counts);
    if (sum === null) continue;
    const figure = figureOfAges({ variable, place, year, sex, dataset }, sum);
    if (!byKey.has(figureKey(figure))) byKey.set(figureKey(figure), figure);
    const key = figureKey({ ...figure, sex: '' });
    const other = both.get(key);
    if (!other) both.set(key, figure);
    else if (!byKey.has(key))
      byKey.set(key, figureOfAges({ variable, place, year, sex: '', dataset }, other.value + sum));
  }
}

function figureOfAges(
  of: { variable: string; place: string; year: number; sex: '' | 'm' | 'f'; dataset: string },
  sum: number,
): SetFigure {
  const text = String(sum);
  const shared = { ...of, period: String(of.year), category: '' };
  return {
    ...shared,
    source: { ...shared, ageFrom: -1, ageTo: -1, value: text, unit: 'persone' },
    kind: 'total',
    value: sum,
    text,
    decimals: 0,
  };
}

/** Null when a figure was withheld: a partial sum would pass for the whole. */
export function sumOfAges(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}

function groupTables(all: readonly SetFigure[]) {
  const byTable = new Map<string, FigureTable>();
  const byVariable = new Map<string, FigureTable[]>();
  for (const figure of all) {
    if (figure.sex !== '') continue;
    const { variable, place, period, year } = figure;
    const key = keyOf(variable, place, period);
    let table = byTable.get(key);
    if (!table) {
      table = { variable, place, period, year, total: undefined, parts: [], ofWhich: [], others: [] };
      byTable.set(key, table);
      const sameVariable = byVariable.get(variable);
      if (sameVariable) sameVariable.push(table);
      else byVariable.set(variable, [table]);
    }
    if (figure.kind === 'total') {
      // The bare total counts more than "totale ammessi"; of two, the first printed.
      if (!table.total || (figure.category === '' && table.total.category !== '')) table.total = figure;
    } else if (figure.kind === 'part') table.parts.push(figure);
    else if (figure.kind === 'ofWhich') table.ofWhich.push(figure);
    else table.others.push(figure);
  }
  return { tables: [...byTable.values()], byVariable, byTable };
}
