import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay, formatEuroCents } from '#platform/i18n/format.js';
import { listChapters } from '../chapter.actions.js';
import { listReferences } from '../chapter.rules.js';
import type { PlanComposer } from '../document.cache.js';
import { getGuideline } from '../guideline.sql.js';
import { listExplainedEnds } from '../loose/loose-end-note.actions.js';
import { listThemes } from '../need.sql.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import { keepers } from '../plan.rules.js';
import type { Plan, PlanState } from '../plan.types.js';
import { missingFields } from '../sheet-field.rules.js';
import { anchorOf } from '../writing/compose.rules.js';
import { insertCheckNote, listCheckNotes, updateCheckNote } from './act.sql.js';
import { findBudgetFaults, listUnclosedObjectives } from './check.sql.js';
import { imagesWithoutWords } from './image.rules.js';
import { CHECKS, judgeChecks } from './step.rules.js';
import type { Finding, StepCheck } from './step.types.js';

/**
 * What a step asks for, as it stands now: done, still open, or open with its reason.
 * @param step the state that would begin; an amendment is checked as an adoption
 */
export async function readChecks(
  ctx: Ctx,
  plan: Plan,
  step: PlanState,
  composer: PlanComposer,
): Promise<StepCheck[]> {
  if (!CHECKS.some((rule) => rule.steps.includes(step))) return [];
  const findings = step === 'closed' ? await findAtTheEnd(ctx, plan) : await findInText(ctx, plan, composer);
  return judgeChecks(step, findings, await listCheckNotes(ctx.tx, plan.id));
}

async function findAtTheEnd(ctx: Ctx, plan: Plan): Promise<Finding[]> {
  const isOver = plan.endsOn < civilDay(ctx.now);
  const unclosed = await listUnclosedObjectives(ctx.tx, plan.id);
  return [
    { code: 'period-over', count: isOver ? 0 : 1, values: { day: plan.endsOn }, path: '/stato' },
    {
      code: 'outcome-sheets',
      count: unclosed.length,
      values: { names: namesOf(unclosed) },
      path: '/chiusura',
    },
  ];
}

/** The first of them in words. */
function namesOf(codes: readonly string[]): string {
  return codes.slice(0, 12).join(', ') + (codes.length > 12 ? '…' : '');
}

async function findInBudget(ctx: Ctx, plan: Plan): Promise<Finding[]> {
  const { unsaid, unfunded, exceeded } = await findBudgetFaults(ctx.tx, plan.id);
  const onSheet = ([first]: readonly string[]) =>
    first === undefined ? '/obiettivi' : `/obiettivi/${encodeURIComponent(first)}#risorse`;
  const [worst] = exceeded;
  return [
    {
      code: 'budget',
      count: unsaid.lines,
      values: { names: namesOf(unsaid.codes) },
      path: onSheet(unsaid.codes),
    },
    {
      code: 'budget-funds',
      count: unfunded.lines,
      values: { names: namesOf(unfunded.codes) },
      path: onSheet(unfunded.codes),
    },
    {
      code: 'budget-sums',
      count: exceeded.length,
      values: {
        names: exceeded
          .map(
            ({ name, year, overCents }) =>
              `${name} ${year} (${formatEuroCents(overCents, { lang: ctx.lang })})`,
          )
          .join(', '),
      },
      path: '/obiettivi',
      ...(worst ? { address: `/risorse/fondi/${encodeURIComponent(worst.fund)}` } : {}),
    },
  ];
}

async function findInText(ctx: Ctx, plan: Plan, composer: PlanComposer): Promise<Finding[]> {
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const chapters = await listChapters(ctx, plan, guideline);
  const objectives = await listObjectiveSheets(ctx.tx, plan.id);
  const composed = await composer.compose(ctx, plan);
  const loose = (await listExplainedEnds(ctx, plan.id)).filter((end) => end.note === null);
  const unanswered = loose.filter((end) => end.rule === 'contribution-unanswered');
  const themes = await listThemes(ctx.tx, plan.id);
  const unwritten = chapters.filter((chapter) => !chapter.isAnnex && chapter.state.kind === 'empty');
  const lacking = chapters.filter((chapter) => chapter.state.missing.length > 0);
  const unseen = chapters.filter((chapter) => imagesWithoutWords(chapter.content) > 0);
  const twofold = chapters.filter((chapter) => chapter.state.rivals > 0);
  const dangling = new Set(composed.numbered.danglingReferences);
  const lost = chapters.filter((chapter) =>
    listReferences(chapter.content).some((name) => dangling.has(anchorOf(name))),
  );
  const undrawn = composed.chapters.filter((chapter) => chapter.parts.some((part) => part.isUndrawn));
  const incomplete = objectives.filter((one) => missingFields(guideline, one).length > 0);
  const chapterFinding = (code: string, found: readonly { number: string }[]): Finding => ({
    code,
    count: found.length,
    values: { names: namesOf(found.map((one) => one.number)) },
    path: found[0] ? `/documento/${found[0].number}` : '/documento',
  });
  return [
    {
      code: 'objectives',
      count: objectives.length > 0 ? 0 : 1,
      values: { total: objectives.length },
      path: '/obiettivi',
    },
    { code: 'needs', count: themes.length > 0 ? 0 : 1, path: '/bisogni' },
    chapterFinding('chapters', unwritten),
    chapterFinding('images', unseen),
    chapterFinding('rivals', twofold),
    chapterFinding('references', lost),
    chapterFinding('blocks-drawn', undrawn),
    chapterFinding('blocks-required', lacking),
    {
      code: 'sheet-fields',
      count: incomplete.length,
      values: { names: namesOf(incomplete.map((one) => one.code)) },
      path: incomplete[0] ? `/obiettivi/${encodeURIComponent(incomplete[0].code)}` : '/obiettivi',
    },
    {
      code: 'contributions',
      count: unanswered.length,
      values: { names: namesOf(unanswered.map((end) => end.node.code)) },
      path: '/fili-sciolti?regola=contribution-unanswered',
    },
    { code: 'loose-ends', count: loose.length - unanswered.length, path: '/fili-sciolti' },
    ...(await findInBudget(ctx, plan)),
  ];
}

/**
 * Says why something that a step asks for stays open.
 * @param version of the note that was read; null when there was none
 */
export async function explainCheck(
  ctx: Ctx,
  plan: Plan,
  code: string,
  note: string,
  version: number | null,
): Promise<void> {
  requireRole(ctx, keepers);
  const rule = CHECKS.find((one) => one.code === code);
  if (!rule?.isExplainable) throw new Refused('plan.life.check.not-explainable', {}, 422);
  const present = (await listCheckNotes(ctx.tx, plan.id)).get(code);
  const isSaved = present
    ? version !== null && (await updateCheckNote(ctx.tx, present.id, version, note))
    : await insertCheckNote(ctx.tx, plan.id, code, note);
  if (!isSaved) throw new Conflict();
  await writeAudit(ctx, 'plan.check-explain', 'plan', plan.id, { code: plan.code, check: code });
}
