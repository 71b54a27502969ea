import { z } from 'zod';
import { day, decimal, euro, longText, onceRead, optional, text } from '#platform/http/form.js';
import { tick } from '#platform/http/form-rows.js';
import { typedEuro } from '#platform/i18n/format.js';
import { type BudgetLine, CARRY_OVER_RULES, FUND_KINDS, type Fund } from './spending.types.js';

export const year = z
  .string()
  .trim()
  .regex(/^\d{4}$/, { error: 'spending.line.year' })
  .transform(Number);

/** Codes of the guideline's policy areas; which there are depends on the region. */
const policyAreas = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat().filter((code) => code !== ''))
  .pipe(z.array(z.string().regex(/^[\p{L}\p{N}._-]{1,20}$/u)).max(60));

export const FundForm = z
  .object({
    name: text(200, 2),
    kind: z.enum(FUND_KINDS),
    eligibleUses: optional(longText(2_000)),
    policyAreas,
    firstYear: optional(year),
    lastYear: optional(year),
    spendBy: optional(day),
    carryOver: z.enum(CARRY_OVER_RULES).default('unsaid'),
    carryOverUntil: optional(day),
    /** Typed in per cent of the whole. */
    coFunding: optional(
      decimal.pipe(
        z
          .number()
          .min(0, { error: 'spending.fund.co-funding-range' })
          .max(100, { error: 'spending.fund.co-funding-range' }),
      ),
    ),
    note: optional(longText(2_000)),
  })
  .refine(({ firstYear, lastYear }) => firstYear === null || lastYear === null || firstYear <= lastYear, {
    path: ['lastYear'],
    error: 'spending.fund.years-crossed',
    when: onceRead('firstYear', 'lastYear'),
  })
  .transform(({ coFunding, ...fields }) => ({
    ...fields,
    coFundingHundredths: coFunding === null ? null : Math.round(coFunding * 100),
  }));

/** A stored fund as its form shows it. */
export function fundValues(fund: Fund): Record<string, unknown> {
  const { coFundingHundredths: share } = fund;
  return { ...fund, coFunding: share === null ? '' : String(share / 100).replace('.', ',') };
}

export const LineForm = z.object({
  fund: text(60),
  year: optional(year),
  description: optional(longText(1_000)),
  allocatedCents: optional(euro),
  stated: tick,
  service: optional(text(60)),
  comune: optional(text(6)),
  note: optional(longText(2_000)),
});

/** A stored line as its form shows it: the sum in euro, as people write it. */
export function lineValues(line: BudgetLine): Record<string, unknown> {
  return {
    ...line,
    year: line.year ?? '',
    allocatedCents: line.allocatedCents === null ? '' : typedEuro(line.allocatedCents),
    stated: line.stated ? 'yes' : '',
  };
}
