import {
  CHOICE,
  type ChosenDocument,
  type Document,
  type DocumentSource,
  type DocumentSources,
  documentHash,
  packCodes,
  pickSheets,
  unpackCodes,
} from '#domains/documents/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { evaluationText } from '../evaluation.messages.js';
import { withoutDrafts } from '../evaluation.rules.js';
import { getPlanRef } from '../outcome.actions.js';
import { drawSheets } from '../outcome.blocks.js';
import { findLastOutcomeChange, listOutcomeSheets } from '../outcome.sql.js';

/** Whoever works in the ambito sees what drafts of plans take up again; others do not. */
const seesDrafts = (ctx: Pick<Ctx, 'grants'>) => ctx.grants.length > 0;

/** @throws Absent when the reader may not see the plan */
export function findOutcomePlan(ctx: Ctx, planCode: string): Promise<PlanRef> {
  return getPlanRef(ctx, planCode, seesDrafts(ctx));
}

/** Under which name chosen sheets are kept, by who may read them. */
export function outcomesSubject(ctx: Ctx, plan: PlanRef, codes: readonly string[]): string {
  return `${CHOICE}outcomes:${plan.code}/${seesDrafts(ctx) ? 'all' : 'public'}/${packCodes(codes)}`;
}

/**
 * Outcome sheets of a plan as one document.
 * @throws Absent when none of the codes is there
 */
export async function composeChosenOutcomes(
  ctx: Ctx,
  plan: PlanRef,
  codes: readonly string[],
): Promise<ChosenDocument> {
  const drafts = seesDrafts(ctx);
  return {
    ...(await compose(ctx, plan, drafts, codes)),
    isPublic: !drafts,
    name: `${ctx.ambito.slug}-${plan.code}-esiti`,
  };
}

async function compose(
  ctx: Ctx,
  plan: PlanRef,
  drafts: boolean,
  codes: readonly string[],
): Promise<{ document: Document; hash: string }> {
  const t = evaluationText('it');
  const all = await listOutcomeSheets(ctx.tx, plan.id);
  const sheets = drafts ? all : all.map(withoutDrafts);
  const blocks = pickSheets(await drawSheets(ctx, sheets), codes);
  const chosen = new Set(codes);
  const changedAt = await findLastOutcomeChange(
    ctx.tx,
    sheets.flatMap((sheet) => (chosen.has(sheet.code) ? [sheet.id] : [])),
  );
  const document: Document = {
    title: t('evaluation.sheets'),
    subtitle: t('evaluation.chosen-subtitle', { plan: plan.title, count: blocks.length / 2 }),
    ambito: ctx.ambito.name,
    version: t('evaluation.period', { code: plan.code }),
    // The day of the last change, not of printing: equal sheets are equal files.
    date: changedAt === null ? plan.endsOn : civilDay(changedAt),
    lang: 'it',
    coverLines: ctx.ambito.leadBody === null ? [] : [ctx.ambito.leadBody],
    contentsDepth: 1,
    blocks,
  };
  return { document, hash: documentHash(document) };
}

const source: DocumentSource = async (ctx, key) => {
  const [planCode = '', seen = '', packed = ''] = key.split('/');
  const plan = await getPlanRef(ctx, planCode, true);
  return compose(ctx, plan, seen === 'all', unpackCodes(packed));
};

/** How the job that makes files composes chosen outcome sheets. */
export const outcomeSources: DocumentSources = { [`${CHOICE}outcomes`]: source };
