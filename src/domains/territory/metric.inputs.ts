import { findVariable } from './files/variables.js';
import type { Formula, MetricTerm } from './metric.types.js';

/** Land has no year: what was measured last holds for every one. */
export const LAND = 'land-area';

/** Highest age of a class that has no end; -1 and -1 are all ages together. As in territory.observation. */
const OPEN = 999;
const ALL_AGES = { from: -1, to: -1 } as const;
/** Ways tried for one input: whole class, coarser and finer classes, single ages. */
const MOST_WAYS = 12;

/** One figure that formulas ask for, whatever its weight and year: read once, however many formulas use it. */
export interface Input {
  /** Position in the list of inputs. */
  index: number;
  variable: string;
  category: string;
  sex: '' | 'm' | 'f';
  ages: AgeClass | null;
  weightByAge: boolean;
  /**
   * A total of all ages beside terms by age of the same variable: it is summed from the ages where they are known. Another
   * edition's total is of other people, and years lived by some divided by the number of others are nobody's mean age.
   */
  isSumOfAges: boolean;
}

export interface AgeClass {
  from: number;
  /** 999 is and over. */
  to: number;
}

/** What some dataset holds: a variable by sex and age class, or by single ages. */
export interface Shape {
  dataset: string;
  variable: string;
  category: string;
  sex: '' | 'm' | 'f';
  ageFrom: number;
  ageTo: number;
  isPacked: boolean;
}

/** A figure that makes up an input together with the others of its way. Lower ways are tried first. */
export interface Piece extends AgeClass {
  index: number;
  input: number;
  way: number;
  /** How many pieces the way has: all of them must be there. */
  of: number;
  variable: string;
  category: string;
  sex: '' | 'm' | 'f';
  /** From the single ages, `from` to `to`; otherwise the class itself. */
  isPacked: boolean;
  weightByAge: boolean;
}

function inputKey(term: MetricTerm, isSumOfAges: boolean): string {
  const { variable, category = '', sex = '', ageFrom, ageTo, weightByAge = false } = term;
  return JSON.stringify([
    variable,
    category,
    sex,
    ageFrom ?? null,
    ageFrom === undefined ? null : (ageTo ?? OPEN),
    weightByAge,
    isSumOfAges,
  ]);
}

const isByAge = (term: MetricTerm) => term.ageFrom !== undefined || (term.weightByAge ?? false);

function isSumOfAges(term: MetricTerm, all: readonly MetricTerm[]): boolean {
  const { variable, category = '' } = term;
  return (
    !isByAge(term) &&
    all.some((other) => isByAge(other) && other.variable === variable && (other.category ?? '') === category)
  );
}

/** The different figures that formulas ask for, and which of them each term is. */
export function inputsOf(formulas: readonly Formula[]): {
  inputs: Input[];
  /** Position of the input that a term of one of these formulas is. */
  indexOf: (term: MetricTerm, formula: Formula) => number;
} {
  const known = new Map<string, Input>();
  for (const formula of formulas) {
    const terms = termsOf(formula);
    for (const term of terms) {
      const ofAges = isSumOfAges(term, terms);
      const key = inputKey(term, ofAges);
      if (known.has(key)) continue;
      known.set(key, {
        index: known.size,
        variable: term.variable,
        category: term.category ?? '',
        sex: term.sex ?? '',
        ages: term.ageFrom === undefined ? null : { from: term.ageFrom, to: term.ageTo ?? OPEN },
        weightByAge: term.weightByAge ?? false,
        isSumOfAges: ofAges,
      });
    }
  }
  return {
    inputs: [...known.values()],
    indexOf: (term, formula) => known.get(inputKey(term, isSumOfAges(term, termsOf(formula))))?.index ?? -1,
  };
}

function termsOf({ numerator, denominator }: Pick<Formula, 'numerator' | 'denominator'>): MetricTerm[] {
  return [...numerator, ...(denominator ?? [])];
}

/**
 * Every way to make up each input from the figures that there are, coarsest first: the class itself, the fewest classes
 * that follow each other from its first age to its last, both sexes where the two together are not given, single ages.
 * No way ever adds two figures that share an age.
 */
export function piecesOf(inputs: readonly Input[], shapes: readonly Shape[]): Piece[] {
  const byVariable = Map.groupBy(shapes, (shape) => `${shape.variable}\u001f${shape.category}`);
  const pieces: Piece[] = [];
  for (const input of inputs) {
    let way = 0;
    for (const { variable, category } of namesOf(input)) {
      for (const parts of waysOf(input, byVariable.get(`${variable}\u001f${category}`) ?? [])) {
        for (const part of parts)
          pieces.push({
            ...part,
            index: pieces.length,
            input: input.index,
            way,
            of: parts.length,
            variable,
            category,
            weightByAge: input.weightByAge,
          });
        way += 1;
      }
    }
  }
  return pieces;
}

/** The variable itself, then what plans call the same thing. */
function namesOf(input: Input): { variable: string; category: string }[] {
  const { variable, category } = input;
  return [{ variable, category }, ...(category === '' ? (findVariable(variable)?.alsoCalled ?? []) : [])];
}

/** Every variable whose figures can make up the inputs. */
export function variablesRead(inputs: readonly Input[]): string[] {
  return [...new Set(inputs.flatMap(namesOf).map((name) => name.variable))];
}

type Part = AgeClass & Pick<Piece, 'sex' | 'isPacked'>;

function waysOf(input: Input, given: readonly Shape[]): Part[][] {
  const ages = input.ages ?? { from: 0, to: OPEN };
  const ways: Part[][] = [];
  if (!input.weightByAge) {
    for (const cover of coversOf(input, classesOf(given, input.sex)))
      ways.push(cover.map((part) => ({ ...part, sex: input.sex, isPacked: false })));
    if (input.sex === '' && needsBothSexes(given)) {
      const [males, females] = (['m', 'f'] as const).map((sex) =>
        coversOf(input, classesOf(given, sex)).map((cover) =>
          cover.map((part): Part => ({ ...part, sex, isPacked: false })),
        ),
      );
      for (const male of males ?? []) for (const female of females ?? []) ways.push([...male, ...female]);
    }
  }
  const sexes = input.sex === '' ? (['m', 'f'] as const) : ([input.sex] as const);
  const packed = new Set(given.filter((shape) => shape.isPacked).map((shape) => shape.sex));
  const single = sexes.every((sex) => packed.has(sex))
    ? [sexes.map((sex): Part => ({ ...ages, sex, isPacked: true }))]
    : [];
  const coarse = ways.slice(0, MOST_WAYS);
  return input.isSumOfAges ? [...single, ...coarse] : [...coarse, ...single];
}

function classesOf(given: readonly Shape[], sex: string): AgeClass[] {
  const classes = new Map<string, AgeClass>();
  for (const shape of given)
    if (!shape.isPacked && shape.sex === sex)
      classes.set(`${shape.ageFrom}-${shape.ageTo}`, { from: shape.ageFrom, to: shape.ageTo });
  return [...classes.values()];
}

/** Whether some dataset gives males and females without the two together: only then are they worth adding. */
function needsBothSexes(given: readonly Shape[]): boolean {
  const bySet = Map.groupBy(
    given.filter((shape) => !shape.isPacked),
    (shape) => `${shape.dataset}:${shape.ageFrom}-${shape.ageTo}`,
  );
  return [...bySet.values()].some((shapes) => {
    const sexes = new Set(shapes.map((shape) => shape.sex));
    return !sexes.has('') && (sexes.has('m') || sexes.has('f'));
  });
}

/** Covers of the input's ages, coarsest first. The figure of all ages together comes before any classes, or after them. */
function coversOf(input: Input, classes: readonly AgeClass[]): AgeClass[][] {
  const found: AgeClass[][] = [];
  const whole = input.ages === null && classes.some((one) => one.from === ALL_AGES.from) ? [[ALL_AGES]] : [];
  if (!input.isSumOfAges) found.push(...whole);
  const ages = input.ages ?? { from: 0, to: OPEN };
  let left = classes.filter((one) => one.from >= ages.from && one.to <= ages.to);
  while (found.length < MOST_WAYS) {
    const cover = coarsestCover(ages, left);
    if (!cover) break;
    found.push(cover);
    // The next way does without the widest class of this one: a place may lack it and have finer ones.
    const widest = cover.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
    left = left.filter((one) => one !== widest);
  }
  return input.isSumOfAges ? [...found, ...whole] : found;
}

/** The fewest classes, each beginning where the one before ends, from the first age to the last. */
export function coarsestCover(ages: AgeClass, classes: readonly AgeClass[]): AgeClass[] | undefined {
  const best = new Map<number, AgeClass[]>([[ages.from, []]]);
  for (const one of [...classes].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const before = best.get(one.from);
    if (!before) continue;
    const known = best.get(one.to + 1);
    if (!known || known.length > before.length + 1) best.set(one.to + 1, [...before, one]);
  }
  return best.get(ages.to + 1);
}

/** Whether there are figures by age of the variable, none of which fit the input's ages. */
export function isUnfit(input: Input, shapes: readonly Shape[], pieces: readonly Piece[]): boolean {
  if (pieces.some((piece) => piece.input === input.index)) return false;
  return shapes.some(
    (shape) =>
      shape.variable === input.variable &&
      shape.category === input.category &&
      (input.weightByAge || shape.ageFrom >= 0 || input.ages !== null),
  );
}
