import { z } from 'zod';

/**
 * Rows of a form that repeats its fields: `figures.measure`, `figures.value`… sent once for each row, in step.
 * A row in which nothing was typed is left out: that is how a row is taken away without JavaScript.
 * @param kept fields that do not count as typed, such as ids
 */
export function formRows(
  body: Record<string, unknown>,
  name: string,
  fields: readonly string[],
  kept: readonly string[] = [],
): Record<string, string>[] {
  const columns = fields.map((field) => listOf(body[`${name}.${field}`]));
  const length = Math.min(MAX_ROWS, Math.max(0, ...columns.map((column) => column.length)));
  const rows: Record<string, string>[] = [];
  for (let at = 0; at < length; at += 1) {
    const row = Object.fromEntries(fields.map((field, index) => [field, columns[index]?.[at] ?? '']));
    if (fields.some((field) => !kept.includes(field) && row[field]?.trim() !== '')) rows.push(row);
  }
  return rows;
}

/** More rows than any sheet has; the rest of a hostile form is not read. */
const MAX_ROWS = 300;

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : ''));
}

/** One of a few words, or nothing said. */
export function optionalOneOf<T extends string>(allowed: readonly [T, ...T[]]) {
  return z
    .union([z.literal('').transform(() => null), z.enum(allowed)])
    .optional()
    .transform((value) => value ?? null);
}

/** A box to tick. */
export const tick = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => value !== undefined && value !== '');

/** Code of a record, as it stands in an address. */
export const recordCode = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u);

/** Words of a search and choices of a filter, as they stand in an address. */
export const asked = z.string().trim().max(200).optional();

/** Page of a long list, as it stands in an address. */
export const askedPage = z.coerce.number().int().min(1).max(10_000).default(1);
