import { z } from 'zod';
import {
  day,
  decimal,
  euro,
  lines,
  longText,
  optional,
  text,
  ticks,
  version,
  yesNo,
} from '#platform/http/form.js';
import type { Guideline, SheetField } from './guideline.types.js';
import {
  ACTION_STATES,
  type ActionFields,
  INDICATOR_KINDS,
  type IndicatorFields,
  type Objective,
  type ObjectiveFields,
  RANKS,
} from './objective.types.js';
import {
  answerOf,
  isAnsweredElsewhere,
  keyPointValue,
  toKeyPoints,
  withAnswer,
} from './sheet-field.rules.js';

/** Where an objective stands: what no guideline asks, but every plan needs. */
const placing = {
  rank: z.enum(RANKS),
  place: z.string().min(1, { error: 'platform.field.required' }).max(64),
  parent: optional(z.string().max(40)),
  source: optional(text(200)),
  note: optional(longText(4_000)),
};

/** Section of the sheet that holds what is in `placing`. */
export const PLACING = 'collocazione';

function schemaOf(guideline: Guideline, field: SheetField): z.ZodType {
  switch (field.kind) {
    case 'text':
      return field.key === 'title' ? text(400, 3) : optional(text(1_000));
    case 'longText':
      return optional(longText(10_000));
    case 'list':
    case 'measurementTools':
      return lines(100, 1_000);
    case 'boolean':
      return yesNo;
    case 'choice':
      return z.enum(
        (field.options ?? []).map((one) => one.value),
        { error: 'platform.field.required' },
      );
    case 'percent':
      return optional(decimal);
    case 'euro':
      return optional(euro);
    case 'policyAreas':
      return ticks(guideline.policyAreas.map((area) => area.code));
    case 'keyPoints':
      return z
        .union([z.string(), z.array(z.string())])
        .optional()
        .transform((value) => (value === undefined ? [] : [value].flat()))
        .pipe(z.array(z.string().max(400)).max(200));
    default:
      return z.undefined();
  }
}

/** Notes beside two questions of the sheet. */
const notes: Record<string, 'integrationNote' | 'continuityNote'> = {
  sociosanitaryIntegration: 'integrationNote',
  continuity: 'continuityNote',
};

export function noteOf(field: SheetField): 'integrationNote' | 'continuityNote' | undefined {
  return notes[field.key];
}

/** What the form of these fields sends; the names of its inputs are the fields' keys. */
export function sheetSchema(
  guideline: Guideline,
  fields: readonly SheetField[],
  withPlacing: boolean,
): z.ZodType<Record<string, unknown> & { version: number }> {
  const shape: Record<string, z.ZodType> = {};
  for (const field of fields) {
    if (isAnsweredElsewhere(field)) continue;
    shape[field.key] = schemaOf(guideline, field);
    const note = noteOf(field);
    if (note) shape[note] = optional(longText(2_000));
  }
  return z.object({ ...shape, ...(withPlacing ? placing : {}), version });
}

/** The objective's fields with what the form sent in place of what was there. */
export function mergeSheet(
  guideline: Guideline,
  present: ObjectiveFields,
  fields: readonly SheetField[],
  input: Record<string, unknown>,
): ObjectiveFields {
  let merged = present;
  for (const field of fields) {
    if (isAnsweredElsewhere(field)) continue;
    const sent = input[field.key];
    const answer =
      field.kind === 'keyPoints' ? toKeyPoints(guideline, present.keyPoints, sent as string[]) : sent;
    merged = withAnswer(merged, field, answer);
    const note = noteOf(field);
    if (note) merged = { ...merged, [note]: input[note] };
  }
  if ('place' in input) {
    const { rank, place, parent, source, note } = input as unknown as ObjectiveFields;
    merged = { ...merged, rank, place, parent, source, note };
  }
  return merged;
}

/** What the form shows at first: the stored answers under the names of its inputs. */
export function sheetValues(objective: Objective, fields: readonly SheetField[]): Record<string, unknown> {
  const values: Record<string, unknown> = {
    version: objective.version,
    integrationNote: objective.integrationNote,
    continuityNote: objective.continuityNote,
    rank: objective.rank,
    place: objective.placeCode,
    parent: objective.parent?.code ?? '',
    source: objective.source,
    note: objective.note,
  };
  for (const field of fields) {
    const answer = answerOf(objective, field);
    values[field.key] = field.kind === 'keyPoints' ? objective.keyPoints.map(keyPointValue) : answer;
  }
  return values;
}

export const newObjectiveSchema = z.object({
  code: text(40).pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, { error: 'plan.code.form' })),
  title: text(400, 3),
  description: optional(longText(10_000)),
  level: z.enum(['ambito', 'subAmbito', 'supraZonal', 'reward'], { error: 'platform.field.required' }),
  ...placing,
});

export const emptyObjective: Omit<ObjectiveFields, 'title' | 'level' | 'place' | 'rank'> = {
  parent: null,
  description: null,
  target: [],
  policyAreas: [],
  keyPoints: [],
  statedNeeds: [],
  personnel: [],
  crossCutting: null,
  crossCuttingAreas: [],
  socioSanitaryIntegration: null,
  integrationNote: null,
  continuity: null,
  continuityNote: null,
  coDesign: [],
  budgetNote: null,
  fields: {},
  source: null,
  note: null,
};

const indicatorFields = {
  title: text(1_000, 3),
  kind: z.enum(INDICATOR_KINDS, { error: 'platform.field.required' }),
  unit: optional(text(60)),
  baseline: optional(decimal),
  target: optional(decimal),
  targetAsStated: optional(text(300)),
  frequency: optional(text(120)),
  measuredBy: optional(text(500)),
};
export const newIndicatorSchema = z.object(indicatorFields);
export const indicatorSchema = z.object({ ...indicatorFields, version });

const actionFields = {
  title: text(1_000, 3),
  owner: optional(text(200)),
  startsOn: optional(day),
  endsOn: optional(day),
  state: z.enum(ACTION_STATES),
  stateReason: optional(longText(2_000)),
};
export const newActionSchema = z.object(actionFields);
export const actionSchema = z.object({ ...actionFields, version });

/** Only the columns of an indicator, from a form that sends more. */
export function toIndicator(input: z.output<typeof newIndicatorSchema>): IndicatorFields {
  const { title, kind, unit, baseline, target, targetAsStated, frequency, measuredBy } = input;
  return { title, kind, unit, baseline, target, targetAsStated, frequency, measuredBy };
}

export function toAction(input: z.output<typeof newActionSchema>): ActionFields {
  const { title, owner, startsOn, endsOn, state, stateReason } = input;
  return { title, owner, startsOn, endsOn, state, stateReason };
}

export const withdrawSchema = z.object({ reason: longText(1_000, 5), version });
