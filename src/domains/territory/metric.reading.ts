import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { findLatestYear } from './metric.periods.js';
import { computeMetrics, listMetrics } from './metric.sql.js';
import { noteOf, sayMetric } from './metric.words.js';
import type { Level, PlaceKind } from './place.types.js';

/** A metric of one year, in words and numbers, as the API tells it. */
export interface MetricReading {
  metric: { code: string; name: string; unit: string; formula: string; decimals: number };
  period: number | null;
  values: {
    place: { code: string; name: string; kind: PlaceKind };
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    note: string | null;
  }[];
}

/**
 * Metrics at one level, each of the year asked for or of its own latest one. One statement for all.
 * @throws Refused when no metric has that code
 */
export async function readMetrics(
  ctx: Ctx,
  question: { code?: string | undefined; year?: number | undefined; by: Level },
): Promise<MetricReading[]> {
  const { code, year, by } = question;
  const all = await listMetrics(ctx.tx);
  const metrics = all.filter((metric) => code === undefined || metric.code === code);
  if (code !== undefined && metrics.length === 0)
    throw new Refused(
      'territory.metric.unknown',
      { code, known: all.map((one) => one.code).join(', ') },
      422,
    );
  const values = await computeMetrics(ctx.tx, {
    ...(code === undefined ? {} : { codes: [code] }),
    ...(year === undefined ? {} : { years: [year] }),
    levels: [...new Set([by, 'ambito' as const])],
  });
  return metrics.map((metric) => {
    const own = values.filter((value) => value.metric === metric.code);
    const period = year ?? findLatestYear(own) ?? null;
    const { name, unit, formula, decimals } = sayMetric(metric, ctx.lang);
    return {
      metric: { code: metric.code, name, unit, formula, decimals },
      period,
      values: own
        .filter((value) => value.year === period && value.place.kind === by)
        .map((value) => ({
          place: value.place,
          value: value.value,
          numerator: value.numerator,
          denominator: value.denominator,
          note: noteOf(value, ctx.lang),
        })),
    };
  });
}
