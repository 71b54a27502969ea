import { z } from 'zod';
import { Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, fieldErrors, optional, text } from '#platform/http/form.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { LICENCES } from './dataset.types.js';
import { describeProblem } from './files/describe-problem.js';
import type { SheetSketch } from './files/sketch.types.js';
import { readMapping, valuesOf, type WholePlace } from './mapping.form.js';
import { MappingPage } from './mapping.page.js';
import { listPlaces } from './place.sql.js';
import { saveRecipe, sketchFile, tryMapping } from './recipe.actions.js';
import { withoutOccasion } from './recipe.rules.js';
import { findRecipe } from './recipe.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { mapUpload, openUpload } from './upload.actions.js';
import type { Spool } from './upload.spool.js';
import type { Upload } from './upload.types.js';
import { uploadPath } from './upload-parts.js';

const Id = z.object({ id: z.uuid() });
const PATH = '/territorio/dati/importa/:id/colonne';

/** Headings lower than this are those of another table. */
const HeaderRow = z.coerce.number().int().min(1).max(200).optional().catch(undefined);

const Facts = z.object({
  name: optional(text(120)),
  title: optional(text(300)),
  source: optional(text(300)),
  licence: z.union([z.literal(''), z.enum(LICENCES)]).default(''),
});

/** The step in which people say what the columns of their own tables mean. */
export function registerMapping(server: Server, spool: Spool): void {
  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    path: PATH,
    params: Id,
    query: z.object({ foglio: z.string().max(100).optional(), riga: HeaderRow }),
    handle: async (ctx, { params, query }) => {
      const opened = await openTable(ctx, spool, params.id, query.riga);
      const { upload, sheets } = opened;
      const sheet = choose(sheets, query.foglio ?? upload.mapping?.sheet);
      const recipe = upload.recipeId ? await findRecipe(ctx.tx, upload.recipeId) : undefined;
      // Another row of headings has other columns: what was said of the former ones does not hold.
      const mapping =
        query.riga === undefined
          ? (upload.mapping ?? (recipe && withoutOccasion(recipe.mapping)))
          : undefined;
      const values = {
        ...valuesOf(sheet, mapping, ctx.lang),
        ...upload.stated,
        ...(recipe
          ? { name: recipe.name, title: recipe.title, source: recipe.source, licence: recipe.licence }
          : {}),
      };
      return draw(ctx, opened, sheet, values, []);
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: PATH,
    params: Id,
    handle: async (ctx, { params, body }) => {
      const headerRow = HeaderRow.safeParse(body.headerRow);
      const opened = await openTable(ctx, spool, params.id, headerRow.data);
      const sheet = choose(opened.sheets, typeof body.sheet === 'string' ? body.sheet : undefined);
      const read = readMapping(sheet, body, opened.places);
      const facts = Facts.safeParse(body);
      if (body.act === 'look' || 'errors' in read || !facts.success) {
        const errors = [
          ...('errors' in read ? read.errors : []),
          ...(facts.success ? [] : fieldErrors(facts.error)),
        ];
        return draw(ctx, opened, sheet, body, errors, body.act === 'look' ? 200 : 422);
      }
      const { name, title, source, licence } = facts.data;
      const recipeId = name
        ? await saveRecipe(
            ctx,
            { name, title: title ?? '', source: source ?? '', licence, note: '' },
            read.mapping,
          )
        : null;
      const stated = {
        ...opened.upload.stated,
        ...(title ? { title } : {}),
        ...(source ? { source } : {}),
        ...(licence ? { licence } : {}),
      };
      await mapUpload(ctx, spool, params.id, { mapping: read.mapping, recipeId, stated });
      return seeOther(at(ctx, uploadPath(params.id)), 'territory.mapping.saved');
    },
  });
}

interface OpenedTable {
  upload: Upload;
  /** Those that a table may be of as a whole. */
  places: readonly WholePlace[];
  sheets: readonly SheetSketch[];
  bytes: () => Promise<AsyncIterable<Uint8Array>>;
}

/** @throws Absent, Refused for what is no table */
async function openTable(
  ctx: PageCtx,
  spool: Spool,
  id: string,
  headerRow: number | undefined,
): Promise<OpenedTable> {
  const { upload, bytes } = await openUpload(ctx, spool, id);
  if (upload.state === 'loaded') throw new Refused('territory.upload.already-loaded');
  const outcome = await sketchFile(ctx, await bytes(), headerRow ?? upload.mapping?.headerRow);
  if (outcome.accepted)
    return { upload, sheets: outcome.sketch.sheets, bytes, places: await listWholePlaces(ctx) };
  const [problem] = outcome.problems;
  throw new Refused('territory.upload.no-table', {
    why: problem ? describeProblem(problem, ctx.lang) : '',
  });
}

const LEVELS = { ambito: 'ambito', area: 'sub-ambito', comune: 'comune' } as const;

/** The ambito, its areas, its comuni. */
async function listWholePlaces(ctx: PageCtx): Promise<WholePlace[]> {
  const places = await listPlaces(ctx.tx);
  return (['ambito', 'area', 'comune'] as const).flatMap((kind) =>
    places
      .filter((place) => place.kind === kind)
      .map(({ code, name }) => ({ level: LEVELS[kind], code, name })),
  );
}

function choose(sheets: readonly SheetSketch[], name: string | undefined): SheetSketch {
  const sheet = sheets.find((one) => one.name === name) ?? sheets.find((one) => one.draft) ?? sheets[0];
  if (!sheet) throw new Refused('territory.upload.no-table', { why: '' });
  return sheet;
}

async function draw(
  ctx: PageCtx,
  { upload, sheets, bytes, places }: OpenedTable,
  sheet: SheetSketch,
  values: FormState['values'],
  errors: FormState['errors'],
  status = 200,
): Promise<Outcome> {
  const read = readMapping(sheet, values, places);
  const sample = 'mapping' in read ? await tryMapping(ctx, await bytes(), read.mapping) : null;
  const shown = errors.length > 0 || 'mapping' in read ? errors : read.errors;
  return page(
    <MappingPage
      ctx={ctx}
      upload={upload}
      places={places}
      sheets={sheets}
      sheet={sheet}
      form={{ values, errors: status === 422 ? shown : [] }}
      sample={sample}
      missing={'errors' in read ? read.errors : []}
    />,
    status,
  );
}
