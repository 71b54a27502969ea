import type { FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { admitToApi, api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import { fieldErrors } from '#platform/http/form.js';
import { ambitoContext, getAmbito } from '#platform/http/resolve.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { newId } from '#platform/ids.js';
import { findLiveDataset } from './dataset.sql.js';
import { countFigures, listFigures } from './dataset-figure.sql.js';
import { describeProblem } from './files/describe-problem.js';
import { AT_ONCE_BYTES, workOnFile } from './import.child.js';
import type { ImportAnswer } from './import-any.actions.js';
import { importWithRecipes, type RecipeRequest } from './import-recipe.actions.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { MOST_FILE_BYTES, type Spool } from './upload.spool.js';

/** What stands before the file in the form. */
const Fields = z.object({
  dryRun: z.enum(['true', 'false']).default('false'),
  comuni: z.enum(['own', 'all']).default('own'),
  recipe: z.string().trim().min(1).max(120).optional(),
  period: z.string().trim().min(1).max(40).optional(),
  title: z.string().trim().max(300).optional(),
  source: z.string().trim().max(300).optional(),
  licence: z.string().trim().max(40).optional(),
  referenceOn: z.iso.date().optional(),
  code: z.string().trim().max(100).optional(),
  note: z.string().trim().max(2000).optional(),
});

const messageShape = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  line: z.number().nullable(),
  column: z.number().nullable(),
  message: z.string(),
});

const answerShape = z.object({
  accepted: z.boolean(),
  dryRun: z.boolean(),
  dataset: z
    .object({ id: z.string().nullable(), code: z.string(), title: z.string(), layout: z.string() })
    .nullable(),
  counts: z
    .object({ bytes: z.number(), kept: z.number(), skipped: z.number(), figures: z.number() })
    .nullable(),
  changes: z
    .object({ fresh: z.number(), changed: z.number(), equal: z.number(), gone: z.number() })
    .nullable(),
  /** Published totals, for a file of those. */
  totals: z.number().nullable(),
  messages: z.array(messageShape),
});

const figureShape = z.object({
  place: z.object({ code: z.string(), name: z.string(), kind: z.string() }),
  variable: z.string(),
  period: z.string(),
  sex: z.string(),
  ageFrom: z.number().nullable(),
  ageTo: z.number().nullable(),
  category: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
});

const PAGE = 500;

/** Importing by programs, and the figures of a dataset a page at a time. */
export function registerImportApi(server: Server, spool: Spool): void {
  registerImport(server, spool);
  api(server, {
    path: '/datasets/:code/figures',
    audience: 'staff',
    summary: 'Cifre dell’edizione in uso di una serie di dati, a pagine',
    tag: 'territory',
    params: z.object({ code: z.string().max(100) }),
    query: z.object({
      variable: z.string().max(200).optional(),
      place: z.string().max(100).optional(),
      year: z.coerce.number().int().min(1000).max(2999).optional(),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
    }),
    response: z.object({
      total: z.number(),
      page: z.number(),
      pageSize: z.number(),
      figures: z.array(figureShape),
    }),
    handle: async (ctx, { params, query }) => {
      const dataset = await findLiveDataset(ctx.tx, params.code);
      if (!dataset) throw new Absent('dataset');
      const filter = { variable: query.variable, place: query.place, year: query.year };
      const { single, byAge } = await countFigures(ctx.tx, dataset.id, filter);
      const page = { limit: PAGE, offset: (query.page - 1) * PAGE, single };
      const rows = await listFigures(ctx.tx, dataset.id, filter, page);
      return {
        total: single + byAge,
        page: query.page,
        pageSize: PAGE,
        figures: rows.map(({ placeCode, placeName, placeKind, ageFrom, ageTo, ...row }) => ({
          ...row,
          place: { code: placeCode, name: placeName, kind: placeKind },
          ageFrom: ageFrom < 0 ? null : ageFrom,
          ageTo: ageTo < 0 || ageTo === 999 ? null : ageTo,
        })),
      };
    },
  });
}

/** A form with a file, which `api` does not take: the same admission, token and transaction. */
function registerImport(server: Server, spool: Spool): void {
  const url = '/api/v1/:ambito/datasets';
  server.routes.push({ method: 'POST', url, audience: TERRITORY_EDITORS, kind: 'api' });
  const schema: FastifySchema = {
    summary:
      'Importa un file (modulo con «file» per ultimo); con dryRun=true dice soltanto che cosa cambierebbe',
    tags: ['territory'],
    consumes: ['multipart/form-data'],
    params: z.object({ ambito: z.string().max(64) }),
    response: { 200: answerShape },
  };
  server.app.post(
    url,
    { schema, bodyLimit: MOST_FILE_BYTES + 1_048_576 },
    async (request): Promise<unknown> => {
      const ambito = await getAmbito(server.database, (request.params as { ambito: string }).ambito);
      return server.database.transaction({ ambitoId: ambito.id }, async (tx, client) => {
        const ctx = await ambitoContext(server.database, { tx, client, request }, ambito);
        admitToApi(ctx, TERRITORY_EDITORS);
        return takeFile(server, request, ctx, spool);
      });
    },
  );
}

async function takeFile(server: Server, request: FastifyRequest, ctx: Ctx, spool: Spool) {
  const limits = { maxFileBytes: MOST_FILE_BYTES, maxFiles: 1 };
  const { files } = await readUploads(server, request, limits, async (file) => {
    const fields = Fields.safeParse(file.fields);
    if (!fields.success) throw new Invalid(fieldErrors(fields.error));
    const { dryRun, ...facts } = fields.data;
    const id = newId();
    try {
      const { bytes } = await spool.receive(id, file.stream);
      const asked = {
        ...facts,
        fileName: file.name.slice(-200),
        dryRun: dryRun === 'true',
        examples: 0,
      };
      if (bytes > AT_ONCE_BYTES)
        return await importApart(server, ctx, spool, { spooled: id, request: asked });
      const open = async () => (await spool.open(id)) ?? [];
      return await importWithRecipes(ctx, { ...asked, open });
    } finally {
      await spool.drop(id);
    }
  });
  const [answer] = files;
  if (!answer) throw new Refused('territory.upload.no-file', {}, 422);
  return describeAnswer(answer, ctx);
}

/** A large file, in a process and a transaction of its own: this one has only been read with. */
function importApart(
  { database }: Server,
  { ambito, user, lang, requestId }: Ctx,
  { dataDir }: Spool,
  file: { spooled: string; request: Omit<RecipeRequest, 'open'> },
): Promise<ImportAnswer> {
  return workOnFile({
    connection: database.appConfig,
    dataDir,
    ambito,
    accountId: user?.id ?? null,
    requestId,
    lang,
    work: { act: 'import', ...file },
  });
}

function describeAnswer(answer: ImportAnswer, ctx: Ctx): z.input<typeof answerShape> {
  const nothing = { dataset: null, counts: null, changes: null, totals: null, messages: [] };
  if (answer.kind === 'totals')
    return { ...nothing, accepted: true, dryRun: answer.dryRun, totals: answer.totals };
  const problems = answer.kind === 'refused' ? answer.problems : answer.report.warnings;
  const messages = problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    line: problem.line,
    column: problem.column,
    message: describeProblem(problem, ctx.lang),
  }));
  if (answer.kind === 'refused') return { ...nothing, accepted: false, dryRun: false, messages };
  const { dataset, counts, changes } = answer.report;
  return {
    ...nothing,
    accepted: true,
    dryRun: answer.dryRun,
    // What was only tried has no address.
    dataset: { ...dataset, id: answer.dryRun ? null : dataset.id },
    counts,
    changes: changes?.counts ?? null,
    messages,
  };
}
