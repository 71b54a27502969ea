import type { Found, Thresholds } from '../check.types.js';
import {
  asText,
  type FigureSet,
  type FigureTable,
  figureKey,
  isAdditive,
  isShare,
  roundingOf,
  type SetFigure,
} from '../figure-set.js';

/** A table with its total and the items that should make it. */
interface Breakdown {
  table: FigureTable;
  total: SetFigure;
  parts: readonly SetFigure[];
}

/** Classes of ages in words ("30-44", "65 e oltre"): a list of them that leaves ages out is partial, not wrong. */
const AGE_CLASS = /^(meno di |fino a |oltre |età )?\d{1,3}(-\d{1,3}| e oltre| anni.*|)$/i;

/** Above this share of the total, what is missing is an item rather than a part of the list. */
const NEARLY_ALL = 0.9;
/** Beyond this excess the items overlap (multiple answers), unless the table's other rows prove that they do not. */
const OVERLAP = 1.05;

/**
 * Items that do not make the total of their table. Which items make it is learnt from the rows of the same table, so
 * that "domande escluse" beside "totale domande in carico" accuses nobody.
 */
export function checkParts(set: FigureSet, thresholds: Thresholds): Found[] {
  const variables = new Set(set.tables.map((table) => table.variable));
  return [
    ...[...variables].flatMap((variable) => {
      const breakdowns = listBreakdowns(set, variable);
      return breakdowns.length === 0 ? [] : checkVariable(set, breakdowns, thresholds);
    }),
    ...set.tables.flatMap((table) => tellSubsets(set, table)),
  ];
}

/** A total of its own, or that of the table whose name comes before "per": "domande per nucleo" makes "domande". */
function listBreakdowns(set: FigureSet, variable: string): Breakdown[] {
  const base = /^(.+?) per /.exec(variable)?.[1];
  return set.tablesOf(variable).flatMap((table) => {
    const total =
      table.total ?? (base === undefined ? undefined : set.findTable(base, table.place, table.period)?.total);
    if (!total || table.parts.length < 2) return [];
    if (isShare(total.source.unit) !== table.parts.every((part) => isShare(part.source.unit))) return [];
    if (!isShare(total.source.unit) && !isAdditive(total)) return [];
    return [{ table, total, parts: table.parts }];
  });
}

function matches({ total, parts }: Breakdown): boolean {
  return Math.abs(sumOf(parts) - total.value) <= roundingOf([...parts, total]);
}

function without({ parts, ...rest }: Breakdown, category: string | null): Breakdown {
  return { ...rest, parts: category === null ? parts : parts.filter((part) => part.category !== category) };
}

/** The item to leave out (or none) with which most rows come out. */
function learnOutside(breakdowns: readonly Breakdown[]): string | null {
  const score = (category: string | null) =>
    breakdowns.filter((one) => {
      const rest = without(one, category);
      return rest.parts.length >= 2 && matches(rest);
    }).length;
  const categories = new Set(breakdowns.flatMap((one) => one.parts.map((part) => part.category)));
  let best: string | null = null;
  let bestScore = score(null);
  // With few rows a category left out would be a guess that explains anything.
  if (breakdowns.length < 3 || bestScore === breakdowns.length) return null;
  for (const category of categories) {
    const found = score(category);
    if (found > bestScore) [best, bestScore] = [category, found];
  }
  return best;
}

function checkVariable(set: FigureSet, breakdowns: readonly Breakdown[], thresholds: Thresholds): Found[] {
  const outside = learnOutside(breakdowns);
  const learnt = breakdowns.map((one) => without(one, outside));
  const wrong = learnt.filter((one) => one.parts.length >= 2 && !matches(one));
  const isProven = wrong.length * 2 <= learnt.length && wrong.length < learnt.length;
  const floor = (thresholds.coverage ?? 0) / 100;
  return wrong.flatMap((one) => tellParts(set, one, isProven, floor));
}

function tellParts(set: FigureSet, one: Breakdown, isProven: boolean, floor: number): Found[] {
  const { table, total, parts } = one;
  const sum = sumOf(parts);
  const ratio = total.value === 0 ? Number.POSITIVE_INFINITY : sum / total.value;
  const isPartial = parts.every((part) => AGE_CLASS.test(part.category)) && ratio < 1;
  if (isPartial || ratio < floor || (ratio > OVERLAP && !isProven)) return [];
  const isMissing = ratio < NEARLY_ALL;
  const unit = total.source.unit;
  const decimals = Math.max(total.decimals, ...parts.map((part) => part.decimals));
  return [
    {
      rule: 'parts-sum',
      severity: isProven ? 'error' : isMissing ? 'info' : 'warning',
      subject: [table.variable, table.place, table.period],
      variable: table.variable,
      place: table.place,
      period: table.period,
      year: table.year,
      dataset: total.source.dataset,
      unit,
      published: total.text,
      expected: asText(sum, decimals),
      message: ratio < 1 ? 'quality.check.parts-missing' : 'quality.check.parts-exceed',
      values: {
        name: set.nameOf(table.variable),
        place: set.placeName(table.place),
        period: table.period,
        items: parts.length,
        total: { figure: total.text, unit },
        sum: { figure: asText(sum, decimals), unit },
        difference: { figure: asText(Math.abs(total.value - sum), decimals), unit },
      },
      accuses: [figureKey(total)],
    },
  ];
}

/** "Di cui" larger than what it is of. */
function tellSubsets(set: FigureSet, table: FigureTable): Found[] {
  const { total } = table;
  if (!total) return [];
  return table.ofWhich
    .filter((one) => one.source.unit === total.source.unit && one.value > total.value + 1e-9)
    .map((one): Found => {
      const unit = one.source.unit;
      return {
        rule: 'parts-sum',
        severity: 'error',
        subject: [table.variable, table.place, table.period, one.category],
        variable: table.variable,
        place: table.place,
        period: table.period,
        year: table.year,
        dataset: one.source.dataset,
        unit,
        published: one.text,
        expected: total.text,
        message: 'quality.check.subset-exceeds',
        values: {
          name: set.nameOf(table.variable),
          place: set.placeName(table.place),
          period: table.period,
          category: one.category,
          part: { figure: one.text, unit },
          total: { figure: total.text, unit },
        },
        accuses: [figureKey(one)],
      };
    });
}

function sumOf(figures: readonly SetFigure[]): number {
  return figures.reduce((sum, figure) => sum + figure.value, 0);
}
