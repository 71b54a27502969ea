import { plainList } from './plain-list.js';

export interface NewObservation {
  variable: string;
  placeId: string;
  period: string;
  year: number | null;
  sex: string;
  ageFrom: number;
  ageTo: number;
  category: string;
  /** Decimal text, so that no digit is lost; null when withheld. */
  value: string | null;
  unit: string | null;
  statedSource: string | null;
  location: string | null;
  note: string | null;
}

/**
 * Figures of a year that say no more than their number: most of them. What they count is the same from place to place:
 * it goes once, and each figure names it, and its place, by their number, from 1.
 */
export interface AlikeFigures {
  kind: 'alike';
  /** One figure of each shape: of the same variable, year, sex, ages and category. */
  shapes: readonly NewObservation[];
  /** Lists as PostgreSQL writes them. */
  places: string;
  placeOf: string;
  shapeOf: string;
  values: string;
}

/** Figures as they are sent, in one statement. */
export type FigureBatch = AlikeFigures | { kind: 'each'; rows: readonly NewObservation[] };

/** Without quotes nothing else may stand in a list. */
const NUMBER = /^-?\d+(\.\d+)?$/;

function isAlike(row: NewObservation): boolean {
  return (
    row.unit === null &&
    row.statedSource === null &&
    row.location === null &&
    row.note === null &&
    row.period === String(row.year) &&
    (row.value === null || NUMBER.test(row.value))
  );
}

/** Makes ready what takes long to write down, while PostgreSQL is busy with the batch before. */
export function figureBatch(rows: readonly NewObservation[]): FigureBatch {
  if (!rows.every(isAlike)) return { kind: 'each', rows };
  const shapes = new Numbered<NewObservation>();
  const places = new Numbered<string>();
  const shapeOf: number[] = [];
  const placeOf: number[] = [];
  for (const row of rows) {
    const { variable, placeId, year, sex, ageFrom, ageTo, category } = row;
    const key = `${variable}\u001f${year}\u001f${sex}\u001f${ageFrom}\u001f${ageTo}\u001f${category}`;
    shapeOf.push(shapes.numberOf(key, row));
    placeOf.push(places.numberOf(placeId, placeId));
  }
  return {
    kind: 'alike',
    shapes: shapes.values,
    places: plainList(places.values),
    placeOf: plainList(placeOf),
    shapeOf: plainList(shapeOf),
    values: plainList(rows.map((row) => row.value ?? 'NULL')),
  };
}

/** Values numbered from 1 in the order in which their keys came first. */
class Numbered<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.push(value));
    return this.values.length;
  }
}
