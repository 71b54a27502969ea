import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay, formatDate, formatEuroCents } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { findPlanRef, listObjectiveRefs } from '../plan-ref.sql.js';
import { EDITORS } from '../spending.rules.js';
import { findFund, listFunds } from '../spending.sql.js';
import type { Fund, PlanRef } from '../spending.types.js';
import { type EntryRefusal, refuseCommitment, refusePayment, refuseReversal } from './entry.rules.js';
import {
  countPaidOfImport,
  findCommitment,
  findEqualCommitment,
  findEqualPayment,
  insertCommitmentReversal,
  insertCommitments,
  insertLedgerImport,
  insertPaymentReversal,
  insertPayments,
  listLineMoney,
  listPayees,
  listPayments,
  lockLine,
  markUndone,
  reverseImportedCommitments,
  reverseImportedPayments,
} from './entry.sql.js';
import type {
  Commitment,
  CommitmentFields,
  LedgerImport,
  LineMoney,
  MoneyBounds,
  Payment,
  PaymentFields,
  ReversalFields,
} from './entry.types.js';
import { askFigures } from './figures.actions.js';

/** A plan as who keeps its ledger sees it. @throws Absent */
export async function getPlan(ctx: Ctx, code: string): Promise<PlanRef> {
  const plan = await findPlanRef(ctx.tx, code, true);
  if (!plan) throw new Absent('plan');
  return plan;
}

/** The lines of a plan on which this account may commit. */
export async function listOwnLines(ctx: Ctx, plan: PlanRef): Promise<LineMoney[]> {
  const objectives = new Map((await listObjectiveRefs(ctx.tx, plan.id)).map((one) => [one.id, one.within]));
  return (await listLineMoney(ctx.tx, plan.id)).filter(({ objectiveId }) => {
    const within = objectives.get(objectiveId);
    return within !== undefined && isOwn(ctx, within);
  });
}

function isOwn(ctx: Ctx, within: readonly string[]): boolean {
  try {
    requireRole(ctx, EDITORS, within);
    return true;
  } catch {
    return false;
  }
}

/** The days within which money of a line may move. */
export function boundsOf(ctx: Ctx, plan: PlanRef, fund: MoneyBounds['fund']): MoneyBounds {
  return { plan, fund, today: civilDay(ctx.now) };
}

/** Writes a refusal with days and sums as people read them. */
export function invalid(ctx: Ctx, refusal: EntryRefusal): Invalid {
  const { lang } = ctx;
  const days = Object.entries(refusal.days ?? {}).map(([key, day]) => [key, formatDate(day, { lang })]);
  const sums = Object.entries(refusal.cents ?? {}).map(([key, cents]) => [
    key,
    formatEuroCents(cents, { lang }),
  ]);
  return new Invalid([
    { field: refusal.field, code: refusal.code, values: Object.fromEntries([...days, ...sums]) },
  ]);
}

/**
 * Commits money of a budget line. @returns the commitment's id
 * @throws Invalid where it lies outside the plan's period or the fund's years, or goes beyond the line without a reason
 */
export async function addCommitment(
  ctx: Ctx,
  planCode: string,
  budgetLineId: string,
  fields: CommitmentFields,
): Promise<string> {
  const plan = await getPlan(ctx, planCode);
  if (!(await lockLine(ctx.tx, budgetLineId)))
    throw new Invalid([{ field: 'line', code: 'spending.entry.line-unknown' }]);
  const line = (await listOwnLines(ctx, plan)).find((one) => one.budgetLineId === budgetLineId);
  if (!line) throw new Refused('platform.forbidden', {}, 403);
  const refusal = refuseCommitment(line, fields, boundsOf(ctx, plan, await fundOf(ctx, line.fund)));
  if (refusal) throw invalid(ctx, refusal);
  const id = newId();
  const organisationId = await organisationOf(ctx, fields.organisation);
  const twin = await findEqualCommitment(ctx.tx, budgetLineId, organisationId, fields);
  if (twin) throw twice(ctx, 'spending.entry.commitment-twice', twin.enteredAt);
  await insertCommitments(ctx.tx, [{ id, budgetLineId, organisationId, fields }], ctx.user?.id ?? null, null);
  await writeAudit(ctx, 'commitment.create', 'commitment', id, {
    objective: line.objectiveCode,
    fund: line.fund,
    cents: fields.committedCents,
  });
  await askFigures(ctx);
  return id;
}

/** A form sent twice must not count its money twice. */
function twice(ctx: Ctx, code: string, enteredAt: Date): Invalid {
  return new Invalid([
    { field: 'actNumber', code, values: { on: formatDate(civilDay(enteredAt), { lang: ctx.lang }) } },
  ]);
}

async function fundOf(ctx: Ctx, code: string): Promise<Fund> {
  const fund = await findFund(ctx.tx, code);
  if (!fund) throw new Absent('fund');
  return fund;
}

async function organisationOf(ctx: Ctx, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const found = (await listPayees(ctx.tx)).find((one) => one.code === code);
  if (!found) throw new Invalid([{ field: 'organisation', code: 'spending.entry.organisation-unknown' }]);
  return found.id;
}

/** A commitment to be changed, by who may; its line is held. @throws Absent, Refused */
export async function openCommitment(
  ctx: Ctx,
  planCode: string,
  id: string,
): Promise<{ plan: PlanRef; commitment: Commitment; bounds: MoneyBounds }> {
  const plan = await getPlan(ctx, planCode);
  const seen = await findCommitment(ctx.tx, plan.id, id);
  if (!seen) throw new Absent('commitment');
  await lockLine(ctx.tx, seen.budgetLineId);
  const commitment = (await findCommitment(ctx.tx, plan.id, id)) ?? seen;
  const objective = (await listObjectiveRefs(ctx.tx, plan.id)).find(
    (one) => one.code === commitment.objectiveCode,
  );
  requireRole(ctx, EDITORS, objective?.within);
  return { plan, commitment, bounds: boundsOf(ctx, plan, await fundOf(ctx, commitment.fund)) };
}

/** Pays a commitment, or a part of it. @throws Invalid beyond what is left of it, or outside its days */
export async function addPayment(
  ctx: Ctx,
  planCode: string,
  commitmentId: string,
  fields: PaymentFields,
): Promise<string> {
  const { commitment, bounds } = await openCommitment(ctx, planCode, commitmentId);
  const refusal = refusePayment(commitment, fields, bounds);
  if (refusal) throw invalid(ctx, refusal);
  const twin = await findEqualPayment(ctx.tx, commitmentId, fields);
  if (twin) throw twice(ctx, 'spending.entry.payment-twice', twin.enteredAt);
  const id = newId();
  await insertPayments(ctx.tx, [{ id, commitmentId, fields }], ctx.user?.id ?? null, null);
  await writeAudit(ctx, 'payment.create', 'payment', id, {
    objective: commitment.objectiveCode,
    fund: commitment.fund,
    cents: fields.paidCents,
  });
  await askFigures(ctx);
  return id;
}

/** Takes away from a commitment what is not paid, by an act with its reason. Nothing is edited. */
export async function reverseCommitment(
  ctx: Ctx,
  planCode: string,
  commitmentId: string,
  fields: ReversalFields,
): Promise<void> {
  const { commitment, bounds } = await openCommitment(ctx, planCode, commitmentId);
  const left = { cents: commitment.netCents - commitment.paidCents, since: commitment.committedOn };
  const refusal = refuseReversal(left, fields, bounds.today);
  if (refusal) throw invalid(ctx, refusal);
  const id = newId();
  await insertCommitmentReversal(ctx.tx, id, commitment, fields, ctx.user?.id ?? null);
  await writeAudit(ctx, 'commitment.reverse', 'commitment', commitmentId, {
    objective: commitment.objectiveCode,
    fund: commitment.fund,
    cents: -fields.cents,
  });
  await askFigures(ctx);
}

/** A payment with its commitment. @throws Absent, Refused */
export async function openPayment(
  ctx: Ctx,
  planCode: string,
  commitmentId: string,
  paymentId: string,
): Promise<{ commitment: Commitment; payment: Payment; bounds: MoneyBounds }> {
  const { commitment, bounds } = await openCommitment(ctx, planCode, commitmentId);
  const payment = (await listPayments(ctx.tx, commitmentId)).find((one) => one.id === paymentId);
  if (!payment) throw new Absent('payment');
  return { commitment, payment, bounds };
}

/** Takes away from a payment, which comes back to what is left of its commitment. */
export async function reversePayment(
  ctx: Ctx,
  planCode: string,
  commitmentId: string,
  paymentId: string,
  fields: ReversalFields,
): Promise<void> {
  const { commitment, payment, bounds } = await openPayment(ctx, planCode, commitmentId, paymentId);
  const refusal = refuseReversal({ cents: payment.netCents, since: payment.paidOn }, fields, bounds.today);
  if (refusal) throw invalid(ctx, refusal);
  await insertPaymentReversal(ctx.tx, newId(), commitmentId, paymentId, fields, ctx.user?.id ?? null);
  await writeAudit(ctx, 'payment.reverse', 'payment', paymentId, {
    objective: commitment.objectiveCode,
    fund: commitment.fund,
    cents: -fields.cents,
  });
  await askFigures(ctx);
}

/** Takes in commitments of a table that was examined in this transaction, all of them. */
export async function importCommitments(
  ctx: Ctx,
  plan: PlanRef,
  fileName: string,
  rows: readonly { budgetLineId: string; fields: CommitmentFields }[],
): Promise<void> {
  const payees = new Map((await listPayees(ctx.tx)).map((one) => [one.code, one.id]));
  const id = await openImport(ctx, plan, 'commitment', fileName, rows.length);
  await insertCommitments(
    ctx.tx,
    rows.map(({ budgetLineId, fields }) => ({
      id: newId(),
      budgetLineId,
      organisationId: fields.organisation === null ? null : (payees.get(fields.organisation) ?? null),
      fields,
    })),
    ctx.user?.id ?? null,
    id,
  );
}

export async function importPayments(
  ctx: Ctx,
  plan: PlanRef,
  fileName: string,
  rows: readonly { commitmentId: string; fields: PaymentFields }[],
): Promise<void> {
  const id = await openImport(ctx, plan, 'payment', fileName, rows.length);
  await insertPayments(
    ctx.tx,
    rows.map((row) => ({ id: newId(), ...row })),
    ctx.user?.id ?? null,
    id,
  );
}

async function openImport(
  ctx: Ctx,
  plan: PlanRef,
  kind: LedgerImport['kind'],
  fileName: string,
  count: number,
): Promise<string> {
  const id = newId();
  await insertLedgerImport(ctx.tx, { id, kind, fileName, rowCount: count }, ctx.user?.id ?? null);
  await writeAudit(ctx, `${kind}.import`, kind, id, { plan: plan.code, count });
  await askFigures(ctx);
  return id;
}

/**
 * Undoes an import: every row that it brought is taken away by a row of its own.
 * @throws Refused where something was paid of its commitments since, or it was undone already
 */
export async function undoImport(
  ctx: Ctx,
  kind: LedgerImport['kind'],
  importId: string,
  reason: string,
): Promise<void> {
  requireRole(ctx, ['director']);
  if (kind === 'commitment') {
    const paid = await countPaidOfImport(ctx.tx, importId);
    if (paid > 0) throw new Refused('spending.entry.import-paid', { count: paid }, 422);
  }
  if (!(await markUndone(ctx.tx, importId, kind, ctx.now, reason)))
    throw new Refused('spending.entry.import-undone', {}, 422);
  const given = { on: civilDay(ctx.now), reason, by: ctx.user?.id ?? null };
  const count =
    kind === 'commitment'
      ? await reverseImportedCommitments(ctx.tx, importId, given)
      : await reverseImportedPayments(ctx.tx, importId, given);
  await writeAudit(ctx, `${kind}.undo`, kind, importId, { count });
  await askFigures(ctx);
}

/** Funds by code, with their bounds, for a table of many rows. */
export async function boundsByFund(ctx: Ctx, plan: PlanRef): Promise<Map<string, MoneyBounds>> {
  return new Map((await listFunds(ctx.tx)).map((fund) => [fund.code, boundsOf(ctx, plan, fund)]));
}
