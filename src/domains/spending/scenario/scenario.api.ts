import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import type { Server } from '#platform/http/server.js';
import { getPlan } from '../ledger/entry.actions.js';
import { readForecast, readScenario } from './scenario.reading.js';
import { listScenarios } from './scenario.sql.js';
import { CHANGE_KINDS } from './scenario.types.js';

const plan = z.string().regex(/^\d{4}-\d{4}$/);
const cents = z.number().int();
const text = z.string().nullable();
const scenario = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  note: text,
  changes: z.array(
    z.object({
      fund: text,
      objective: text,
      year: z.number().int().nullable(),
      kind: z.enum(CHANGE_KINDS),
      /** Hundredths of a per cent, or cents. */
      value: z.number().int(),
    }),
  ),
  /** The act by which it was applied; null while it is a thought. */
  actNumber: text,
  actOn: text,
});

/** What-if and forecast for programs: for who works here, like their pages. Sums are cents of euro. */
export function registerScenarioApi(server: Server): void {
  const common = { audience: 'staff', tag: 'spending' } as const;
  api(server, {
    ...common,
    path: '/plans/:plan/scenarios',
    summary: 'Scenarios of a plan: changes of allocations that touch no line until an act applies them',
    params: z.object({ plan }),
    response: z.object({ scenarios: z.array(scenario) }),
    handle: async (ctx, { params }) => ({
      scenarios: await listScenarios(ctx.tx, (await getPlan(ctx, params.plan)).id),
    }),
  });
  api(server, {
    ...common,
    path: '/plans/:plan/scenarios/:id',
    summary: 'One scenario with what it would leave each objective, in cents of euro',
    params: z.object({ plan, id: z.uuid() }),
    response: scenario.extend({
      idleChanges: z.array(z.number().int()),
      objectives: z.array(
        z.object({
          objective: z.string(),
          title: z.string(),
          needCents: cents,
          coverCents: cents,
          firstUncovered: text,
        }),
      ),
    }),
    handle: async (ctx, { params }) => {
      const reading = await readScenario(ctx, params.plan, params.id);
      return {
        ...reading.scenario,
        idleChanges: reading.idle,
        objectives: reading.covers.map(({ need, cover, ...one }) => ({
          ...one,
          needCents: need,
          coverCents: cover,
        })),
      };
    },
  });
  api(server, {
    ...common,
    path: '/plans/:plan/forecast',
    summary:
      'Commitments and payments at each year’s end if they go on as until today, in cents; null before it can be said',
    params: z.object({ plan }),
    response: z.object({
      years: z.array(
        z.object({
          year: z.number().int(),
          allocated: cents,
          committed: cents,
          paid: cents,
          elapsed: z.number(),
          committedAtEnd: cents.nullable(),
          paidAtEnd: cents.nullable(),
        }),
      ),
    }),
    handle: async (ctx, { params }) => ({ years: await readForecast(ctx, await getPlan(ctx, params.plan)) }),
  });
}
