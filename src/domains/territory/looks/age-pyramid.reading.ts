import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { listAgeCounts } from '../figure.sql.js';
import type { AgeCounts } from '../figure.types.js';
import { LEVELS } from '../place.types.js';
import { toFives } from './look.rules.js';
import type { AgePyramid, LookQuestion, NamedPlace } from './look.types.js';

/** What a pyramid counts: residents on 1 January. */
const PEOPLE = 'population';

export interface Ages {
  /** The population looked at, then the one laid over it; none when there are no figures by age. */
  pyramids: readonly AgePyramid[];
  year: number | undefined;
  otherYear: number | null;
  /** Years with figures of the first place. */
  years: readonly number[];
  variables: readonly string[];
}

/**
 * The pyramid of a place (the ambito unless told) in a year, and what is laid over it: the other place named; the year
 * named; else the ambito over a part of it, and its oldest year over the ambito itself.
 * @throws Absent for a place that the ambito does not have
 */
export async function readAges(
  ctx: Ctx,
  question: LookQuestion,
  known: readonly NamedPlace[],
): Promise<Ages> {
  const find = (code: string) => {
    const place = known.find((one) => one.code === code);
    if (!place) throw new Absent('place');
    return place;
  };
  const whole = known.find(({ kind }) => kind === 'ambito');
  const [firstCode = whole?.code, secondCode] = question.places ?? [];
  if (firstCode === undefined)
    return { pyramids: [], year: question.year, otherYear: null, years: [], variables: [PEOPLE] };
  const place = find(firstCode);
  const other = secondCode === undefined ? null : find(secondCode);
  const beside =
    other ?? (place.kind !== 'ambito' && question.otherYear === undefined ? (whole ?? null) : null);
  const counts = await listAgeCounts(ctx.tx, {
    variable: PEOPLE,
    levels: LEVELS,
    places: beside ? [place.code, beside.code] : [place.code],
  });
  const years = yearsWith(counts, place.code);
  const year = question.year ?? years.at(-1);
  const otherYear =
    question.otherYear ?? (beside ? year : years.find((one) => one !== year && one < (year ?? 0)));
  const pyramids = [
    year === undefined ? null : pyramidOf(counts, place, year),
    otherYear === undefined ? null : pyramidOf(counts, beside ?? place, otherYear),
  ].filter((pyramid) => pyramid !== null);
  return {
    // What is laid over stands on the first: without it there is nothing to compare.
    pyramids: pyramids[0]?.place.code === place.code && pyramids[0].year === year ? pyramids : [],
    year,
    otherYear: pyramids[1] && pyramids[1].year !== year ? pyramids[1].year : null,
    years,
    variables: [PEOPLE],
  };
}

function yearsWith(counts: readonly AgeCounts[], place: string): number[] {
  return [...new Set(counts.filter((one) => one.place.code === place).map(({ year }) => year))].sort(
    (a, b) => a - b,
  );
}

/** @returns null when a sex is missing */
function pyramidOf(counts: readonly AgeCounts[], place: NamedPlace, year: number): AgePyramid | null {
  const of = (sex: 'm' | 'f') =>
    counts.find((one) => one.place.code === place.code && one.year === year && one.sex === sex)?.counts;
  const [male, female] = [of('m'), of('f')];
  return male && female ? { place, year, male: toFives(male), female: toFives(female) } : null;
}
