import type { Found } from '../check.types.js';
import {
  asText,
  type FigureSet,
  figureKey,
  isAdditive,
  keyOf,
  type SetFigure,
  stemOf,
} from '../figure-set.js';

/** Below this share of the figure the two values look like two roundings of one. */
const SLIGHT = 0.01;

/** One figure under two values: in two places of a document, or in two datasets that are both read. */
export function checkStated(set: FigureSet): Found[] {
  const groups = Map.groupBy(
    set.all.filter((figure) => figure.category.endsWith(')')),
    (figure) => keyOf(figure.variable, figure.place, figure.period, figure.sex, stemOf(figure.category)),
  );
  const inDocument = [...groups.values()].flatMap((group) => {
    const [first] = group;
    const other = group.find((figure) => figure.value !== first?.value);
    return first && other ? [tellStated(set, first, other, 'quality.check.stated-twice')] : [];
  });
  const inDatasets = set.disagreements
    .filter(({ first, second }) => first.source.dataset !== second.source.dataset)
    .map(({ first, second }) => tellStated(set, second, first, 'quality.check.stated-datasets'));
  return [...inDocument, ...inDatasets];
}

function tellStated(set: FigureSet, first: SetFigure, other: SetFigure, message: string): Found {
  const { variable, place, period, sex, year } = first;
  const unit = first.source.unit;
  const distance = Math.abs(first.value - other.value) / Math.max(Math.abs(other.value), 1e-9);
  const decimals = Math.max(first.decimals, other.decimals);
  return {
    rule: 'stated-twice',
    severity: distance <= SLIGHT ? 'warning' : 'error',
    subject: [variable, place, period, sex, stemOf(first.category)],
    variable,
    place,
    period,
    year,
    dataset: first.source.dataset,
    unit,
    published: first.text,
    expected: other.text,
    message,
    values: {
      name: set.nameOf(variable),
      place: set.placeName(place),
      period,
      first: { figure: first.text, unit },
      second: { figure: other.text, unit },
      firstWhere: whereOf(first, set),
      secondWhere: whereOf(other, set),
      difference: { figure: asText(Math.abs(first.value - other.value), decimals), unit },
    },
    accuses: [figureKey(first), figureKey(other)],
  };
}

function whereOf(figure: SetFigure, set: FigureSet): string {
  const inside = /\(([^)]*)\)\s*$/.exec(figure.category)?.[1];
  return inside ?? set.datasetTitle(figure.source.dataset);
}

/** Totals that come out only by adding figures of other periods, and series that mix kinds of year. */
export function checkPeriods(set: FigureSet): Found[] {
  return [...checkMixedSums(set), ...checkMixedYears(set)];
}

function checkMixedSums(set: FigureSet): Found[] {
  const { ambito, areas } = set;
  if (!ambito || areas.length === 0) return [];
  return set.tables.flatMap((table) => {
    if (table.place !== ambito.code || !table.total || !isAdditive(table.total)) return [];
    const total = table.total;
    const parts: SetFigure[] = [];
    for (const area of areas) {
      const same = set.findTable(table.variable, area.code, table.period)?.total;
      const near = set
        .tablesOf(table.variable)
        .filter((one) => one.place === area.code && one.total && overlap(one.period, table.period));
      const part = same ?? (near.length === 1 ? near[0]?.total : undefined);
      if (!part) return [];
      parts.push(part);
    }
    const foreign = parts.find((part) => part.period !== table.period);
    const sum = parts.reduce((added, part) => added + part.value, 0);
    if (!foreign || Math.abs(sum - total.value) > 1e-6) return [];
    return [tellMixedSum(set, total, foreign)];
  });
}

function overlap(one: string, other: string): boolean {
  const years = new Set(other.match(/\d{4}/g) ?? []);
  return (one.match(/\d{4}/g) ?? []).some((year) => years.has(year));
}

function tellMixedSum(set: FigureSet, total: SetFigure, foreign: SetFigure): Found {
  const unit = total.source.unit;
  return {
    rule: 'period-mismatch',
    severity: 'warning',
    subject: [total.variable, total.place, total.period],
    variable: total.variable,
    place: total.place,
    period: total.period,
    year: total.year,
    dataset: total.source.dataset,
    unit,
    published: total.text,
    expected: null,
    message: 'quality.check.period-sum',
    values: {
      name: set.nameOf(total.variable),
      place: set.placeName(total.place),
      period: total.period,
      total: { figure: total.text, unit },
      part: { figure: foreign.text, unit },
      other: set.placeName(foreign.place),
      otherPeriod: foreign.period,
    },
    accuses: [figureKey(total)],
  };
}

function checkMixedYears(set: FigureSet): Found[] {
  const groups = Map.groupBy(
    set.tables.filter((table) => table.total || table.parts.length > 0),
    (table) => keyOf(table.variable, table.place),
  );
  return [...groups.values()].flatMap((tables) => {
    const school = tables.filter((table) => /^\d{4}\/\d{4}$/.test(table.period));
    const solar = tables.filter((table) => /^\d{4}$/.test(table.period));
    const [first] = school;
    const [other] = solar;
    const sample = first?.total ?? first?.parts[0];
    if (!first || !other || !sample) return [];
    return [
      {
        rule: 'period-mismatch' as const,
        severity: 'info' as const,
        subject: [first.variable, first.place],
        variable: first.variable,
        place: first.place,
        period: first.period,
        year: first.year,
        dataset: sample.source.dataset,
        unit: '',
        published: null,
        expected: null,
        message: 'quality.check.period-years',
        values: {
          name: set.nameOf(first.variable),
          place: set.placeName(first.place),
          school: first.period,
          solar: other.period,
        },
      },
    ];
  });
}
