import type { VNode } from 'preact';
import { z } from 'zod';
import { savepoint } from '#platform/db/database.js';
import { Conflict, type FieldError, Invalid, Refused } from '#platform/errors.js';
import type { Ctx, SiteCtx } from './context.js';
import { type Outcome, page } from './outcome.js';

/** What a form shows: what was typed, or what is stored, and what is wrong with it. */
export interface FormState {
  values: Record<string, unknown>;
  errors: FieldError[];
  /** Somebody else saved meanwhile: their values, to be shown beside. */
  theirs?: Record<string, unknown> | undefined;
}

export interface Submission<S extends z.ZodType> {
  schema: S;
  body: Record<string, unknown>;
  /** The use case. What it throws undoes only what it did, and the form is shown again. */
  act: (input: z.output<S>) => Promise<Outcome>;
  /** Draws the form again with what was typed. */
  again: (form: FormState) => VNode | Promise<VNode>;
  /** What only the database knows to be wrong: asked where the schema refuses, so that all is told at once. */
  alsoWrong?: () => Promise<FieldError[]>;
  /** Present values of the record, for a form that met another editor. */
  theirs?: () => Promise<Record<string, unknown>>;
}

/** The one way in which forms are answered: check, act, redirect; or the same page with messages and nothing lost. */
export async function submit<S extends z.ZodType>(
  ctx: SiteCtx | Ctx,
  submission: Submission<S>,
): Promise<Outcome> {
  const { schema, body, act, again } = submission;
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error, body);
    const more = (await submission.alsoWrong?.()) ?? [];
    const told = new Set(errors.map((error) => error.field));
    errors.push(...more.filter((error) => !told.has(error.field)));
    return page(await again({ values: body, errors }), 422);
  }
  try {
    return await savepoint(ctx.client, () => act(parsed.data));
  } catch (error) {
    if (error instanceof Invalid) return page(await again({ values: body, errors: error.errors }), 422);
    if (error instanceof Refused && error.status !== 403) {
      const errors = [{ field: '', code: error.code, values: error.values }];
      const theirs = error instanceof Conflict ? await submission.theirs?.() : undefined;
      // The next save is meant against what is stored now: the editor has seen both.
      const values = theirs ? { ...body, version: theirs.version } : body;
      return page(await again({ values, errors, theirs }), error.status);
    }
    throw error;
  }
}

/**
 * A zod issue's message is a message key where the schema gives one; otherwise what kind of thing is wrong.
 * @param sent what was typed: where that is nothing, no rule of length or form is worth telling
 */
export function fieldErrors(error: z.ZodError, sent: Record<string, unknown> = {}): FieldError[] {
  const seen = new Set<string>();
  const found: FieldError[] = [];
  for (const issue of error.issues) {
    const field = issue.path.join('.');
    if (seen.has(field)) continue;
    seen.add(field);
    const typed = issue.path.length === 1 ? sent[field] : undefined;
    const isBlank = typeof typed === 'string' && typed.trim() === '';
    const wrong = fieldError(field, issue);
    found.push(
      isBlank && wrong.code.startsWith('platform.') ? { field, code: 'platform.field.required' } : wrong,
    );
  }
  return found;
}

function fieldError(field: string, issue: z.core.$ZodIssue): FieldError {
  if (/^[a-z]+\.[a-z0-9.-]+$/.test(issue.message)) return { field, code: issue.message };
  switch (issue.code) {
    case 'too_small':
      return Number(issue.minimum) <= 1 && issue.origin !== 'number'
        ? { field, code: 'platform.field.required' }
        : {
            field,
            code: issue.origin === 'number' ? 'platform.field.too-small' : 'platform.field.too-short',
            values: { limit: Number(issue.minimum) },
          };
    case 'too_big':
      return {
        field,
        code: issue.origin === 'number' ? 'platform.field.too-big' : 'platform.field.too-long',
        values: { limit: Number(issue.maximum) },
      };
    case 'invalid_type':
      return { field, code: 'platform.field.required' };
    default:
      return { field, code: 'platform.bad-parameter' };
  }
}

/**
 * For a rule about several fields: it is asked as soon as those can be read, whatever is wrong elsewhere in the form, so that
 * nobody mends one error to be told of the next.
 */
export function onceRead(...fields: readonly string[]) {
  return ({ issues }: z.core.ParsePayload) =>
    !issues.some((issue) => fields.includes(String(issue.path?.[0])));
}

/** Text of one line: trimmed, spaces folded, no control characters. */
export function text(max: number, min = 1) {
  return z
    .string()
    .transform((value) => clean(value).replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(min).max(max));
}

/** Text of several lines. */
export function longText(max: number, min = 1) {
  return z
    .string()
    .transform((value) => clean(value).replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(min).max(max));
}

/** The same, where nothing typed means not said. What is typed wrongly keeps the schema's own message. */
export function optional<T extends z.ZodType<unknown, string>>(schema: T) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
      schema.nullable(),
    )
    .optional()
    .transform((value) => (value ?? null) as z.output<T> | null);
}

/** A list written one item a line. */
export function lines(maxItems: number, maxLength: number) {
  return z
    .string()
    .default('')
    .transform((value) =>
      clean(value)
        .split(/\r\n?|\n/)
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string().max(maxLength)).max(maxItems));
}

/** Ticked boxes of one name: none, one or many. */
export function ticks<T extends string>(allowed: readonly T[]) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]))
    .pipe(z.array(z.enum(allowed as [T, ...T[]])).max(allowed.length));
}

/** Yes, no, or not said. */
export const yesNo = z
  .enum(['', 'yes', 'no'])
  .optional()
  .transform((value) => (value === 'yes' ? true : value === 'no' ? false : null));

/** A number as Italians write it (1.234,5) or with a decimal point. */
export const decimal = z
  .string()
  .transform((value) => parseDecimal(value))
  .pipe(z.number({ error: 'platform.field.number' }));

/** A hundred billion euro: beyond it somebody typed a wrong number. */
const MOST_CENTS = 1e13;

/** Euro as typed, in cents. */
export const euro = z
  .string()
  .transform((value) => parseCents(value.replace(/€/g, '')))
  .pipe(
    z
      .number({ error: 'platform.field.euro' })
      .int()
      .min(0, { error: 'platform.field.negative' })
      .max(MOST_CENTS, { error: 'platform.field.euro-too-big' }),
  );

/** A day, as the browser's date field sends it. */
export const day = z.iso.date({ error: 'platform.field.date' });

/** Version of the record that the form was opened on. */
export const version = z.coerce.number().int().min(1);

export function parseDecimal(value: string): number | undefined {
  const plain = value.replace(/[\s\u00a0\u202f]/g, '');
  if (/^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain))
    return Number(plain.replace(/\./g, '').replace(',', '.'));
  if (/^[-+]?\d+([.,]\d+)?$/.test(plain)) return Number(plain.replace(',', '.'));
  return undefined;
}

/**
 * Euro as typed, in cents; undefined for what is no amount. A third decimal is a slip, never rounded away in silence;
 * what a spreadsheet leaves of its own arithmetic (10,299999999999999) is none. What is too big comes back as too big.
 */
export function parseCents(value: string): number | undefined {
  const amount = parseDecimal(value);
  if (amount === undefined) return undefined;
  const bounded = Math.max(-1e12, Math.min(1e12, amount));
  const cents = Math.round(bounded * 100);
  return Math.abs(bounded * 100 - cents) < 0.01 ? cents : undefined;
}

function clean(value: string): string {
  return value.replace(/(?![\t\n\r])\p{Cc}/gu, '').normalize('NFC');
}
