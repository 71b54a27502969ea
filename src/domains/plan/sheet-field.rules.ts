import type { Guideline, SheetField } from './guideline.types.js';
import type { KeyPoint, Objective, ObjectiveFields } from './objective.types.js';

/** Fields of a guideline's sheet that every guideline asks have a column; the others live in `fields`. */
const columns = {
  title: 'title',
  level: 'level',
  policyAreas: 'policyAreas',
  description: 'description',
  targetGroups: 'target',
  budgetNote: 'budgetNote',
  personnel: 'personnel',
  crossCutting: 'crossCutting',
  crossCuttingAreas: 'crossCuttingAreas',
  keyPoints: 'keyPoints',
  sociosanitaryIntegration: 'socioSanitaryIntegration',
  continuity: 'continuity',
  coDesignPartners: 'coDesign',
  needsStated: 'statedNeeds',
} as const satisfies Record<string, keyof ObjectiveFields>;

/** Kept elsewhere than on the objective's row: indicators, actions and budget lines have forms of their own. */
export function isAnsweredElsewhere(field: SheetField): boolean {
  return field.kind === 'indicators' || field.kind === 'actions' || field.key === 'budgetEuro';
}

/** Answer to a field of the sheet. */
export function answerOf(objective: ObjectiveFields | Objective, field: SheetField): unknown {
  const column = columns[field.key as keyof typeof columns];
  return column === undefined ? (objective.fields[field.key] ?? null) : objective[column];
}

/** The same fields with another answer to one of them. */
export function withAnswer(fields: ObjectiveFields, field: SheetField, answer: unknown): ObjectiveFields {
  const column = columns[field.key as keyof typeof columns];
  if (column !== undefined) return { ...fields, [column]: answer } as ObjectiveFields;
  return { ...fields, fields: { ...fields.fields, [field.key]: answer as never } };
}

export function isUnanswered(answer: unknown): boolean {
  return (
    answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
  );
}

/** Is the field asked, given the answer to the one that it depends on? */
export function isAsked(
  guideline: Guideline,
  objective: Objective | ObjectiveFields,
  field: SheetField,
): boolean {
  const { shownWhen } = field;
  if (!shownWhen) return true;
  const other = guideline.objectiveSheet.fields.find((one) => one.key === shownWhen.field);
  return other !== undefined && answerOf(objective, other) === shownWhen.is;
}

/** Fields that the guideline requires and nobody has answered yet. */
export function missingFields(guideline: Guideline, objective: Objective): SheetField[] {
  return guideline.objectiveSheet.fields.filter((field) => {
    if (!field.required || !isAsked(guideline, objective, field)) return false;
    if (field.kind === 'indicators')
      return !objective.indicators.some((one) => one.kind === field.indicatorKind);
    if (field.kind === 'actions') return objective.actions.length === 0;
    return !isAnsweredElsewhere(field) && isUnanswered(answerOf(objective, field));
  });
}

/** A section to edit by itself: a field with those that depend on it. */
export function sectionOf(guideline: Guideline, key: string): SheetField[] {
  return guideline.objectiveSheet.fields.filter(
    (field) => (field.key === key || field.shownWhen?.field === key) && !isAnsweredElsewhere(field),
  );
}

/** Value of a key point's box: its code, or its own words where the guideline has no such point. */
export function keyPointValue(point: KeyPoint): string {
  return point.point ?? `${point.area}|${point.pointAsStated ?? ''}`;
}

/** Key points from ticked boxes; those that were ticked before keep the words of the sheet. */
export function toKeyPoints(
  guideline: Guideline,
  present: readonly KeyPoint[],
  values: readonly string[],
): KeyPoint[] {
  return values.map((value) => {
    const known = present.find((point) => keyPointValue(point) === value);
    const area = guideline.policyAreas.find((one) => one.keyPoints.some((point) => point.code === value));
    return known ?? { area: area?.code ?? '', point: value, areaAsStated: null, pointAsStated: null };
  });
}

/** The part of an objective that its form edits. */
export function fieldsOf(objective: Objective): ObjectiveFields {
  return {
    level: objective.level,
    rank: objective.rank,
    place: objective.placeCode,
    parent: objective.parent?.code ?? null,
    title: objective.title,
    description: objective.description,
    target: objective.target,
    policyAreas: objective.policyAreas,
    keyPoints: objective.keyPoints,
    statedNeeds: objective.statedNeeds,
    personnel: objective.personnel,
    crossCutting: objective.crossCutting,
    crossCuttingAreas: objective.crossCuttingAreas,
    socioSanitaryIntegration: objective.socioSanitaryIntegration,
    integrationNote: objective.integrationNote,
    continuity: objective.continuity,
    continuityNote: objective.continuityNote,
    coDesign: objective.coDesign,
    budgetNote: objective.budgetNote,
    fields: objective.fields,
    source: objective.source,
    note: objective.note,
  };
}
