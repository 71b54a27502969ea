import type { Found, SaidValue, Thresholds } from '../check.types.js';
import {
  asText,
  type FigureSet,
  type FigureTable,
  figureKey,
  isShare,
  type SetFigure,
} from '../figure-set.js';

/** A count over what it is a share of, and which words say what that is. */
interface Ratio {
  count: number;
  base: number;
  baseName: string;
}

/** Beyond this many people any percentage of one or two decimals can come of a whole number of them. */
const REACHABLE = 2_000;

/** "X quota" is the share of "X": the documents' own way of naming. */
function baseOf(variable: string): string | null {
  return / quota$/.test(variable) ? variable.slice(0, -' quota'.length) : null;
}

/** Shares that do not follow from the counts beside them, or that no whole number of people can give. */
export function checkShares(set: FigureSet): Found[] {
  return set.all.flatMap((share) => {
    const base = isShare(share.source.unit) && share.sex === '' ? baseOf(share.variable) : null;
    if (base === null) return [];
    const variable = set.tablesOf(base).length > 0 ? base : null;
    if (variable === null) return [];
    const ratio = findRatio(set, share, variable);
    if (ratio) return tellRatio(set, share, ratio, variable) ?? [];
    return tellUnreachable(set, share, variable) ?? [];
  });
}

function findRatio(set: FigureSet, share: SetFigure, base: string): Ratio | null {
  const table = set.findTable(base, share.place, share.period);
  if (share.kind === 'shareOf') return findShareOfWhole(set, share, base);
  const count = table?.parts.find((part) => part.category === share.category);
  if (!count || !table?.total || table.total.value === 0) return null;
  return { count: count.value, base: table.total.value, baseName: set.nameOf(base) };
}

/** "Quota sull'ambito": the place's count over the ambito's; of two areas one may be what the other leaves. */
function findShareOfWhole(set: FigureSet, share: SetFigure, base: string): Ratio | null {
  const { ambito, areas } = set;
  if (!ambito || !/ambito|sul totale/.test(share.category)) return null;
  const whole = countOf(set, base, ambito.code, share.period);
  if (whole === null || whole === 0) return null;
  const own = countOf(set, base, share.place, share.period);
  const others = areas.filter((area) => area.code !== share.place);
  const rest = others.map((area) => countOf(set, base, area.code, share.period));
  const isArea = areas.some((area) => area.code === share.place);
  const left =
    isArea && rest.length > 0 && rest.every((value) => value !== null)
      ? rest.reduce<number>((sum, value) => sum - (value ?? 0), whole)
      : null;
  const count = own ?? left;
  return count === null ? null : { count, base: whole, baseName: ambito.name };
}

function countOf(set: FigureSet, variable: string, place: string, period: string): number | null {
  const table = set.findTable(variable, place, period);
  if (!table) return null;
  if (table.total) return table.total.value;
  return table.parts.length === 1 ? (table.parts[0]?.value ?? null) : null;
}

function isRounded(share: SetFigure, exact: number): boolean {
  return Math.abs(share.value - exact) <= 0.5 * 10 ** -share.decimals + 1e-9;
}

function tellRatio(set: FigureSet, share: SetFigure, ratio: Ratio, base: string): Found | null {
  const exact = (100 * ratio.count) / ratio.base;
  if (isRounded(share, exact)) return null;
  const isCut = Math.abs(share.value - exact) <= 10 ** -share.decimals + 1e-9;
  const wrong = isCut ? null : findWrongBase(set, share, ratio, base);
  const values = {
    ...wordsOf(set, share),
    count: { figure: String(ratio.count), unit: '' },
    base: { figure: String(ratio.base), unit: '' },
    baseName: ratio.baseName,
    expected: { figure: asText(exact, share.decimals), unit: '%' },
    ...(wrong === null ? {} : { wrongName: wrong.baseName, wrong: { figure: String(wrong.base), unit: '' } }),
  };
  return {
    ...found(set, share, wrong === null ? 'share-count' : 'share-base', values),
    severity: isCut ? 'info' : 'error',
    expected: asText(exact, share.decimals),
    message:
      wrong === null ? `quality.check.share-${isCut ? 'cut' : 'count'}` : 'quality.check.share-base-one',
  };
}

/**
 * The base that gives the printed share again, where just one does. Candidates: what is left of the total, the same
 * total of other years, and the ambito's. Shares printed without decimals would fit too many.
 */
function findWrongBase(set: FigureSet, share: SetFigure, ratio: Ratio, base: string): Ratio | null {
  if (share.decimals === 0) return null;
  const candidates: Ratio[] = [
    { ...ratio, base: ratio.base - ratio.count, baseName: `${set.nameOf(base)} − ${share.category}` },
    ...set
      .tablesOf(base)
      .filter((table) => table.total && table.total.value !== ratio.base)
      .map((table) => ({
        ...ratio,
        base: table.total?.value ?? 0,
        baseName: `${set.nameOf(base)}, ${set.placeName(table.place)}, ${table.period}`,
      })),
  ];
  const fitting = candidates.filter((one) => one.base > 0 && isRounded(share, (100 * one.count) / one.base));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** With few people behind it, not every percentage can be: of 18, 77,7 % is nobody's. */
function tellUnreachable(set: FigureSet, share: SetFigure, base: string): Found | null {
  const total = set.findTable(base, share.place, share.period)?.total;
  if (!total || share.kind !== 'part' || total.decimals > 0) return null;
  const people = total.value;
  if (people <= 0 || people > REACHABLE || share.value > 100) return null;
  const nearest = Math.round((share.value * people) / 100);
  const exact = (100 * nearest) / people;
  if (isRounded(share, exact) || Math.abs(share.value - exact) <= 10 ** -share.decimals + 1e-9) return null;
  return {
    ...found(set, share, 'share-count', {
      ...wordsOf(set, share),
      base: { figure: total.text, unit: total.source.unit },
      nearest: { figure: String(nearest), unit: '' },
      expected: { figure: asText(exact, share.decimals), unit: '%' },
    }),
    severity: 'warning',
    expected: asText(exact, share.decimals),
    message: 'quality.check.share-unreachable',
  };
}

/** Percentages of one breakdown that together are not a hundred. */
export function checkHundred(set: FigureSet, thresholds: Thresholds): Found[] {
  return [
    ...set.tables.flatMap((table) => tellHundred(set, table, thresholds) ?? []),
    ...checkSharesOfWhole(set),
  ];
}

function tellHundred(set: FigureSet, table: FigureTable, thresholds: Thresholds): Found | null {
  const { parts } = table;
  const [first] = parts;
  if (!first || parts.length < 2 || table.total || !parts.every((part) => isShare(part.source.unit)))
    return null;
  const sum = parts.reduce((total, part) => total + part.value, 0);
  if (Math.abs(sum - 100) <= roundingOfShares(parts)) return null;
  const isProven = isPartition(set, table);
  const hasOther = parts.some((part) => /^altr[oiae]\b/i.test(part.category));
  const above = sum > 100 && sum <= (thresholds.above ?? 115);
  const below = sum < 100 && hasOther && sum >= (thresholds.below ?? 85);
  if (!isProven && !above && !below) return null;
  return {
    ...found(set, first, 'shares-hundred', {
      ...wordsOf(set, first),
      items: parts.length,
      sum: { figure: asText(sum, Math.max(...parts.map((part) => part.decimals))), unit: '%' },
    }),
    subject: [table.variable, table.place, table.period],
    severity: isProven ? 'error' : 'warning',
    published: asText(sum, Math.max(...parts.map((part) => part.decimals))),
    expected: '100',
    message: isProven ? 'quality.check.hundred-proven' : 'quality.check.hundred',
    accuses: [],
  };
}

function roundingOfShares(parts: readonly SetFigure[]): number {
  return parts.reduce((sum, part) => sum + 0.5 * 10 ** -part.decimals, 0) + 1e-9;
}

/** The counts behind the shares make their total: so nobody is in two items. */
function isPartition(set: FigureSet, table: FigureTable): boolean {
  const base = baseOf(table.variable);
  const counts = base === null ? undefined : set.findTable(base, table.place, table.period);
  if (!counts?.total) return false;
  const found = table.parts.map((part) => counts.parts.find((one) => one.category === part.category)?.value);
  if (found.some((value) => value === undefined)) return false;
  return found.reduce<number>((sum, value) => sum + (value ?? 0), 0) === counts.total.value;
}

/** Shares of the ambito, one an area: the areas part it. */
function checkSharesOfWhole(set: FigureSet): Found[] {
  const [first, ...others] = set.areas;
  if (!first || others.length === 0 || !set.ambito) return [];
  const own = set.all.filter(
    (figure) => figure.place === first.code && figure.kind === 'shareOf' && isShare(figure.source.unit),
  );
  return own.flatMap((figure) => {
    if (!/ambito|sul totale/.test(figure.category)) return [];
    const shares = [figure];
    for (const area of others) {
      const share = set.find(figure.variable, area.code, figure.period, '', figure.category);
      if (!share) return [];
      shares.push(share);
    }
    const sum = shares.reduce((total, share) => total + share.value, 0);
    if (Math.abs(sum - 100) <= roundingOfShares(shares)) return [];
    const text = asText(sum, Math.max(...shares.map((share) => share.decimals)));
    return {
      ...found(set, figure, 'shares-hundred', {
        ...wordsOf(set, figure),
        items: shares.length,
        sum: { figure: text, unit: '%' },
      }),
      place: set.ambito?.code ?? null,
      severity: 'error' as const,
      published: text,
      expected: '100',
      message: 'quality.check.hundred-areas',
    };
  });
}

function wordsOf(set: FigureSet, share: SetFigure): Record<string, SaidValue> {
  return {
    name: set.nameOf(share.variable),
    category: share.category,
    place: set.placeName(share.place),
    period: share.period,
    share: { figure: share.text, unit: '%' },
  };
}

function found(
  set: FigureSet,
  share: SetFigure,
  rule: 'share-count' | 'share-base' | 'shares-hundred',
  values: Record<string, SaidValue>,
): Found {
  const { variable, place, period, year, category } = share;
  return {
    rule,
    severity: 'error',
    subject: [variable, place, period, category],
    variable,
    place: set.places.has(place) ? place : null,
    period,
    year,
    dataset: share.source.dataset,
    unit: '%',
    published: share.text,
    expected: null,
    message: '',
    values,
    accuses: [figureKey(share)],
  };
}
