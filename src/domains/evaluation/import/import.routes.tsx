import { z } from 'zod';
import { findPlanRef, type PlanRef } from '#domains/spending/index.js';
import { Absent, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, longText, submit, text, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { at } from '#platform/ui/address.js';
import { RemovalPage } from '#platform/ui/removal.js';
import { evaluationText } from '../evaluation.messages.js';
import { EDITORS } from '../evaluation.rules.js';
import { TABLE_FORMATS, tableFile, valueHead } from '../indicator/indicator.files.js';
import { loadFile, lookAtFile, MOST_IMPORT_BYTES, undoImport } from './import.actions.js';
import { importText } from './import.messages.js';
import { ImportPage, ImportPreviewPage } from './import.page.js';
import { listImports, listNameable } from './import.sql.js';

const PATH = '/rilevazioni/importa';
const office = { face: 'office', audience: EDITORS } as const;
const Loading = z.object({
  fileName: text(200),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.string().max(900_000),
});
const removal = z.object({ version, reason: longText(500, 3) });

/** The plan in force, whose indicators files are about. @throws Absent */
async function presentPlan(ctx: PageCtx): Promise<PlanRef> {
  const plan = await findPlanRef(ctx.tx, null, true);
  if (!plan) throw new Absent('plan');
  return plan;
}

async function draw(ctx: PageCtx, plan: PlanRef, form: FormState) {
  return <ImportPage ctx={ctx} plan={plan} files={await listImports(ctx.tx, plan.id)} form={form} />;
}

/** Measurements from files: looked at first, then loaded all or nothing, and undone as a whole. */
export function registerImports(server: Server): void {
  ambitoPage(server, {
    ...office,
    path: PATH,
    handle: async (ctx) => page(await draw(ctx, await presentPlan(ctx), { values: {}, errors: [] })),
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: PATH,
    multipart: true,
    bodyLimit: MOST_IMPORT_BYTES + 1024 * 1024,
    handle: async (ctx, { request }) => {
      const plan = await presentPlan(ctx);
      const { files } = await readUploads(
        server,
        request,
        { maxFileBytes: MOST_IMPORT_BYTES, maxFiles: 1 },
        (file) => lookAtFile(ctx, plan, file),
      );
      const [looked] = files;
      if (looked) {
        const isWrong = looked.faults.length > 0 || looked.reading.problems.length > 0;
        return page(<ImportPreviewPage ctx={ctx} plan={plan} looked={looked} />, isWrong ? 422 : 200);
      }
      const errors = [{ field: 'file', code: 'evaluation.import.missing' }];
      return page(await draw(ctx, plan, { values: {}, errors }), 422);
    },
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: `${PATH}/carica`,
    handle: async (ctx, { body }) => {
      const plan = await presentPlan(ctx);
      return submit(ctx, {
        schema: Loading,
        body,
        act: async (given) => {
          await loadFile(ctx, plan, given);
          return seeOther(at(ctx, PATH), 'evaluation.import.loaded');
        },
        again: ({ errors }) =>
          draw(ctx, plan, { values: {}, errors: errors.map((one) => ({ ...one, field: '' })) }),
      });
    },
  });
  for (const format of TABLE_FORMATS) {
    ambitoPage(server, {
      ...office,
      path: `${PATH}/da-compilare.${format}`,
      handle: async (ctx) => {
        const plan = await presentPlan(ctx);
        return tableFile(
          `da-compilare-${plan.code}`,
          format,
          valueHead(ctx),
          (await listNameable(ctx.tx, plan.id)).map((one) => [
            one.id,
            one.objectiveCode,
            one.title,
            one.unit,
            null,
            null,
            null,
          ]),
        );
      },
    });
  }
  registerUndo(server);
}

function registerUndo(server: Server): void {
  const common = { ...office, path: `${PATH}/:id/annulla`, params: z.object({ id: z.uuid() }) } as const;
  const open = async (ctx: PageCtx, id: string) => {
    const plan = await presentPlan(ctx);
    const file = (await listImports(ctx.tx, plan.id)).find((one) => one.id === id);
    if (!file) throw new Absent('import');
    if (file.undoneAt !== null) throw new Refused('evaluation.import.undone-already');
    const back = at(ctx, PATH);
    const drawForm = (form: FormState) => (
      <RemovalPage
        ctx={ctx}
        door="evaluation"
        crumbs={[
          { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
          { label: importText(ctx.lang)('evaluation.import.open'), href: back },
          { label: importText(ctx.lang)('evaluation.import.undo') },
        ]}
        about={file.fileName}
        action={`${back}/${id}/annulla`}
        cancel={back}
        form={form}
      />
    );
    return { plan, file, back, drawForm };
  };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, { params }) => {
      const { file, drawForm } = await open(ctx, params.id);
      return page(drawForm({ values: { version: file.version }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const { plan, back, drawForm } = await open(ctx, params.id);
      return submit(ctx, {
        schema: removal,
        body,
        act: async ({ version: seen, reason }) => {
          await undoImport(ctx, plan, params.id, seen, reason);
          return seeOther(back, 'evaluation.import.undone');
        },
        again: drawForm,
      });
    },
  });
}
