import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readPlaceCodes } from '#domains/governance/index.js';
import { listObjectiveRefs } from '#domains/spending/index.js';
import type { Ctx } from '#platform/http/context.js';
import { ANSWERS, OUTCOME_KINDS, OUTCOME_STATES, SHEET_LEVELS } from './evaluation.types.js';
import { addOutcomeSheets, getPlanRef } from './outcome.actions.js';
import { loadQuestionnaireDemo } from './questionnaire/questionnaire.demo.js';

const PLAN = '2021-2023';

const text = z.string().nullable();
const facts = z.object({
  sheets: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      level: z.enum(SHEET_LEVELS),
      territory: z.string(),
      area: text,
      description: text,
      actions: z.array(
        z.object({
          text: z.string(),
          state: z.enum(OUTCOME_STATES).nullable(),
          kind: z.enum(OUTCOME_KINDS).nullable(),
          note: text,
        }),
      ),
      achievementPercent: z.number().nullable(),
      userSatisfaction: text,
      resourcesCommittedPercent: z.number().nullable(),
      resourcesNote: text,
      criticalities: text,
      respondedToNeed: z.object({
        value: z.enum(ANSWERS).nullable(),
        reason: text,
        explicitInText: z.boolean().nullable(),
      }),
      inContinuity: z.boolean().nullable(),
      inContinuityNote: text,
      proposedAgain: z.object({ value: z.enum(ANSWERS).nullable(), reason: text }),
      sourceChapter: z.string(),
      note: text,
    }),
  ),
});

const thread = z.object({
  outcomeSheetToObjective: z.array(
    z.object({ outcomeSheet: z.string(), objective: z.string(), basis: z.enum(['stated', 'theme']) }),
  ),
});

/** Loads the sheets of the closed period, with their actions and the objectives that take them up; and a questionnaire. */
export async function loadEvaluationDemo(ctx: Ctx, folder: string): Promise<void> {
  const { sheets } = facts.parse(read(folder, 'outcome-sheets.json'));
  const links = thread.parse(read(folder, 'thread.json')).outcomeSheetToObjective;
  const place = await readPlaceCodes(ctx);
  const plan = await getPlanRef(ctx, PLAN, true);
  const titles = new Map((await listObjectiveRefs(ctx.tx, plan.id)).map((one) => [one.code, one.title]));
  await addOutcomeSheets(
    ctx,
    PLAN,
    sheets.map((sheet) => {
      const continuity = links
        .filter((link) => link.outcomeSheet === sheet.code)
        .map((link) => ({
          code: link.objective,
          title: titles.get(link.objective) ?? '',
          basis: link.basis,
        }));
      return {
        ...sheet,
        place: place(sheet.territory),
        policyArea: sheet.area,
        committedPercent: sheet.resourcesCommittedPercent,
        criticality: sheet.criticalities,
        answeredNeed: sheet.respondedToNeed.value,
        answeredNeedReason: sheet.respondedToNeed.reason,
        answeredNeedExplicit: sheet.respondedToNeed.explicitInText,
        proposedAgain: sheet.proposedAgain.value,
        proposedAgainReason: sheet.proposedAgain.reason,
        source: `Piano di Zona 2021-2023, cap. ${sheet.sourceChapter}`,
        actions: sheet.actions.map((action) => ({ ...action, id: null })),
        continuesIn: continuity.map((link) => link.code),
        continuity,
      };
    }),
  );
  await loadQuestionnaireDemo(ctx, folder);
}

function read(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
}
