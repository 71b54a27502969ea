import { z } from 'zod';
import { Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, submit } from '#platform/http/form.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads as readForm } from '#platform/http/upload.js';
import { at } from '#platform/ui/address.js';
import { listLiveDatasets } from './dataset.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import {
  describeUpload,
  dropUpload,
  getOwnUpload,
  loadUpload,
  lookAgain,
  readUpload,
  readUploads,
  receiveUpload,
  stopUpload,
  type UploadView,
} from './upload.actions.js';
import { UploadsPage } from './upload.page.js';
import { MOST_FILE_BYTES, type Spool } from './upload.spool.js';
import { UploadFacts } from './upload.types.js';
import { shownState } from './upload.words.js';
import { uploadPath } from './upload-parts.js';
import { UploadPreviewPage } from './upload-preview.page.js';

const Id = z.object({ id: z.uuid() });
const TRAY = '/territorio/dati/importa';
const MOST_FILES = 20;
const SWEEP_MS = 60 * 60 * 1000;

/** Bringing files, seeing what each would change, loading them. */
export function registerUploads(server: Server, spool: Spool): void {
  sweepRegularly(server, spool);

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    path: TRAY,
    handle: async (ctx) => page(await trayPage(ctx, [])),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: TRAY,
    multipart: true,
    bodyLimit: 2 * MOST_FILE_BYTES,
    handle: async (ctx, { request }) => {
      try {
        const { files } = await readForm(
          server,
          request,
          { maxFileBytes: MOST_FILE_BYTES, maxFiles: MOST_FILES },
          (file) => receiveUpload(ctx, spool, file),
        );
        const [only] = files;
        if (only === undefined) throw new Refused('territory.upload.no-file', {}, 422);
        return seeOther(at(ctx, files.length === 1 ? uploadPath(only) : TRAY));
      } catch (error) {
        // A script that sends the files one by one tells the reason beside each.
        const isPage = (request.headers.accept ?? '').includes('text/html');
        if (!(error instanceof Refused) || error.status === 403 || !isPage) throw error;
        return page(await trayPage(ctx, [{ field: 'file', code: error.code, values: error.values }]), 422);
      }
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: `${TRAY}/carica-tutti`,
    handle: async (ctx) => {
      const ready = (await readUploads(ctx)).filter((upload) => shownState(upload) === 'ready');
      const answers = [];
      for (const upload of ready) answers.push(await loadUpload(ctx, spool, upload.id));
      const isSeenAgain = answers.includes('looked-again');
      return seeOther(
        at(ctx, TRAY),
        isSeenAgain ? 'territory.upload.looked-again' : 'territory.upload.all-loaded',
      );
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    path: `${TRAY}/:id`,
    params: Id,
    handle: async (ctx, { params }) => page(await previewPage(ctx, params.id)),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: `${TRAY}/:id`,
    params: Id,
    handle: async (ctx, { params, body }) =>
      submit(ctx, {
        schema: UploadFacts,
        body,
        act: async ({ keeps, ...facts }) => {
          const stated = Object.fromEntries(
            Object.entries(facts).filter(([, value]) => value !== null && value !== ''),
          );
          await describeUpload(ctx, spool, params.id, { keeps, stated });
          const isRead = (await getOwnUpload(ctx, params.id)).state !== 'waiting';
          return seeOther(
            at(ctx, uploadPath(params.id)),
            isRead ? 'territory.upload.facts-saved' : 'territory.upload.facts-asked',
          );
        },
        again: (form) => previewPage(ctx, params.id, form),
      }),
  });

  actOnFile(server, 'carica', async (ctx, id) => {
    const answer = await loadUpload(ctx, spool, id);
    if (answer === 'looked-again') return seeOther(at(ctx, uploadPath(id)), 'territory.upload.looked-again');
    if (answer === 'asked') return seeOther(at(ctx, uploadPath(id)), 'territory.upload.asked');
    const upload = await getOwnUpload(ctx, id);
    if (upload.state !== 'loaded') return seeOther(at(ctx, uploadPath(id)));
    if (!upload.datasetId) return seeOther(at(ctx, '/qualita'), 'territory.totals.done');
    return seeOther(at(ctx, `/territorio/dati/${upload.datasetId}`), 'territory.import.done');
  });

  actOnFile(server, 'togli', async (ctx, id) => {
    await dropUpload(ctx, spool, id);
    return seeOther(at(ctx, TRAY), 'territory.upload.dropped');
  });

  actOnFile(server, 'ferma', async (ctx, id) => {
    await stopUpload(ctx, id);
    return seeOther(at(ctx, uploadPath(id)), 'territory.upload.stopped');
  });

  actOnFile(server, 'riprova', async (ctx, id) => {
    await lookAgain(ctx, spool, await getOwnUpload(ctx, id));
    return seeOther(at(ctx, uploadPath(id)));
  });
}

/** What waited too long goes even when nobody brings anything new. */
function sweepRegularly(server: Server, spool: Spool): void {
  const sweep = () => {
    spool.sweep(new Date()).catch((error: unknown) => server.app.log.error(error as Error, 'sweep'));
  };
  const timer = setInterval(sweep, SWEEP_MS);
  timer.unref();
  server.app.addHook('onReady', async () => sweep());
  server.app.addHook('onClose', async () => clearInterval(timer));
}

/** A button on a file; what a rule refuses is told on the file's page. */
function actOnFile(server: Server, verb: string, act: (ctx: PageCtx, id: string) => Promise<Outcome>): void {
  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: `${TRAY}/:id/${verb}`,
    params: Id,
    handle: (ctx, { params, body }) =>
      submit(ctx, {
        schema: z.object({}),
        body,
        act: () => act(ctx, params.id),
        again: (form) => previewPage(ctx, params.id, form),
      }),
  });
}

async function trayPage(ctx: PageCtx, errors: FormState['errors']) {
  return <UploadsPage ctx={ctx} uploads={await readUploads(ctx)} errors={errors} />;
}

async function previewPage(ctx: PageCtx, id: string, form?: FormState) {
  const upload = await readUpload(ctx, id);
  return (
    <UploadPreviewPage
      ctx={ctx}
      upload={upload}
      form={form && 'keeps' in form.values ? form : { values: valuesOf(upload), errors: form?.errors ?? [] }}
      editions={await listLiveDatasets(ctx.tx)}
    />
  );
}

function valuesOf(upload: UploadView): FormState['values'] {
  return { ...upload.stated, keeps: upload.keeps };
}
