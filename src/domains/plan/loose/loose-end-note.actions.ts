import { type LooseRule, listLooseEnds } from '#domains/thread/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { listCodesAround } from '../place.sql.js';
import { requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import {
  deleteLooseEndNote,
  findLooseEndNote,
  findNodePlace,
  insertLooseEndNote,
  listLooseEndNotes,
  updateLooseEndNote,
} from './loose-end-note.sql.js';
import type { ExplainedEnd, LooseEndNote } from './loose-end-note.types.js';

/** What the thread of a plan does not hold, worst first, each with the note that explains it. */
export async function listExplainedEnds(ctx: Ctx, planId: string): Promise<ExplainedEnd[]> {
  const ends = await listLooseEnds(ctx, planId);
  const notes = new Map(
    (await listLooseEndNotes(ctx.tx, planId)).map((note) => [`${note.rule} ${note.nodeId}`, note]),
  );
  return ends.map((end) => ({ ...end, note: notes.get(`${end.rule} ${end.node.id}`) ?? null }));
}

/**
 * Says why something stays untied. The note stays with the plan and can be read where the plan can.
 * @returns the note's identifier
 * @throws Absent when that end is not loose, Conflict when somebody else has explained it meanwhile
 */
export async function explainLooseEnd(
  ctx: Ctx,
  plan: Plan,
  end: { rule: LooseRule; nodeId: string },
  reason: string,
): Promise<string> {
  requireRole(ctx, editors, await codesOf(ctx, end.nodeId));
  requireOpen(plan);
  const found = await getLooseEnd(ctx, plan, end);
  const id = await insertLooseEndNote(ctx.tx, {
    planId: plan.id,
    rule: end.rule,
    nodeId: end.nodeId,
    nodeCode: found.node.code,
    reason,
  });
  if (id === undefined) throw new Conflict();
  await writeAudit(ctx, 'looseEnd.explain', 'looseEnd', id, {
    plan: plan.code,
    code: found.node.code,
    rule: end.rule,
  });
  return id;
}

/** @throws Conflict when somebody else saved meanwhile */
export async function rewriteLooseEndNote(
  ctx: Ctx,
  plan: Plan,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const note = await getLooseEndNote(ctx, plan, id);
  if (!(await updateLooseEndNote(ctx.tx, id, version, reason))) throw new Conflict();
  await writeAudit(ctx, 'looseEnd.update', 'looseEnd', id, {
    plan: plan.code,
    code: note.nodeCode,
    rule: note.rule,
  });
}

/** Takes the note away, and tells why: the end is loose again. */
export async function removeLooseEndNote(
  ctx: Ctx,
  plan: Plan,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const note = await getLooseEndNote(ctx, plan, id);
  await giveReason(ctx, reason);
  if (!(await deleteLooseEndNote(ctx.tx, id, version))) throw new Conflict();
  await writeAudit(ctx, 'looseEnd.remove', 'looseEnd', id, {
    plan: plan.code,
    code: note.nodeCode,
    rule: note.rule,
  });
}

/** A note that this editor may change. @throws Absent, Refused */
export async function getLooseEndNote(ctx: Ctx, plan: Plan, id: string): Promise<LooseEndNote> {
  const note = await findLooseEndNote(ctx.tx, plan.id, id);
  if (!note) throw new Absent('looseEnd');
  requireRole(ctx, editors, await codesOf(ctx, note.nodeId));
  requireOpen(plan);
  return note;
}

/** @throws Absent */
export async function getLooseEnd(
  ctx: Ctx,
  plan: Plan,
  { rule, nodeId }: { rule: LooseRule; nodeId: string },
): Promise<ExplainedEnd> {
  const ends = await listExplainedEnds(ctx, plan.id);
  const found = ends.find((one) => one.rule === rule && one.node.id === nodeId);
  if (!found) throw new Absent('looseEnd');
  return found;
}

/** What was withdrawn stands nowhere: then only who has a say everywhere may write about it. */
async function codesOf(ctx: Ctx, nodeId: string): Promise<string[] | undefined> {
  const placeId = await findNodePlace(ctx.tx, nodeId);
  return placeId === undefined ? undefined : listCodesAround(ctx.tx, placeId);
}
