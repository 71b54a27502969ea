import { z } from 'zod';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { type FormState, fieldErrors, longText, submit, text, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { at } from '#platform/ui/address.js';
import { RemovalPage } from '#platform/ui/removal.js';
import { checkEmblemFile, EMBLEM_KEEPERS, removeEmblem, setEmblem } from './emblem.actions.js';
import { emblemText } from './emblem.messages.js';
import { EMBLEM_PATH, EmblemPage } from './emblem.page.js';
import { findStoredEmblem } from './emblem.sql.js';
import { MOST_EMBLEM_BYTES } from './emblem.types.js';

const fields = z.object({ alt: text(300, 3), version: z.union([version, z.literal('')]) });
const removal = z.object({ version, reason: longText(500, 3) });
const common = { face: 'office', audience: EMBLEM_KEEPERS, path: EMBLEM_PATH } as const;

/** The coat of arms, among the settings of the ambito. */
export function registerEmblem(server: Server): void {
  server.settings.push({ path: EMBLEM_PATH, label: 'documents.emblem' });

  ambitoPage(server, {
    ...common,
    handle: async (ctx) => {
      requireRole(ctx, EMBLEM_KEEPERS);
      const stored = await findStoredEmblem(ctx.tx);
      return page(
        <EmblemPage ctx={ctx} stored={stored} form={{ values: { alt: stored?.alt ?? '' }, errors: [] }} />,
      );
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    multipart: true,
    bodyLimit: MOST_EMBLEM_BYTES + 1_048_576,
    handle: async (ctx, { request }) => {
      requireRole(ctx, EMBLEM_KEEPERS);
      const stored = await findStoredEmblem(ctx.tx);
      let typed: Record<string, string> = {};
      try {
        const limits = { maxFileBytes: MOST_EMBLEM_BYTES, maxFiles: 1 };
        const { fields: given, files } = await readUploads(server, request, limits, async (file) => {
          typed = { ...file.fields };
          const pieces: Uint8Array[] = [];
          for await (const piece of file.stream) pieces.push(piece);
          return checkEmblemFile(Buffer.concat(pieces));
        });
        typed = given;
        const parsed = fields.safeParse(given);
        if (!parsed.success) return again(ctx, { values: given, errors: fieldErrors(parsed.error) });
        // The form was drawn over another one: somebody put, changed or took it away meanwhile.
        if (parsed.data.version !== (stored?.version ?? '')) throw new Conflict();
        await setEmblem(ctx, stored, parsed.data.alt, files[0]);
      } catch (error) {
        if (!(error instanceof Refused) || error.status === 403) throw error;
        const isOfFile = !(error instanceof Conflict);
        const errors = [{ field: isOfFile ? 'file' : '', code: error.code, values: error.values }];
        const values = { ...typed, version: stored?.version ?? '' };
        return again(ctx, { values, errors }, error.status);
      }
      return seeOther(at(ctx, EMBLEM_PATH), 'documents.emblem.saved');

      function again(on: PageCtx, form: FormState, status = 422) {
        return page(<EmblemPage ctx={on} stored={stored} form={form} />, status);
      }
    },
  });

  const removing = { ...common, path: `${EMBLEM_PATH}/rimuovi` } as const;
  const open = async (ctx: PageCtx) => {
    requireRole(ctx, EMBLEM_KEEPERS);
    const stored = await findStoredEmblem(ctx.tx);
    if (!stored) throw new Absent('emblem');
    const back = at(ctx, EMBLEM_PATH);
    const title = emblemText(ctx.lang)('documents.emblem');
    const draw = (form: FormState) => (
      <RemovalPage
        ctx={ctx}
        door="settings"
        crumbs={[{ label: title, href: back }]}
        about={title}
        action={`${back}/rimuovi`}
        cancel={back}
        form={form}
      />
    );
    return { stored, back, draw };
  };
  ambitoPage(server, {
    ...removing,
    handle: async (ctx) => {
      const { stored, draw } = await open(ctx);
      return page(draw({ values: { version: stored.version }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...removing,
    method: 'POST',
    handle: async (ctx, { body }) => {
      const { stored, back, draw } = await open(ctx);
      return submit(ctx, {
        schema: removal,
        body,
        act: async ({ version: seen, reason }) => {
          await removeEmblem(ctx, stored.id, seen, reason);
          return seeOther(back, 'documents.emblem.removed');
        },
        again: draw,
      });
    },
  });
}
