import type { Found, Thresholds } from '../check.types.js';
import { asText, type FigureSet, figureKey, keyOf, roundingOf, type SetFigure } from '../figure-set.js';
import { IDENTITIES, type Identity } from '../rule.catalogue.js';

/** Identities between variables of one place that do not hold. Nothing is said where a term is missing. */
export function checkIdentities(set: FigureSet, thresholds: Thresholds): Found[] {
  const allowed = (thresholds.share ?? 0) / 100;
  const byVariable = Map.groupBy(
    set.all.filter((figure) => figure.category === ''),
    (figure) => figure.variable,
  );
  return IDENTITIES.flatMap((identity) => {
    if (![...identity.plus, ...identity.minus].every((term) => byVariable.has(term))) return [];
    return (byVariable.get(identity.whole) ?? []).flatMap(
      (whole) => tellIdentity(set, identity, whole, allowed) ?? [],
    );
  });
}

function tellIdentity(set: FigureSet, identity: Identity, whole: SetFigure, allowed: number): Found | null {
  const period = identity.nextYear ? yearBefore(whole.period) : whole.period;
  if (period === null) return null;
  // What holds for both sexes together is told once.
  if (whole.sex !== '' && set.find(whole.variable, whole.place, whole.period, '', '')) return null;
  const term = (variable: string) => set.find(variable, whole.place, period, whole.sex, '');
  const plus = identity.plus.map(term);
  const minus = identity.minus.map(term);
  const terms: SetFigure[] = [];
  for (const one of [...plus, ...minus]) {
    if (!one) return null;
    terms.push(one);
  }
  const sum = terms.reduce((total, one, at) => total + (at < plus.length ? one.value : -one.value), 0);
  const difference = Math.abs(whole.value - sum);
  if (difference <= roundingOf([...terms, whole]) || difference <= Math.abs(whole.value) * allowed)
    return null;
  const unit = whole.source.unit;
  const isOneSource = terms.every((one) => one.source.dataset === whole.source.dataset);
  const expected = asText(sum, whole.decimals);
  return {
    rule: 'identity',
    severity: isOneSource ? 'error' : 'warning',
    subject: [identity.code, whole.variable, whole.place, whole.period, whole.sex],
    variable: whole.variable,
    place: whole.place,
    period: whole.period,
    year: whole.year,
    dataset: whole.source.dataset,
    unit,
    published: whole.text,
    expected,
    message: 'quality.check.identity',
    values: {
      identity: identity.name,
      name: set.nameOf(whole.variable),
      place: set.placeName(whole.place),
      period: whole.period,
      sex: whole.sex === '' ? 'all' : whole.sex,
      whole: { figure: whole.text, unit },
      sum: { figure: expected, unit },
      difference: { figure: asText(difference, whole.decimals), unit },
    },
    accuses: [keyOf('identity', figureKey(whole))],
  };
}

function yearBefore(period: string): string | null {
  return /^\d{4}$/.test(period) ? String(Number(period) - 1) : null;
}
