import type { FieldError } from '#platform/errors.js';
import { inputsOf, LAND, piecesOf, type Shape } from './metric.inputs.js';
import type { MetricTerm } from './metric.types.js';

/** What an ambito's figures count. */
export interface KnownVariable {
  code: string;
  name: string;
  unit: string;
  nature: string;
}

type Side = 'numerator' | 'denominator';

/** Shares and rates of comuni do not add up to those of an area. */
const NOT_SUMMED = new Set(['share', 'rate']);

/** Of what a share is written, by its sign. */
const SHARES = new Map([
  ['%', 100],
  ['‰', 1000],
]);
/** Sizes, sums of money and times are never a part of people or things, nor people a part of them. */
const SIZES = new Set(['km²', 'm', 'euro', '€', 'ore', 'anni', 'giorni']);

/** What of a metric is computed. */
interface Computed {
  numerator: readonly MetricTerm[];
  denominator: readonly MetricTerm[] | null;
  factor: number;
  unit: string;
}

/**
 * Why a formula cannot be computed, each reason at its field: unknown variables and dimensions, ages that the figures do
 * not have, addends that do not add up, a division by itself, a percentage of something else. Empty when it can.
 */
export function checkFormula(
  formula: Computed,
  variables: ReadonlyMap<string, KnownVariable>,
  shapes: readonly Shape[],
): FieldError[] {
  const denominator = formula.denominator ?? [];
  const errors = [
    ...checkSide('numerator', formula.numerator, variables, shapes),
    ...checkSide('denominator', denominator, variables, shapes),
  ];
  if (denominator.length > 0 && sumKey(formula.numerator) === sumKey(denominator))
    errors.push({ field: 'denominator', code: 'territory.own.by-itself' });
  return [...errors, ...checkUnit(formula, variables)];
}

function checkUnit(
  { numerator, denominator, factor, unit }: Computed,
  variables: ReadonlyMap<string, KnownVariable>,
): FieldError[] {
  const whole = SHARES.get(unit.trim());
  if (whole === undefined) return [];
  if (denominator === null || denominator.length === 0)
    return [{ field: 'denominator', code: 'territory.own.share-of-nothing', values: { unit } }];
  if (factor !== whole)
    return [{ field: 'factor', code: 'territory.own.share-factor', values: { unit, factor: whole } }];
  const [above, below] = [numerator, denominator].map(
    (terms) => terms.map((term) => variables.get(term.variable)?.unit).find((one) => one !== undefined) ?? '',
  );
  if (above === below || ![above, below].some((one) => SIZES.has(one ?? ''))) return [];
  return [
    {
      field: 'unit',
      code: 'territory.own.share-of-another',
      values: { unit, above: above ?? '', below: below ?? '' },
    },
  ];
}

function checkSide(
  side: Side,
  terms: readonly MetricTerm[],
  variables: ReadonlyMap<string, KnownVariable>,
  shapes: readonly Shape[],
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const first = terms.map((term) => variables.get(term.variable)).find((one) => one !== undefined);
  terms.forEach((term, index) => {
    const refuse = (field: string, code: string, values?: FieldError['values']) =>
      errors.push({
        field: `${side}.${index}.${field}`,
        code: `territory.own.${code}`,
        ...(values ? { values } : {}),
      });
    const variable = variables.get(term.variable);
    if (!variable) {
      refuse('variable', 'variable-unknown', { code: term.variable });
      return;
    }
    if (NOT_SUMMED.has(variable.nature)) refuse('variable', 'not-summed', { name: variable.name });
    else if (first && variable.unit !== first.unit)
      refuse('variable', 'unit-mismatch', { unit: variable.unit, other: first.unit });
    else if (first && isMixed(variable.nature, first.nature))
      refuse('variable', 'nature-mismatch', { name: variable.name, other: first.name });
    if ((term.weight ?? 1) === 0) refuse('weight', 'weight-zero');
    const key = termKey(term);
    if (seen.has(key)) refuse('variable', 'repeated');
    seen.add(key);
    checkDimensions(term, shapes, refuse);
  });
  return errors;
}

/** A stock is of a day, a flow of a year: their sum is of neither. */
function isMixed(nature: string, other: string): boolean {
  return (nature === 'stock' && other === 'flow') || (nature === 'flow' && other === 'stock');
}

function checkDimensions(
  term: MetricTerm,
  shapes: readonly Shape[],
  refuse: (field: string, code: string, values?: FieldError['values']) => void,
): void {
  const { ageFrom, ageTo, sex, category = '' } = term;
  if (ageFrom !== undefined && ageTo !== undefined && ageTo < ageFrom) {
    refuse('to', 'ages-reversed', { from: ageFrom, to: ageTo });
    return;
  }
  if (term.variable === LAND) {
    // It comes with the list of comuni too, and is nobody's: it has no dimension at all.
    if (category !== '') refuse('category', 'category-none');
    else if (sex !== undefined) refuse('sex', 'sex-unknown');
    else if (ageFrom !== undefined) refuse('from', 'ages-unknown');
    else if (term.weightByAge) refuse('counted', 'ages-unknown');
    return;
  }
  // What has no figures yet may be written in advance.
  const own = shapes.filter((shape) => shape.variable === term.variable);
  if (own.length === 0) return;
  const inCategory = own.filter((shape) => shape.category === category);
  if (inCategory.length === 0) {
    const known = [...new Set(own.map((shape) => shape.category).filter((one) => one !== ''))];
    refuse('category', known.length === 0 ? 'category-none' : 'category-unknown', {
      known: known.slice(0, 6).join(', '),
    });
    return;
  }
  if (sex !== undefined && !inCategory.some((shape) => shape.sex === sex)) {
    refuse('sex', 'sex-unknown');
    return;
  }
  const { inputs } = inputsOf([{ code: '', factor: 1, numerator: [term], denominator: null }]);
  if (piecesOf(inputs, shapes).length > 0) return;
  const hasAges = inCategory.some((shape) => shape.ageFrom >= 0);
  refuse(ageFrom === undefined ? 'variable' : 'from', hasAges ? 'ages-unfit' : 'ages-unknown');
}

function termKey(term: MetricTerm): string {
  const { variable, yearOffset = 0, sex = '', ageFrom = null, ageTo = null, category = '' } = term;
  return JSON.stringify([variable, yearOffset, sex, ageFrom, ageTo, category, term.weightByAge ?? false]);
}

/** Sums that are always in the same proportion have the same key: twice something divided by it is always two. */
function sumKey(terms: readonly MetricTerm[]): string {
  const sorted = terms
    .map((term): [string, number] => [termKey(term), term.weight ?? 1])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const first = sorted[0]?.[1] ?? 1;
  return JSON.stringify(sorted.map(([key, weight]) => [key, (weight / first).toPrecision(9)]));
}
