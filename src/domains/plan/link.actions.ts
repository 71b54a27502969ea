import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { deleteLinks, insertLinks, listLinkTargets } from './link.sql.js';
import { requireEditable as requireEditableNeed } from './need.actions.js';
import type { LinkBasis, Need } from './need.types.js';
import { requireEditable } from './objective.actions.js';
import { listObjectiveCodes, listObjectives, touchObjective } from './objective.sql.js';
import type { Linked, LinkKind, Objective } from './objective.types.js';
import { requireOpen } from './plan.actions.js';
import { keepers } from './plan.rules.js';
import type { Plan } from './plan.types.js';

/** Makes the objective's links of one kind exactly these codes. */
export async function setObjectiveLinks(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  kind: LinkKind,
  codes: readonly string[],
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  const targets = new Map((await listLinkTargets(ctx.tx, kind, plan.id)).map((one) => [one.code, one.id]));
  const present = linkedOf(objective, kind);
  const added = codes.filter((code) => !present.some((one) => one.code === code));
  const removed = present.filter((one) => !codes.includes(one.code));
  if (added.length === 0 && removed.length === 0) return;
  if (!(await touchObjective(ctx.tx, objective.id, version))) throw new Conflict();
  await insertLinks(
    ctx.tx,
    kind,
    added.map((code) => ({
      objectiveId: objective.id,
      targetId: getTarget(targets, code),
      basis: 'stated',
      reason: null,
    })),
  );
  await deleteLinks(
    ctx.tx,
    kind,
    removed.map((one) => ({ objectiveId: objective.id, targetId: one.id })),
  );
  await writeAudit(ctx, `objective.link-${kind}`, 'objective', objective.id, {
    plan: plan.code,
    code: objective.code,
    added: added.join(' '),
    removed: removed.map((one) => one.code).join(' '),
  });
}

/** The links of one kind that a sheet has. */
export function linkedOf(objective: Objective, kind: LinkKind): Linked[] {
  const lists = {
    need: objective.needs,
    service: objective.services,
    network: objective.networks,
    agreement: objective.agreements,
  };
  return lists[kind];
}

/** Makes the objectives that answer a need exactly these codes. */
export async function setNeedObjectives(
  ctx: Ctx,
  plan: Plan,
  need: Need,
  codes: readonly string[],
): Promise<void> {
  requireEditableNeed(ctx, plan, need);
  const targets = new Map((await listObjectives(ctx.tx, plan.id)).map((one) => [one.code, one.id]));
  const added = codes.filter((code) => !need.objectives.some((one) => one.code === code));
  const removed = need.objectives.filter((one) => !codes.includes(one.code));
  await insertLinks(
    ctx.tx,
    'need',
    added.map((code) => ({
      objectiveId: getTarget(targets, code),
      targetId: need.id,
      basis: 'stated',
      reason: null,
    })),
  );
  await deleteLinks(
    ctx.tx,
    'need',
    removed.map((one) => ({ objectiveId: one.id, targetId: need.id })),
  );
  await writeAudit(ctx, 'need.link-objective', 'need', need.id, {
    plan: plan.code,
    code: need.code,
    added: added.join(' '),
    removed: removed.map((one) => one.code).join(' '),
  });
}

export interface NewLink {
  objective: string;
  kind: LinkKind;
  /** Code of the need, service, network or agreement. */
  target: string;
  basis: LinkBasis;
  reason: string | null;
}

/** Ties many at once, from a file or the demonstration. A code that is not there refuses them all. */
export async function addLinks(ctx: Ctx, plan: Plan, links: readonly NewLink[]): Promise<void> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const objectives = new Map(
    (await listObjectiveCodes(ctx.tx, plan.id)).map((one) => [one.code, one.id] as const),
  );
  for (const kind of new Set(links.map((link) => link.kind))) {
    const targets = new Map((await listLinkTargets(ctx.tx, kind, plan.id)).map((one) => [one.code, one.id]));
    await insertLinks(
      ctx.tx,
      kind,
      links
        .filter((link) => link.kind === kind)
        .map((link) => ({
          objectiveId: getTarget(objectives, link.objective),
          targetId: getTarget(targets, link.target),
          basis: link.basis,
          reason: link.reason,
        })),
    );
  }
  await writeAudit(ctx, 'plan.link-many', 'plan', plan.id, { plan: plan.code, count: links.length });
}

function getTarget(targets: ReadonlyMap<string, string>, code: string): string {
  const id = targets.get(code);
  if (!id) throw new Invalid([{ field: 'codes', code: 'plan.link.unknown', values: { code } }]);
  return id;
}
