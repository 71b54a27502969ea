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

/**
 * Why a formula cannot be computed, each reason at its field: unknown variables and dimensions, ages that the figures do
 * not have, addends that do not add up, a division by itself. Empty when it can.
 */
export function checkFormula(
  formula: { numerator: readonly MetricTerm[]; denominator: readonly MetricTerm[] | null },
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
  return errors;
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
  // Land comes with the list of comuni too; what has no figures yet may be written in advance.
  const own = shapes.filter((shape) => shape.variable === term.variable);
  if (term.variable === LAND || own.length === 0) return;
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

function sumKey(terms: readonly MetricTerm[]): string {
  return JSON.stringify(terms.map((term) => [termKey(term), term.weight ?? 1]).sort());
}
