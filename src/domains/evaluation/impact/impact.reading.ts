import { listPlaces, territoryActs } from '#domains/territory/index.js';
import type { Ctx } from '#platform/http/context.js';
import { findBinding } from '../binding/binding.sql.js';
import {
  assessImpact,
  type Candidate,
  chooseComparables,
  type Impact,
  meanSeries,
  type YearValue,
} from './impact.rules.js';

export interface ImpactReading {
  metric: { name: string; unit: string; decimals: number };
  place: { code: string; name: string };
  /** Which places were looked at for likeness. */
  pool: 'province' | 'areas' | 'provinces';
  first: number;
  last: number;
  impact: Impact;
  series: YearValue[];
  mean: YearValue[];
  comparables: (Candidate & { values: YearValue[] })[];
}

/** Residents and age, by which places are alike: the metrics that ship with the program. */
const SIZE = 'densita';
const AGEING = 'vecchiaia';

/**
 * An outcome indicator's metric in its place before and within the plan, and in places like it. Null where the indicator
 * is not computed from a metric.
 */
export async function readImpact(
  ctx: Ctx,
  indicatorId: string,
  plan: { startsOn: string; endsOn: string },
): Promise<ImpactReading | null> {
  const binding = await findBinding(ctx.tx, indicatorId);
  if (binding?.kind !== 'metric') return null;
  const metric = (await territoryActs.listMetrics(ctx.tx)).find((one) => one.code === binding.metric);
  const places = await listPlaces(ctx.tx);
  const place = places.find((one) => one.id === binding.placeId);
  if (!metric || !place) return null;
  const first = Number(plan.startsOn.slice(0, 4));
  const last = Number(plan.endsOn.slice(0, 4));
  const { levels, codes, pool } = await poolOf(ctx, place, places);
  const values = await territoryActs.computeMetrics(ctx.tx, {
    codes: [...new Set([metric.code, SIZE, AGEING])],
    levels,
    places: [...codes, place.code],
  });
  const byPlace = Map.groupBy(values, (one) => one.place.code);
  const candidateOf = (code: string): Candidate => {
    const own = byPlace.get(code) ?? [];
    // As they were before the plan: what it changed must not choose with whom it is compared.
    const before = (name: string) =>
      own
        .filter((one) => one.metric === name && one.year <= first && one.numerator !== null)
        .sort((a, b) => b.year - a.year)[0];
    return {
      code,
      name: own[0]?.place.name ?? code,
      residents: before(SIZE)?.numerator ?? null,
      ageing: before(AGEING)?.value ?? null,
    };
  };
  const seriesOf = (code: string): YearValue[] =>
    (byPlace.get(code) ?? [])
      .filter((one) => one.metric === metric.code)
      .map(({ year, value }) => ({ year, value }))
      .sort((a, b) => a.year - b.year);
  const comparables = chooseComparables(candidateOf(place.code), codes.map(candidateOf)).map((one) => ({
    ...one,
    values: seriesOf(one.code),
  }));
  const series = seriesOf(place.code);
  const others = comparables.map((one) => one.values);
  return {
    metric: { name: metric.name, unit: metric.unit, decimals: metric.decimals },
    place: { code: place.code, name: place.name },
    pool,
    first,
    last,
    impact: assessImpact(series, others, first, last),
    series,
    mean: meanSeries(others),
    comparables,
  };
}

type Places = Awaited<ReturnType<typeof listPlaces>>;

/** A comune is compared with those of its province, an area with the ambito's others, an ambito with provinces. */
async function poolOf(ctx: Ctx, place: Places[number], places: Places) {
  if (place.kind === 'comune') {
    const elsewhere = await territoryActs.listOtherComuni(ctx.tx);
    const codes = [...places.filter((one) => one.kind === 'comune'), ...elsewhere]
      .map((one) => one.code)
      .filter((code) => code !== place.code && code.slice(0, 3) === place.code.slice(0, 3));
    return { levels: ['comune', 'otherComune'] as const, codes, pool: 'province' as const };
  }
  const kind = place.kind === 'area' ? ('area' as const) : ('province' as const);
  const codes = places.filter((one) => one.kind === kind && one.id !== place.id).map((one) => one.code);
  const levels = place.kind === 'area' ? (['area'] as const) : (['ambito', 'province'] as const);
  return { levels, codes, pool: kind === 'area' ? ('areas' as const) : ('provinces' as const) };
}
