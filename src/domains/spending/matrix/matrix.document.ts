import { z } from 'zod';
import {
  awaitRendition,
  type Block,
  type Document,
  type DocumentSources,
  documentHash,
  FORMATS,
  MEDIA_TYPES,
} from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { fileRoute } from '#platform/http/file-route.js';
import type { Server } from '#platform/http/server.js';
import { civilDay, formatDate } from '#platform/i18n/format.js';
import { writeMatrix } from '../live/money.blocks.js';
import { findPlanRef } from '../plan-ref.sql.js';
import { listBudgetLines } from '../spending.sql.js';
import type { PlanRef } from '../spending.types.js';
import { matrixText } from './matrix.messages.js';
import { GROUPINGS, type Grouping, MEASURES, type Measure } from './matrix.rules.js';

const WAIT_MS = 60_000;
const t = matrixText('it');

interface Choice {
  rows: Grouping;
  measure: Measure;
}

/** The table of the money on pages laid across, with headings on each of them and totals at the end. In Italian. */
async function composeMatrix(ctx: Ctx, plan: PlanRef, { rows, measure }: Choice): Promise<Document> {
  const day = civilDay(ctx.now);
  const blocks = writeMatrix(plan, await listBudgetLines(ctx.tx, plan.id), rows, measure);
  return {
    title: plan.title,
    subtitle: `${t('spending.matrix.title')}: ${t(`spending.matrix.by.${rows}`).toLocaleLowerCase('it')}, ${t(`spending.matrix.measure.${measure}`).toLocaleLowerCase('it')}`,
    ambito: ctx.ambito.name,
    period: plan.code,
    version: t('spending.matrix.doc.version', { day: formatDate(day) }),
    date: day,
    lang: 'it',
    coverLines: ctx.ambito.leadBody === null ? [] : [ctx.ambito.leadBody],
    form: 'report',
    blocks: blocks.map((block): Block => (block.kind === 'table' ? { ...block, landscape: true } : block)),
  };
}

/** @param isDraftSeen whether plans that the public does not see yet may be composed @throws Absent */
async function readMatrixPaper(ctx: Ctx, key: string, isDraftSeen: boolean) {
  const [code = '', given, asked] = key.split('.');
  const rows = GROUPINGS.find((one) => one === given);
  const measure = MEASURES.find((one) => one === asked);
  const seen = await findPlanRef(ctx.tx, code, false);
  const plan = seen ?? (isDraftSeen ? await findPlanRef(ctx.tx, code, true) : undefined);
  if (!plan || !rows || !measure) throw new Absent('plan');
  const document = await composeMatrix(ctx, plan, { rows, measure });
  return { document, hash: documentHash(document), isPublic: seen !== undefined };
}

/** Tables of the money on paper, for the job that makes files. */
export const budgetSources: DocumentSources = {
  budget: (ctx, key) => readMatrixPaper(ctx, key, true),
};

/** The same as files to be asked for. */
export function registerMatrixPapers(server: Server): void {
  for (const format of FORMATS)
    fileRoute(server, {
      audience: 'public',
      tag: 'spending',
      path: `/plans/:plan/budget/:rows/:measure.${format}`,
      summary: `The table of a plan's money in rows and years, to print, as ${format.toUpperCase()}`,
      type: MEDIA_TYPES[format],
      params: z.object({
        plan: z.string().regex(/^\d{4}-\d{4}$/),
        rows: z.enum(GROUPINGS),
        measure: z.enum(MEASURES),
      }),
      handle: async ({ params, inside, signal }) => {
        const key = `${params.plan}.${params.rows}.${params.measure}`;
        const { isPublic, slug, hash, bytes } = await awaitRendition(
          { inside, signal, waitMs: WAIT_MS },
          format,
          async (ctx) => ({
            ...(await readMatrixPaper(ctx, key, ctx.grants.length > 0)),
            slug: ctx.ambito.slug,
            subject: `budget:${key}`,
          }),
        );
        return {
          etag: hash,
          bytes,
          name: `${slug}-quadro-${params.plan}-${params.rows}.${format}`,
          isPublic,
        };
      },
    });
}
