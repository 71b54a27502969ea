import type { Forebear } from './age-count.rules.js';
import { type Input, LAND, type Piece } from './metric.inputs.js';
import type { MissingWhy } from './metric.types.js';
import type { PlaceKind } from './place.types.js';

/** A place for which metrics are computed. */
export interface Target {
  id: string;
  code: string;
  name: string;
  kind: PlaceKind;
  /** Ids of the comuni that make it; none for a comune. */
  members: readonly string[];
}

/** A live figure of one edition. */
export interface Cell {
  placeId: string;
  variable: string;
  category: string;
  sex: string;
  ageFrom: number;
  ageTo: number;
  year: number;
  /** Null when the publisher withholds it. */
  value: number | null;
  /** Higher for a newer edition. */
  nth: number;
}

/** Live counts by single age of one edition, as PostgreSQL writes an array: "{12,NULL,…}". */
export interface Pack {
  placeId: string;
  variable: string;
  category: string;
  sex: string;
  year: number;
  counts: string;
  nth: number;
}

/** A figure; null when it is withheld. Undefined where there is none. */
type Figure = number | null | undefined;

export type Reading =
  | { value: number }
  | {
      why: MissingWhy;
      /** Ids of the comuni concerned, where the place is a sum. */
      comuni: readonly string[];
      /** How many comuni lack it. */
      missing: number;
    };

/** Of a place and year: the figure of each piece, and the edition it is from. */
interface Page {
  values: Figure[];
  nth: number[];
}

const NO_YEAR = 0;
/** Places of the territory are what their comuni make; of others their own figure is the better one. */
const SUM_FIRST = new Set<PlaceKind>(['area', 'ambito']);

/**
 * The figures that formulas ask for, place by place and year by year. Of a figure the newest edition is read; an input
 * is the first of its ways whose pieces are all there; a merged comune before its merger is its forebears' sum.
 */
export class FigureBook {
  readonly #pages = new Map<string, Map<number, Page>>();
  readonly #ways: Piece[][][];
  readonly #land: number | undefined;
  readonly #forebears: Map<string, Forebear[]>;
  readonly #unfit: ReadonlySet<number>;
  readonly #years: Set<number>[];
  readonly #memo = new Map<string, Reading>();

  constructor(given: {
    inputs: readonly Input[];
    pieces: readonly Piece[];
    cells: readonly Cell[];
    packs: readonly Pack[];
    land: readonly { placeId: string; value: number | null }[];
    forebears: readonly Forebear[];
    unfit: ReadonlySet<number>;
  }) {
    this.#ways = given.inputs.map((input) => waysOf(input.index, given.pieces));
    this.#years = given.inputs.map(() => new Set<number>());
    this.#land = given.inputs.find((input) => input.variable === LAND)?.index;
    this.#forebears = Map.groupBy(given.forebears, (forebear) => forebear.placeId);
    this.#unfit = given.unfit;
    this.#writeCells(given.cells, given.pieces);
    this.#writePacks(given.packs, given.pieces);
    if (this.#land !== undefined) {
      const at = given.pieces.length;
      this.#ways[this.#land] = [[{ ...LAND_PIECE, index: at }]];
      for (const { placeId, value } of given.land)
        if (value !== null) this.#write(placeId, NO_YEAR, at, value, 0);
    }
    this.#noteYears();
  }

  /** Years in which any place has the input. */
  yearsOf(input: number): ReadonlySet<number> {
    return this.#years[input] ?? new Set();
  }

  /** The input of a place, which for an area is the sum of its comuni: whole, or missing with the reason. */
  read(target: Target, input: number, year: number): Reading {
    if (target.members.length === 0) return this.#told(this.#figure(target.id, input, year), input);
    const key = `${target.id}:${input}:${year}`;
    let reading = this.#memo.get(key);
    if (!reading) {
      reading = this.#readSum(target, input, year);
      this.#memo.set(key, reading);
    }
    return reading;
  }

  #readSum(target: Target, input: number, year: number): Reading {
    const own = this.#figure(target.id, input, year);
    if (own !== undefined && !SUM_FIRST.has(target.kind)) return this.#told(own, input);
    let total = 0;
    const absent: string[] = [];
    const hidden: string[] = [];
    for (const member of target.members) {
      const figure = this.#figure(member, input, year);
      if (figure === undefined) absent.push(member);
      else if (figure === null) hidden.push(member);
      else total += figure;
    }
    if (absent.length === 0 && hidden.length === 0) return { value: total };
    if (own !== undefined) return this.#told(own, input);
    const comuni = [...absent, ...hidden];
    if (absent.length === 0) return { why: 'suppressed', comuni, missing: comuni.length };
    return { why: this.#unfit.has(input) ? 'ages' : 'absent', comuni, missing: comuni.length };
  }

  #told(figure: Figure, input: number): Reading {
    if (typeof figure === 'number') return { value: figure };
    const why = figure === null ? 'suppressed' : this.#unfit.has(input) ? 'ages' : 'absent';
    return { why, comuni: [], missing: 1 };
  }

  #figure(placeId: string, input: number, year: number): Figure {
    const at = input === this.#land ? NO_YEAR : year;
    const parts = this.#forebears.get(placeId);
    return parts && at !== NO_YEAR
      ? this.#withForebears(placeId, parts, input, at)
      : this.#own(placeId, input, at);
  }

  #own(placeId: string, input: number, year: number): Figure {
    const values = this.#pages.get(placeId)?.get(year)?.values;
    if (!values) return undefined;
    for (const way of this.#ways[input] ?? []) {
      const sum = addAll(way.map((piece) => values[piece.index]));
      if (sum !== undefined) return sum;
    }
    return undefined;
  }

  /** As `sumAgeCounts`: the same rule for figures of any kind. */
  #withForebears(placeId: string, forebears: readonly Forebear[], input: number, year: number): Figure {
    const own = this.#own(placeId, input, year);
    const due = forebears.filter(
      (one) => year <= one.lastYear && (one.firstYear === null || year >= one.firstYear),
    );
    if (due.length === 0) return own;
    const parts = due.map((one) => ({ ...one, figure: this.#own(one.partId, input, year) }));
    if (due.some((one) => !one.besideOwn))
      return own === undefined ? addAll(parts.map((one) => one.figure)) : own;
    // In the year in which it was taken in, publishers may count it with the comune that took it.
    const needed = parts.filter((one) => one.figure !== undefined || one.lastIsSure || year < one.lastYear);
    return addAll([own, ...needed.map((one) => one.figure)]);
  }

  #write(placeId: string, year: number, piece: number, value: Figure, nth: number): void {
    let years = this.#pages.get(placeId);
    if (!years) {
      years = new Map();
      this.#pages.set(placeId, years);
    }
    let page = years.get(year);
    if (!page) {
      page = { values: [], nth: [] };
      years.set(year, page);
    }
    if ((page.nth[piece] ?? -1) > nth) return;
    page.values[piece] = value;
    page.nth[piece] = nth;
  }

  #writeCells(cells: readonly Cell[], pieces: readonly Piece[]): void {
    const byKey = Map.groupBy(
      pieces.filter((piece) => !piece.isPacked),
      (piece) =>
        `${piece.variable}\u001f${piece.category}\u001f${piece.sex}\u001f${piece.from}\u001f${piece.to}`,
    );
    for (const { placeId, variable, category, sex, ageFrom, ageTo, year, value, nth } of cells) {
      const key = `${variable}\u001f${category}\u001f${sex}\u001f${ageFrom}\u001f${ageTo}`;
      for (const piece of byKey.get(key) ?? []) this.#write(placeId, year, piece.index, value, nth);
    }
  }

  #writePacks(packs: readonly Pack[], pieces: readonly Piece[]): void {
    const byKey = Map.groupBy(
      pieces.filter((piece) => piece.isPacked),
      (piece) => `${piece.variable}\u001f${piece.category}\u001f${piece.sex}`,
    );
    for (const { placeId, variable, category, sex, year, counts, nth } of packs) {
      const slices = byKey.get(`${variable}\u001f${category}\u001f${sex}`) ?? [];
      if (slices.length === 0) continue;
      const sums = new AgeSums(counts);
      for (const piece of slices) this.#write(placeId, year, piece.index, sums.of(piece), nth);
    }
  }

  #noteYears(): void {
    for (const years of this.#pages.values())
      for (const [year, page] of years)
        this.#ways.forEach((ways, input) => {
          const known = this.#years[input];
          if (
            known &&
            !known.has(year) &&
            ways.some((way) => way.every((one) => page.values[one.index] !== undefined))
          )
            known.add(year);
        });
  }
}

/** Sums over any run of ages in two subtractions. */
class AgeSums {
  readonly #people: Float64Array;
  readonly #years: Float64Array;
  readonly #hidden: Int32Array;

  constructor(counts: string) {
    const each = counts.slice(1, -1).split(',');
    this.#people = new Float64Array(each.length + 1);
    this.#years = new Float64Array(each.length + 1);
    this.#hidden = new Int32Array(each.length + 1);
    for (let age = 0; age < each.length; age += 1) {
      const text = each[age];
      const count = text === 'NULL' ? 0 : Number(text);
      this.#people[age + 1] = (this.#people[age] ?? 0) + count;
      this.#years[age + 1] = (this.#years[age] ?? 0) + count * (age + 0.5);
      this.#hidden[age + 1] = (this.#hidden[age] ?? 0) + (text === 'NULL' ? 1 : 0);
    }
  }

  of({ from, to, weightByAge }: Piece): number | null {
    const end = Math.min(to + 1, this.#people.length - 1);
    const between = (sums: Float64Array | Int32Array) => (sums[end] ?? 0) - (sums[Math.min(from, end)] ?? 0);
    if (between(this.#hidden) > 0) return null;
    return between(weightByAge ? this.#years : this.#people);
  }
}

const LAND_PIECE: Omit<Piece, 'index'> = {
  input: 0,
  way: 0,
  of: 1,
  variable: LAND,
  category: '',
  sex: '',
  from: -1,
  to: -1,
  isPacked: false,
  weightByAge: false,
};

function waysOf(input: number, pieces: readonly Piece[]): Piece[][] {
  const own = pieces.filter((piece) => piece.input === input);
  return [...Map.groupBy(own, (piece) => piece.way).values()];
}

/** Undefined when any is absent, null when any is withheld. */
function addAll(figures: readonly Figure[]): Figure {
  let sum: number | null = 0;
  for (const figure of figures) {
    if (figure === undefined) return undefined;
    if (figure === null || sum === null) sum = null;
    else sum += figure;
  }
  return sum;
}
