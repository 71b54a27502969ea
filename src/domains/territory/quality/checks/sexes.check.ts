import type { Found } from '../check.types.js';
import {
  asText,
  type FigureSet,
  figureKey,
  keyOf,
  roundingOf,
  type SetFigure,
  sumOfAges,
} from '../figure-set.js';

/** How far males and females may be from each other where one was copied: a tenth, as no comune exceeds. */
const COPIED_SPREAD = 0.15;

/** Males and females that do not make their total; tells apart a column that was copied. */
export function checkSexes(set: FigureSet): Found[] {
  const found: Found[] = [];
  for (const male of set.all) {
    if (male.sex !== 'm') continue;
    const { variable, place, period, category } = male;
    const female = set.find(variable, place, period, 'f', category);
    const total = set.find(variable, place, period, '', category);
    if (!female || !total) continue;
    const sum = male.value + female.value;
    if (Math.abs(sum - total.value) <= roundingOf([male, female, total])) continue;
    found.push(tellSexes(set, total, male, female));
  }
  return found;
}

function tellSexes(set: FigureSet, total: SetFigure, male: SetFigure, female: SetFigure): Found {
  const { variable, place, period, category, year } = total;
  const unit = total.source.unit;
  const decimals = Math.max(total.decimals, male.decimals, female.decimals);
  const rest = total.value - male.value;
  const copied = male.value === female.value && Math.abs(rest / male.value - 1) < COPIED_SPREAD;
  const values = {
    name: set.nameOf(variable),
    place: set.placeName(place),
    period,
    total: { figure: total.text, unit },
    males: { figure: male.text, unit },
    females: { figure: female.text, unit },
    sum: { figure: asText(male.value + female.value, decimals), unit },
    rest: { figure: asText(rest, decimals), unit },
  };
  return {
    rule: 'sexes-sum',
    severity: 'error',
    subject: [variable, place, period, ...(category === '' ? [] : [category])],
    variable,
    place,
    period,
    year,
    dataset: total.source.dataset,
    unit,
    published: copied ? female.text : total.text,
    expected: copied ? asText(rest, decimals) : values.sum.figure,
    message: copied ? 'quality.check.sexes-copied' : 'quality.check.sexes-sum',
    values,
    accuses: [figureKey(total), figureKey(male), figureKey(female)],
  };
}

/** Single ages, or classes that cover the whole of life, that do not make the total of the same source of counting. */
export function checkAges(set: FigureSet): Found[] {
  const found: Found[] = [];
  const bySex = new Map<string, { sum: number; sexes: number; dataset: string }>();
  for (const { variable, place, year, sex, counts, dataset } of set.ages) {
    const sum = sumOfAges(counts);
    if (sum === null) continue;
    found.push(...compareAges(set, { variable, place, period: String(year), sex, sum, dataset }));
    const key = keyOf(variable, place, String(year));
    const both = bySex.get(key) ?? { sum: 0, sexes: 0, dataset };
    bySex.set(key, { sum: both.sum + sum, sexes: both.sexes + 1, dataset });
  }
  for (const [key, { sum, sexes, dataset }] of bySex) {
    const [variable = '', place = '', period = ''] = key.split('\u001f');
    if (sexes === 2) found.push(...compareAges(set, { variable, place, period, sex: '', sum, dataset }));
  }
  return [...found, ...checkClasses(set)];
}

interface AgeSum {
  variable: string;
  place: string;
  period: string;
  sex: '' | 'm' | 'f';
  sum: number;
  dataset: string;
}

function compareAges(set: FigureSet, of: AgeSum): Found[] {
  const total = set.find(of.variable, of.place, of.period, of.sex, '');
  if (!total || Math.abs(total.value - of.sum) <= 1e-6) return [];
  const unit = total.source.unit;
  const expected = asText(of.sum, total.decimals);
  return [
    {
      rule: 'ages-sum',
      severity: total.source.dataset === of.dataset ? 'error' : 'warning',
      subject: [of.variable, of.place, of.period, ...(of.sex === '' ? [] : [of.sex])],
      variable: of.variable,
      place: of.place,
      period: of.period,
      year: total.year,
      dataset: total.source.dataset,
      unit,
      published: total.text,
      expected,
      message: 'quality.check.ages-sum',
      values: {
        name: set.nameOf(of.variable),
        place: set.placeName(of.place),
        period: of.period,
        sex: of.sex === '' ? 'all' : of.sex,
        total: { figure: total.text, unit },
        sum: { figure: expected, unit },
      },
      accuses: [figureKey(total)],
    },
  ];
}

/** Classes count only where they follow each other from birth to an open end: else the list is partial. */
function checkClasses(set: FigureSet): Found[] {
  const groups = Map.groupBy(set.classes, (one) =>
    keyOf(one.variable, one.place, one.period, one.sex, one.category),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first?.category !== '' || !covers(group)) return [];
    const { variable, place, period, sex } = first;
    const sum = group.reduce((total, one) => total + one.value, 0);
    return compareAges(set, { variable, place, period, sex, sum, dataset: first.source.dataset });
  });
}

function covers(group: readonly SetFigure[]): boolean {
  const sorted = group.map(({ source }) => source).sort((a, b) => a.ageFrom - b.ageFrom);
  let next = 0;
  for (const { ageFrom, ageTo } of sorted) {
    if (ageFrom !== next) return false;
    next = ageTo + 1;
  }
  return next > 100;
}
