import type { Guideline, SheetField } from '#domains/plan/index.js';
import type { OutcomeSheetEdit, OutcomeSheetFields, SheetAnswers } from '../evaluation.types.js';

type Column = Exclude<keyof OutcomeSheetFields, 'fields'>;

/** Fields that have a column of their own, and the column of the words beside them. */
const COLUMNS: Readonly<Record<string, { column: Column; reason?: Column }>> = {
  title: { column: 'title' },
  area: { column: 'policyArea' },
  description: { column: 'description' },
  achievementPercent: { column: 'achievementPercent', reason: 'achievementReason' },
  userSatisfaction: { column: 'userSatisfaction' },
  resourcesCommittedPercent: { column: 'committedPercent' },
  resourcesNote: { column: 'resourcesNote' },
  criticalities: { column: 'criticality' },
  respondedToNeed: { column: 'answeredNeed', reason: 'answeredNeedReason' },
  inContinuity: { column: 'inContinuity', reason: 'inContinuityNote' },
  proposedAgain: { column: 'proposedAgain', reason: 'proposedAgainReason' },
};

export function columnOf(field: SheetField): { column: Column; reason?: Column } | undefined {
  return COLUMNS[field.key];
}

/** Is it kept among the answers that only this guideline asks? */
export function isOwn(field: SheetField): boolean {
  return field.kind !== 'actions' && columnOf(field) === undefined;
}

/** Name of the input of a field that only this guideline asks. */
export function inputName(key: string): string {
  return `campo-${key}`;
}

/** Name under which the words beside an answer are kept. */
export function reasonKey(key: string): string {
  return `${key}Reason`;
}

export interface SheetSection {
  title: SheetField['label'] | null;
  fields: SheetField[];
}

/** Fields in the guideline's order under its headings: a heading goes on until the next. */
export function sectionsOf(guideline: Guideline): SheetSection[] {
  const sections: SheetSection[] = [];
  for (const field of guideline.outcomeSheet.fields) {
    const last = sections.at(-1);
    if (last && field.section === undefined) last.fields.push(field);
    else sections.push({ title: field.section ?? null, fields: [field] });
  }
  return sections;
}

/** The edit with what its guideline does not ask, and its form does not send, as it was before. */
export function keepUnasked(
  guideline: Guideline,
  edit: OutcomeSheetEdit,
  present: OutcomeSheetFields,
): OutcomeSheetEdit {
  const asked = new Set(guideline.outcomeSheet.fields.map((field) => field.key));
  const kept = { ...edit };
  const copy = <C extends Column>(column: C) => {
    kept[column] = present[column] as OutcomeSheetEdit[C];
  };
  for (const [key, { column, reason }] of Object.entries(COLUMNS)) {
    if (asked.has(key)) continue;
    copy(column);
    if (reason) copy(reason);
  }
  if (!asked.has('respondedToNeed')) kept.answeredNeedExplicit = present.answeredNeedExplicit;
  return kept;
}

/**
 * What the objective's own sheet answered to a field that its guideline asks of both sheets, under one key and of one kind:
 * the closing sheet begins from there.
 */
export function carriedAnswers(
  guideline: Guideline,
  answered: Readonly<Record<string, unknown>>,
): SheetAnswers {
  const kinds = new Map(guideline.objectiveSheet.fields.map((field) => [field.key, field.kind]));
  return Object.fromEntries(
    guideline.outcomeSheet.fields
      .filter((field) => isOwn(field) && kinds.get(field.key) === field.kind && answered[field.key] != null)
      .map((field) => [field.key, answered[field.key] as SheetAnswers[string]]),
  );
}
