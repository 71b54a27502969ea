import { z } from 'zod';
import type { Guideline, SheetField } from '#domains/plan/index.js';
import { Invalid } from '#platform/errors.js';
import { decimal, euro, fieldErrors, lines, longText, optional, text, yesNo } from '#platform/http/form.js';
import type { SheetAnswers } from '../evaluation.types.js';
import { inputName, isOwn, reasonKey } from './sheet-field.rules.js';

export const percent = optional(
  decimal.refine((value) => value >= 0 && value <= 100, { error: 'evaluation.percent' }),
);

function schemaOf(field: SheetField): z.ZodType {
  switch (field.kind) {
    case 'longText':
      return optional(longText(6_000));
    case 'list':
    case 'measurementTools':
      return lines(100, 1_000);
    case 'boolean':
      return yesNo;
    case 'choice':
      return optional(
        z.enum(
          (field.options ?? []).map((one) => one.value),
          { error: 'platform.field.required' },
        ),
      );
    case 'percent':
      return percent;
    case 'euro':
      return optional(euro);
    default:
      return optional(text(1_000));
  }
}

/**
 * Answers to the fields that only this guideline asks, as its form sends them, in the types in which they are kept (euro
 * in cents). Of what it does not ask, what was there before stays.
 * @param sent words by key
 * @throws Invalid at the inputs of the form
 */
export function readAnswers(
  guideline: Guideline,
  sent: Readonly<Record<string, unknown>>,
  present: SheetAnswers,
): SheetAnswers {
  const fields = guideline.outcomeSheet.fields.filter(isOwn);
  const shape: Record<string, z.ZodType> = {};
  for (const field of fields) {
    shape[field.key] = schemaOf(field);
    if (field.withReason) shape[reasonKey(field.key)] = optional(longText(2_000));
  }
  const result = z.object(shape).safeParse(sent);
  if (!result.success)
    throw new Invalid(
      fieldErrors(result.error).map((error) => ({ ...error, field: inputName(error.field) })),
    );
  const answers = result.data as SheetAnswers;
  const missing = fields.filter(({ required, key }) => required && isEmpty(answers[key]));
  if (missing.length > 0)
    throw new Invalid(missing.map(({ key }) => ({ field: inputName(key), code: 'platform.field.required' })));
  return { ...present, ...answers };
}

/** The form's values of those answers, by the names of their inputs. */
export function writeAnswers(fields: readonly SheetField[], answers: SheetAnswers): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields.filter(isOwn)) {
    const answer = answers[field.key];
    values[inputName(field.key)] =
      typeof answer === 'number'
        ? String(field.kind === 'euro' ? answer / 100 : answer).replace('.', ',')
        : answer;
    values[inputName(reasonKey(field.key))] = answers[reasonKey(field.key)];
  }
  return values;
}

/** What a sent body says of those fields: words by key. */
export function gatherAnswers(body: Record<string, unknown>): Record<string, unknown> {
  const start = inputName('');
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value]] : [],
    ),
  );
}

function isEmpty(answer: unknown): boolean {
  return (
    answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
  );
}
