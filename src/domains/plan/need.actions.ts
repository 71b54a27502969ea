import { territoryActs } from '#domains/territory/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { codeOfMetric } from './evidence-metric.rules.js';
import { findNeed, insertNeeds, lastNeedNumber, listNeedCodes, updateNeed } from './need.sql.js';
import type { Evidence, EvidenceFields, Need, NeedFields, NewNeed } from './need.types.js';
import { deleteEvidence, insertEvidence, updateEvidence } from './need-evidence.sql.js';
import { listCodesAround } from './place.sql.js';
import { getOwnPlace, getPlace, readPlaces, requireOpen } from './plan.actions.js';
import { editors, needCode } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { setWithdrawn } from './withdrawal.sql.js';

/** @throws Absent */
export async function getNeed(ctx: Ctx, plan: Plan, code: string): Promise<Need> {
  const need = await findNeed(ctx.tx, plan.id, code);
  if (!need) throw new Absent('need');
  return need;
}

/** A need on which one may work: the role, an open plan, not withdrawn. */
export function requireEditable(ctx: Ctx, plan: Plan, need: Need): void {
  requireRole(ctx, editors, need.within);
  requireOpen(plan);
  if (need.withdrawnAt) throw new Refused('plan.need.is-withdrawn', { code: need.code });
}

/**
 * Adds needs with their evidence: one from the form, many from a file or the demonstration.
 * @returns their codes, in the given order
 */
export async function createNeeds(ctx: Ctx, plan: Plan, needs: readonly NewNeed[]): Promise<string[]> {
  requireOpen(plan);
  const places = await readPlaces(ctx);
  const taken = await listNeedCodes(ctx.tx, plan.id);
  const last = await lastNeedNumber(ctx.tx, plan.id);
  let { number } = last;
  const rows = needs.map((need, index) => {
    const place = getOwnPlace(places, need.place);
    if (need.code !== null && taken.has(need.code))
      throw new Invalid([{ field: 'code', code: 'plan.code.taken', values: { code: need.code } }]);
    if (need.code === null) number += 1;
    const code = need.code ?? needCode(number);
    taken.add(code);
    return { ...need, id: newId(), code, placeId: place.id, position: last.position + index + 1 };
  });
  for (const placeId of new Set(rows.map((row) => row.placeId)))
    requireRole(ctx, editors, await listCodesAround(ctx.tx, placeId));
  await insertNeeds(ctx.tx, plan.id, rows);
  await insertEvidence(
    ctx.tx,
    rows.flatMap((row) =>
      row.evidence.map((one, position) => ({
        ...one,
        needId: row.id,
        placeId: one.place === null ? null : getPlace(places, one.place, 'evidence').id,
        position,
      })),
    ),
  );
  const first = rows[0];
  if (rows.length === 1 && first)
    await writeAudit(ctx, 'need.create', 'need', first.id, { plan: plan.code, code: first.code });
  else await writeAudit(ctx, 'need.create-many', 'plan', plan.id, { plan: plan.code, count: rows.length });
  return rows.map((row) => row.code);
}

export async function rewriteNeed(
  ctx: Ctx,
  plan: Plan,
  need: Need,
  fields: NeedFields,
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, need);
  const place = getOwnPlace(await readPlaces(ctx), fields.place);
  // Who moves a need must have a say where it goes as well.
  if (place.id !== need.placeId) requireRole(ctx, editors, await listCodesAround(ctx.tx, place.id));
  if (!(await updateNeed(ctx.tx, need.id, version, fields, place.id))) throw new Conflict();
  await writeAudit(ctx, 'need.update', 'need', need.id, { plan: plan.code, code: need.code });
}

/** Takes a need out of the plan, with the reason; it stays readable, and its code is not used again. */
export async function withdrawNeed(
  ctx: Ctx,
  plan: Plan,
  need: Need,
  reason: string,
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, need);
  if (!(await setWithdrawn(ctx.tx, 'plan.need', need.id, version, { at: ctx.now, reason })))
    throw new Conflict();
  await writeAudit(ctx, 'need.withdraw', 'need', need.id, { plan: plan.code, code: need.code });
}

/** Puts a withdrawn need back. */
export async function restoreNeed(ctx: Ctx, plan: Plan, need: Need, version: number): Promise<void> {
  requireRole(ctx, editors, need.within);
  requireOpen(plan);
  if (!need.withdrawnAt) return;
  if (!(await setWithdrawn(ctx.tx, 'plan.need', need.id, version, null))) throw new Conflict();
  await writeAudit(ctx, 'need.restore', 'need', need.id, { plan: plan.code, code: need.code });
}

/** @throws Invalid when the metric that would show the need is not in the observatory */
export async function addEvidence(ctx: Ctx, plan: Plan, need: Need, evidence: EvidenceFields): Promise<void> {
  requireEditable(ctx, plan, need);
  await insertEvidence(ctx.tx, [
    {
      ...(await withKnownMetric(ctx, evidence)),
      needId: need.id,
      placeId: await placeIdOf(ctx, evidence),
      position: need.evidence.length,
    },
  ]);
  await writeAudit(ctx, 'need.evidence-add', 'need', need.id, { plan: plan.code, code: need.code });
}

export async function rewriteEvidence(
  ctx: Ctx,
  plan: Plan,
  need: Need,
  id: string,
  evidence: EvidenceFields,
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, need);
  const present = need.evidence.find((one) => one.id === id);
  if (!present) throw new Absent('evidence');
  const fields = await withKnownMetric(ctx, evidence, present);
  if (!(await updateEvidence(ctx.tx, id, version, fields, await placeIdOf(ctx, evidence))))
    throw new Conflict();
  await writeAudit(ctx, 'need.evidence-update', 'need', need.id, { plan: plan.code, code: need.code });
}

export async function removeEvidence(ctx: Ctx, plan: Plan, need: Need, id: string): Promise<void> {
  requireEditable(ctx, plan, need);
  if (!need.evidence.some((one) => one.id === id)) throw new Absent('evidence');
  await deleteEvidence(ctx.tx, id);
  await writeAudit(ctx, 'need.evidence-remove', 'need', need.id, { plan: plan.code, code: need.code });
}

/** A metric that was retired since goes on showing what it showed. */
async function withKnownMetric(
  ctx: Ctx,
  evidence: EvidenceFields,
  present?: Evidence,
): Promise<EvidenceFields> {
  if (evidence.kind !== 'metric') return evidence;
  if (present?.kind === 'metric' && [present.reference, present.metricName].includes(evidence.reference))
    return { ...evidence, reference: present.reference };
  const reference = codeOfMetric(await territoryActs.listMetrics(ctx.tx), evidence.reference);
  if (reference === undefined)
    throw new Invalid([
      { field: 'reference', code: 'plan.evidence.metric-unknown', values: { reference: evidence.reference } },
    ]);
  return { ...evidence, reference };
}

async function placeIdOf(ctx: Ctx, evidence: EvidenceFields): Promise<string | null> {
  return evidence.place === null ? null : getPlace(await readPlaces(ctx), evidence.place).id;
}
