import { z } from 'zod';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, submit, text, version } from '#platform/http/form.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { type Upload, withUpload } from '#platform/http/upload.js';
import { at } from '#platform/ui/address.js';
import { DatasetPage, DatasetsPage, type ImportOutcome, ImportPage } from './dataset.page.js';
import { findDataset, listDatasetContents, listDatasets, listLiveDatasets } from './dataset.sql.js';
import { type Dataset, LICENCES } from './dataset.types.js';
import { withdrawDataset } from './import.actions.js';
import { sayImport } from './import.words.js';
import { importAnyFile } from './import-any.actions.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const Id = z.object({ id: z.uuid() });

const Stated = z.object({
  title: z.string().trim().max(300).default(''),
  source: z.string().trim().max(300).default(''),
  licence: z.union([z.literal(''), z.enum(LICENCES)]).default(''),
  referenceOn: z.union([z.literal(''), z.iso.date()]).default(''),
  code: z.string().max(100).default(''),
  note: z.string().trim().max(2000).default(''),
  prova: z.string().default(''),
});

/** Bringing figures in, seeing where each came from, and undoing an import. */
export function registerDatasets(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio/dati',
    handle: async (ctx) => page(<DatasetsPage ctx={ctx} datasets={await listDatasets(ctx.tx)} />),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    path: '/territorio/dati/importa',
    handle: async (ctx) => page(await importPage(ctx, { values: {}, errors: [] })),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: '/territorio/dati/importa',
    multipart: true,
    bodyLimit: 66 * 1024 * 1024,
    handle: async (ctx, { request }) => withUpload(server, request, (upload) => takeUpload(ctx, upload)),
  });

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio/dati/:id',
    params: Id,
    handle: async (ctx, { params }) => page(await datasetPage(ctx, params.id)),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: '/territorio/dati/:id/ritira',
    params: Id,
    handle: async (ctx, { params, body }) =>
      submit(ctx, {
        schema: z.object({ reason: text(500, 3), version }),
        body,
        act: async (input) => {
          await withdrawDataset(ctx, params.id, input);
          return seeOther(at(ctx, `/territorio/dati/${params.id}`), 'territory.data.withdrawn-done');
        },
        again: (form) => datasetPage(ctx, params.id, form),
        theirs: async () => ({ version: (await getDataset(ctx, params.id)).version }),
      }),
  });
}

async function takeUpload(ctx: PageCtx, upload: Upload): Promise<Outcome> {
  const values = upload.fields;
  const stated = Stated.safeParse(values);
  const again = async (errors: FormState['errors'], outcome?: ImportOutcome) =>
    page(
      await importPage(ctx, { values, errors }, outcome),
      errors.length > 0 || outcome?.refused ? 422 : 200,
    );
  if (!stated.success)
    return again(
      stated.error.issues.map((issue) => ({ field: issue.path.join('.'), code: 'platform.bad-parameter' })),
    );
  if (!upload.file) return again([{ field: 'file', code: 'territory.import.no-file' }]);
  const { prova, ...facts } = stated.data;
  const { name: fileName, stream } = upload.file;
  try {
    const answer = await importAnyFile(ctx, { ...facts, stream, fileName, dryRun: prova === 'si' });
    if (answer.kind === 'refused') return again([], { refused: true, lines: answer.lines });
    if (answer.kind === 'totals') {
      if (!answer.dryRun) return seeOther(at(ctx, '/qualita'), 'territory.totals.done');
      const t = territoryText(ctx.lang);
      const lines = [
        t('territory.import.tried', { fileName }),
        t('territory.totals.counts', { count: answer.totals }),
      ];
      return again([], { refused: false, lines });
    }
    const { report } = answer;
    if (answer.dryRun) return again([], { refused: false, lines: sayImport(report, fileName, ctx.lang) });
    return seeOther(at(ctx, `/territorio/dati/${report.dataset.id}`), 'territory.import.done');
  } catch (error) {
    if (error instanceof Invalid) return again(error.errors);
    if (error instanceof Refused && error.status !== 403)
      return again([{ field: 'file', code: error.code, values: error.values }]);
    throw error;
  }
}

async function importPage(ctx: PageCtx, form: FormState, outcome?: ImportOutcome) {
  return <ImportPage ctx={ctx} form={form} outcome={outcome} editions={await listLiveDatasets(ctx.tx)} />;
}

async function getDataset(ctx: PageCtx, id: string): Promise<Dataset> {
  const dataset = await findDataset(ctx.tx, id);
  if (!dataset) throw new Absent('dataset');
  return dataset;
}

async function datasetPage(ctx: PageCtx, id: string, form?: FormState) {
  const dataset = await getDataset(ctx, id);
  const contents = await listDatasetContents(ctx.tx, id);
  const fresh = { values: { version: dataset.version }, errors: [] };
  return <DatasetPage ctx={ctx} dataset={dataset} contents={contents} form={form ?? fresh} />;
}
