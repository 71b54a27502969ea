import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import type { Server } from '#platform/http/server.js';
import { PLACE_KINDS } from './place.types.js';
import { MEASURES } from './projection/age-vector.js';
import { bandOf, roundBand } from './projection/band.js';
import { readProjection } from './projection.reading.js';
import type { Projection, ProjectionReading } from './projection.types.js';
import { sayAssumptions } from './projection.words.js';
import { Year } from './territory.api.js';

const errorsShape = z.object({
  count: z.number(),
  projection: z.number(),
  constant: z.number(),
  linear: z.number(),
});
const measureShape = z.enum(MEASURES as [(typeof MEASURES)[number], ...(typeof MEASURES)[number][]]);
const scenarioShape = z.object({
  code: z.string(),
  name: z.string(),
  note: z.string(),
  own: z.boolean(),
  fertility: z.number(),
  lifeGain: z.number(),
  migration: z.number(),
});

const projectionShape = z.object({
  place: z.object({ code: z.string(), name: z.string(), kind: z.enum(PLACE_KINDS) }),
  base: z.number(),
  until: z.number(),
  scenario: scenarioShape,
  scenarios: z.array(scenarioShape),
  seen: z.array(z.object({ year: z.number(), measure: measureShape, value: z.number() })),
  /** Rounded as the uncertainty asks. */
  values: z.array(
    z.object({
      year: z.number(),
      measure: measureShape,
      value: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  missing: z.array(z.string()),
  assumptions: z.array(z.object({ label: z.string(), text: z.string() })),
  backTest: z
    .object({
      from: z.number(),
      to: z.number(),
      covered: z.number(),
      widening: z.number(),
      overall: errorsShape,
      ages: z.array(errorsShape.extend({ measure: measureShape })),
      sizes: z.array(errorsShape.extend({ size: z.string() })),
    })
    .nullable(),
  sources: z.array(z.object({ title: z.string(), source: z.string(), licence: z.string() })),
});

/** The projection for programs: what the page shows, as JSON. */
export function registerProjectionApi(server: Server): void {
  api(server, {
    path: '/projections',
    audience: 'public',
    summary: 'Residenti per età nei prossimi dieci anni, con forchetta, ipotesi e prova all’indietro',
    tag: 'territory',
    query: z.object({
      place: z.string().max(100).optional(),
      scenario: z.string().max(100).optional(),
      until: Year.optional(),
      lang: z.enum(['it', 'en']).optional(),
    }),
    response: z.object({
      /** Null when residents by age of two years are missing. */
      projection: projectionShape.nullable(),
      /** 1 Januaries known and comuni that have ages, when nothing can be projected. */
      lack: z.object({ known: z.array(z.number()), comuni: z.number(), withAges: z.number() }).nullable(),
    }),
    handle: async (ctx, { query }) => {
      const { place, scenario, until } = query;
      const reading = await readProjection(
        ctx,
        { luogo: place, scenario, anno: until },
        ctx.grants.length === 0,
      );
      return answer(reading, ctx.lang);
    },
  });
}

function answer(reading: ProjectionReading, lang: 'it' | 'en') {
  if (reading.kind === 'lack')
    return { projection: null, lack: { ...reading.lack, known: [...reading.lack.known] } };
  const { projection } = reading;
  const { place, choice, ground, scenario, scenarios, seen } = projection;
  const { backTest } = ground;
  return {
    lack: null,
    projection: {
      place,
      base: ground.base,
      until: choice.until,
      scenario,
      scenarios: [...scenarios],
      seen: seen.flatMap(({ year, values }) =>
        MEASURES.map((measure, index) => ({ year, measure, value: values[index] ?? 0 })),
      ),
      values: valuesOf(projection),
      missing: [...place.missing],
      assumptions: sayAssumptions(projection, lang),
      backTest: backTest && { ...backTest, ages: [...backTest.ages], sizes: [...backTest.sizes] },
      sources: [...ground.sources],
    },
  };
}

function valuesOf({ course, choice, ground }: Projection) {
  if (!course) return [];
  return Array.from({ length: choice.until - ground.base }, (_, year) => year + 1).flatMap((year) =>
    MEASURES.map((measure) => ({
      year: ground.base + year,
      measure,
      ...roundBand(bandOf(course, year, measure)),
    })),
  );
}
