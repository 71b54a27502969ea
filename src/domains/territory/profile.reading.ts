import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { findingsOfPlace } from './finding.sql.js';
import { variablesOf } from './metric.rules.js';
import { computeMetrics, listMetrics, listSourcesOf } from './metric.sql.js';
import type { Metric, MetricValue } from './metric.types.js';
import { sayMetric } from './metric.words.js';
import { listPlaces, listPublishedFigures } from './place.sql.js';
import type { Place } from './place.types.js';
import type { Profile, ProfileMetric } from './profile.types.js';
import { findMap } from './territory-map.js';
import { openMemory, type TerritoryMemory } from './territory-memory.js';

const SMALL_MAP = { width: 320, maxHeight: 300 };

/** Everything that is known of a comune, an area or the ambito. @throws Absent */
export async function readProfile(ctx: Ctx, code: string): Promise<Profile> {
  const memory = await openMemory(ctx);
  return memory.remember(`profile:${ctx.lang}:${code}`, () => read(ctx, code, memory));
}

async function read(ctx: Ctx, code: string, memory: TerritoryMemory): Promise<Profile> {
  const places = await listPlaces(ctx.tx);
  const place = places.find((one) => one.code === code);
  if (!place || !['comune', 'area', 'ambito'].includes(place.kind)) throw new Absent('place');
  const metrics = await listMetrics(ctx.tx);
  const values = await computeMetrics(ctx.tx, {
    levels: ['comune', 'area', 'ambito'],
    places: [...new Set([place.code, ctx.ambito.slug])],
  });
  const ofPlace = values.filter((value) => value.place.code === place.code);
  const ofWhole = place.kind === 'ambito' ? [] : values.filter((value) => value.place.kind === 'ambito');
  const variables = metrics.flatMap(variablesOf);
  return {
    place,
    holder: places.find((one) => one.kind === 'area' && one.code === place.area) ?? null,
    members: membersOf(places, place),
    population: populationOf(ofPlace),
    metrics: metrics.map((metric) => profileMetric(ctx, metric, ofPlace, ofWhole)),
    published: await listPublishedFigures(ctx.tx, place.id),
    findings: await findingsOfPlace(ctx.tx, { place: place.code }),
    sources: await listSourcesOf(ctx.tx, variables, null),
    map: await findMap(ctx, SMALL_MAP, memory),
  };
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
  ofWhole: readonly MetricValue[],
): ProfileMetric {
  const series = ofPlace.filter((value) => value.metric === metric.code);
  const latest = series.findLast((value) => value.value !== null) ?? null;
  const whole = ofWhole.find((value) => value.metric === metric.code && value.year === latest?.year);
  return { metric: sayMetric(metric, ctx.lang), series, latest, whole: whole?.value ?? null };
}
