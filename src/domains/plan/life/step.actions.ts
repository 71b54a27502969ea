import { writeAudit } from '#platform/audit/audit.sql.js';
import { type FieldError, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import type { PlanComposer } from '../document.cache.js';
import { getPlan } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import {
  type AgreementRef,
  type BodyRef,
  insertAct,
  insertSignatories,
  listAgreementRefs,
  listBodyRefs,
} from './act.sql.js';
import { readChecks } from './check.actions.js';
import { COMMON_RULE, followingSteps, needsVotes, quorumFailure } from './step.rules.js';
import type { ActFields, NewStep, QuorumRule, StepCheck, TakenCheck } from './step.types.js';
import { freezeVersion } from './version.actions.js';

/**
 * Takes a step of a plan's life: records its act and, at the adoption, freezes the first version.
 * @throws Refused with the list of what is open; Invalid at the field when the act is not whole
 */
export async function takeStep(ctx: Ctx, plan: Plan, step: NewStep, composer: PlanComposer): Promise<void> {
  requireRole(ctx, keepers);
  if (!followingSteps(plan.state).includes(step.state)) throw new Refused('plan.life.step.not-next', {}, 422);
  if (plan.amendmentId !== null) throw new Refused('plan.life.step.amending');
  const checks = await readChecks(ctx, plan, step.state, composer);
  refuseOpen(checks);
  checkDay(ctx, plan, step.takenOn);
  const body = await readBody(ctx, step);
  checkWhole(step, step.state, body);
  const agreement = step.state === 'signed' ? await readAgreement(ctx, step) : null;
  const actId = await insertAct(ctx.tx, plan.id, {
    ...actOf(step, body),
    kind: 'step',
    state: step.state,
    agreementId: agreement?.id ?? null,
    checks: takenChecks(checks),
    correctsId: null,
    reason: null,
  });
  if (agreement) {
    await insertSignatories(
      ctx.tx,
      actId,
      agreement.parties.map((party) => ({ ...party, hasSigned: step.signed.includes(party.code) })),
    );
  }
  if (step.state === 'adopted') {
    const adopted = await getPlan({ ...ctx, view: { face: 'office' } }, plan.code);
    await freezeVersion(ctx, adopted, composer.palette, { actId, amendmentId: null, on: step.takenOn });
  }
  await writeAudit(ctx, 'plan.act', 'plan', plan.id, { code: plan.code, state: step.state, act: actId });
}

/**
 * Freezes the text of a plan that was adopted before it was in Trama, as its first version.
 * @throws Refused for a plan that is written here, or that has a version
 */
export async function freezeTranscribed(ctx: Ctx, plan: Plan, composer: PlanComposer): Promise<void> {
  requireRole(ctx, keepers);
  if (!plan.isTranscribed || !plan.isPublic || plan.frozenVersion !== null)
    throw new Refused('plan.life.freeze.not-transcribed', {}, 422);
  const on = plan.stateSince ?? plan.startsOn;
  await freezeVersion(ctx, plan, composer.palette, { actId: null, amendmentId: null, on });
  await writeAudit(ctx, 'plan.freeze', 'plan', plan.id, { code: plan.code, version: 1 });
}

/** The list of what is open goes with the refusal. */
export function refuseOpen(checks: readonly StepCheck[]): void {
  const open = checks.filter((check) => check.state === 'open');
  if (open.length > 0) throw new Refused('plan.life.step.open-checks', { count: open.length });
}

export function takenChecks(checks: readonly StepCheck[]): TakenCheck[] {
  return checks.map(({ code, state, count, note }) => ({ code, state, count, note }));
}

/** In the order in which a plan lives, and not before it happens. */
export function checkDay(ctx: Ctx, plan: Plan, day: string): void {
  if (plan.stateSince !== null && day < plan.stateSince)
    throw new Invalid([{ field: 'takenOn', code: 'plan.act.too-early' }]);
  if (day > civilDay(ctx.now)) throw new Invalid([{ field: 'takenOn', code: 'plan.act.in-future' }]);
}

/** The body of the register that the act names; null when it is given in words only. */
export async function readBody(ctx: Ctx, act: Pick<ActFields, 'body'>): Promise<BodyRef | null> {
  if (act.body === null) return null;
  const body = (await listBodyRefs(ctx.tx)).find((one) => one.code === act.body);
  if (!body) throw new Invalid([{ field: 'body', code: 'plan.life.act.body-unknown' }]);
  return body;
}

/** What an adoption, an amendment and a signature must say. */
export function checkWhole(
  act: ActFields,
  step: Parameters<typeof needsVotes>[0],
  body: BodyRef | null,
): void {
  const errors: FieldError[] = [];
  if (needsVotes(step)) {
    if (act.actNumber === null) errors.push({ field: 'actNumber', code: 'plan.life.act.number-needed' });
    if (body === null && act.bodyName === null)
      errors.push({ field: 'body', code: 'plan.life.act.body-needed' });
    if (act.votes === null) errors.push({ field: 'membersEntitled', code: 'plan.life.act.quorum-needed' });
  }
  if (act.votes) {
    const failure = quorumFailure(body ?? COMMON_RULE, act.votes);
    if (failure?.kind === 'too-many-present')
      errors.push({ field: 'membersPresent', code: 'plan.life.act.too-many-present' });
    if (failure?.kind === 'too-many-votes')
      errors.push({
        field: 'votesFor',
        code: 'plan.life.act.too-many-votes',
        values: { votes: failure.votes },
      });
    if (failure?.kind === 'no-quorum')
      errors.push({
        field: 'membersPresent',
        code: 'plan.life.act.no-quorum',
        values: { needed: failure.needed },
      });
    if (failure?.kind === 'no-majority')
      errors.push({
        field: 'votesFor',
        code: 'plan.life.act.no-majority',
        values: { needed: failure.needed },
      });
  }
  if (errors.length > 0) throw new Invalid(errors);
}

function ruleOf(body: BodyRef | null): QuorumRule {
  const { quorumPercent, majorityPercent } = body ?? COMMON_RULE;
  return { quorumPercent, majorityPercent };
}

/** What of an act goes into its row. */
export function actOf(act: ActFields, body: BodyRef | null) {
  return {
    takenOn: act.takenOn,
    actNumber: act.actNumber,
    bodyId: body?.id ?? null,
    bodyName: body?.name ?? act.bodyName,
    note: act.note,
    votes: act.votes,
    rule: act.votes === null ? null : ruleOf(body),
  };
}

async function readAgreement(ctx: Ctx, step: NewStep): Promise<AgreementRef> {
  const agreement = (await listAgreementRefs(ctx.tx)).find((one) => one.code === step.agreement);
  if (!agreement) throw new Invalid([{ field: 'agreement', code: 'plan.life.act.agreement-needed' }]);
  const signed = agreement.parties.filter((party) => step.signed.includes(party.code));
  if (signed.length === 0) throw new Invalid([{ field: 'signed', code: 'plan.life.act.nobody-signed' }]);
  if (signed.length < agreement.parties.length && step.note === null)
    throw new Invalid([
      {
        field: 'note',
        code: 'plan.life.act.say-who-has-not-signed',
        values: { count: agreement.parties.length - signed.length },
      },
    ]);
  return agreement;
}
