import { type Ctx, may } from '#platform/http/context.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import type { Remark } from './remark.types.js';

/** Where a chapter's remarks are, in the workplace. */
export function remarksPath(plan: Plan, number: string, id?: string): string {
  return `/piano/${plan.code}/documento/${number}/commenti${id === undefined ? '' : `#c-${id}`}`;
}

/** Who made it, or who keeps the plan, may say that a remark is settled. */
export function canResolve(ctx: Ctx, remark: Pick<Remark, 'madeById'>): boolean {
  return may(ctx, keepers) || (remark.madeById !== null && remark.madeById === ctx.user?.id);
}
