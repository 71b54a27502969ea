import { z } from 'zod';
import { Absent, Refused } from '#platform/errors.js';
import { longText, submit, version } from '#platform/http/form.js';
import { file, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { at } from '#platform/ui/address.js';
import { RemovalPage } from '#platform/ui/removal.js';
import { evaluationText } from '../evaluation.messages.js';
import { EDITORS } from '../evaluation.rules.js';
import { attachEvidence, detachEvidence, getEvidenceBytes, readEvidence } from './evidence.actions.js';
import { EvidencePage } from './evidence.page.js';
import { MOST_EVIDENCE_BYTES } from './evidence.rules.js';

const params = z.object({ indicator: z.uuid(), measurement: z.uuid() });
const fileParams = params.extend({ file: z.uuid() });
const PATH = '/rilevazioni/:indicator/:measurement/documenti';
const removal = z.object({ version, reason: longText(500, 3) });

/** Files that prove measured values: seen by who works in the ambito, attached by who measures there. */
export function registerEvidence(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: PATH,
    params,
    handle: async (ctx, { params: { indicator, measurement } }) => {
      const opened = await readEvidence(ctx, indicator, measurement);
      return page(<EvidencePage ctx={ctx} opened={opened} form={{ values: {}, errors: [] }} />);
    },
  });
  ambitoPage(server, {
    face: 'office',
    audience: EDITORS,
    method: 'POST',
    path: PATH,
    params,
    multipart: true,
    bodyLimit: MOST_EVIDENCE_BYTES + 1024 * 1024,
    handle: async (ctx, { params: { indicator, measurement }, request }) => {
      const opened = await readEvidence(ctx, indicator, measurement);
      try {
        const { files } = await readUploads(
          server,
          request,
          { maxFileBytes: MOST_EVIDENCE_BYTES, maxFiles: 1 },
          (given) => attachEvidence(ctx, opened, given),
        );
        if (files.length === 0) throw new Refused('evaluation.evidence.missing', {}, 422);
      } catch (error) {
        if (!(error instanceof Refused) || error.status === 403) throw error;
        const errors = [{ field: 'file', code: error.code, values: error.values }];
        return page(<EvidencePage ctx={ctx} opened={opened} form={{ values: {}, errors }} />, 422);
      }
      return seeOther(
        at(ctx, `/rilevazioni/${indicator}/${measurement}/documenti`),
        'evaluation.evidence.added',
      );
    },
  });
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: `${PATH}/:file`,
    params: fileParams,
    handle: async (ctx, { params: { indicator, measurement, file: id } }) => {
      const { files } = await readEvidence(ctx, indicator, measurement);
      const found = files.find((one) => one.id === id);
      if (!found) throw new Absent('evidence');
      // Always to be kept, never shown in place: what people load is not ours to run.
      return file(await getEvidenceBytes(ctx, found), found.mediaType, found.name, found.sha256);
    },
  });
  registerRemoval(server);
}

function registerRemoval(server: Server): void {
  const common = {
    face: 'office',
    audience: EDITORS,
    path: `${PATH}/:file/rimuovi`,
    params: fileParams,
  } as const;
  const open = async (
    ctx: Parameters<Parameters<typeof ambitoPage>[1]['handle']>[0],
    { indicator, measurement, file: id }: z.output<typeof fileParams>,
  ) => {
    const opened = await readEvidence(ctx, indicator, measurement);
    const found = opened.files.find((one) => one.id === id);
    if (!found) throw new Absent('evidence');
    const back = at(ctx, `/rilevazioni/${indicator}/${measurement}/documenti`);
    const draw = (form: Parameters<typeof RemovalPage>[0]['form']) => (
      <RemovalPage
        ctx={ctx}
        door="evaluation"
        crumbs={[
          { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
          { label: opened.indicator.title, href: at(ctx, `/rilevazioni/${indicator}`) },
          { label: found.name },
        ]}
        about={found.name}
        action={`${back}/${id}/rimuovi`}
        cancel={back}
        form={form}
      />
    );
    return { opened, found, back, draw };
  };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, input) => {
      const { found, draw } = await open(ctx, input.params);
      return page(draw({ values: { version: found.version }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, input) => {
      const { opened, found, back, draw } = await open(ctx, input.params);
      return submit(ctx, {
        schema: removal,
        body: input.body,
        act: async ({ version: seen, reason }) => {
          await detachEvidence(ctx, opened, found.id, seen, reason);
          return seeOther(back, 'evaluation.evidence.removed');
        },
        again: draw,
      });
    },
  });
}
