import { findVariable } from '../../files/variables.js';
import type { Found, SaidValue, Thresholds } from '../check.types.js';
import {
  type FigureSet,
  type FigureTable,
  figureKey,
  isShare,
  keyOf,
  type SetFigure,
} from '../figure-set.js';

/** Words by which documents name what may be below zero. */
const MAY_BE_NEGATIVE = /saldo|variazion|differenz|increment|scost|balance|change|rispetto al/i;

/** Counts below zero, shares beyond a hundred, a mean outside its bounds. */
export function checkRange(set: FigureSet): Found[] {
  return [
    ...[...set.all, ...set.classes].flatMap((figure) => tellRange(set, figure) ?? []),
    ...set.tables.flatMap((table) => tellBounds(set, table) ?? []),
  ];
}

function tellRange(set: FigureSet, figure: SetFigure): Found | null {
  const share = isShare(figure.source.unit);
  const isNegative = figure.value < 0 && !mayBeNegative(set, figure);
  const isBeyond = share && figure.value > 100 && !MAY_BE_NEGATIVE.test(namesOf(set, figure));
  if (!isNegative && !isBeyond) return null;
  return {
    ...found(set, figure, 'range', `quality.check.range-${isNegative ? 'negative' : 'share'}`),
    severity: 'error',
    subject: [figure.variable, figure.place, figure.period, figure.sex, figure.category, ageName(figure)],
    published: figure.text,
    values: { ...wordsOf(set, figure), value: { figure: figure.text, unit: figure.source.unit } },
    accuses: [figureKey(figure)],
  };
}

function ageName({ source }: SetFigure): string {
  return source.ageFrom < 0 ? '' : `${source.ageFrom}-${source.ageTo}`;
}

function namesOf(set: FigureSet, figure: SetFigure): string {
  return `${set.nameOf(figure.variable)} ${figure.category}`;
}

function mayBeNegative(set: FigureSet, figure: SetFigure): boolean {
  return findVariable(figure.variable)?.mayBeNegative ?? MAY_BE_NEGATIVE.test(namesOf(set, figure));
}

function tellBounds(set: FigureSet, table: FigureTable): Found | null {
  const bound = (words: RegExp) => table.others.find((figure) => words.test(figure.category));
  const [least, most, mean] = [bound(/^minim/i), bound(/^massim/i), bound(/^medi/i)];
  const ordered = [least, mean, most].filter((figure) => figure !== undefined);
  const wrong = ordered.find((figure, at) => figure.value < (ordered[at - 1]?.value ?? figure.value));
  if (!wrong) return null;
  return {
    ...found(set, wrong, 'range', 'quality.check.range-bounds'),
    severity: 'error',
    subject: [table.variable, table.place, table.period],
    published: wrong.text,
    values: {
      ...wordsOf(set, wrong),
      figures: { list: ordered.map((figure) => `${figure.category} ${figure.text}`) },
    },
  };
}

/** One item of a table, or one year of a series, in another unit than the others. */
export function checkUnits(set: FigureSet): Found[] {
  const inTables = set.tables.flatMap((table) => {
    const figures = [...(table.total ? [table.total] : []), ...table.parts];
    const usual = usualUnit(figures);
    const odd = figures.find((figure) => usual !== null && figure.source.unit !== usual);
    if (!odd || usual === null) return [];
    return [
      {
        ...found(set, odd, 'unit-change', 'quality.check.unit-table'),
        severity: 'info' as const,
        subject: [table.variable, table.place, table.period],
        values: { ...wordsOf(set, odd), unit: odd.source.unit, usual },
      },
    ];
  });
  return [...inTables, ...checkUnitsOfYears(set)];
}

/** The unit of more than half of the items; null where no unit is usual, as in a list of unlike things. */
function usualUnit(figures: readonly SetFigure[]): string | null {
  const counts = Map.groupBy(figures, (figure) => figure.source.unit);
  for (const [unit, list] of counts) if (list.length * 2 > figures.length) return unit;
  return null;
}

function checkUnitsOfYears(set: FigureSet): Found[] {
  const groups = Map.groupBy(set.all, (figure) =>
    keyOf(figure.variable, figure.place, figure.sex, figure.category),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const other = group.find((figure) => figure.source.unit !== first?.source.unit);
    if (!first || !other) return [];
    return [
      {
        ...found(set, other, 'unit-change', 'quality.check.unit-years'),
        severity: 'warning' as const,
        subject: [other.variable, other.place, other.sex, other.category],
        values: {
          ...wordsOf(set, other),
          first: first.source.unit,
          firstPeriod: first.period,
          second: other.source.unit,
        },
      },
    ];
  });
}

/** Shares of one table, some whole and some with several decimals. */
export function checkDecimals(set: FigureSet, thresholds: Thresholds): Found[] {
  return set.tables.flatMap((table) => {
    const shares = table.parts.filter((part) => isShare(part.source.unit));
    const [first] = shares;
    if (!first || shares.length < 2) return [];
    const decimals = shares.map((share) => share.decimals);
    const [fewest, most] = [Math.min(...decimals), Math.max(...decimals)];
    if (most - fewest < (thresholds.spread ?? 2)) return [];
    return [
      {
        ...found(set, first, 'decimals', 'quality.check.decimals'),
        severity: 'info' as const,
        subject: [table.variable, table.place, table.period],
        values: {
          ...wordsOf(set, first),
          fewest,
          most,
          figures: { figures: shares.map((share) => share.text), unit: '%' },
        },
      },
    ];
  });
}

function wordsOf(set: FigureSet, figure: SetFigure): Record<string, SaidValue> {
  return {
    name: set.nameOf(figure.variable),
    category: figure.category,
    place: set.placeName(figure.place),
    period: figure.period,
  };
}

function found(
  set: FigureSet,
  figure: SetFigure,
  rule: 'range' | 'unit-change' | 'decimals',
  message: string,
): Found {
  const { variable, place, period, year } = figure;
  return {
    rule,
    severity: 'info',
    subject: [],
    variable,
    place: set.places.has(place) ? place : null,
    period,
    year,
    dataset: figure.source.dataset,
    unit: figure.source.unit,
    published: null,
    expected: null,
    message,
    values: {},
  };
}
