import type { PlanRef } from '#domains/spending/index.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { tallyObjectives } from '../state/state.sql.js';
import { computedAchievement } from './closing.rules.js';
import { listClosingSources } from './closing.sql.js';
import type { ClosingLine } from './closing.types.js';

/** Every objective of a plan with what was computed of it and what its sheet declares. */
export async function readClosing(ctx: Ctx, plan: PlanRef): Promise<ClosingLine[]> {
  const tallies = new Map(
    (await tallyObjectives(ctx.tx, plan.id, civilDay(ctx.now))).map((tally) => [tally.id, tally]),
  );
  const sources = await listClosingSources(ctx.tx, plan.id);
  return sources.flatMap((source) => {
    const tally = tallies.get(source.objectiveId);
    if (!tally) return [];
    const { measured, share } = tally;
    return [
      { ...source, tally, computed: computedAchievement({ actions: source.actions, measured, share }) },
    ];
  });
}
