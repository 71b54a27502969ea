import { render } from 'preact-render-to-string';
import { z } from 'zod';
import { writeAudit } from '#platform/audit/audit.sql.js';
import type { Ctx } from '#platform/http/context.js';
import { type FileRequest, fileRoute } from '#platform/http/file-route.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at, withQuery } from '#platform/ui/address.js';
import {
  askRendition,
  awaitRendition,
  canCancelRendition,
  cancelRendition,
  listRenditionJobs,
} from '../rendition.actions.js';
import { listRenditionHeads } from '../rendition.sql.js';
import { FORMATS, type Format, MEDIA_TYPES } from '../rendition.types.js';
import { StandaloneDocument } from '../standalone.js';
import { type ChoiceFile, type ChoiceFiles, ChoicePage } from './choice.page.js';
import { readCodes } from './choice.rules.js';
import type { ChoiceSource } from './choice.types.js';

/** Within this a program gets its file with one request. */
const WAIT_MS = 60_000;
/** Some hundreds of codes. */
const LONGEST_CHOICE = 8_000;

const code = z.string().max(LONGEST_CHOICE);
const Ticks = z.object({ scheda: z.union([code, z.array(code).max(500)]).optional() });
const Codes = z.object({ codes: code.min(1) });

const noFile: ChoiceFile = { ready: null, job: null, canCancel: false };
const noFiles: ChoiceFiles = { pdf: noFile, docx: noFile };

/**
 * The page on which sheets of a list are printed together, and their files: PDF, DOCX, web page. The page is read by whoever
 * may read the list; the files are made by a job, kept until a sheet changes.
 */
export function registerChoice<P extends z.ZodObject, Q extends z.ZodObject, W>(
  server: Server,
  source: ChoiceSource<P, Q, W>,
): void {
  registerPage(server, source);
  registerActs(server, source);
  registerFiles(server, source);
}

function registerPage<P extends z.ZodObject, Q extends z.ZodObject, W>(
  server: Server,
  source: ChoiceSource<P, Q, W>,
): void {
  const { params } = source;
  const query = z.object({ ...source.filters.shape, ...Ticks.shape, lavoro: z.uuid().optional() });
  ambitoPage(server, {
    face: 'both',
    path: `${source.list}/stampa`,
    audience: 'public',
    params,
    query,
    handle: async (ctx, input) => {
      const asked = input.query as z.output<Q> & z.output<typeof Ticks> & { lavoro?: string };
      const where = input.params as z.output<P>;
      const whole = await source.find(ctx, where);
      const list = await source.read(ctx, whole, asked);
      const ticked = new Set(readCodes(asked.scheda));
      const chosen = ticked.size === 0 ? list.sheets : list.sheets.filter((one) => ticked.has(one.code));
      const codes = chosen.map((sheet) => sheet.code);
      const path = at(ctx, source.fill(source.list, where));
      return page(
        <ChoicePage
          ctx={ctx}
          door={source.door(ctx)}
          list={list}
          back={withQuery(path, pickFilters(source.filters, asked))}
          path={`${path}/stampa`}
          address={`/api/v1/${ctx.ambito.slug}${source.fill(source.file, where)}`}
          chosen={chosen}
          files={codes.length === 0 ? noFiles : await readFiles(ctx, source, whole, codes, asked.lavoro)}
        />,
      );
    },
  });
}

function pickFilters(filters: z.ZodObject, asked: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(filters.shape).flatMap((name) =>
      typeof asked[name] === 'string' ? [[name, asked[name]]] : [],
    ),
  );
}

/** The sheets are composed only where a file is kept, to know whether it is still theirs. */
async function readFiles<P extends z.ZodObject, Q extends z.ZodObject, W>(
  ctx: Ctx,
  source: ChoiceSource<P, Q, W>,
  whole: W,
  codes: readonly string[],
  jobId: string | undefined,
): Promise<ChoiceFiles> {
  const subject = source.subject(ctx, whole, codes);
  const heads = await listRenditionHeads(ctx.tx, subject);
  const jobs = await listRenditionJobs(ctx, subject, jobId ?? null);
  const hash = heads.length === 0 ? null : (await source.compose(ctx, whole, codes)).hash;
  const fileOf = async (format: Format): Promise<ChoiceFile> => {
    const job = jobs.get(format) ?? null;
    return {
      ready: heads.find((head) => head.format === format && head.contentHash === hash) ?? null,
      job,
      canCancel:
        job !== null &&
        (job.state === 'queued' || job.state === 'running') &&
        (await canCancelRendition(ctx, job)),
    };
  };
  return { pdf: await fileOf('pdf'), docx: await fileOf('docx') };
}

function registerActs<P extends z.ZodObject, Q extends z.ZodObject, W>(
  server: Server,
  source: ChoiceSource<P, Q, W>,
): void {
  const common = {
    face: 'office',
    method: 'POST',
    audience: 'staff',
    params: z.object({ ...source.params.shape, format: z.enum(FORMATS) }),
    query: z.object({ scheda: code.min(1) }),
  } as const;
  const read = (input: { params: unknown; query: { scheda: string } }) => {
    const params = input.params as z.output<P> & { format: Format };
    return { params, format: params.format, codes: readCodes(input.query.scheda) };
  };
  const pathOf = (params: z.output<P>) => `${source.fill(source.list, params)}/stampa`;
  ambitoPage(server, {
    ...common,
    path: `${source.list}/stampa/:format`,
    handle: async (ctx, input) => {
      const { params, format, codes } = read(input);
      const whole = await source.find(ctx, params);
      // Refused here and now when none of the sheets is there, rather than by the job.
      await source.compose(ctx, whole, codes);
      const lavoro = await askRendition(ctx, source.subject(ctx, whole, codes), format);
      return seeOther(withQuery(at(ctx, pathOf(params)), { scheda: codes.join(','), lavoro }));
    },
  });
  ambitoPage(server, {
    ...common,
    path: `${source.list}/stampa/:format/annulla`,
    handle: async (ctx, input) => {
      const { params, format, codes } = read(input);
      const subject = source.subject(ctx, await source.find(ctx, params), codes);
      await cancelRendition(ctx, subject, format);
      await writeAudit(ctx, 'document.cancel', 'document', subject, { sheets: codes.length, format });
      return seeOther(
        withQuery(at(ctx, pathOf(params)), { scheda: codes.join(',') }),
        'documents.choice.cancelled-notice',
      );
    },
  });
}

function registerFiles<P extends z.ZodObject, Q extends z.ZodObject, W>(
  server: Server,
  source: ChoiceSource<P, Q, W>,
): void {
  const { tag, params } = source;
  const common = { audience: 'public', tag, params, query: Codes } as const;
  type Asked = FileRequest<z.output<P>, z.output<typeof Codes>>;
  for (const format of FORMATS) {
    fileRoute(server, {
      ...common,
      path: `${source.file}.${format}`,
      summary: `${source.summary}, as one ${format.toUpperCase()}; codes with commas between them`,
      type: MEDIA_TYPES[format],
      handle: async ({ params: where, query, inside, signal }: Asked) => {
        const { hash, bytes, name, isPublic } = await awaitRendition(
          { inside, signal, waitMs: WAIT_MS },
          format,
          async (ctx) => {
            const whole = await source.find(ctx, where);
            const codes = readCodes(query.codes);
            return {
              ...(await source.compose(ctx, whole, codes)),
              subject: source.subject(ctx, whole, codes),
            };
          },
        );
        return { etag: hash, bytes, name: `${name}.${format}`, isPublic };
      },
    });
  }
  fileRoute(server, {
    ...common,
    path: `${source.file}.html`,
    summary: `${source.summary}, as a web page with contents; codes with commas between them`,
    type: MEDIA_TYPES.html,
    handle: async ({ params: where, query, inside }: Asked) => {
      const { document, hash, name, isPublic } = await inside(async (ctx) =>
        source.compose(ctx, await source.find(ctx, where), readCodes(query.codes)),
      );
      return {
        etag: hash,
        bytes: async () => `<!doctype html>${render(<StandaloneDocument doc={document} />)}`,
        name: `${name}.html`,
        isPublic,
      };
    },
  });
}
