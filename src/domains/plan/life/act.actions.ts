import { createHash } from 'node:crypto';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { copySignatories, insertAct, insertActFile, listPlanActs } from './act.sql.js';
import { actOf, checkWhole, readBody } from './step.actions.js';
import type { ActFields, PlanAct } from './step.types.js';

/** @throws Absent */
export async function getAct(ctx: Ctx, plan: Plan, id: string): Promise<PlanAct> {
  const act = (await listPlanActs(ctx.tx, plan.id)).find((one) => one.id === id);
  if (!act) throw new Absent('act');
  return act;
}

/**
 * Corrects what was recorded of an act with another act, which says why; the first one stays to be read. What the act
 * did (the state, the frozen version) is not undone.
 * @throws Refused when it was corrected already
 */
export async function rectifyAct(
  ctx: Ctx,
  plan: Plan,
  act: PlanAct,
  fields: ActFields,
  reason: string,
): Promise<void> {
  requireRole(ctx, keepers);
  if (act.correctedById !== null) throw new Refused('plan.life.act.corrected-already');
  if (fields.takenOn > civilDay(ctx.now))
    throw new Invalid([{ field: 'takenOn', code: 'plan.act.in-future' }]);
  const others = (await listPlanActs(ctx.tx, plan.id)).filter(
    (one) => one.kind === 'step' && one.correctedById === null && one.id !== act.id,
  );
  if (act.kind === 'step' && !isInOrder(act, others, fields.takenOn))
    throw new Invalid([{ field: 'takenOn', code: 'plan.life.act.out-of-order' }]);
  const body = await readBody(ctx, fields);
  if (act.votes !== null || fields.votes !== null)
    checkWhole(fields, act.kind === 'amendment' ? 'amendment' : act.state, body);
  const id = await insertAct(ctx.tx, plan.id, {
    ...actOf(fields, body),
    kind: act.kind,
    state: act.state,
    agreementId: act.agreementId,
    checks: act.checks,
    correctsId: act.id,
    reason,
  });
  await copySignatories(ctx.tx, act.id, id);
  await writeAudit(ctx, 'plan.act-rectify', 'plan', plan.id, { code: plan.code, act: act.id, by: id });
}

/** A step stays between the one before and the one after it. */
function isInOrder(act: PlanAct, others: readonly PlanAct[], day: string): boolean {
  const before = others.filter((one) => one.takenOn <= act.takenOn && one.id < act.id);
  const after = others.filter((one) => one.takenOn >= act.takenOn && one.id > act.id);
  return before.every((one) => one.takenOn <= day) && after.every((one) => one.takenOn >= day);
}

/** Signed acts are scans of some pages; more than this belongs on the body's own register. */
export const MOST_ACT_BYTES = 20_000_000;

/**
 * Adds a signed act as PDF. It is kept as it came, with its SHA-256, and never replaced.
 * @throws Refused when it is no PDF, too large, or there already
 */
export async function attachFile(
  ctx: Ctx,
  plan: Plan,
  act: PlanAct,
  file: { name: string; bytes: Buffer; isPublic: boolean },
): Promise<void> {
  requireRole(ctx, keepers);
  if (file.bytes.length > MOST_ACT_BYTES) throw new Refused('plan.life.file.too-large', {}, 422);
  if (!file.bytes.subarray(0, 1024).includes('%PDF-')) throw new Refused('plan.life.file.not-pdf', {}, 422);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const name = file.name.replace(/\p{Cc}/gu, '').slice(-200) || 'atto.pdf';
  const id = await insertActFile(ctx.tx, act.id, { ...file, name, sha256 });
  if (id === null) throw new Refused('plan.life.file.known', {}, 422);
  await writeAudit(ctx, 'plan.act-file', 'plan', plan.id, {
    code: plan.code,
    act: act.id,
    bytes: file.bytes.length,
  });
}
