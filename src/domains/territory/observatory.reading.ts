import { classScale } from '#platform/charts/scale-classes.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { BOUNDARIES_CODE } from './dataset.rules.js';
import { findLiveDataset } from './dataset.sql.js';
import { listFindingsAbout } from './finding.sql.js';
import { findLatestYear, yearsOf } from './metric.periods.js';
import { variablesOf, yearsUsed } from './metric.rules.js';
import { computeMetrics, listMetrics, listSourcesOf } from './metric.sql.js';
import type { Metric, MetricValue } from './metric.types.js';
import { sayMetric } from './metric.words.js';
import { isAroundZero } from './observatory.rules.js';
import type { Observatory, ObservatoryView } from './observatory.types.js';
import { listAreasOfComuni } from './place.sql.js';
import type { Level } from './place.types.js';
import { listMaps } from './territory-map.js';
import { openMemory, type TerritoryMemory } from './territory-memory.js';

export interface ObservatoryQuery {
  metrica?: string | undefined;
  anno?: number | undefined;
  livello?: Level | undefined;
  vista?: ObservatoryView | undefined;
}

export const MAP_SIZE = { width: 640, maxHeight: 520 };
export const NARROW_MAP_SIZE = { width: 340, maxHeight: 340 };

/** Reads what an address of the observatory asks for. @throws Absent for a metric that the ambito does not have */
export async function readObservatory(ctx: Ctx, query: ObservatoryQuery): Promise<Observatory> {
  const memory = await openMemory(ctx);
  const { metrica, anno, livello, vista } = query;
  const observatory = await memory.remember(
    `observatory:${JSON.stringify([ctx.lang, metrica, anno, livello])}`,
    () => read(ctx, query, memory),
  );
  return { ...observatory, choice: { ...observatory.choice, view: vista ?? 'mappa' } };
}

async function read(ctx: Ctx, query: ObservatoryQuery, memory: TerritoryMemory): Promise<Observatory> {
  const metrics = await listMetrics(ctx.tx);
  const level = query.livello ?? 'comune';
  const levels = [...new Set<Level>([level, 'ambito'])];
  const asked = query.metrica === undefined || query.metrica === '' ? undefined : query.metrica;
  const computed = await computeMetrics(ctx.tx, {
    levels,
    ...(asked === undefined ? {} : { codes: [asked] }),
  });
  const code = asked ?? firstKnown(metrics, computed);
  const metric = metrics.find((one) => one.code === code);
  if (!metric) throw new Absent('metric');
  const all = computed.filter((value) => value.metric === metric.code);
  const year = query.anno ?? findLatestYear(all) ?? ctx.now.getFullYear();
  // A year without data may be asked for: it is answered with what is missing.
  const isKnown = all.some((value) => value.year === year);
  const ofYear = isKnown
    ? all.filter((value) => value.year === year)
    : await computeMetrics(ctx.tx, { codes: [metric.code], years: [year], levels });
  const areaOf = await listAreasOfComuni(ctx.tx);
  const [map = null, narrowMap = null] = await listMaps(ctx, [MAP_SIZE, NARROW_MAP_SIZE], memory);
  const values = ofYear.filter((value) => value.place.kind === level);
  return {
    choice: { metric: metric.code, year, level, view: query.vista ?? 'mappa' },
    metrics: metrics.map((one) => sayMetric(one, ctx.lang)),
    metric: sayMetric(metric, ctx.lang),
    years: yearsOf(all),
    levels: areaOf.size > 0 ? ['comune', 'area', 'ambito'] : ['comune', 'ambito'],
    values,
    whole: [...(isKnown ? [] : ofYear), ...all].filter((value) => value.place.kind === 'ambito'),
    sources: await listSourcesOf(ctx.tx, variablesOf(metric), yearsUsed(metric, year)),
    boundaries: (await findLiveDataset(ctx.tx, BOUNDARIES_CODE)) ?? null,
    findings: await listFindingsAbout(ctx.tx, tellingVariables(metric), year),
    areaOf,
    scale: classScale(
      values.map((value) => value.value),
      {
        unit: metric.unit,
        decimals: metric.decimals,
        lang: ctx.lang,
        ...(isAroundZero(values) ? { centre: 0 } : {}),
      },
    ),
    map,
    narrowMap,
  };
}

/** The observatory opens on something to see. */
function firstKnown(metrics: readonly Metric[], values: readonly MetricValue[]): string | undefined {
  const known = new Set(
    values
      .filter(({ place, value }) => place.kind === 'ambito' && value !== null)
      .map(({ metric }) => metric),
  );
  return (metrics.find((metric) => known.has(metric.code)) ?? metrics[0])?.code;
}

/** Variables that make a published figure speak of the same thing: population alone is in nearly all of them. */
function tellingVariables(metric: Metric): string[] {
  const own = [...new Set(metric.numerator.map((term) => term.variable))];
  return own.every((variable) => variable === 'population') ? variablesOf(metric) : own;
}
