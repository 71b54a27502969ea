import { Readable } from 'node:stream';
import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import { type FileAnswer, fileRoute } from '#platform/http/file-route.js';
import type { Server } from '#platform/http/server.js';
import { stateOf } from './dataset.types.js';
import { DATA_FORMATS, DATA_TYPES } from './open-data.files.js';
import { getOpenDataset, listEditions, type OpenDataset, readOpenData } from './open-data.reading.js';
import { type MetricFile, readAllMetricsFile, readDatasetFile, readMetricFile } from './open-data.table.js';

const datasetShape = z.object({
  code: z.string(),
  title: z.string(),
  description: z.string(),
  source: z.string(),
  licence: z.string(),
  referenceOn: z.string().nullable(),
  issuedOn: z.string(),
  modifiedOn: z.string(),
  firstYear: z.number().nullable(),
  lastYear: z.number().nullable(),
  variables: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      figures: z.number(),
      firstYear: z.number().nullable(),
      lastYear: z.number().nullable(),
    }),
  ),
});

const Code = z.object({ code: z.string().regex(/^[a-z0-9-]{1,100}$/) });
const Lang = z.object({ lang: z.enum(['it', 'en']).optional() });

const answerOf = ({ years, variables, ...dataset }: OpenDataset) => ({
  ...dataset,
  variables: [...variables],
  firstYear: years?.first ?? null,
  lastYear: years?.last ?? null,
});

/** Open data for programs: the list, what is said of each dataset, and the files. */
export function registerOpenDataApi(server: Server): void {
  api(server, {
    path: '/datasets',
    audience: 'public',
    summary: 'Serie di dati che si possono scaricare, con fonte e licenza',
    tag: 'territory',
    query: Lang,
    response: z.object({ datasets: z.array(datasetShape) }),
    handle: async (ctx) => ({ datasets: (await readOpenData(ctx)).datasets.map(answerOf) }),
  });

  api(server, {
    path: '/datasets/:code',
    audience: 'public',
    summary: 'Una serie di dati, con le sue edizioni',
    tag: 'territory',
    params: Code,
    query: Lang,
    response: datasetShape.extend({
      editions: z.array(
        z.object({
          importedAt: z.string(),
          referenceOn: z.string().nullable(),
          figures: z.number(),
          state: z.enum(['live', 'superseded', 'withdrawn']),
        }),
      ),
    }),
    handle: async (ctx, { params }) => ({
      ...answerOf(await getOpenDataset(ctx, params.code)),
      editions: (await listEditions(ctx, params.code)).map((one) => ({
        importedAt: one.importedAt.toISOString(),
        referenceOn: one.referenceOn,
        figures: one.rowCount,
        state: stateOf(one),
      })),
    }),
  });

  for (const form of DATA_FORMATS) {
    fileRoute(server, {
      path: `/datasets/:code/data.${form}`,
      audience: 'public',
      summary: `Tutte le cifre di una serie in ${form.toUpperCase()}`,
      tag: 'territory',
      type: DATA_TYPES[form],
      params: Code,
      handle: async ({ params, inside, origin }) => {
        const found = await inside((ctx) =>
          readDatasetFile(ctx, `${origin}/${ctx.ambito.slug}`, params.code, form),
        );
        const pieces = () => found.pieces((work) => inside((ctx) => work(ctx.tx)));
        return {
          etag: found.etag,
          name: found.name ?? '',
          isPublic: true,
          bytes: async () => Readable.from(pieces(), { objectMode: false }),
        };
      },
    });

    fileRoute(server, {
      path: `/metrics/:code/data.${form}`,
      audience: 'public',
      summary: `Una misura per ogni territorio e anno in ${form.toUpperCase()}`,
      tag: 'territory',
      type: DATA_TYPES[form],
      params: Code,
      handle: async ({ params, inside, origin }) =>
        answer(await inside((ctx) => readMetricFile(ctx, `${origin}/${ctx.ambito.slug}`, params.code, form))),
    });

    fileRoute(server, {
      path: `/metrics.${form}`,
      audience: 'public',
      summary: `Tutte le misure per ogni territorio e anno in ${form.toUpperCase()}`,
      tag: 'territory',
      type: DATA_TYPES[form],
      params: z.object({}),
      handle: async ({ inside, origin }) =>
        answer(await inside((ctx) => readAllMetricsFile(ctx, `${origin}/${ctx.ambito.slug}`, form))),
    });
  }
}

function answer({ text, name, etag }: MetricFile): FileAnswer {
  return { etag, name, isPublic: true, bytes: async () => text };
}
