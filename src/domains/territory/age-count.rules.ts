import type { AgeCounts, FigurePlace } from './figure.types.js';

/** Ages 0 to 99, and 100 and over. */
export const AGES = 101;

/** Counts of one place as they are stored; a null is suppressed. */
export interface StoredCounts {
  placeId: string;
  year: number;
  sex: 'm' | 'f';
  counts: readonly (number | null)[];
}

/** An earlier comune that is part of a present one (territory.forebear). */
export interface Forebear {
  placeId: string;
  partId: string;
  firstYear: number | null;
  lastYear: number;
  /** It was there until the end of `lastYear`. */
  lastIsSure: boolean;
  /** The present comune was there already: its own figures are added. */
  besideOwn: boolean;
}

/** A place with the comuni whose counts make its own; a comune's only member is itself. */
export interface SummedPlace extends FigurePlace {
  id: string;
  members: readonly string[];
}

/**
 * Counts of each place, year and sex: its own where it has them, otherwise the sum of its comuni. A place with a comune
 * missing, or with a suppressed age, is left out: a part is never shown as the whole.
 */
export function sumAgeCounts(
  places: readonly SummedPlace[],
  stored: readonly StoredCounts[],
  forebears: readonly Forebear[],
): AgeCounts[] {
  const own = new Map<string, number[]>();
  const moments = new Map<string, Pick<StoredCounts, 'year' | 'sex'>>();
  for (const { placeId, year, sex, counts } of stored) {
    moments.set(`${year}${sex}`, { year, sex });
    if (counts.every((count) => count !== null)) own.set(`${placeId}:${year}${sex}`, [...counts]);
  }
  const partsOf = Map.groupBy(forebears, (forebear) => forebear.placeId);
  const countsOf = (placeId: string, year: number, sex: string): number[] | undefined => {
    const parts = partsOf.get(placeId);
    const find = (id: string) => own.get(`${id}:${year}${sex}`);
    return parts ? withForebears(placeId, parts, year, find) : find(placeId);
  };

  const found: AgeCounts[] = [];
  for (const place of places) {
    for (const { year, sex } of [...moments.values()].sort(byMoment)) {
      const counts =
        countsOf(place.id, year, sex) ??
        addAll(
          place.members.map((member) => (member === place.id ? undefined : countsOf(member, year, sex))),
        );
      if (counts)
        found.push({ place: { code: place.code, name: place.name, kind: place.kind }, year, sex, counts });
    }
  }
  return found;
}

/** The series of a merged comune before the merger is the sum of its forebears'. */
function withForebears(
  placeId: string,
  forebears: readonly Forebear[],
  year: number,
  find: (id: string) => number[] | undefined,
): number[] | undefined {
  const due = forebears.filter(
    (one) => year <= one.lastYear && (one.firstYear === null || year >= one.firstYear),
  );
  const own = find(placeId);
  if (due.length === 0) return own;
  const parts = due.map((one) => ({ ...one, counts: find(one.partId) }));
  if (due.some((one) => !one.besideOwn)) return own ?? addAll(parts.map((part) => part.counts));
  // In the year in which it was taken in, publishers may count it with the comune that took it.
  const needed = parts.filter((part) => part.counts || part.lastIsSure || year < part.lastYear);
  return addAll([own, ...needed.map((part) => part.counts)]);
}

function addAll(addends: readonly (readonly number[] | undefined)[]): number[] | undefined {
  if (addends.length === 0) return undefined;
  const sum = new Array<number>(AGES).fill(0);
  for (const counts of addends) {
    if (!counts) return undefined;
    for (let age = 0; age < AGES; age += 1) sum[age] = (sum[age] ?? 0) + (counts[age] ?? 0);
  }
  return sum;
}

function byMoment(a: Pick<StoredCounts, 'year' | 'sex'>, b: Pick<StoredCounts, 'year' | 'sex'>): number {
  return a.year - b.year || b.sex.localeCompare(a.sex);
}
