import type { Ctx } from '#platform/http/context.js';
import { shippedMetrics } from './metric.catalogue.js';
import { insertMetricEdition } from './metric.sql.js';
import { listMetricRecords } from './metric-definition.sql.js';

/**
 * Gives the ambito the shipped metrics that it lacks, and newer editions of those that it has.
 * @returns how many were added.
 */
export async function upgradeShippedMetrics(ctx: Ctx): Promise<number> {
  const present = new Map((await listMetricRecords(ctx.tx)).map((metric) => [metric.code, metric]));
  let added = 0;
  for (const [position, metric] of shippedMetrics.entries()) {
    const known = present.get(metric.code);
    // An ambito's own metric with the same code is its own, also when it is out of use: it is left alone.
    if (known && (!known.shipped || known.edition >= metric.edition)) continue;
    await insertMetricEdition(ctx.tx, metric, position, ctx.now);
    added += 1;
  }
  return added;
}
