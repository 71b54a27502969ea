import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Server } from '#platform/http/server.js';
import { EDITORS } from '../spending.rules.js';
import { addCommitment, addPayment, getPlan, reverseCommitment, reversePayment } from './entry.actions.js';
import { findCommitment, listCommitments, listPayments } from './entry.sql.js';

const cents = z.number().int().min(1).max(1e13);
const day = z.iso.date();
const words = (max: number) => z.string().min(1).max(max);
const plan = z.string().regex(/^\d{4}-\d{4}$/);
const One = z.object({ plan, id: z.uuid() });

const commitment = z.object({
  id: z.string(),
  budgetLineId: z.string(),
  objectiveCode: z.string(),
  fund: z.string(),
  year: z.number().int().nullable(),
  actNumber: z.string(),
  committedOn: z.string(),
  committedCents: z.number().int(),
  /** What is left after reversals. */
  netCents: z.number().int(),
  paidCents: z.number().int(),
  organisation: z.string().nullable(),
  payee: z.string().nullable(),
  purpose: z.string().nullable(),
  overLineReason: z.string().nullable(),
});
const payment = z.object({
  id: z.string(),
  actNumber: z.string(),
  paidOn: z.string(),
  paidCents: z.number().int(),
  netCents: z.number().int(),
  note: z.string().nullable(),
});
const reversal = z.object({ cents, on: day, actNumber: words(100), reason: words(1_000) });
const made = z.object({ id: z.string() });
const done = z.object({ done: z.literal(true) });

/** Commitments and payments for programs, through the same actions as the pages. Sums are cents of euro. */
export function registerLedgerApi(server: Server): void {
  const reads = { audience: 'staff', tag: 'spending' } as const;
  const writes = { method: 'POST', audience: EDITORS, tag: 'spending' } as const;
  api(server, {
    ...reads,
    path: '/plans/:plan/commitments',
    summary: 'Commitments of a plan, with what is left and paid of each',
    params: z.object({ plan }),
    response: z.object({ commitments: z.array(commitment) }),
    handle: async (ctx, { params }) => {
      const found = await getPlan(ctx, params.plan);
      return { commitments: await listCommitments(ctx.tx, found.id) };
    },
  });
  api(server, {
    ...reads,
    path: '/plans/:plan/commitments/:id',
    summary: 'One commitment with its payments',
    params: One,
    response: commitment.extend({ payments: z.array(payment) }),
    handle: async (ctx, { params }) => {
      const found = await findCommitment(ctx.tx, (await getPlan(ctx, params.plan)).id, params.id);
      if (!found) throw new Absent('commitment');
      return { ...found, payments: await listPayments(ctx.tx, found.id) };
    },
  });
  api(server, {
    ...writes,
    path: '/plans/:plan/commitments',
    summary: 'Commit money of a budget line',
    params: z.object({ plan }),
    body: z.object({
      budgetLineId: z.uuid(),
      committedCents: cents,
      committedOn: day,
      actNumber: words(100),
      organisation: words(60).nullable().default(null),
      payee: words(200).nullable().default(null),
      purpose: words(1_000).nullable().default(null),
      overLineReason: words(1_000).nullable().default(null),
    }),
    response: made,
    handle: async (ctx, { params, body: { budgetLineId, ...fields } }) => ({
      id: await addCommitment(ctx, params.plan, budgetLineId, fields),
    }),
  });
  api(server, {
    ...writes,
    path: '/plans/:plan/commitments/:id/payments',
    summary: 'Pay a commitment, or a part of it',
    params: One,
    body: z.object({
      paidCents: cents,
      paidOn: day,
      actNumber: words(100),
      note: words(1_000).nullable().default(null),
    }),
    response: made,
    handle: async (ctx, { params, body }) => ({ id: await addPayment(ctx, params.plan, params.id, body) }),
  });
  api(server, {
    ...writes,
    path: '/plans/:plan/commitments/:id/reversals',
    summary: 'Take away from a commitment what is not paid, with a reason',
    params: One,
    body: reversal,
    response: done,
    handle: async (ctx, { params, body }) => {
      await reverseCommitment(ctx, params.plan, params.id, body);
      return { done: true as const };
    },
  });
  api(server, {
    ...writes,
    path: '/plans/:plan/commitments/:id/payments/:payment/reversals',
    summary: 'Take away from a payment, with a reason',
    params: One.extend({ payment: z.uuid() }),
    body: reversal,
    response: done,
    handle: async (ctx, { params, body }) => {
      await reversePayment(ctx, params.plan, params.id, params.payment, body);
      return { done: true as const };
    },
  });
}
