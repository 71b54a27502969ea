import { z } from 'zod';
import { day, euro, longText, optional, text } from '#platform/http/form.js';
import { recordCode } from '#platform/http/form-rows.js';

export const CommitmentForm = z.object({
  line: z.uuid({ error: 'spending.entry.line-unknown' }),
  committedCents: euro,
  committedOn: day,
  actNumber: text(100),
  organisation: optional(recordCode),
  payee: optional(text(200)),
  purpose: optional(longText(1_000)),
  overLineReason: optional(longText(1_000, 3)),
});

export const PaymentForm = z.object({
  paidCents: euro,
  paidOn: day,
  actNumber: text(100),
  note: optional(longText(1_000)),
});

export const ReversalForm = z.object({
  cents: euro,
  on: day,
  actNumber: text(100),
  reason: longText(1_000, 3),
});
