import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import { asked } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { readStatement, readStatementTable } from './statement.reading.js';
import { STATEMENT_MEASURES, STATEMENT_ROWS } from './statement.types.js';

const figure = z.number().int().nullable();
const cell = z.object({
  place: z.string(),
  placeName: z.string(),
  year: z.number().int(),
  area: z.string(),
  intervention: z.string(),
  users: figure,
  spendingCents: figure,
  coPaymentCents: figure,
  healthCents: figure,
  note: z.string().nullable(),
});

/** The statement of social spending for programs: for who works here, like its pages. Sums are cents of euro. */
export function registerStatementApi(server: Server): void {
  const common = { audience: 'staff', tag: 'spending' } as const;
  const choice = z.object({ place: asked, area: asked });
  api(server, {
    ...common,
    path: '/spending-statement',
    summary:
      'What each place spent in a year for an area of users and an intervention, with users and co-payment',
    query: choice.extend({ year: z.coerce.number().int().optional() }),
    response: z.object({ cells: z.array(cell) }),
    handle: async (ctx, { query }) => {
      const { cells } = await readStatement(ctx, {
        place: query.place || undefined,
        area: query.area || undefined,
      });
      return { cells: cells.filter(({ year }) => query.year === undefined || year === query.year) };
    },
  });
  api(server, {
    ...common,
    path: '/spending-statement/table',
    summary:
      'The statement in rows by year: sums, or cents per resident (perHead) and per user (perUser); null is not known',
    query: choice.extend({
      rows: z.enum(STATEMENT_ROWS).default('area'),
      measure: z.enum(STATEMENT_MEASURES).default('spending'),
    }),
    response: z.object({
      years: z.array(z.number().int()),
      rows: z.array(z.object({ code: z.string(), name: z.string(), values: z.array(figure) })),
      totals: z.array(figure),
      missing: z.array(z.object({ year: z.number().int(), names: z.array(z.string()) })),
      unknownResidents: z.array(z.number().int()),
    }),
    handle: async (ctx, { query }) => {
      const place = query.place || undefined;
      const area = query.area || undefined;
      return (await readStatementTable(ctx, { place, area }, query.rows, query.measure)).table;
    },
  });
}
