import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { renameSubject } from '#platform/imports/import.sql.js';
import { PLAN_IMPORTS } from '../bring/bring.imports.js';
import { getGuideline, listGuidelines } from '../guideline.sql.js';
import type { Guideline } from '../guideline.types.js';
import { isDraft, keepers, yearsOfPeriod } from '../plan.rules.js';
import { findPlan } from '../plan.sql.js';
import type { Plan } from '../plan.types.js';
import { type LetterChoice, letterChoices, moveLetters } from './area-map.rules.js';
import { listLetters, updateLetters } from './area-map.sql.js';
import { countOutside, countUses, updateGuideline, updatePeriod } from './draft.sql.js';
import { compareGuidelines, type GuidelineChange } from './guideline-change.rules.js';
import { inputOf } from './letter-choice.js';

/** @throws Refused */
export function requireDraft(plan: Plan): void {
  if (!isDraft(plan)) throw new Refused('plan.draft.over', { plan: plan.code });
}

/**
 * Gives a draft other years, and with them its address; former addresses lead there (`Moved`), and what was loaded into it
 * can still be undone.
 * @throws Invalid at `code` when another plan has them, or when actions and lines of the budget would lie outside
 */
export async function changePeriod(ctx: Ctx, plan: Plan, code: string, version: number): Promise<void> {
  requireRole(ctx, keepers);
  requireDraft(plan);
  const years = yearsOfPeriod(code);
  if (!years) throw new Invalid([{ field: 'code', code: 'plan.code.invalid' }]);
  if (await findPlan(ctx.tx, code, true))
    throw new Invalid([{ field: 'code', code: 'plan.draft.period-taken', values: { code } }]);
  const { actions, action, lines } = await countOutside(ctx.tx, plan.id, years);
  if (actions + lines > 0)
    throw new Invalid([
      { field: 'code', code: 'plan.draft.outside', values: { code, actions, action: action ?? '', lines } },
    ]);
  const values = { code, startsOn: `${years.from}-01-01`, endsOn: `${years.to}-12-31` };
  if (!(await updatePeriod(ctx.tx, plan.id, version, values))) throw new Conflict();
  await renameSubject(ctx.tx, PLAN_IMPORTS, plan.code, code);
  await writeAudit(ctx, 'plan.period', 'plan', plan.id, { from: plan.code, to: code });
}

export interface GuidelineMove {
  code: string;
  sha256: string;
  changes: readonly GuidelineChange[];
  /** Areas and key points in use that are not the same thing in both. */
  choices: readonly LetterChoice[];
  before: Guideline;
  after: Guideline;
}

/** What a draft would find if it followed the present edition of this guideline. @throws Invalid at `guidelineCode` */
export async function compareWithGuideline(ctx: Ctx, plan: Plan, code: string): Promise<GuidelineMove> {
  const head = (await listGuidelines(ctx.tx)).find((one) => one.code === code);
  if (!head) throw new Invalid([{ field: 'guidelineCode', code: 'plan.guideline.unknown' }]);
  const present = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const uses = await countUses(ctx.tx, plan.id);
  const after = head.guideline;
  return {
    code,
    sha256: head.sha256,
    changes: compareGuidelines(present, after, uses),
    choices: letterChoices(present, after, await listLetters(ctx.tx, plan.id)),
    before: present,
    after,
  };
}

/**
 * Moves a draft to the edition that was looked at. What is written stays where it is: what the guideline no longer asks is
 * not shown, and comes back with it. Areas and key points that are something else there become what was chosen, each
 * objective with its history.
 * @param chosen by the inputs' names; what is proposed where nothing was chosen, empty for no place
 * @returns how many objectives have lost their only area, and wait for another
 * @throws Conflict when a newer edition came, or somebody wrote the plan meanwhile; Invalid for what is not there
 */
export async function followGuideline(
  ctx: Ctx,
  plan: Plan,
  { code, sha256 }: { code: string; sha256: string },
  version: number,
  chosen: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  requireRole(ctx, keepers);
  requireDraft(plan);
  const move = await compareWithGuideline(ctx, plan, code);
  if (move.sha256 !== sha256) throw new Conflict();
  if (!(await updateGuideline(ctx.tx, plan.id, version, { code, sha256 }))) throw new Conflict();
  const map = { area: new Map<string, string | null>(), keyPoint: new Map<string, string | null>() };
  for (const choice of move.choices) map[choice.part].set(choice.code, chosenCode(move, choice, chosen));
  const letters = await listLetters(ctx.tx, plan.id);
  const moved = letters.map((one) => ({ id: one.id, ...moveLetters(one, map, move.before, move.after) }));
  await updateLetters(
    ctx.tx,
    moved.filter((one, index) => JSON.stringify(one) !== JSON.stringify(letters[index])),
  );
  await writeAudit(ctx, 'plan.guideline', 'plan', plan.id, { code: plan.code, guideline: code });
  return moved.filter(
    ({ policyAreas }, index) => policyAreas.length === 0 && letters[index]?.policyAreas.length !== 0,
  ).length;
}

function chosenCode(
  { after }: GuidelineMove,
  choice: LetterChoice,
  chosen: Readonly<Record<string, unknown>>,
): string | null {
  const field = inputOf(choice);
  const code = chosen[field] ?? choice.proposed ?? '';
  if (code === '') return null;
  const isThere = after.policyAreas.some((area) =>
    choice.part === 'area' ? area.code === code : area.keyPoints.some((point) => point.code === code),
  );
  if (!isThere || typeof code !== 'string')
    throw new Invalid([{ field, code: 'plan.draft.letters-unknown' }]);
  return code;
}

/** Whether a draft's guideline has a newer edition than the one that it follows. */
export async function isBehindGuideline(ctx: Ctx, plan: Plan): Promise<boolean> {
  if (!isDraft(plan) || plan.guidelineSha256 === null) return false;
  const head = (await listGuidelines(ctx.tx)).find((one) => one.code === plan.guidelineCode);
  return head !== undefined && head.sha256 !== plan.guidelineSha256;
}
