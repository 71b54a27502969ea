import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, type FieldError, Invalid, Moved, Refused, type Way } from '#platform/errors.js';
import { type Ctx, type Face, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { listGuidelines } from './guideline.sql.js';
import { listPlaces } from './place.sql.js';
import { isFrozen, isOwnPlace, keepers, nextStates, yearsOfPeriod } from './plan.rules.js';
import {
  findPlan,
  findPresentCode,
  findPresentPlan,
  insertPlan,
  insertPlanAct,
  updatePlan,
} from './plan.sql.js';
import type { NewPlan, NewPlanAct, Place, Plan } from './plan.types.js';

/** Drafts are for who works here; the public site shows the same to everyone. */
export function seesDrafts(ctx: Ctx & { view?: { face: Face } }): boolean {
  return ctx.grants.length > 0 && ctx.view?.face !== 'public';
}

/** @throws Absent when there is none, or none that this reader may see; Moved when it has other years now */
export async function getPlan(ctx: Ctx & { view?: { face: Face } }, code: string): Promise<Plan> {
  const plan = await findPlan(ctx.tx, code, seesDrafts(ctx));
  if (plan) return plan;
  const now = await findPresentCode(ctx.tx, code);
  if (now !== undefined && (await findPlan(ctx.tx, now, seesDrafts(ctx)))) throw new Moved('plan', code, now);
  throw new Absent('plan');
}

/** The plan of this code, or the present one. @throws Absent */
export async function getPlanOrPresent(
  ctx: Ctx & { view?: { face: Face } },
  code: string | undefined,
): Promise<Plan> {
  if (code !== undefined) return getPlan(ctx, code);
  const plan = await findPresentPlan(ctx.tx, seesDrafts(ctx));
  if (!plan) throw new Absent('plan');
  return plan;
}

/** @throws Refused when the plan is closed, or its text is frozen and no amendment is open */
export function requireOpen(plan: Plan): void {
  if (plan.state === 'closed')
    throw new Refused('plan.closed', { plan: plan.code }, 409, (path) => waysBack(path, plan.code));
  if (isFrozen(plan))
    throw new Refused('plan.frozen', { plan: plan.code, version: plan.frozenVersion ?? 1 }, 409, (path) => [
      { label: 'plan.frozen.life', href: `${officeOf(path, plan.code)}/atti` },
      ...waysBack(path, plan.code),
    ]);
}

const officeOf = (path: string, code: string) => `/${path.split('/')[1]}/ufficio/piano/${code}`;

/** From a form that may not be written to the sheet that it belongs to, or to its plan. */
function waysBack(path: string, code: string): Way[] {
  const office = officeOf(path, code);
  const [, sheet] = /^\/((?:obiettivi|bisogni)\/[^/]+)/.exec(path.slice(office.length)) ?? [];
  return sheet === undefined || /\/(?:nuovo|porta|ordina)$/.test(sheet)
    ? [{ label: 'plan.frozen.plan', href: office }]
    : [{ label: 'plan.frozen.sheet', href: `${office}/${sheet}` }];
}

/** The same for other domains that write what belongs to a plan's text, by its code. @throws Absent, Refused */
export async function requireOpenPlan(ctx: Ctx, code: string): Promise<void> {
  requireOpen(await getPlan(ctx, code));
}

/**
 * The frozen version that this reader is shown, null for the rows as they stand. While an amendment is open, who works
 * here sees the text that is being written and everyone else the one in force.
 */
export function shownVersion(ctx: Ctx & { view?: { face: Face } }, plan: Plan): number | null {
  return plan.amendmentId === null || !seesDrafts(ctx) ? plan.frozenVersion : null;
}

export async function createPlan(ctx: Ctx, plan: NewPlan): Promise<Plan> {
  requireRole(ctx, keepers);
  if (!yearsOfPeriod(plan.code)) throw new Invalid([{ field: 'code', code: 'plan.code.invalid' }]);
  const taken = await listPeriodTaken(ctx, plan.code);
  if (taken.length > 0) throw new Invalid(taken);
  if (!(await listGuidelines(ctx.tx)).some((one) => one.code === plan.guidelineCode))
    throw new Invalid([{ field: 'guidelineCode', code: 'plan.guideline.unknown' }]);
  const id = newId();
  await insertPlan(ctx.tx, id, plan);
  await writeAudit(ctx, 'plan.create', 'plan', id, { code: plan.code, guideline: plan.guidelineCode });
  return getPlan(ctx, plan.code);
}

/** What is wrong with the years of a new plan where another, be it a draft, has them. */
export async function listPeriodTaken(ctx: Ctx, code: string): Promise<FieldError[]> {
  const isTaken = yearsOfPeriod(code) !== undefined && (await findPlan(ctx.tx, code, true));
  return isTaken ? [{ field: 'code', code: 'plan.draft.period-taken', values: { code } }] : [];
}

/** What is wrong with a code that one of the plan's needs or objectives has. */
export function takenCode(known: Iterable<string>, code: unknown): FieldError[] {
  if (typeof code !== 'string') return [];
  const isTaken = new Set(known).has(code.trim());
  return isTaken ? [{ field: 'code', code: 'plan.code.taken', values: { code: code.trim() } }] : [];
}

/** Title and summary, which the public reads first. */
export async function rewritePlan(
  ctx: Ctx,
  plan: Plan,
  values: { title: string; summary: string | null },
  version: number,
): Promise<void> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const { title, summary } = values;
  if (!(await updatePlan(ctx.tx, plan.id, version, { title, summary }))) throw new Conflict();
  await writeAudit(ctx, 'plan.update', 'plan', plan.id, { code: plan.code });
}

/**
 * Records an act of a plan that was adopted before it was in Trama. Only forward, never before the act that came before,
 * never in the future. A plan that is written here takes its steps, which are checked.
 */
export async function recordPlanAct(ctx: Ctx, plan: Plan, act: NewPlanAct): Promise<void> {
  requireRole(ctx, keepers);
  if (!plan.isTranscribed || plan.frozenVersion !== null) throw new Refused('plan.act.not-transcribed');
  if (!nextStates(plan.state).includes(act.state)) {
    throw new Refused('plan.act.backwards', {}, 422);
  }
  if (plan.stateSince !== null && act.takenOn < plan.stateSince)
    throw new Invalid([{ field: 'takenOn', code: 'plan.act.too-early' }]);
  if (act.takenOn > civilDay(ctx.now)) throw new Invalid([{ field: 'takenOn', code: 'plan.act.in-future' }]);
  const id = await insertPlanAct(ctx.tx, plan.id, act);
  await writeAudit(ctx, 'plan.act', 'plan', plan.id, { code: plan.code, state: act.state, act: id });
}

/** Places by code, of the ambito and of those that it is compared with. */
export async function readPlaces(ctx: Ctx): Promise<Map<string, Place>> {
  return new Map((await listPlaces(ctx.tx)).map((place) => [place.code, place]));
}

/** @throws Invalid at the field when the ambito has no such place */
export function getPlace(places: ReadonlyMap<string, Place>, code: string, field = 'place'): Place {
  const place = places.get(code);
  if (!place) throw new Invalid([{ field, code: 'plan.place.unknown', values: { code } }]);
  return place;
}

/** A place where the plan acts: evidence may be read in the province or the country, needs and objectives may not. */
export function getOwnPlace(places: ReadonlyMap<string, Place>, code: string): Place {
  const place = getPlace(places, code);
  if (!isOwnPlace(place))
    throw new Invalid([{ field: 'place', code: 'plan.place.unknown', values: { code } }]);
  return place;
}
