import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { listEditionDays } from './catalogue.sql.js';
import { listAgeCounts } from './figure.sql.js';
import type { AgeCounts } from './figure.types.js';
import { findingsOfPlace } from './finding.sql.js';
import { findChange } from './metric.periods.js';
import { variablesOf } from './metric.rules.js';
import { computeMetrics, listMetrics, listSourcesOf } from './metric.sql.js';
import type { Metric, MetricValue } from './metric.types.js';
import { sayMetric } from './metric.words.js';
import { listPlaces, listPublishedFigures } from './place.sql.js';
import type { Place } from './place.types.js';
import { toAgeClasses } from './profile.rules.js';
import type { Profile, ProfileAges, ProfileMetric } from './profile.types.js';
import { findMap } from './territory-map.js';
import { openMemory, type TerritoryMemory } from './territory-memory.js';

const SMALL_MAP = { width: 320, maxHeight: 300 };

/** Kinds of places that have a profile. */
const PROFILED = ['ambito', 'area', 'comune'] as const;
export type ProfileLevel = (typeof PROFILED)[number];

/** Of places that are there only for comparison nothing else is known. */
export function hasProfile(place: Place): boolean {
  return levelOf(place) !== undefined;
}

function levelOf(place: Place): ProfileLevel | undefined {
  return PROFILED.find((kind) => kind === place.kind);
}

/** Everything that is known of a comune, an area or the ambito. @throws Absent */
export async function readProfile(ctx: Ctx, code: string): Promise<Profile> {
  const memory = await openMemory(ctx);
  return memory.remember(`profile:${ctx.lang}:${code}`, () => read(ctx, code, memory));
}

async function read(ctx: Ctx, code: string, memory: TerritoryMemory): Promise<Profile> {
  const places = await listPlaces(ctx.tx);
  const place = places.find((one) => one.code === code);
  const level = place && levelOf(place);
  if (!place || !level) throw new Absent('place');
  const holder = places.find((one) => one.kind === 'area' && one.code === place.area) ?? null;
  const metrics = await listMetrics(ctx.tx);
  const values = await computeMetrics(ctx.tx, {
    levels: [...PROFILED],
    places: [...new Set([place.code, ctx.ambito.slug, ...(holder ? [holder.code] : [])])],
  });
  const of = (one: string) => values.filter((value) => value.place.code === one);
  const ofPlace = of(place.code);
  const around = {
    area: holder ? of(holder.code) : [],
    whole: level === 'ambito' ? [] : of(ctx.ambito.slug),
  };
  const peers = places.filter((one) => one.kind === place.kind);
  const index = peers.findIndex((one) => one.code === place.code);
  const sources = await listSourcesOf(ctx.tx, metrics.flatMap(variablesOf), null);
  const days = new Map((await listEditionDays(ctx.tx)).map((row) => [row.code, row.modifiedOn]));
  return {
    place,
    holder,
    members: membersOf(places, place),
    previous: peers[index - 1] ?? null,
    next: peers[index + 1] ?? null,
    population: populationOf(ofPlace),
    metrics: metrics.map((metric) => profileMetric(ctx, metric, ofPlace, around)),
    ages: await readAges(ctx, place, level),
    published: await listPublishedFigures(ctx.tx, place.id),
    findings: await findingsOfPlace(ctx.tx, { place: place.code }),
    sources,
    map: await findMap(ctx, SMALL_MAP, memory),
    changedOn:
      sources
        .map((source) => days.get(source.code) ?? '')
        .sort()
        .at(-1) || null,
  };
}

/** The latest year for which men and women are known by age; the ambito of the same year beside it. */
async function readAges(ctx: Ctx, place: Place, level: ProfileLevel): Promise<ProfileAges | null> {
  const counts = await listAgeCounts(ctx.tx, {
    variable: 'population',
    levels: [...new Set([level, 'ambito' as const])],
    places: [...new Set([place.code, ctx.ambito.slug])],
  });
  const years = [...new Set(counts.filter((row) => row.place.code === place.code).map((row) => row.year))];
  for (const year of years.sort((a, b) => b - a)) {
    const classes = classesOf(counts, place.code, year);
    if (!classes) continue;
    return {
      year,
      classes,
      whole: level === 'ambito' ? null : classesOf(counts, ctx.ambito.slug, year),
    };
  }
  return null;
}

function classesOf(counts: readonly AgeCounts[], code: string, year: number) {
  const of = (sex: 'm' | 'f') =>
    counts.find((row) => row.place.code === code && row.year === year && row.sex === sex)?.counts;
  const [male, female] = [of('m'), of('f')];
  return male && female ? toAgeClasses(male, female) : null;
}

function membersOf(places: readonly Place[], place: Place): Place[] {
  if (place.kind === 'ambito') {
    const areas = places.filter((one) => one.kind === 'area');
    if (areas.length > 0) return areas;
  }
  return places.filter((one) => one.kind === 'comune' && place.comuni.includes(one.code));
}

/** Density's numerator is the residents of 1 January. */
function populationOf(values: readonly MetricValue[]): { year: number; value: number | null }[] {
  return values
    .filter((value) => value.metric === 'densita')
    .map(({ year, numerator }) => ({ year, value: numerator }));
}

function profileMetric(
  ctx: Ctx,
  metric: Metric,
  ofPlace: readonly MetricValue[],
  around: { area: readonly MetricValue[]; whole: readonly MetricValue[] },
): ProfileMetric {
  const series = ofPlace.filter((value) => value.metric === metric.code);
  const latest = series.findLast((value) => value.value !== null) ?? null;
  const same = (values: readonly MetricValue[]) =>
    values.find((value) => value.metric === metric.code && value.year === latest?.year)?.value ?? null;
  const change = latest ? findChange(series, latest.year) : null;
  return {
    metric: sayMetric(metric, ctx.lang),
    series,
    latest,
    before: change ? { year: change.from, value: change.before } : null,
    area: same(around.area),
    whole: same(around.whole),
  };
}
