import type { Lang } from '#platform/i18n/format.js';
import { withGaps } from '../metric.periods.js';
import type { MetricValue } from '../metric.types.js';
import { noteOf, type SaidMetric } from '../metric.words.js';
import { lookText } from './look.messages.js';
import { ageLabel } from './look.rules.js';
import type { Look, LookColumn, LookLine, LookRow, LookTable } from './look.types.js';
import { namePyramid, titleOf } from './look.words.js';

/** The figures that a look draws, all of them, in the order in which they are read. */
export function tableOf(look: Look, lang: Lang): LookTable {
  switch (look.choice.kind) {
    case 'series':
    case 'panels':
    case 'table':
      return yearsTable(look, lang);
    case 'scatter':
      return pairsTable(look, lang);
    case 'pyramid':
      return agesTable(look, lang);
    default:
      return rankedTable(look, lang);
  }
}

/** Highest first; those without a value last, by name. */
export function rankValues(values: readonly MetricValue[]): MetricValue[] {
  return values.toSorted((a, b) => {
    if (a.value === null || b.value === null)
      return (
        Number(a.value === null) - Number(b.value === null) || a.place.name.localeCompare(b.place.name, 'it')
      );
    return b.value - a.value || a.place.name.localeCompare(b.place.name, 'it');
  });
}

const measureOf = ({ unit, decimals }: SaidMetric) => ({ unit, decimals });

/** Counts are whole, means of two counts have a half. */
function amountOf(values: readonly (number | null)[]): { unit: string; decimals: number } {
  return { unit: '', decimals: values.every((value) => value === null || Number.isInteger(value)) ? 0 : 1 };
}

function rankedTable(look: Look, lang: Lang): LookTable {
  const t = lookText(lang);
  const { metric, values, reference, choice } = look;
  const hasDenominator = metric.denominator !== null;
  const rowOf = (value: MetricValue): LookRow => ({
    code: value.place.code,
    name: value.place.name,
    cells: [value.numerator, ...(hasDenominator ? [value.denominator] : []), value.value],
    note: noteOf(value, lang),
  });
  const all = reference ? [...values, reference] : values;
  const columns: LookColumn[] = [
    { label: t(`territory.look.table.place`) },
    {
      label: metric.labels?.numerator ?? t('territory.look.table.numerator'),
      measure: amountOf(all.map(({ numerator }) => numerator)),
    },
    ...(hasDenominator
      ? [
          {
            label: metric.labels?.denominator ?? t('territory.look.table.denominator'),
            measure: amountOf(all.map(({ denominator }) => denominator)),
          },
        ]
      : []),
    { label: metric.name, measure: measureOf(metric) },
  ];
  const isListed = values.some(({ place }) => place.code === choice.against);
  return {
    caption: titleOf(look, lang),
    columns,
    rows: rankValues(values).map(rowOf),
    foot: reference && !isListed ? [rowOf(reference)] : [],
  };
}

function yearsTable(look: Look, lang: Lang): LookTable {
  const { metric, lines, referenceLine } = look;
  const shown = referenceLine ? [...lines, referenceLine] : lines;
  const years = withGaps(shown.flatMap(({ points }) => points))
    .map(({ period }) => Number(period))
    .filter((year) => shown.some((line) => valueAt(line, year) !== null));
  const rowOf = (line: LookLine): LookRow => ({
    code: line.place.code,
    name: line.place.name,
    cells: years.map((year) => valueAt(line, year)),
    note: null,
  });
  const isListed = lines.some(({ place }) => place.code === referenceLine?.place.code);
  return {
    caption: titleOf(look, lang),
    columns: [
      { label: lookText(lang)('territory.look.table.place') },
      ...years.map((year) => ({ label: String(year), measure: measureOf(metric) })),
    ],
    rows: lines.map(rowOf),
    foot: referenceLine && !isListed ? [rowOf(referenceLine)] : [],
  };
}

function valueAt({ points }: LookLine, year: number): number | null {
  return points.find((point) => point.year === year)?.value ?? null;
}

function pairsTable(look: Look, lang: Lang): LookTable {
  const { metric, other, values, otherValues, reference, otherReference, choice } = look;
  const others = new Map(otherValues.map((value) => [value.place.code, value]));
  const rowOf = (value: MetricValue, second: MetricValue | null | undefined): LookRow => ({
    code: value.place.code,
    name: value.place.name,
    cells: [value.value, second?.value ?? null],
    note: noteOf(value, lang) ?? (second ? noteOf(second, lang) : null),
  });
  const isListed = values.some(({ place }) => place.code === choice.against);
  return {
    caption: titleOf(look, lang),
    columns: [
      { label: lookText(lang)('territory.look.table.place') },
      { label: metric.name, measure: measureOf(metric) },
      ...(other ? [{ label: other.name, measure: measureOf(other) }] : []),
    ],
    rows: rankValues(values).map((value) => rowOf(value, others.get(value.place.code))),
    foot: reference && !isListed ? [rowOf(reference, otherReference)] : [],
  };
}

function agesTable(look: Look, lang: Lang): LookTable {
  const t = lookText(lang);
  const { pyramids } = look;
  const count = { unit: '', decimals: 0 };
  const columns = pyramids.flatMap((pyramid): LookColumn[] => [
    { label: t('territory.look.table.males', { of: namePyramid(pyramid) }), measure: count },
    { label: t('territory.look.table.females', { of: namePyramid(pyramid) }), measure: count },
  ]);
  const cellsAt = (index: number) =>
    pyramids.flatMap(({ male, female }) => [male[index] ?? 0, female[index] ?? 0]);
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const size = pyramids[0]?.male.length ?? 0;
  return {
    caption: titleOf(look, lang),
    columns: [{ label: t('territory.look.table.age') }, ...columns],
    rows: Array.from({ length: size }, (_, i) => ({
      code: ageLabel(i),
      name: ageLabel(i),
      cells: cellsAt(i),
      note: null,
    })),
    foot:
      size === 0
        ? []
        : [
            {
              code: '',
              name: t('territory.look.table.total'),
              cells: pyramids.flatMap(({ male, female }) => [sum(male), sum(female)]),
              note: null,
            },
          ],
  };
}
