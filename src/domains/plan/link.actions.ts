import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { deleteLinks, insertLinks, listLinkTargets, updateLinks } from './link.sql.js';
import { requireEditable as requireEditableNeed } from './need.actions.js';
import type { LinkBasis, Need } from './need.types.js';
import { requireEditable } from './objective.actions.js';
import { listObjectiveCodes, listObjectives, touchObjective } from './objective.sql.js';
import type { Linked, LinkKind, Objective, PartnerRole } from './objective.types.js';
import { requireOpen } from './plan.actions.js';
import { keepers } from './plan.rules.js';
import type { Plan } from './plan.types.js';

/** One thing as it is to be tied. */
export interface Tie {
  code: string;
  reason: string | null;
  /** Of an organisation. */
  role: PartnerRole;
}

/** Makes the objective's links of one kind exactly these, each with its reason. */
export async function setObjectiveLinks(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  kind: LinkKind,
  ties: readonly Tie[],
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  const targets = new Map((await listLinkTargets(ctx.tx, kind, plan.id)).map((one) => [one.code, one.id]));
  const { added, changed, removed } = compareTies(linkedOf(objective, kind), ties);
  if (added.length + changed.length + removed.length === 0) return;
  if (!(await touchObjective(ctx.tx, objective.id, version))) throw new Conflict();
  const rowOf = ({ code, reason, role }: Tie) => ({
    objectiveId: objective.id,
    targetId: getTarget(targets, code),
    reason,
    role,
  });
  await insertLinks(
    ctx.tx,
    kind,
    added.map((tie) => ({ ...rowOf(tie), basis: 'stated' })),
  );
  await updateLinks(ctx.tx, kind, changed.map(rowOf));
  await deleteLinks(
    ctx.tx,
    kind,
    removed.map((one) => ({ objectiveId: objective.id, targetId: one.id })),
  );
  await writeAudit(ctx, `objective.link-${kind}`, 'objective', objective.id, {
    plan: plan.code,
    code: objective.code,
    ...told(added, changed, removed),
  });
}

/** What is tied, said differently or untied, from the present ties to the wanted ones. */
function compareTies(present: readonly (Linked & { role?: PartnerRole })[], ties: readonly Tie[]) {
  const known = new Map(present.map((one) => [one.code, one]));
  const wanted = new Set(ties.map((tie) => tie.code));
  return {
    added: ties.filter((tie) => !known.has(tie.code)),
    changed: ties.filter((tie) => {
      const now = known.get(tie.code);
      return now && (now.reason !== tie.reason || (now.role ?? tie.role) !== tie.role);
    }),
    removed: present.filter((one) => !wanted.has(one.code)),
  };
}

type Coded = readonly { code: string }[];

/** Codes for the record of the act; what was said differently only where something was. */
function told(added: Coded, changed: Coded, removed: Coded): Record<string, string> {
  const codes = (list: Coded) => list.map((one) => one.code).join(' ');
  return {
    added: codes(added),
    ...(changed.length > 0 ? { changed: codes(changed) } : {}),
    removed: codes(removed),
  };
}

/** The links of one kind that a sheet has. */
export function linkedOf(objective: Objective, kind: LinkKind): (Linked & { role?: PartnerRole })[] {
  const lists = {
    need: objective.needs,
    service: objective.services,
    network: objective.networks,
    agreement: objective.agreements,
    organisation: objective.organisations,
  };
  return lists[kind];
}

/** Makes the objectives that answer a need exactly these, each with its reason. */
export async function setNeedObjectives(
  ctx: Ctx,
  plan: Plan,
  need: Need,
  ties: readonly Tie[],
): Promise<void> {
  requireEditableNeed(ctx, plan, need);
  const targets = new Map((await listObjectives(ctx.tx, plan.id)).map((one) => [one.code, one.id]));
  const { added, changed, removed } = compareTies(need.objectives, ties);
  const rowOf = ({ code, reason, role }: Tie) => ({
    objectiveId: getTarget(targets, code),
    targetId: need.id,
    reason,
    role,
  });
  await insertLinks(
    ctx.tx,
    'need',
    added.map((tie) => ({ ...rowOf(tie), basis: 'stated' })),
  );
  await updateLinks(ctx.tx, 'need', changed.map(rowOf));
  await deleteLinks(
    ctx.tx,
    'need',
    removed.map((one) => ({ objectiveId: one.id, targetId: need.id })),
  );
  await writeAudit(ctx, 'need.link-objective', 'need', need.id, {
    plan: plan.code,
    code: need.code,
    ...told(added, changed, removed),
  });
}

export interface NewLink {
  objective: string;
  kind: LinkKind;
  /** Code of the need, service, network, agreement or organisation. */
  target: string;
  basis: LinkBasis;
  reason: string | null;
  /** Of an organisation: a partner where it is not said. */
  role?: PartnerRole;
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
          role: link.role ?? 'partner',
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
