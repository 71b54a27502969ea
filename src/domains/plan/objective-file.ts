import {
  type Block,
  type Document,
  type DocumentSource,
  documentHash,
  type Sheet,
} from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import type { PlanComposer } from './document.cache.js';
import { asPublisher, describeCover, describePlan } from './document.compose.js';
import { getGuideline } from './guideline.sql.js';
import { findPlan } from './plan.sql.js';
import type { Plan } from './plan.types.js';

/** The block of the plan's document that draws the sheets. */
const SHEETS = 'plan.objective-sheets';

/** Under which name the file of one sheet is kept: that of a frozen version, or of the text as it stands. */
export function sheetSubject(plan: Pick<Plan, 'code'>, version: number | null, code: string): string {
  return `objective:${plan.code}/${version ?? 'text'}/${encodeURIComponent(code)}`;
}

/**
 * The sheet of one objective as the region's form, alone: as the plan's document has it.
 * @param version the frozen one that the reader is shown; null for the rows as they stand
 * @throws Absent when the objective has no sheet there
 */
export async function composeSheet(
  asker: Ctx,
  composer: PlanComposer,
  plan: Plan,
  version: number | null,
  code: string,
): Promise<{ document: Document; hash: string }> {
  const ctx = asPublisher(asker);
  const { blocks, ...cover } = await readSheets(ctx, composer, plan, version);
  const { sheet, title } = findSheet(blocks, code);
  const document: Document = {
    ...cover,
    title,
    subtitle: plan.title,
    coverLines: ctx.ambito.leadBody === null ? [] : [ctx.ambito.leadBody],
    form: 'report',
    blocks: [sheet],
  };
  return { document, hash: documentHash(document) };
}

type Covered = Pick<Document, 'ambito' | 'version' | 'date' | 'lang' | 'blocks'>;

/** The blocks that draw the objectives' sheets, among others when a version is frozen, and what the cover tells. */
export function readSheets(
  ctx: Ctx,
  composer: PlanComposer,
  plan: Plan,
  version: number | null,
): Promise<Covered> {
  return version === null ? readPresent(ctx, composer, plan) : readVersion(ctx, composer, plan, version);
}

/** Only the sheets are drawn: the rest of the plan, with its maps and charts, is not waited for. */
async function readPresent(ctx: Ctx, composer: PlanComposer, plan: Plan): Promise<Covered> {
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const { ambito, version, date, lang } = await describeCover(ctx, plan, guideline);
  const blocks = (await composer.palette.get(SHEETS)?.build(ctx, describePlan(ctx, plan), {})) ?? [];
  return { ambito, version, date, lang, blocks };
}

async function readVersion(ctx: Ctx, composer: PlanComposer, plan: Plan, number: number): Promise<Covered> {
  const { ambito, version, date, lang, blocks } = (await composer.compose(ctx, plan, number)).document;
  return { ambito, version, date, lang, blocks };
}

/** A sheet follows the heading that names its objective. */
function findSheet(blocks: readonly Block[], code: string): { sheet: Sheet; title: string } {
  for (const [index, block] of blocks.entries()) {
    const heading = blocks[index - 1];
    if (block.kind === 'sheet' && block.code === code && heading?.kind === 'heading')
      return { sheet: block, title: heading.text };
  }
  throw new Absent('objective');
}

/** How the job that makes files composes one sheet. */
export function sheetSource(composer: PlanComposer): DocumentSource {
  return async (ctx, key) => {
    const [planCode = '', version = '', code = ''] = key.split('/');
    const plan = await findPlan(ctx.tx, planCode, true);
    if (!plan) throw new Error(`The plan ${planCode} is gone.`);
    return composeSheet(
      ctx,
      composer,
      plan,
      version === 'text' ? null : Number(version),
      decodeURIComponent(code),
    );
  };
}
