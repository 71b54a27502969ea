import { listPlaceRefs } from '#domains/governance/index.js';
import { lightWords } from '#domains/plan/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Refused } from '#platform/errors.js';
import { type Ctx, may, requireRole } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from '../evaluation.rules.js';
import type { OutcomeSheetEdit, SheetLevel } from '../evaluation.types.js';
import { getPlanRef, readPlanGuideline } from '../outcome.actions.js';
import { insertOutcomeSheets } from '../outcome.sql.js';
import { listSaid } from '../questionnaire/questionnaire.sql.js';
import { carriedAnswers } from '../sheet/sheet-field.rules.js';
import { listPolicyAreas, type PolicyArea } from '../state/state.sql.js';
import { closingText } from './closing.messages.js';
import { readClosing } from './closing.reading.js';
import { canClose, outcomeOf } from './closing.rules.js';
import { findPlanState } from './closing.sql.js';
import type { ClosingLine } from './closing.types.js';

/**
 * Opens the closing sheet of every objective of a plan that has none and lies where the account may write, prefilled from
 * its actions, indicators and money. Doing it again opens only what is missing.
 * @returns codes of the sheets opened
 * @throws Refused before the plan is adopted, and when there is nothing left to open
 */
export async function openClosingSheets(ctx: Ctx, planCode: string): Promise<string[]> {
  requireRole(ctx, EDITORS, []);
  const plan = await getPlanRef(ctx, planCode, true);
  if (!canClose(await findPlanState(ctx.tx, plan.id))) throw new Refused('evaluation.closing.too-early');
  const lines = await readClosing(ctx, plan);
  const missing = lines.filter((line) => line.sheet === null && may(ctx, EDITORS, line.within));
  if (missing.length === 0) throw new Refused('evaluation.closing.nothing-left');
  const areas = await listPolicyAreas(ctx.tx, plan.id);
  const places = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.code, place.id]));
  const satisfaction = Map.groupBy(await listSaid(ctx.tx, plan.id), (one) => one.objectiveId);
  const guideline = await readPlanGuideline(ctx, plan);
  const order = new Map(lines.map((line, index) => [line.objectiveId, index]));
  const sheets = missing.map((line) => {
    const said = satisfaction.get(line.objectiveId)?.map(({ words }) => words) ?? [];
    const fields = {
      ...prefill(line, areas, said.length === 0 ? null : said.join(' ')),
      fields: carriedAnswers(guideline, line.fields),
    };
    return {
      id: newId(),
      code: `C-${line.tally.code}`,
      position: order.get(line.objectiveId) ?? 0,
      fields,
      placeId: places.get(line.tally.place) ?? '',
      actions: fields.actions,
      continuesIn: [],
      closes: { objectiveId: line.objectiveId, computed: line.computed },
    };
  });
  await insertOutcomeSheets(ctx.tx, plan.id, sheets);
  await writeAudit(ctx, 'outcomeSheet.create-many', 'plan', plan.id, {
    code: plan.code,
    count: sheets.length,
  });
  return sheets.map((sheet) => sheet.code);
}

/** What can be said of an objective without anybody's judgement; judgements stay empty. */
function prefill(
  { tally, computed, ...line }: ClosingLine,
  areas: readonly PolicyArea[],
  satisfaction: string | null,
): OutcomeSheetEdit {
  const t = closingText('it');
  const names = tally.policyAreas.map((code) => areas.find((area) => area.code === code)?.name.it ?? code);
  const level: SheetLevel = line.level === 'subAmbito' ? 'subAmbito' : 'ambito';
  const { allocated, committed, paid, lines } = tally;
  return {
    title: tally.title,
    level,
    place: tally.place,
    policyArea: names.length === 0 ? null : names.join('; ').slice(0, 200),
    description: line.description === null ? null : lightWords(line.description),
    achievementPercent: computed,
    userSatisfaction: satisfaction?.slice(0, 2_000) ?? null,
    committedPercent:
      allocated === null || allocated === 0 ? null : Math.min(100, Math.round((committed / allocated) * 100)),
    resourcesNote:
      lines === 0
        ? null
        : t('evaluation.closing.money', {
            allocated: allocated === null ? '–' : formatEuroCents(allocated),
            committed: formatEuroCents(committed),
            paid: formatEuroCents(paid),
          }),
    criticality: null,
    answeredNeed: null,
    answeredNeedReason: null,
    answeredNeedExplicit: null,
    inContinuity: line.continuity,
    inContinuityNote: line.continuityNote === null ? null : lightWords(line.continuityNote).slice(0, 2_000),
    proposedAgain: null,
    proposedAgainReason: null,
    source: null,
    note: null,
    actions: line.actions.map((action) => ({
      id: null,
      text: action.text,
      state: outcomeOf(action.state),
      kind: null,
      note: action.note,
    })),
    continuesIn: [],
  };
}
