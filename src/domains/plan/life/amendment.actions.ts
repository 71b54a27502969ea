import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { startReadingAdopted } from '#platform/tenancy/inside.js';
import type { PlanComposer } from '../document.cache.js';
import { getPlan } from '../plan.actions.js';
import { isFrozen, keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { insertAct } from './act.sql.js';
import {
  closeAmendment,
  findAbandonedContent,
  insertAmendment,
  keepAdoptedText,
  leaveAdoptedText,
  listAmendments,
} from './amendment.sql.js';
import type { Amendment } from './amendment.types.js';
import { keepWithoutSum, listBoundLines } from './amendment-money.sql.js';
import { readChecks } from './check.actions.js';
import { compareContents, isSame } from './compare.rules.js';
import { lifeText } from './life.messages.js';
import { actOf, checkDay, checkWhole, readBody, refuseOpen, takenChecks } from './step.actions.js';
import type { ActFields } from './step.types.js';
import { restoreTextRows } from './stored-rows.sql.js';
import { freezeVersion, getVersionContent, readContent } from './version.actions.js';
import { findStoredRows } from './version.sql.js';
import type { PlanContent } from './version.types.js';

/** @throws Absent */
export async function getAmendment(ctx: Ctx, plan: Plan, id: string): Promise<Amendment> {
  const amendment = (await listAmendments(ctx.tx, plan.id)).find((one) => one.id === id);
  if (!amendment) throw new Absent('amendment');
  return amendment;
}

/**
 * Opens an adopted text to be written again. Until it is adopted or abandoned, who works here sees the text that changes
 * and everyone else the version in force.
 * @returns its id
 * @throws Refused when nothing is frozen yet, one is open, or the plan is closed
 */
export async function openAmendment(ctx: Ctx, plan: Plan, reason: string): Promise<string> {
  requireRole(ctx, keepers);
  if (plan.state === 'closed') throw new Refused('plan.closed', { plan: plan.code });
  if (plan.amendmentId !== null) throw new Refused('plan.life.amendment.open-already');
  if (!isFrozen(plan)) throw new Refused('plan.life.amendment.not-adopted');
  const number = (plan.frozenVersion ?? 0) + 1;
  const id = await insertAmendment(ctx.tx, plan.id, { number, reason, openedOn: civilDay(ctx.now) });
  if (id === null) throw new Conflict();
  await keepAdoptedText(ctx.tx, plan.id, number - 1);
  startReadingAdopted(ctx.ambito);
  await writeAudit(ctx, 'plan.amendment-open', 'plan', plan.id, { code: plan.code, version: number });
  return id;
}

/**
 * The body adopts the amendment: its act, and the next version. It is checked as the first adoption was.
 * @throws Refused with what is open, or when nothing has changed; Invalid at the act's fields
 */
export async function adoptAmendment(
  ctx: Ctx,
  plan: Plan,
  act: ActFields,
  composer: PlanComposer,
): Promise<void> {
  requireRole(ctx, keepers);
  const id = requireAmendment(plan);
  const before = await getVersionContent(ctx, plan, plan.frozenVersion ?? 1);
  if (isSame(compareContents(before, await readStoredShape(ctx, plan))))
    throw new Refused('plan.life.amendment.nothing');
  const checks = await readChecks(ctx, plan, 'adopted', composer);
  refuseOpen(checks);
  checkDay(ctx, plan, act.takenOn);
  const body = await readBody(ctx, act);
  checkWhole(act, 'amendment', body);
  const actId = await insertAct(ctx.tx, plan.id, {
    ...actOf(act, body),
    kind: 'amendment',
    state: plan.state,
    agreementId: null,
    checks: takenChecks(checks),
    correctsId: null,
    reason: null,
  });
  const isClosed = await closeAmendment(ctx.tx, id, {
    outcome: 'adopted',
    at: ctx.now,
    reason: null,
    content: null,
  });
  if (!isClosed) throw new Conflict();
  await leaveAdoptedText(ctx.tx, plan.id);
  const adopted = await getPlan({ ...ctx, view: { face: 'office' } }, plan.code);
  const number = await freezeVersion(ctx, adopted, composer.palette, {
    actId,
    amendmentId: id,
    on: act.takenOn,
  });
  await writeAudit(ctx, 'plan.amendment-adopt', 'plan', plan.id, { code: plan.code, version: number });
}

/**
 * Gives an amendment up: the text goes back to the version in force; what had been written stays to be read.
 * @param keepsBound lines that came with it and on which money was committed stay, without their sum
 * @throws Refused when there are such lines and nobody has said to keep them
 */
export async function abandonAmendment(
  ctx: Ctx,
  plan: Plan,
  reason: string,
  keepsBound = false,
): Promise<void> {
  requireRole(ctx, keepers);
  const id = requireAmendment(plan);
  const number = plan.frozenVersion ?? 1;
  const bound = await listBoundLines(ctx.tx, plan.id, number);
  const committed = bound.filter((line) => line.committedCents !== 0);
  if (committed.length > 0 && !keepsBound)
    throw new Refused('plan.life.amendment.bound-refused', { count: committed.length });
  const stored = await findStoredRows(ctx.tx, plan.id, number);
  if (!stored) throw new Absent('version');
  const isClosed = await closeAmendment(ctx.tx, id, {
    outcome: 'abandoned',
    at: ctx.now,
    reason,
    content: await readContent(ctx, plan),
  });
  if (!isClosed) throw new Conflict();
  await leaveAdoptedText(ctx.tx, plan.id);
  await restoreTextRows(ctx.tx, plan.id, stored, reason);
  await keepWithoutSum(
    ctx.tx,
    bound.map((line) => line.id),
    lifeText('it')('plan.life.amendment.bound-note', { number: number + 1 }),
  );
  await writeAudit(ctx, 'plan.amendment-abandon', 'plan', plan.id, { code: plan.code, version: number });
}

/** What an amendment is or was about, to be compared: the text as it stands, its version, or what was given up. */
export async function readAmended(ctx: Ctx, plan: Plan, amendment: Amendment): Promise<PlanContent> {
  if (amendment.outcome === 'adopted') return getVersionContent(ctx, plan, amendment.number);
  if (amendment.outcome === null) return readStoredShape(ctx, plan);
  const content = await findAbandonedContent(ctx.tx, amendment.id);
  if (!content) throw new Absent('amendment');
  return content;
}

/** The present content in the shape in which versions are stored, so that the two compare. */
export async function readStoredShape(ctx: Ctx, plan: Plan): Promise<PlanContent> {
  return JSON.parse(JSON.stringify(await readContent(ctx, plan))) as PlanContent;
}

function requireAmendment(plan: Plan): string {
  if (plan.amendmentId === null) throw new Refused('plan.life.amendment.none');
  return plan.amendmentId;
}
