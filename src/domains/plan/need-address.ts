import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { NeedCode } from './need.types.js';
import { listPlaces } from './place.sql.js';
import { planText } from './plan.messages.js';
import { planParams } from './plan.routes.js';
import { isOwnPlace } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs } from './plan-words.js';

export const needParams = planParams.extend({ code: NeedCode });
export const evidenceParams = needParams.extend({ id: z.uuid() });

export function needAddress(ctx: PageCtx, plan: Plan, code: string, rest = ''): string {
  return inPlan(ctx, plan, `/bisogni/${encodeURIComponent(code)}${rest}`);
}

export function needCrumbs(ctx: PageCtx, plan: Plan, code: string, label: string) {
  return planCrumbs(
    ctx,
    plan,
    { label: planText(ctx.lang)('plan.needs.title'), href: inPlan(ctx, plan, '/bisogni') },
    { label: code, href: needAddress(ctx, plan, code) },
    { label },
  );
}

export async function ownPlaces(ctx: PageCtx) {
  return (await listPlaces(ctx.tx)).filter(isOwnPlace);
}

/** Ticked boxes of a long list. */
export const codesSchema = z.object({
  codes: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat()))
    .pipe(z.array(z.string().max(40)).max(2_000)),
});
