import { writeAudit } from '#platform/audit/audit.sql.js';
import { Invalid, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { type ChapterWithState, checkBlocks } from '../chapter.actions.js';
import { textOf } from '../chapter.rules.js';
import type { NamedPart } from '../chapter.types.js';
import { getGuideline } from '../guideline.sql.js';
import { requireOpen } from '../plan.actions.js';
import type { Plan } from '../plan.types.js';
import { isSamePart, type PartEdit } from './edits.rules.js';
import {
  insertProposal,
  listOwnProposals,
  type OwnProposal,
  type ProposedText,
  updateProposal,
} from './proposal.sql.js';
import { isCurrent } from './remark.rules.js';
import { decideRemark } from './remark.sql.js';

/** More changes at once are another text of the chapter, which nobody can decide upon piece by piece. */
const MOST_PROPOSALS = 100;
/** As much as a text typed in the form of comments. */
const LONGEST_WORDS = 25_000;

/**
 * Keeps what one person would change in a chapter as their proposals, one for each part: new ones are made, those that they
 * wrote on say what they say now, those taken back are withdrawn. Everybody who works in the ambito may propose.
 * @throws Invalid for parts that a chapter may not hold, and for more than anybody could decide upon
 */
export async function saveProposals(
  ctx: Ctx,
  plan: Plan,
  chapter: ChapterWithState,
  edits: readonly PartEdit[],
  blockNames: ReadonlySet<string>,
): Promise<void> {
  const { user } = ctx;
  if (!user || ctx.grants.length === 0) throw new Refused('platform.forbidden', {}, 403);
  requireOpen(plan);
  if (edits.length > MOST_PROPOSALS)
    throw new Invalid([{ field: '', code: 'plan.proposal.too-many', values: { most: MOST_PROPOSALS } }]);
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  checkBlocks(
    edits.flatMap((edit) => edit.part ?? []),
    guideline,
    blockNames,
  );
  const own = await listOwnProposals(ctx.tx, plan.id, chapter.number, user.id);
  const said = { plan: plan.code, number: chapter.number };
  const meant = new Map(edits.filter(saysSomething).map((edit) => [edit.id, edit]));
  for (const edit of meant.values()) {
    const text = inWords(edit);
    const former = own.find((one) => one.edit.id === edit.id);
    if (former && isSamePart(former.edit, edit)) continue;
    if (former) await updateProposal(ctx.tx, former.id, text);
    else {
      const id = await insertProposal(ctx.tx, { planId: plan.id, chapter: chapter.number }, text);
      if (id !== null) await writeAudit(ctx, 'chapter.suggestion-add', 'chapter', id, said);
    }
  }
  for (const { id, edit } of own) {
    // What others overtook is not in the editor any more: its words must not go with it.
    if (meant.has(edit.id) || !isCurrent(chapter.content, edit)) continue;
    await decideRemark(ctx.tx, id, 'withdrawn', user.id);
    await writeAudit(ctx, 'chapter.suggestion-withdraw', 'chapter', id, said);
  }
}

/**
 * One more proposal of who asks, beside those that they have: a part that is new. For a form that sends one thing at a time.
 * @param after the part that it follows; null at the beginning
 */
export async function proposePart(
  ctx: Ctx,
  plan: Plan,
  chapter: ChapterWithState,
  part: NamedPart,
  after: string | null,
): Promise<void> {
  const own = await listOwnEdits(ctx, plan, chapter);
  await saveProposals(ctx, plan, chapter, [...own, { id: part.id, base: null, part, after }], new Set());
}

/** The edits of one person's open proposals that still apply. */
export async function listOwnEdits(ctx: Ctx, plan: Plan, chapter: ChapterWithState): Promise<PartEdit[]> {
  const own: OwnProposal[] =
    ctx.user === null ? [] : await listOwnProposals(ctx.tx, plan.id, chapter.number, ctx.user.id);
  return own.flatMap(({ edit }) => (isCurrent(chapter.content, edit) ? [edit] : []));
}

const saysSomething = ({ base, part, after }: PartEdit) =>
  (base !== null || part !== null) && (after !== undefined || !isSamePart(base, part));

function inWords(edit: PartEdit): ProposedText {
  const words = (part: NamedPart | null) => (part ? textOf(part).join('\n') : '');
  const text = { edit, found: words(edit.base), proposed: words(edit.part) };
  if (Math.max(text.found.length, text.proposed.length) > LONGEST_WORDS)
    throw new Invalid([{ field: '', code: 'plan.proposal.too-long' }]);
  return text;
}
