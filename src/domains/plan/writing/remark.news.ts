import type { Ctx } from '#platform/http/context.js';
import { canWriteChapter } from '../chapter.actions.js';
import { compareWords } from '../life/compare.rules.js';
import type { Plan } from '../plan.types.js';
import { getRemarkStamp } from './proposal.sql.js';
import { proposalKind, proposedImage, threadsOf } from './remark.rules.js';
import { listRemarks } from './remark.sql.js';
import type { Thread } from './remark.types.js';
import { canResolve } from './remark-address.js';
import type { ShownRemark } from './shown-remark.types.js';

/** So long a decision is news to who has the chapter open. */
const NEWS_MS = 60 * 60_000;

/** Open remarks on a chapter, and those decided within the last hour. */
export async function listShownRemarks(ctx: Ctx, plan: Plan, number: string): Promise<ShownRemark[]> {
  const threads = threadsOf(await listRemarks(ctx.tx, plan.id, number));
  const decides = canWriteChapter(ctx, plan);
  const since = ctx.now.getTime() - NEWS_MS;
  return threads
    .filter((thread) => thread.decidedAt === null || thread.decidedAt.getTime() > since)
    .map((thread) => toShown(ctx, thread, decides));
}

function toShown(ctx: Ctx, thread: Thread, decides: boolean): ShownRemark {
  const isOpen = thread.state === 'open';
  const isComment = thread.proposed === null;
  return {
    id: thread.id,
    part: thread.part,
    after: thread.edit?.base === null ? (thread.edit.after ?? null) : null,
    quote: thread.quote,
    body: thread.body,
    answers: thread.answers.map((answer) => ({ by: answer.madeBy ?? ctx.ambito.name, body: answer.body })),
    by: thread.madeBy ?? ctx.ambito.name,
    isMine: thread.madeById !== null && thread.madeById === ctx.user?.id,
    state: thread.state,
    decidedBy: thread.decidedBy,
    words: !isOpen || isComment ? null : compareWords(thread.found ?? '', thread.proposed ?? ''),
    image: isOpen ? shownImage(thread) : null,
    kind: proposalKind(thread),
    mayResolve: isOpen && isComment && canResolve(ctx, thread),
    mayDecide: isOpen && !isComment && decides,
  };
}

function shownImage(thread: Thread): ShownRemark['image'] {
  const part = proposedImage(thread);
  return part ? { hash: part.image, alt: part.alt, caption: part.caption } : null;
}

/** All of them with their stamp, for a page that opens the editor. */
export async function readShownRemarks(
  ctx: Ctx,
  plan: Plan,
  number: string,
): Promise<{ stamp: string; list: ShownRemark[] }> {
  const stamp = await getRemarkStamp(ctx.tx, plan.id, number);
  return { stamp, list: await listShownRemarks(ctx, plan, number) };
}

/** The remarks, where they are not as the reader has them. @param known the stamp that came with those */
export async function readRemarkNews(
  ctx: Ctx,
  plan: Plan,
  number: string,
  known: string,
): Promise<{ stamp: string; list: ShownRemark[] } | null> {
  const stamp = await getRemarkStamp(ctx.tx, plan.id, number);
  return stamp === known ? null : { stamp, list: await listShownRemarks(ctx, plan, number) };
}
