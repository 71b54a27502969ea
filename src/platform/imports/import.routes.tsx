import type { VNode } from 'preact';
import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { type FormState, longText, submit } from '#platform/http/form.js';
import { askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { examineImport, getImport, mayUndo, undoImport } from './import.actions.js';
import { fieldLines, ImportListPage, ImportPage, standWords, wholeWords } from './import.page.js';
import { listImports } from './import.sql.js';
import type { ImportKind } from './import.types.js';
import { importsText } from './imports.messages.js';

const undoSchema = z.object({ reason: longText(500, 3), keep: z.string().optional() });
const params = z.object({ id: z.uuid() });

/** Tables that were loaded: their list, what each changed, the act that takes it back. */
export function registerTableImports(server: Server, kinds: readonly ImportKind[]): void {
  const editors = [...new Set(kinds.flatMap((kind) => kind.editors))];

  async function read(ctx: PageCtx, id: string) {
    const { one, kind } = await getImport(ctx, kinds, id);
    const changes = await examineImport(ctx, kind, one);
    const names = await kind.nameChanges(ctx, one.subject, changes);
    return { one, kind, changes, names, words: await kind.fieldWords(ctx), isOwn: mayUndo(ctx, kind, one) };
  }

  async function draw(ctx: PageCtx, id: string, form: FormState, asked = 1): Promise<VNode> {
    return <ImportPage ctx={ctx} {...(await read(ctx, id))} form={form} page={asked} />;
  }

  ambitoPage(server, {
    face: 'office',
    path: '/importazioni',
    audience: 'staff',
    query: z.object({ tipo: z.string().max(60).optional(), pagina: askedPage }),
    handle: async (ctx, { query }) => {
      const kind = query.tipo || undefined;
      const paging = { limit: ROWS_A_PAGE, offset: (query.pagina - 1) * ROWS_A_PAGE };
      const { rows, total } = await listImports(ctx.tx, kind, paging);
      if (rows.length === 0 && query.pagina > 1) return seeOther(at(ctx, '/importazioni'));
      return page(<ImportListPage {...{ ctx, kinds, rows, total, kind }} page={query.pagina} />);
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/importazioni/:id',
    audience: 'staff',
    params,
    query: z.object({ pagina: askedPage }),
    handle: async (ctx, { params: { id }, query }) =>
      page(await draw(ctx, id, { values: {}, errors: [] }, query.pagina)),
  });

  ambitoPage(server, {
    face: 'office',
    path: '/importazioni/:id/modifiche.csv',
    audience: 'staff',
    params,
    handle: async (ctx, { params: { id } }) => {
      const { changes, names, words } = await read(ctx, id);
      const t = importsText(ctx.lang);
      return csvFile(
        `modifiche-${id.slice(0, 8)}.csv`,
        [t('imports.row'), t('imports.change'), t('imports.now')],
        changes.map((change) => [
          names.get(change.position)?.label ?? change.tableName,
          wholeWords(ctx, change) ?? fieldLines(ctx, change, words).join('; '),
          standWords(ctx, change),
        ]),
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/importazioni/:id/annulla',
    audience: editors,
    params,
    handle: async (ctx, { params: { id }, body }) => {
      const { one, kind } = await getImport(ctx, kinds, id);
      return submit(ctx, {
        schema: undoSchema,
        body,
        act: async (input) => {
          await undoImport(ctx, kind, one, { reason: input.reason, keepsChanged: input.keep === 'yes' });
          return seeOther(at(ctx, `/importazioni/${id}`), 'imports.done');
        },
        again: (form) => draw(ctx, id, form),
      });
    },
  });
}
