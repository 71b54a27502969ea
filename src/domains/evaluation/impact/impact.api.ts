import { z } from 'zod';
import { findPlanRef } from '#domains/spending/index.js';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Server } from '#platform/http/server.js';
import { findMeasuredIndicator } from '../measurement.sql.js';
import { readImpact } from './impact.reading.js';
import { sayImpact, sayMethod } from './impact.words.js';

const value = z.number().nullable();
const series = z.array(z.object({ year: z.number().int(), value }));

/** Before and after for programs: for who works here, like its page; with the words that say what it can and cannot tell. */
export function registerImpactApi(server: Server): void {
  api(server, {
    audience: 'staff',
    tag: 'evaluation',
    path: '/indicators/:id/impact',
    summary: 'An outcome indicator before and within its plan, in its place and in places like it',
    params: z.object({ id: z.uuid() }),
    response: z.object({
      metric: z.object({ name: z.string(), unit: z.string() }),
      place: z.object({ code: z.string(), name: z.string() }),
      first: z.number().int(),
      last: z.number().int(),
      verdict: z.enum(['noYears', 'noComparables', 'told']),
      before: value,
      after: value,
      othersChange: value,
      difference: value,
      compared: z.number().int(),
      said: z.array(z.string()),
      method: z.array(z.string()),
      series,
      meanOfComparables: series,
      comparables: z.array(z.object({ code: z.string(), name: z.string(), values: series })),
    }),
    handle: async (ctx, { params }) => {
      const indicator = await findMeasuredIndicator(ctx.tx, params.id);
      const plan = indicator && (await findPlanRef(ctx.tx, indicator.planCode, true));
      const reading = plan && (await readImpact(ctx, params.id, plan));
      if (!reading) throw new Absent('impact');
      const { impact, mean, ...told } = reading;
      return {
        ...told,
        verdict: impact.verdict,
        before: impact.own?.before ?? null,
        after: impact.own?.after ?? null,
        othersChange: impact.others,
        difference: impact.difference,
        compared: impact.compared,
        said: sayImpact(reading, ctx.lang),
        method: sayMethod(reading, ctx.lang),
        meanOfComparables: mean,
      };
    },
  });
}
