import type { VNode } from 'preact';
import { z } from 'zod';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { Absent } from '#platform/errors.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { type FormState, submit } from '#platform/http/form.js';
import { asked, askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { civilDay } from '#platform/i18n/format.js';
import { foldWords } from '#platform/i18n/word-search.js';
import { at } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { findPlanRef, listObjectiveRefs } from '../plan-ref.sql.js';
import { spendingText } from '../spending.messages.js';
import { planCode } from '../spending.routes.js';
import { EDITORS } from '../spending.rules.js';
import type { PlanRef } from '../spending.types.js';
import {
  type CommitmentSearch,
  listCommitmentRows,
  readLedgerHead,
  sumCommitments,
} from './commitment-list.sql.js';
import {
  addCommitment,
  addPayment,
  getPlan,
  listOwnLines,
  openCommitment,
  openPayment,
  reverseCommitment,
  reversePayment,
} from './entry.actions.js';
import { findCommitment, listCommitments, listPayees, listPayments, listReversals } from './entry.sql.js';
import type { Commitment } from './entry.types.js';
import { CommitmentFormPage, PaymentFormPage, ReversalFormPage } from './entry-forms.page.js';
import { ledgerText } from './ledger.messages.js';
import { CommitmentPage, LedgerPage } from './ledger.page.js';
import { CommitmentForm, PaymentForm, ReversalForm } from './ledger.schema.js';
import { registerLedgerImports } from './ledger-import.routes.js';

const LEDGER = '/risorse/:plan/impegni';
const Plan = z.object({ plan: planCode });
const One = z.object({ plan: planCode, commitment: z.uuid() });
const OnePayment = One.extend({ payment: z.uuid() });

/** What was committed and paid: lists, sheets, forms. For who works here: who is paid is not published by Trama. */
export function registerLedger(server: Server): void {
  reading(server);
  files(server);
  registerLedgerImports(server);
  entryForm(server, {
    path: `${LEDGER}/nuovo`,
    params: Plan,
    schema: CommitmentForm,
    notice: 'spending.ledger.added',
    blank: (ctx) => ({
      committedOn: civilDay(ctx.now),
      line: typeof ctx.view.query.riga === 'string' ? ctx.view.query.riga : '',
    }),
    back: ({ plan }) => `/risorse/${plan}/impegni`,
    act: async (ctx, { plan }, { line, ...fields }) =>
      `/risorse/${plan}/impegni/${await addCommitment(ctx, plan, line, fields)}`,
    draw: async (ctx, { plan }, form) => (
      <CommitmentFormPage
        {...form}
        ctx={ctx}
        crumbs={crumbs(ctx, plan, null, 'spending.ledger.new')}
        lines={await listOwnLines(ctx, await getPlan(ctx, plan))}
        payees={await listPayees(ctx.tx)}
      />
    ),
  });
  entryForm(server, {
    path: `${LEDGER}/:commitment/pagamenti/nuovo`,
    params: One,
    schema: PaymentForm,
    notice: 'spending.ledger.payment-added',
    blank: (ctx) => ({ paidOn: civilDay(ctx.now) }),
    back: ({ plan, commitment }) => `/risorse/${plan}/impegni/${commitment}`,
    act: async (ctx, { plan, commitment }, fields) => {
      await addPayment(ctx, plan, commitment, fields);
      return `/risorse/${plan}/impegni/${commitment}`;
    },
    draw: async (ctx, { plan, commitment: id }, form) => {
      const { commitment } = await openCommitment(ctx, plan, id);
      return (
        <PaymentFormPage
          {...form}
          ctx={ctx}
          crumbs={crumbs(ctx, plan, commitment, 'spending.ledger.new-payment')}
          left={commitment.netCents - commitment.paidCents}
          number={commitment.actNumber}
        />
      );
    },
  });
  entryForm(server, {
    path: `${LEDGER}/:commitment/storna`,
    params: One,
    schema: ReversalForm,
    notice: 'spending.ledger.reversed',
    blank: (ctx) => ({ on: civilDay(ctx.now) }),
    back: ({ plan, commitment }) => `/risorse/${plan}/impegni/${commitment}`,
    act: async (ctx, { plan, commitment }, fields) => {
      await reverseCommitment(ctx, plan, commitment, fields);
      return `/risorse/${plan}/impegni/${commitment}`;
    },
    draw: async (ctx, { plan, commitment: id }, form) => {
      const { commitment } = await openCommitment(ctx, plan, id);
      return (
        <ReversalFormPage
          {...form}
          ctx={ctx}
          of="commitment"
          crumbs={crumbs(ctx, plan, commitment, 'spending.ledger.reverse')}
          left={commitment.netCents - commitment.paidCents}
          number={commitment.actNumber}
        />
      );
    },
  });
  entryForm(server, {
    path: `${LEDGER}/:commitment/pagamenti/:payment/storna`,
    params: OnePayment,
    schema: ReversalForm,
    notice: 'spending.ledger.reversed',
    blank: (ctx) => ({ on: civilDay(ctx.now) }),
    back: ({ plan, commitment }) => `/risorse/${plan}/impegni/${commitment}`,
    act: async (ctx, { plan, commitment, payment }, fields) => {
      await reversePayment(ctx, plan, commitment, payment, fields);
      return `/risorse/${plan}/impegni/${commitment}`;
    },
    draw: async (ctx, { plan, commitment: id, payment: paymentId }, form) => {
      const { commitment, payment } = await openPayment(ctx, plan, id, paymentId);
      return (
        <ReversalFormPage
          {...form}
          ctx={ctx}
          of="payment"
          crumbs={crumbs(ctx, plan, commitment, 'spending.ledger.reverse')}
          left={payment.netCents}
          number={commitment.actNumber}
        />
      );
    },
  });
}

function crumbs(
  ctx: PageCtx,
  plan: string,
  commitment: Commitment | null,
  here: 'spending.ledger.new' | 'spending.ledger.new-payment' | 'spending.ledger.reverse',
) {
  const t = ledgerText(ctx.lang);
  const list = at(ctx, `/risorse/${plan}/impegni`);
  return [
    { label: t('spending.ledger.title'), href: list },
    ...(commitment ? [{ label: commitment.actNumber, href: `${list}/${commitment.id}` }] : []),
    { label: t(here) },
  ];
}

/** A form that adds a row to the ledger: rows are never edited, so there is neither version nor conflict. */
function entryForm<P extends z.ZodObject, S extends z.ZodType>(
  server: Server,
  entry: {
    path: string;
    params: P;
    schema: S;
    notice: string;
    blank: (ctx: PageCtx) => Record<string, unknown>;
    back: (params: z.output<P>) => string;
    act: (ctx: PageCtx, params: z.output<P>, input: z.output<S>) => Promise<string>;
    draw: (
      ctx: PageCtx,
      params: z.output<P>,
      form: { form: FormState; action: string; cancel: string },
    ) => Promise<VNode>;
  },
): void {
  const common = { face: 'office' as const, audience: EDITORS, path: entry.path, params: entry.params };
  const draw = (ctx: PageCtx, params: z.output<P>, form: FormState) =>
    entry.draw(ctx, params, { form, action: ctx.view.path, cancel: at(ctx, entry.back(params)) });
  ambitoPage(server, {
    ...common,
    handle: async (ctx, input) =>
      page(await draw(ctx, input.params as z.output<P>, { values: entry.blank(ctx), errors: [] })),
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, input) => {
      const params = input.params as z.output<P>;
      return submit(ctx, {
        schema: entry.schema,
        body: input.body,
        act: async (fields) => seeOther(at(ctx, await entry.act(ctx, params, fields)), entry.notice),
        again: (form) => draw(ctx, params, form),
      });
    },
  });
}

const EVERYTHING: CommitmentSearch = { fund: null, objective: null, words: [] };
const Query = z.object({ q: asked, fonte: asked, obiettivo: asked, pagina: askedPage });

function reading(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  // The tab does not know which plan: that in force.
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/risorse/impegni',
    handle: async (ctx) => {
      const plan = await findPlanRef(ctx.tx, null, true);
      return seeOther(at(ctx, plan ? `/risorse/${plan.code}/impegni` : '/risorse'));
    },
  });
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: LEDGER,
    params: Plan,
    query: Query,
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const { pagina, ...filter } = query;
      const search: CommitmentSearch = {
        fund: filter.fonte || null,
        objective: filter.obiettivo || null,
        words: foldWords(filter.q ?? ''),
      };
      const memory = await memoryOf(ctx, plan.id);
      const { head, all } = await memory.recall('ledger', async () => ({
        head: await readLedgerHead(ctx.tx, plan.id),
        all: await sumCommitments(ctx.tx, plan.id, EVERYTHING),
      }));
      const isWhole = search.fund === null && search.objective === null && search.words.length === 0;
      const found = isWhole ? all : await sumCommitments(ctx.tx, plan.id, search);
      const pageCount = Math.max(1, Math.ceil(found.count / ROWS_A_PAGE));
      const shown = Math.min(pagina, pageCount);
      const paging = { limit: ROWS_A_PAGE, offset: (shown - 1) * ROWS_A_PAGE };
      return page(
        <LedgerPage
          ctx={ctx}
          plan={plan}
          head={head}
          all={all}
          found={found}
          rows={await listCommitmentRows(ctx.tx, plan.id, search, paging)}
          page={shown}
          pageCount={pageCount}
          filter={filter}
          mayAdd={may(ctx, EDITORS, [])}
        />,
      );
    },
  });
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: `${LEDGER}/:commitment`,
    params: One,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const commitment = await findCommitment(ctx.tx, plan.id, params.commitment);
      if (!commitment) throw new Absent('commitment');
      const objectives = await listObjectiveRefs(ctx.tx, plan.id);
      const within = objectives.find((one) => one.code === commitment.objectiveCode)?.within;
      return page(
        <CommitmentPage
          ctx={ctx}
          plan={plan}
          commitment={commitment}
          payments={await listPayments(ctx.tx, commitment.id)}
          reversals={await listReversals(ctx.tx, commitment.id)}
          edits={may(ctx, EDITORS, within)}
        />,
      );
    },
  });
}

function files(server: Server): void {
  const common = { face: 'office' as const, audience: 'staff' as const, params: Plan };
  ambitoPage(server, {
    ...common,
    path: `${LEDGER}/impegni.csv`,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      return csvFile(`impegni-${plan.code}.csv`, headings(ctx), await rowsOf(ctx, plan));
    },
  });
  ambitoPage(server, {
    ...common,
    path: `${LEDGER}/impegni.xlsx`,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const columns = headings(ctx).map((label, at) =>
        at >= 6 && at <= 8 ? { label, decimals: 2 } : { label },
      );
      return xlsxFile(`impegni-${plan.code}.xlsx`, [
        { name: ledgerText(ctx.lang)('spending.ledger.title'), columns, rows: await rowsOf(ctx, plan) },
      ]);
    },
  });
}

/** The first columns are those that an import reads, so that the file can be filled and brought back. */
function headings(ctx: PageCtx): string[] {
  const t = ledgerText(ctx.lang);
  const s = spendingText(ctx.lang);
  return [
    s('spending.objective'),
    s('spending.fund'),
    s('spending.year'),
    s('spending.description'),
    t('spending.ledger.commitment'),
    t('spending.ledger.on'),
    `${t('spending.ledger.committed')} (€)`,
    `${t('spending.ledger.paid')} (€)`,
    `${t('spending.ledger.left')} (€)`,
    t('spending.ledger.payee'),
    t('spending.ledger.purpose'),
  ];
}

async function rowsOf(ctx: PageCtx, plan: PlanRef): Promise<(string | number | null)[][]> {
  return (await listCommitments(ctx.tx, plan.id)).map((one) => [
    one.objectiveCode,
    one.fundName,
    one.year,
    one.description,
    one.actNumber,
    one.committedOn,
    one.netCents / 100,
    one.paidCents / 100,
    (one.netCents - one.paidCents) / 100,
    one.organisationName ?? one.payee,
    one.purpose,
  ]);
}
