import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { readFindings } from './finding.reading.js';
import { FINDING_RULES, FINDING_STATES, SEVERITIES } from './finding.types.js';
import { findLatestYear } from './metric.periods.js';
import { variablesOf, yearsUsed } from './metric.rules.js';
import { computeMetrics, listMetrics, listSourcesOf } from './metric.sql.js';
import type { Metric, MetricValue } from './metric.types.js';
import { noteOf, sayMetric } from './metric.words.js';
import { listMetricEditions } from './metric-definition.sql.js';
import { LEVELS, type Level, PLACE_KINDS } from './place.types.js';
import { openMemory } from './territory-memory.js';

const termShape = z.object({
  variable: z.string(),
  weight: z.number().optional(),
  yearOffset: z.number().optional(),
  sex: z.string().optional(),
  ageFrom: z.number().optional(),
  ageTo: z.number().optional(),
  category: z.string().optional(),
  weightByAge: z.boolean().optional(),
});

/** An edition as anybody may read it: who wrote it stays in the office. */
const definitionShape = z.object({
  edition: z.number(),
  name: z.string(),
  unit: z.string(),
  decimals: z.number(),
  factor: z.number(),
  numerator: z.array(termShape),
  denominator: z.array(termShape).nullable(),
  formula: z.string(),
  explanation: z.string(),
  source: z.string(),
  madeAt: z.string(),
  replacedAt: z.string().nullable(),
});

const metricShape = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  formula: z.string(),
  decimals: z.number(),
});

const sourceShape = z.object({
  code: z.string(),
  title: z.string(),
  source: z.string(),
  licence: z.string(),
  referenceOn: z.string().nullable(),
});

const valueShape = z.object({
  place: z.object({ code: z.string(), name: z.string(), kind: z.enum(PLACE_KINDS) }),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  note: z.string().nullable(),
});

const findingShape = z.object({
  id: z.string(),
  rule: z.enum(FINDING_RULES),
  severity: z.enum(SEVERITIES as readonly ['error', 'warning', 'info']),
  state: z.enum(FINDING_STATES),
  where: z.string(),
  published: z.number().nullable(),
  expected: z.number().nullable(),
  difference: z.number().nullable(),
  message: z.string(),
  place: z.object({ code: z.string(), name: z.string() }).nullable(),
  period: z.string().nullable(),
  explanation: z.string().nullable(),
});

/** A year as an address carries it. */
export const Year = z
  .string()
  .regex(/^(19|20|21)\d{2}$/)
  .transform(Number);

/** Figures and findings for whoever asks, without sign-in: they are published facts. */
export function registerTerritoryApi(server: Server): void {
  api(server, {
    path: '/metrics',
    audience: 'public',
    summary: 'Metriche che l’ambito calcola, con formula e unità',
    tag: 'territory',
    response: z.object({
      metrics: z.array(
        metricShape.extend({ explanation: z.string(), source: z.string(), edition: z.number() }),
      ),
    }),
    handle: async (ctx) => ({
      metrics: (await listMetrics(ctx.tx)).map((metric) => sayMetric(metric, ctx.lang)),
    }),
  });

  api(server, {
    path: '/metrics/:code/definition',
    audience: 'public',
    summary: 'Come si calcola una metrica, in ogni sua edizione',
    tag: 'territory',
    params: z.object({ code: z.string().max(100) }),
    response: z.object({
      code: z.string(),
      shipped: z.boolean(),
      retired: z.boolean(),
      editions: z.array(definitionShape),
    }),
    handle: async (ctx, { params }) => {
      const editions = await listMetricEditions(ctx.tx, params.code);
      const [present] = editions;
      if (!present) throw new Absent('metric');
      return {
        code: present.code,
        shipped: present.shipped,
        retired: present.retiredAt !== null,
        editions: editions.map((edition) => ({
          ...edition,
          madeAt: edition.madeAt.toISOString(),
          replacedAt: edition.replacedAt?.toISOString() ?? null,
          formula: sayMetric(edition, ctx.lang).formula,
        })),
      };
    },
  });

  api(server, {
    path: '/metrics/:code',
    audience: 'public',
    summary: 'Valori di una metrica per comune, sub-ambito o ambito',
    tag: 'territory',
    params: z.object({ code: z.string().max(100) }),
    query: z.object({
      period: Year.optional(),
      by: z.enum(LEVELS).default('comune'),
      lang: z.enum(['it', 'en']).optional(),
    }),
    response: z.object({
      metric: metricShape,
      period: z.number().nullable(),
      values: z.array(valueShape),
      sources: z.array(sourceShape),
    }),
    handle: async (ctx, { params, query }) => {
      const memory = await openMemory(ctx);
      const key = `api:${JSON.stringify([ctx.lang, params.code, query.by, query.period])}`;
      return memory.remember(key, () => answerMetric(ctx, params.code, query.by, query.period));
    },
  });

  api(server, {
    path: '/quality',
    audience: 'public',
    summary: 'Cifre pubblicate che non tornano e altri rilievi del controllo di qualità',
    tag: 'territory',
    query: z.object({ lang: z.enum(['it', 'en']).optional(), state: z.enum(FINDING_STATES).optional() }),
    response: z.object({ findings: z.array(findingShape) }),
    handle: async (ctx, { query }) => ({
      findings: await readFindings(ctx, query.state ? [query.state] : undefined),
    }),
  });
}

async function answerMetric(ctx: Ctx, code: string, by: Level, year: number | undefined) {
  const metric = (await listMetrics(ctx.tx)).find((one) => one.code === code);
  if (!metric) throw new Absent('metric');
  const values = await valuesOf(ctx, metric, by, year);
  const period = values[0]?.year ?? null;
  return {
    metric: sayMetric(metric, ctx.lang),
    period,
    values: values.map((value) => ({ ...value, note: noteOf(value, ctx.lang) })),
    sources:
      period === null ? [] : await listSourcesOf(ctx.tx, variablesOf(metric), yearsUsed(metric, period)),
  };
}

/** Values of one year at one level; of the latest year with data when none is asked. */
async function valuesOf(
  ctx: Ctx,
  metric: Metric,
  by: Level,
  year: number | undefined,
): Promise<MetricValue[]> {
  const codes = [metric.code];
  if (year !== undefined) return computeMetrics(ctx.tx, { codes, years: [year], levels: [by] });
  const all = await computeMetrics(ctx.tx, { codes, levels: [...new Set([by, 'ambito' as const])] });
  const latest = findLatestYear(all);
  return all.filter((value) => value.year === latest && value.place.kind === by);
}
