import { z } from 'zod';
import type { SheetField } from '#domains/plan/index.js';
import { longText, optional, text, yesNo } from '#platform/http/form.js';
import { formRows, optionalOneOf } from '#platform/http/form-rows.js';
import {
  ANSWERS,
  OUTCOME_KINDS,
  OUTCOME_STATES,
  type OutcomeSheet,
  SHEET_LEVELS,
  type SheetAnswers,
} from './evaluation.types.js';
import { gatherAnswers, percent, writeAnswers } from './sheet/sheet-answers.form.js';

const action = z.object({
  id: optional(z.uuid()),
  text: longText(2_000, 2),
  state: optionalOneOf(OUTCOME_STATES),
  kind: optionalOneOf(OUTCOME_KINDS),
  note: optional(longText(1_000)),
});

const codes = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined || value === '' ? [] : [value].flat()))
  .pipe(z.array(z.string().max(40)).max(100));

export const OutcomeSheetForm = z.object({
  title: text(400, 3),
  level: z.enum(SHEET_LEVELS),
  place: text(60),
  policyArea: optional(text(200)),
  description: optional(longText(6_000)),
  actions: z.array(action).max(100),
  achievementPercent: percent,
  achievementReason: optional(longText(2_000)),
  userSatisfaction: optional(longText(2_000)),
  committedPercent: percent,
  resourcesNote: optional(longText(2_000)),
  criticality: optional(longText(4_000)),
  answeredNeed: optionalOneOf(ANSWERS),
  answeredNeedReason: optional(longText(2_000)),
  answeredNeedExplicit: yesNo,
  inContinuity: yesNo,
  inContinuityNote: optional(longText(2_000)),
  proposedAgain: optionalOneOf(ANSWERS),
  proposedAgainReason: optional(longText(2_000)),
  continuesIn: codes,
  source: optional(text(300)),
  note: optional(longText(2_000)),
  // Read by the guideline of the sheet's plan, which the form alone does not know.
  fields: z.custom<SheetAnswers>((value) => typeof value === 'object' && value !== null).default({}),
});

/** Gathers the actions' rows of a sent form, and what only its guideline asks. */
export function prepareSheetForm(body: Record<string, unknown>): Record<string, unknown> {
  return {
    ...body,
    actions: formRows(body, 'actions', ['id', 'text', 'state', 'kind', 'note'], ['id']),
    fields: gatherAnswers(body),
  };
}

/** A stored sheet as its form shows it. */
export function sheetValues(
  sheet: OutcomeSheet,
  fields: readonly SheetField[] = [],
): Record<string, unknown> {
  return {
    ...sheet,
    ...writeAnswers(fields, sheet.fields),
    achievementPercent: written(sheet.achievementPercent),
    committedPercent: written(sheet.committedPercent),
    continuesIn: sheet.continuesIn.map((one) => one.code),
  };
}

function written(value: number | null): string {
  return value === null ? '' : String(value).replace('.', ',');
}
