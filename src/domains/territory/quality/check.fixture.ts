import { checkFigures } from './check.engine.js';
import type { CheckFigure, CheckInput, CheckPlace, Found, RuleCode } from './check.types.js';
import { type FigureSet, readFigureSet } from './figure-set.js';
import { shippedThresholds } from './rule.catalogue.js';

/** Four comuni in two areas of one ambito. */
export const PLACES: readonly CheckPlace[] = [
  { code: 'ambito', name: 'Ambito', kind: 'ambito', comuni: ['a', 'b', 'c', 'd'], since: null },
  { code: 'nord', name: 'Nord', kind: 'area', comuni: ['a', 'b'], since: null },
  { code: 'sud', name: 'Sud', kind: 'area', comuni: ['c', 'd'], since: null },
  ...['a', 'b', 'c', 'd'].map((code) => ({
    code,
    name: code.toUpperCase(),
    kind: 'comune',
    comuni: [],
    since: null,
  })),
];

export function figure(variable: string, place: string, period: string, value: string): CheckFigure {
  const years = period.match(/\d{4}/g);
  return {
    variable,
    place,
    period,
    year: years ? Number(years.at(-1)) : null,
    sex: '',
    ageFrom: -1,
    ageTo: -1,
    category: '',
    value,
    unit: 'persone',
    dataset: 'prova',
  };
}

export function setOf(figures: readonly CheckFigure[], more: Partial<CheckInput> = {}): FigureSet {
  return readFigureSet({
    figures,
    ages: [],
    places: PLACES,
    variables: [],
    datasets: new Map([['prova', 'Prova']]),
    ...more,
  });
}

/** Runs every rule as shipped; or one alone. */
export function check(set: FigureSet, rule?: RuleCode): Found[] {
  return checkFigures(set, (code) => ({
    active: rule === undefined || rule === code,
    thresholds: shippedThresholds(code),
  }));
}

/** A table of a document: total first when there is one, then its items. */
export function table(
  variable: string,
  items: Readonly<Record<string, string>>,
  of: Partial<CheckFigure> = {},
): CheckFigure[] {
  return Object.entries(items).map(([category, value]) => ({
    ...figure(variable, 'nord', '2020', value),
    category,
    ...of,
  }));
}
