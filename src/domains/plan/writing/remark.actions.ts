import { writeAudit } from '#platform/audit/audit.sql.js';
import { listPeople } from '#platform/auth/accounts.sql.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { addNotices } from '#platform/notices/notice.actions.js';
import type { ChapterWithState } from '../chapter.actions.js';
import { requireOpen } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { saveEdits } from './edit.actions.js';
import { acceptedEdit, mentionedIn, proposableText, threadsOf } from './remark.rules.js';
import { decideRemark, findRemark, insertRemark, listRemarks } from './remark.sql.js';
import type { NewRemark, Remark, Thread } from './remark.types.js';
import { canResolve, remarksPath } from './remark-address.js';

/** Everybody who works in the ambito may say something, also who may not write the text. @throws Refused */
export function requireStaff(ctx: Ctx): void {
  if (ctx.grants.length === 0) throw new Refused('platform.forbidden', {}, 403);
}

export async function readThreads(ctx: Ctx, plan: Plan, number: string): Promise<Thread[]> {
  return threadsOf(await listRemarks(ctx.tx, plan.id, number));
}

/**
 * Says something about a passage of a chapter, or proposes another text for it. Who is named with @ is told.
 * @throws Absent for a part that the chapter does not have
 * @throws Invalid where nothing is said, or the proposal is the text as it is
 */
export async function addRemark(
  ctx: Ctx,
  plan: Plan,
  chapter: ChapterWithState,
  remark: NewRemark,
): Promise<string> {
  requireStaff(ctx);
  requireOpen(plan);
  const part = chapter.content.find((one) => one.id === remark.part);
  if (!part) throw new Absent('part');
  const found = proposableText(part);
  const proposed =
    found === null || remark.proposed === '' || remark.proposed === found ? null : remark.proposed;
  if (remark.body === '' && proposed === null)
    throw new Invalid([{ field: 'body', code: 'plan.remark.nothing' }]);
  const id = await insertRemark(
    ctx.tx,
    { planId: plan.id, chapter: chapter.number },
    {
      part: remark.part,
      quote: remark.quote,
      startsAt: remark.startsAt ?? null,
      threadId: null,
      body: remark.body,
      found: proposed === null ? null : found,
      proposed,
    },
  );
  await writeAudit(ctx, proposed === null ? 'chapter.comment-add' : 'chapter.suggestion-add', 'chapter', id, {
    plan: plan.code,
    number: chapter.number,
  });
  await tellMentioned(ctx, plan, chapter.number, id, remark.body, []);
  return id;
}

/** Answers a remark; who takes part in it is told. */
export async function answerRemark(
  ctx: Ctx,
  plan: Plan,
  number: string,
  id: string,
  body: string,
): Promise<void> {
  requireStaff(ctx);
  requireOpen(plan);
  const threads = await readThreads(ctx, plan, number);
  const thread = threads.find((one) => one.id === id);
  if (!thread) throw new Absent('remark');
  const { part, quote, startsAt } = thread;
  await insertRemark(
    ctx.tx,
    { planId: plan.id, chapter: number },
    { part, quote, startsAt, threadId: id, body, found: null, proposed: null },
  );
  await writeAudit(ctx, 'chapter.comment-answer', 'chapter', id, { plan: plan.code, number });
  const mentioned = await tellMentioned(ctx, plan, number, id, body, []);
  const partners = [thread, ...thread.answers].flatMap((one) => one.madeById ?? []);
  await addNotices(
    ctx,
    partners.filter((one) => !mentioned.includes(one)),
    {
      kind: 'plan.remark.notice-answer',
      params: { name: ctx.user?.name ?? ctx.ambito.name, number },
      address: remarksPath(plan, number, id),
    },
  );
}

async function tellMentioned(
  ctx: Ctx,
  plan: Plan,
  number: string,
  id: string,
  body: string,
  known: readonly string[],
): Promise<string[]> {
  if (!body.includes('@')) return [...known];
  const people = mentionedIn(body, await listPeople(ctx)).map((person) => person.id);
  await addNotices(ctx, people, {
    kind: 'plan.remark.notice-mention',
    params: { name: ctx.user?.name ?? ctx.ambito.name, number },
    address: remarksPath(plan, number, id),
  });
  return people;
}

async function getOpen(ctx: Ctx, plan: Plan, number: string, id: string): Promise<Remark> {
  const remark = await findRemark(ctx.tx, plan.id, number, id);
  if (!remark || remark.threadId !== null) throw new Absent('remark');
  if (remark.state !== 'open') throw new Refused('plan.remark.decided');
  return remark;
}

export async function resolveRemark(ctx: Ctx, plan: Plan, number: string, id: string): Promise<void> {
  requireOpen(plan);
  const remark = await getOpen(ctx, plan, number, id);
  if (!canResolve(ctx, remark)) throw new Refused('platform.forbidden', {}, 403);
  if (!(await decideRemark(ctx.tx, id, 'resolved', ctx.user?.id ?? null)))
    throw new Refused('plan.remark.decided');
  await writeAudit(ctx, 'chapter.comment-resolve', 'chapter', id, { plan: plan.code, number });
}

/**
 * Takes the proposed text into the chapter, or sets it aside; its author is told.
 * @throws Refused when the text has changed since it was proposed: accepting would undo what others wrote
 */
export async function decideSuggestion(
  ctx: Ctx,
  plan: Plan,
  chapter: ChapterWithState,
  id: string,
  choice: 'accepted' | 'refused',
  blockNames: ReadonlySet<string>,
): Promise<void> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const { number } = chapter;
  const remark = await getOpen(ctx, plan, number, id);
  if (remark.proposed === null) throw new Absent('suggestion');
  if (choice === 'accepted') {
    const edit = acceptedEdit(chapter.content, remark);
    if (!edit) throw new Refused('plan.remark.outdated');
    await saveEdits(ctx, plan, number, { version: chapter.version, edits: [edit] }, blockNames);
  }
  if (!(await decideRemark(ctx.tx, id, choice, ctx.user?.id ?? null)))
    throw new Refused('plan.remark.decided');
  await writeAudit(
    ctx,
    choice === 'accepted' ? 'chapter.suggestion-accept' : 'chapter.suggestion-refuse',
    'chapter',
    id,
    {
      plan: plan.code,
      number,
    },
  );
  await addNotices(ctx, remark.madeById === null ? [] : [remark.madeById], {
    kind: choice === 'accepted' ? 'plan.remark.notice-accepted' : 'plan.remark.notice-refused',
    params: { name: ctx.user?.name ?? ctx.ambito.name, number },
    address: remarksPath(plan, number, id),
  });
}
