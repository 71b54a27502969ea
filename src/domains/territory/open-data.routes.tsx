import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { baseOf } from '#platform/http/base-address.js';
import type { PageCtx } from '#platform/http/context.js';
import { file, type Outcome, page, stream } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { findPublisher } from './catalogue.sql.js';
import { OpenBoundariesPage } from './open-boundaries.page.js';
import { datasetColumns, metricColumns } from './open-data.columns.js';
import { type DataFormat, describeTable } from './open-data.files.js';
import { OpenDataPage } from './open-data.page.js';
import {
  datasetFacts,
  getOpenDataset,
  getOpenMetric,
  listEditions,
  metricFacts,
  readOpenData,
  tagOf,
} from './open-data.reading.js';
import {
  type MetricFile,
  readAllMetricsFile,
  readBoundaryFile,
  readDatasetFile,
  readMetricFile,
} from './open-data.table.js';
import { OpenDatasetPage, OpenMetricPage } from './open-data-table.page.js';
import { openMemory } from './territory-memory.js';

const Code = z.object({ code: z.string().regex(/^[a-z0-9-]{1,100}$/) });

/** `popolazione.csv`, `popolazione.json`, and the description of the first as «CSV on the Web» finds it. */
const FileName = z.object({
  file: z
    .string()
    .regex(/^[a-z0-9-]{1,100}\.(csv|json|csv-metadata\.json)$/)
    .transform((name) => {
      const dot = name.indexOf('.');
      return { code: name.slice(0, dot), form: name.slice(dot + 1) as DataFormat | 'csv-metadata.json' };
    }),
});

/** Open data: what can be taken away, with source and licence, at addresses that stay. */
export function registerOpenData(server: Server): void {
  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati',
    query: z.object({ cerca: z.string().trim().max(100).optional() }),
    handle: async (ctx, { query }) =>
      page(<OpenDataPage ctx={ctx} data={await readOpenData(ctx)} search={query.cerca ?? ''} />),
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/serie/:code',
    params: Code,
    handle: async (ctx, { params, request }) => {
      const dataset = await getOpenDataset(ctx, params.code);
      return page(
        <OpenDatasetPage
          ctx={ctx}
          dataset={dataset}
          editions={await listEditions(ctx, params.code)}
          publisher={await findPublisher(ctx.tx)}
          base={baseOf(request, ctx)}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/misura/:code',
    params: Code,
    handle: async (ctx, { params, request }) =>
      page(
        <OpenMetricPage
          ctx={ctx}
          metric={await getOpenMetric(ctx, params.code)}
          publisher={await findPublisher(ctx.tx)}
          base={baseOf(request, ctx)}
        />,
      ),
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/confini',
    handle: async (ctx) => {
      const { boundaries } = await readOpenData(ctx);
      if (!boundaries) throw new Absent('boundaries');
      return page(<OpenBoundariesPage ctx={ctx} boundaries={boundaries} />);
    },
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/confini.geojson',
    shared: true,
    handle: async (ctx, { request }) => kept(await readBoundaryFile(ctx, baseOf(request, ctx))),
  });

  for (const form of ['csv', 'json'] as const) {
    ambitoPage(server, {
      face: 'public',
      audience: 'public',
      path: `/dati/metriche.${form}`,
      shared: true,
      handle: async (ctx, { request }) => kept(await readAllMetricsFile(ctx, baseOf(request, ctx), form)),
    });
  }

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/misure/:file',
    shared: true,
    params: FileName,
    handle: async (ctx, { params, request }) => metricFile(ctx, baseOf(request, ctx), params.file),
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/:file',
    shared: true,
    params: FileName,
    handle: async (ctx, { params, request }) => datasetFile(ctx, baseOf(request, ctx), params.file),
  });
}

async function datasetFile(
  ctx: PageCtx,
  base: string,
  { code, form }: z.output<typeof FileName>['file'],
): Promise<Outcome> {
  if (form !== 'csv-metadata.json') return stream(await readDatasetFile(ctx, base, code, form));
  const memory = await openMemory(ctx);
  const facts = datasetFacts(base, await getOpenDataset(ctx, code, 'it', memory));
  const etag = tagOf(memory, base, code, form);
  return schemaFile(describeTable(facts, datasetColumns), etag);
}

async function metricFile(
  ctx: PageCtx,
  base: string,
  { code, form }: z.output<typeof FileName>['file'],
): Promise<Outcome> {
  if (form !== 'csv-metadata.json') return kept(await readMetricFile(ctx, base, code, form));
  const memory = await openMemory(ctx);
  const facts = metricFacts(base, await getOpenMetric(ctx, code, 'it', memory), ctx.now);
  const etag = tagOf(memory, base, 'misure', code, form);
  return schemaFile(describeTable(facts, metricColumns), etag);
}

function kept({ text, type, name, etag }: MetricFile): Outcome {
  return file(text, type, name, etag);
}

function schemaFile(text: string, etag: string): Outcome {
  return file(text, 'application/csvm+json; charset=utf-8', null, etag);
}
