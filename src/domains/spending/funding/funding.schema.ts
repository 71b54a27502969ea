import { z } from 'zod';
import { day, euro, longText, optional, parseDecimal, text } from '#platform/http/form.js';
import { typedEuro } from '#platform/i18n/format.js';
import { year } from '../spending.schema.js';
import { type Allocation, type Assignment, BASES, type CarryOver, type Share } from './fund-year.types.js';

const act = { actNumber: text(100), actOn: day };

export const AssignmentForm = z.object({
  year,
  assignedCents: euro,
  ...act,
  note: optional(longText(2_000)),
});

export const CarryOverForm = z.object({
  year,
  carriedCents: euro.refine((cents) => cents > 0, { error: 'spending.amount-nil' }),
  ...act,
  note: optional(longText(2_000)),
});

/** Sums or quotas as typed, by code of comune; empty where nothing was typed. */
const typedShares = z.record(z.string().regex(/^\d{6}$/), z.string().max(30)).default({});

export const AllocationForm = z
  .object({
    year,
    basis: z.enum(BASES),
    totalCents: euro,
    actNumber: optional(text(100)),
    actOn: optional(day),
    note: optional(longText(2_000)),
    shares: typedShares,
  })
  .transform(({ shares, ...fields }, context) => {
    // Cents of a sum by hand, thousandths of a quota.
    const scale = fields.basis === 'hand' ? 100 : 1_000;
    const typed = new Map<string, number>();
    for (const [comune, words] of Object.entries(shares)) {
      if (fields.basis === 'population' || words.trim() === '') continue;
      const value = parseDecimal(words.replace(/€/g, ''));
      if (value === undefined || value < 0 || value > 1e10)
        context.addIssue({
          code: 'custom',
          path: ['shares', comune],
          message: value !== undefined && value < 0 ? 'platform.field.negative' : 'platform.field.number',
        });
      else typed.set(comune, Math.round(value * scale));
    }
    return { fields, typed };
  });

/** Gathers `share.019021=…` of the form under one name. */
export function gatherShares(body: Record<string, unknown>): Record<string, unknown> {
  const shares = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      name.startsWith('share.') && typeof value === 'string' ? [[name.slice(6), value]] : [],
    ),
  );
  return { ...body, shares };
}

export function assignmentValues(one: Assignment): Record<string, unknown> {
  return { ...one, assignedCents: typedEuro(one.assignedCents) };
}

export function carryOverValues(one: CarryOver): Record<string, unknown> {
  return { ...one, carriedCents: typedEuro(one.carriedCents) };
}

export function allocationValues(one: Allocation & { shares: readonly Share[] }): Record<string, unknown> {
  return {
    ...one,
    totalCents: typedEuro(one.totalCents),
    shares: Object.fromEntries(
      one.shares.map((share) => [
        share.comune,
        one.basis === 'hand'
          ? typedEuro(share.shareCents)
          : String((share.weightThousandths ?? 0) / 1_000).replace('.', ','),
      ]),
    ),
  };
}
