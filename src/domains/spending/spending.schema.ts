import { z } from 'zod';
import { euro, longText, optional, text } from '#platform/http/form.js';
import { tick } from '#platform/http/form-rows.js';
import { type BudgetLine, FUND_KINDS } from './spending.types.js';

export const FundForm = z.object({
  name: text(200, 2),
  kind: z.enum(FUND_KINDS),
  note: optional(longText(2_000)),
});

const year = z
  .string()
  .trim()
  .regex(/^\d{4}$/, { error: 'spending.line.year' })
  .transform(Number);

export const LineForm = z.object({
  fund: text(60),
  year: optional(year),
  description: optional(longText(1_000)),
  allocatedCents: optional(euro),
  stated: tick,
  note: optional(longText(2_000)),
});

/** A stored line as its form shows it: the sum in euro, as people write it. */
export function lineValues(line: BudgetLine): Record<string, unknown> {
  return {
    ...line,
    year: line.year ?? '',
    allocatedCents:
      line.allocatedCents === null ? '' : (line.allocatedCents / 100).toFixed(2).replace('.', ','),
    stated: line.stated ? 'yes' : '',
  };
}
