import type { CheckPlace, Found, HeldSum, Thresholds } from '../check.types.js';
import {
  asText,
  type FigureSet,
  figureKey,
  isAdditive,
  keyOf,
  roundingOf,
  type SetFigure,
} from '../figure-set.js';

/** Figures of a place that holds others, which those others do not make. Only where none of them is missing. */
export function checkPlaces(set: FigureSet): Found[] {
  const holders = [...set.places.values()].filter((place) => place.comuni.length > 0);
  const codes = new Set(holders.map((place) => place.code));
  const own = set.all.flatMap((figure) => {
    if (!codes.has(figure.place) || !isAdditive(figure) || figure.kind === 'change') return [];
    const place = set.places.get(figure.place);
    if (!place) return [];
    return listDivisions(set, place).flatMap((members) => tellPlaces(set, figure, members) ?? []);
  });
  return [...own, ...set.brokenSums.map((sum) => tellHeld(set, sum))];
}

/** The comuni of a place; of the ambito its areas too, when they part it. */
function listDivisions(set: FigureSet, place: CheckPlace): string[][] {
  const comuni = [...place.comuni];
  if (place.kind !== 'ambito' || set.areas.length === 0) return [comuni];
  const parted = set.areas.reduce((sum, area) => sum + area.comuni.length, 0) === comuni.length;
  return parted ? [set.areas.map((area) => area.code), comuni] : [comuni];
}

function tellPlaces(set: FigureSet, figure: SetFigure, members: readonly string[]): Found | null {
  const { variable, period, sex, category } = figure;
  const parts: SetFigure[] = [];
  for (const member of members) {
    const part = set.find(variable, member, period, sex, category);
    if (!part || part.source.unit !== figure.source.unit) return null;
    parts.push(part);
  }
  const sum = parts.reduce((total, part) => total + part.value, 0);
  if (Math.abs(sum - figure.value) <= roundingOf([...parts, figure])) return null;
  const decimals = Math.max(figure.decimals, ...parts.map((part) => part.decimals));
  const found = tellSum(set, {
    ...figure,
    value: figure.text,
    unit: figure.source.unit,
    dataset: figure.source.dataset,
    sum: asText(sum, decimals),
    members: parts.length,
    kind: set.places.get(members[0] ?? '')?.kind === 'area' ? 'area' : 'comune',
  });
  return { ...found, accuses: [figureKey(figure)] };
}

function tellHeld(set: FigureSet, sum: HeldSum): Found {
  return tellSum(set, { ...sum, kind: 'comune' });
}

function tellSum(set: FigureSet, sum: HeldSum & { kind: 'area' | 'comune' }): Found {
  const { variable, place, period, year, sex, category, value, unit, dataset, members, kind } = sum;
  return {
    rule: 'places-sum',
    severity: 'error',
    subject: [variable, place, period, sex, category, kind],
    variable,
    place,
    period,
    year,
    dataset,
    unit,
    published: value,
    expected: sum.sum,
    message: 'quality.check.places-sum',
    values: {
      name: set.nameOf(variable),
      sex: sex === '' ? 'all' : sex,
      category,
      place: set.placeName(place),
      period,
      members,
      kind,
      total: { figure: value, unit },
      sum: { figure: sum.sum, unit },
    },
  };
}

/** Comuni without a figure that most others have; in a table of one area, those of that area. */
export function checkMissingPlaces(set: FigureSet, thresholds: Thresholds): Found[] {
  const own = new Set(set.comuni);
  const groups = new Map<string, { given: Set<string>; sample: SetFigure }>();
  for (const figure of set.all) {
    if (!own.has(figure.place)) continue;
    const key = keyOf(figure.variable, figure.period, figure.source.dataset);
    const group = groups.get(key) ?? { given: new Set<string>(), sample: figure };
    group.given.add(figure.place);
    groups.set(key, group);
  }
  const complete = new Set<string>();
  for (const { given, sample } of groups.values())
    if (given.size === own.size) complete.add(keyOf(sample.variable, sample.period));
  return [...groups.values()].flatMap(({ given, sample }) => {
    if (complete.has(keyOf(sample.variable, sample.period))) return [];
    return tellMissing(set, sample, given, (thresholds.present ?? 50) / 100) ?? [];
  });
}

/** The smallest whole that the table speaks of: the ambito, or the one area in which all its comuni lie. */
function tellMissing(
  set: FigureSet,
  sample: SetFigure,
  given: ReadonlySet<string>,
  present: number,
): Found | null {
  const areas = new Set([...given].map((comune) => set.areaOf(comune)));
  const [only] = areas.size === 1 ? areas : [];
  const whole = only ?? set.ambito;
  if (!whole) return null;
  const { year } = sample;
  // A comune born of a merger is not missing before it was born.
  const members = (whole.kind === 'ambito' ? set.comuni : whole.comuni).filter(
    (comune) => year === null || (set.places.get(comune)?.since ?? year) <= year,
  );
  const absent = members.filter((comune) => !given.has(comune));
  if (absent.length === 0 || given.size < members.length * present) return null;
  return missing(set, sample, whole, given.size, absent);
}

function missing(
  set: FigureSet,
  sample: SetFigure,
  whole: CheckPlace,
  count: number,
  absent: readonly string[],
): Found {
  const { variable, period, year } = sample;
  return {
    rule: 'places-missing',
    severity: 'warning',
    subject: [sample.source.dataset, variable, period],
    variable,
    place: whole.code,
    period,
    year,
    dataset: sample.source.dataset,
    unit: '',
    published: String(count),
    expected: String(count + absent.length),
    message: 'quality.check.places-missing',
    values: {
      name: set.nameOf(variable),
      period,
      place: whole.name,
      count: absent.length,
      comuni: count + absent.length,
      absent: { list: absent.map((code) => set.placeName(code)) },
    },
    details: absent.map((place) => ({ label: set.placeName(place), published: null, expected: null })),
  };
}
