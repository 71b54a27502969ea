import { writeAudit } from '#platform/audit/audit.sql.js';
import { Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { getGuideline } from '../guideline.sql.js';
import { addLinks, type NewLink } from '../link.actions.js';
import { createNeeds } from '../need.actions.js';
import { listNeedSheets } from '../need.sql.js';
import { createObjectives } from '../objective.actions.js';
import { listObjectiveCodes } from '../objective.sql.js';
import type { Objective } from '../objective.types.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import { createPlan, getPlan } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { NewPlan, Plan } from '../plan.types.js';
import { carryNeed, carryObjective } from './continue.rules.js';

export interface Continued {
  /** Code of the objective that goes on. */
  code: string;
  /** Why, in the words of whoever closed it. */
  reason: string | null;
}

export interface ContinuationChoice {
  objectives: readonly Continued[];
  /** Needs that go with the objectives chosen, all of them, or none. */
  needs: 'linked' | 'all' | 'none';
  /** Last measured value of each indicator, by its identifier: the next baseline. */
  latest: ReadonlyMap<string, number>;
}

export interface ContinuedPlan {
  plan: Plan;
  /** Identifiers of the objectives of the old plan and of the new one. */
  objectives: { code: string; from: string; to: string }[];
}

/**
 * Opens the plan that follows another one, in draft: the chosen objectives with their texts, their indicators (the last
 * value measured is the new baseline, targets are to be set anew) and their links, under the new plan's guideline. What
 * that guideline does not ask is kept in the note. The old plan is not touched.
 * @throws Refused without the role; Invalid when the period does not follow, or a code is unknown
 */
export async function continuePlan(
  ctx: Ctx,
  fromCode: string,
  next: NewPlan,
  choice: ContinuationChoice,
): Promise<ContinuedPlan> {
  requireRole(ctx, keepers);
  const reader = { ...ctx, view: { face: 'office' as const } };
  const from = await getPlan(reader, fromCode);
  if (`${next.code.slice(0, 4)}-01-01` <= from.endsOn)
    throw new Invalid([{ field: 'code', code: 'plan.life.next.overlaps', values: { plan: from.code } }]);
  const sheets = await listObjectiveSheets(ctx.tx, from.id);
  const chosen = choice.objectives.map(({ code, reason }) => {
    const sheet = sheets.find((one) => one.code === code);
    if (!sheet)
      throw new Invalid([{ field: 'objectives', code: 'plan.objective.unknown', values: { code } }]);
    return { sheet, reason };
  });
  const former = await getGuideline(ctx.tx, from.guidelineCode, from.guidelineSha256);
  const plan = await createPlan(ctx, { ...next, isTranscribed: false });
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const needs = await copyNeeds(
    ctx,
    from,
    plan,
    choice.needs,
    chosen.map((one) => one.sheet),
  );
  const codes = new Set(chosen.map((one) => one.sheet.code));
  if (chosen.length > 0) {
    await createObjectives(
      ctx,
      plan,
      chosen.map(({ sheet, reason }) =>
        carryObjective({ sheet, reason, plan: from, former, guideline, codes, latest: choice.latest }),
      ),
    );
    const links = chosen.flatMap(({ sheet }) => linksOf(sheet, needs));
    if (links.length > 0) await addLinks(ctx, plan, links);
  }
  const ids = new Map((await listObjectiveCodes(ctx.tx, plan.id)).map((one) => [one.code, one.id]));
  await writeAudit(ctx, 'plan.continue', 'plan', plan.id, {
    code: plan.code,
    plan: from.code,
    count: chosen.length,
  });
  return {
    plan,
    objectives: chosen.map(({ sheet }) => ({
      code: sheet.code,
      from: sheet.id,
      to: ids.get(sheet.code) ?? '',
    })),
  };
}

async function copyNeeds(
  ctx: Ctx,
  from: Plan,
  to: Plan,
  which: ContinuationChoice['needs'],
  objectives: readonly Objective[],
): Promise<ReadonlySet<string>> {
  if (which === 'none') return new Set();
  const linked = new Set(objectives.flatMap((one) => one.needs.map((need) => need.code)));
  const needs = (await listNeedSheets(ctx.tx, from.id)).filter(
    (need) => which === 'all' || linked.has(need.code),
  );
  if (needs.length === 0) return new Set();
  return new Set(
    await createNeeds(
      ctx,
      to,
      needs.map((need) => carryNeed(need, from)),
    ),
  );
}

type Carried = Objective['needs'][number] & { role?: NonNullable<NewLink['role']> };

function linksOf(sheet: Objective, needs: ReadonlySet<string>): NewLink[] {
  const link = (kind: NewLink['kind'], linked: readonly Carried[]): NewLink[] =>
    linked.map(({ code, basis, reason, role }) => ({
      objective: sheet.code,
      kind,
      target: code,
      basis,
      reason,
      ...(role ? { role } : {}),
    }));
  return [
    ...link(
      'need',
      sheet.needs.filter((need) => needs.has(need.code)),
    ),
    ...link('service', sheet.services),
    ...link('network', sheet.networks),
    ...link('agreement', sheet.agreements),
    ...link('organisation', sheet.organisations),
  ];
}
