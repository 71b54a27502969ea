/** One comune lived through year by year, for files made in ISTAT's layouts: cohorts age, are born, move and die. */

export interface GeneratedComune {
  /** ISTAT code, 6 digits. */
  code: string;
  name: string;
  /** Residents in about `FIRST_YEAR`. */
  size: number;
}

/** Year in which every generated comune begins: a file of any later one is of the same people. */
export const FIRST_YEAR = 2002;
export const AGES = 101;

export type CommunitySex = 'm' | 'f';
export const communitySexes: readonly CommunitySex[] = ['m', 'f'];

export interface YearFlows {
  births: number;
  deaths: number;
  internalIn: number;
  internalOut: number;
  abroadIn: number;
  abroadOut: number;
}

export interface Community {
  year: number;
  /** Residents on 1 January by single age, the last 100 and over. */
  counts: Record<CommunitySex, Int32Array>;
  /** What happened from that day to the next 1 January; undefined before `liveYear`. */
  flows: Record<CommunitySex, YearFlows> | undefined;
}

/** Small, quick and the same everywhere (mulberry32): generated files must not change between machines. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One seed from several: FNV-1a over their text. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('|')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash >>> 0;
}

const byAge = (rate: (age: number) => number): Float64Array =>
  Float64Array.from({ length: AGES }, (_, age) => rate(age));
const bell = (age: number, middle: number, width: number): number =>
  Math.exp(-(((age - middle) / width) ** 2));

/** Gompertz, near Italy's tables: males 1.2 % at 65 and 5.8 % at 80; females six tenths of it. */
const mortality: Record<CommunitySex, Float64Array> = {
  m: byAge((age) => Math.min(0.6, 0.000012 * Math.exp(0.106 * age) + (age === 0 ? 0.0028 : 0.0001))),
  f: byAge((age) => Math.min(0.6, 0.0000074 * Math.exp(0.106 * age) + (age === 0 ? 0.0024 : 0.00005))),
};
/** 1.25 children a woman, at 32 on average. */
const fertility = byAge((age) => (age < 15 || age > 49 ? 0 : (1.25 / 14.3) * bell(age, 32, 8.06)));
const internalMoves = byAge((age) => 0.014 + 0.035 * bell(age, 30, 10));
const movesAbroad = byAge((age) => 0.0012 + 0.004 * bell(age, 30, 11));
const arrivalsFromAbroad = byAge((age) => 0.0015 + 0.0085 * bell(age, 28, 11));
/** Shape of Italy's pyramid at the start of the century: most people near 38. */
const startingShape = byAge((age) => 0.9 + 0.75 * bell(age, 38, 19));
const boysAmongBirths = 0.514;

/** A comune on 1 January of `FIRST_YEAR`. */
export function startCommunity(comune: GeneratedComune, seed: number): Community {
  const random = seededRandom(seedOf(seed, comune.code, 'start'));
  const shapes = { m: startingAges('m'), f: startingAges('f') };
  const total = sum(shapes.m) * 1.04 + sum(shapes.f);
  const counts = { m: new Int32Array(AGES), f: new Int32Array(AGES) };
  for (const sex of communitySexes) {
    const factor = ((sex === 'm' ? 1.04 : 1) * comune.size) / total;
    for (let age = 0; age < AGES; age += 1) {
      counts[sex][age] = drawn((shapes[sex][age] ?? 0) * factor * (0.85 + 0.3 * random()), random);
    }
  }
  return { year: FIRST_YEAR, counts, flows: undefined };
}

function startingAges(sex: CommunitySex): Float64Array {
  const shape = new Float64Array(AGES);
  let alive = 1;
  for (let age = 0; age < AGES; age += 1) {
    shape[age] = (startingShape[age] ?? 0) * alive;
    alive *= 1 - (mortality[sex][age] ?? 0);
  }
  return shape;
}

/** Lives the community's year: fills its flows. @returns the community on the next 1 January */
export function liveYear(community: Community, comune: GeneratedComune, seed: number): Community {
  const { year, counts } = community;
  const random = seededRandom(seedOf(seed, comune.code, year));
  // Some places draw people, others lose them, for all their years.
  const draw = 0.9 + 0.2 * seededRandom(seedOf(seed, comune.code, 'draw'))();
  const births = drawn(dot(counts.f, fertility), random);
  const boys = Math.min(births, drawn(births * boysAmongBirths, random));
  const next = { m: new Int32Array(AGES), f: new Int32Array(AGES) };
  const flows: Record<CommunitySex, YearFlows> = { m: noFlows(boys), f: noFlows(births - boys) };
  for (const sex of communitySexes) {
    const flow = flows[sex];
    for (let age = -1; age < AGES; age += 1) {
      const there = age < 0 ? flow.births : (counts[sex][age] ?? 0);
      const index = Math.max(age, 0);
      // Those born in the year meet half of its risks.
      const part = age < 0 ? 0.5 : 1;
      const deaths = Math.min(there, drawn(there * (mortality[sex][index] ?? 0) * part, random));
      let left = there - deaths;
      const internalOut = Math.min(left, drawn(left * (internalMoves[index] ?? 0) * part, random));
      left -= internalOut;
      const abroadOut = Math.min(left, drawn(left * (movesAbroad[index] ?? 0) * part, random));
      left -= abroadOut;
      const internalIn = drawn(there * (internalMoves[index] ?? 0) * part * draw, random);
      const abroadIn = drawn(there * (arrivalsFromAbroad[index] ?? 0) * part, random);
      flow.deaths += deaths;
      flow.internalOut += internalOut;
      flow.abroadOut += abroadOut;
      flow.internalIn += internalIn;
      flow.abroadIn += abroadIn;
      const reached = Math.min(age + 1, AGES - 1);
      next[sex][reached] = (next[sex][reached] ?? 0) + left + internalIn + abroadIn;
    }
  }
  community.flows = flows;
  return { year: year + 1, counts: next, flows: undefined };
}

/** The community on 1 January of a year. */
export function communityIn(year: number, comune: GeneratedComune, seed: number): Community {
  if (year < FIRST_YEAR) throw new RangeError(`Generated comuni begin in ${FIRST_YEAR}`);
  let community = startCommunity(comune, seed);
  while (community.year < year) community = liveYear(community, comune, seed);
  return community;
}

function noFlows(births: number): YearFlows {
  return { births, deaths: 0, internalIn: 0, internalOut: 0, abroadIn: 0, abroadOut: 0 };
}

/** A whole number whose mean is the expected one. */
function drawn(expected: number, random: () => number): number {
  return Math.floor(expected + random());
}

export function sum(values: Int32Array | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function dot(values: Int32Array, weights: Float64Array): number {
  let total = 0;
  for (let index = 0; index < values.length; index += 1)
    total += (values[index] ?? 0) * (weights[index] ?? 0);
  return total;
}
