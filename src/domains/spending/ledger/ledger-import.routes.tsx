import { z } from 'zod';
import { Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import { longText, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { planCode } from '../spending.routes.js';
import { EDITORS } from '../spending.rules.js';
import { byCodeOrName, nameKey } from '../table/known-names.js';
import { type NamedRow, readCents, readDay, readYear, type TableColumn } from '../table/named-table.js';
import { RowReader } from '../table/row-reader.js';
import type { ExaminedRow } from '../table/table-import.page.js';
import { tableImport } from '../table/table-import.routes.js';
import {
  boundsByFund,
  getPlan,
  importCommitments,
  importPayments,
  invalid,
  listOwnLines,
  undoImport,
} from './entry.actions.js';
import { refuseCommitment, refusePayment } from './entry.rules.js';
import {
  listCommitments,
  listLedgerImports,
  listPayees,
  listPlanPayments,
  lockPlanLines,
} from './entry.sql.js';
import type { CommitmentFields, LedgerImport, PaymentFields } from './entry.types.js';
import { ImportList, UndoImportPage } from './entry-forms.page.js';
import { ledgerText } from './ledger.messages.js';

const params = z.object({ plan: planCode });
const LEDGER = '/risorse/:plan/impegni';

const COMMITMENT_COLUMNS: readonly TableColumn[] = [
  { key: 'objective', heading: 'Obiettivo', aliases: ['Codice obiettivo'], required: true },
  { key: 'fund', heading: 'Fonte', aliases: ['Fondo', 'Capitolo'], required: true },
  { key: 'year', heading: 'Anno', aliases: ['Esercizio', 'Competenza'] },
  { key: 'line', heading: 'Per che cosa', aliases: ['Riga'] },
  { key: 'actNumber', heading: 'Impegno', aliases: ['Numero impegno', 'Atto', 'Determina'], required: true },
  { key: 'on', heading: 'Data', aliases: ['Data impegno'], required: true },
  { key: 'amount', heading: 'Importo', aliases: ['Euro', 'Impegnato', 'Somma'], required: true },
  { key: 'payee', heading: 'Beneficiario', aliases: ['Creditore', 'Ente'] },
  { key: 'purpose', heading: 'Oggetto', aliases: ['Causale'] },
  { key: 'reason', heading: 'Motivo oltre la riga' },
];

const PAYMENT_COLUMNS: readonly TableColumn[] = [
  { key: 'commitment', heading: 'Impegno', aliases: ['Numero impegno'], required: true },
  { key: 'actNumber', heading: 'Mandato', aliases: ['Numero mandato', 'Liquidazione'], required: true },
  { key: 'on', heading: 'Data', aliases: ['Data mandato', 'Data pagamento'], required: true },
  { key: 'amount', heading: 'Importo', aliases: ['Euro', 'Pagato', 'Liquidato', 'Somma'], required: true },
  { key: 'note', heading: 'Nota', aliases: ['Causale'] },
];

/** Commitments and payments from tables, and undoing them. */
export function registerLedgerImports(server: Server): void {
  tableImport(server, {
    path: `${LEDGER}/importa`,
    params,
    audience: EDITORS,
    columns: COMMITMENT_COLUMNS,
    words: (ctx, { plan }) => wordsOf(ctx, plan, 'spending.ledger.import-commitments'),
    examine: async (ctx, { plan }, rows) => (await examineCommitments(ctx, plan, rows)).map(({ row }) => row),
    load: async (ctx, { plan }, rows, fileName) => {
      const found = await getPlan(ctx, plan);
      await lockPlanLines(ctx.tx, found.id);
      const read = await examineCommitments(ctx, plan, rows);
      refuseChanged(read);
      await importCommitments(
        ctx,
        found,
        fileName,
        read.flatMap(({ entry }) => entry ?? []),
      );
      return `/risorse/${plan}/impegni`;
    },
    below: (ctx, { plan }) => importsOf(ctx, plan, 'commitment'),
  });
  tableImport(server, {
    path: `${LEDGER}/importa-pagamenti`,
    params,
    audience: EDITORS,
    columns: PAYMENT_COLUMNS,
    words: (ctx, { plan }) => wordsOf(ctx, plan, 'spending.ledger.import-payments'),
    examine: async (ctx, { plan }, rows) => (await examinePayments(ctx, plan, rows)).map(({ row }) => row),
    load: async (ctx, { plan }, rows, fileName) => {
      const found = await getPlan(ctx, plan);
      await lockPlanLines(ctx.tx, found.id);
      const read = await examinePayments(ctx, plan, rows);
      refuseChanged(read);
      await importPayments(
        ctx,
        found,
        fileName,
        read.flatMap(({ entry }) => entry ?? []),
      );
      return `/risorse/${plan}/impegni`;
    },
    below: (ctx, { plan }) => importsOf(ctx, plan, 'payment'),
  });
  undoing(server, 'importa', 'commitment');
  undoing(server, 'importa-pagamenti', 'payment');
}

const wordsOf = (
  ctx: PageCtx,
  plan: string,
  title: 'spending.ledger.import-commitments' | 'spending.ledger.import-payments',
) => {
  const t = ledgerText(ctx.lang);
  return {
    title: t(title),
    crumbs: [
      { label: t('spending.ledger.title'), href: at(ctx, `/risorse/${plan}/impegni`) },
      { label: t(title) },
    ],
  };
};

async function importsOf(ctx: PageCtx, plan: string, kind: LedgerImport['kind']) {
  return <ImportList ctx={ctx} plan={plan} imports={await listLedgerImports(ctx.tx, kind)} />;
}

const lineKey = (objective: string, year: number | null) => `${objective}\u001f${year ?? ''}`;
const entryKey = (of: string, number: string, on: string, cents: number) =>
  [of, number, on, cents].join('\u001f');

interface Examined<E> {
  row: ExaminedRow;
  /** What is to be written; null for what is refused or there already. */
  entry: E | null;
}

/** Somebody committed or paid between the look and the lock: the table is looked at again. */
function refuseChanged(read: readonly Examined<unknown>[]): void {
  if (read.some(({ row }) => row.state === 'refused')) throw new Refused('spending.table.changed-meanwhile');
}

async function examineCommitments(
  ctx: PageCtx,
  planOf: string,
  rows: readonly NamedRow[],
): Promise<Examined<{ budgetLineId: string; fields: CommitmentFields }>[]> {
  const plan = await getPlan(ctx, planOf);
  const t = ledgerText(ctx.lang);
  const lines = await listOwnLines(ctx, plan);
  const linesAt = Map.groupBy(lines, (line) => lineKey(line.objectiveCode, line.year));
  const keysOf = new Map(
    lines.map((line) => [line, { fund: nameKey(line.fundName), about: nameKey(line.description) }]),
  );
  const bounds = await boundsByFund(ctx, plan);
  const findPayee = byCodeOrName(
    await listPayees(ctx.tx),
    (one) => one.code,
    (one) => one.name,
  );
  const present = new Set(
    (await listCommitments(ctx.tx, plan.id)).map((one) =>
      entryKey(one.budgetLineId, one.actNumber, one.committedOn, one.netCents),
    ),
  );
  // What earlier rows of the table commit counts for the later ones.
  const taken = new Map<string, number>();
  return rows.map((row) => {
    const read = new RowReader(ctx.lang, row, COMMITMENT_COLUMNS);
    const objective = read.needed('objective', 60);
    const fund = read.needed('fund', 200);
    const year = read.read('year', readYear, 'spending.table.bad-year');
    const about = read.text('line', 1_000);
    const payee = read.text('payee', 200);
    const known = payee === null ? undefined : findPayee(payee);
    const fields: CommitmentFields = {
      actNumber: read.needed('actNumber', 100),
      committedOn: read.neededValue('on', readDay, 'spending.table.bad-day', ''),
      committedCents: read.neededValue('amount', readCents, 'spending.table.bad-amount', 0),
      organisation: known?.code ?? null,
      payee: known ? null : payee,
      purpose: read.text('purpose', 1_000),
      overLineReason: read.text('reason', 1_000),
    };
    const refused = (words: string) => ({ row: { ...row, state: 'refused' as const, words }, entry: null });
    if (read.words) return refused(read.words);
    const keys = { fund: nameKey(fund), about: about === null ? null : nameKey(about) };
    const found = (linesAt.get(lineKey(objective, year)) ?? []).filter(
      (line) =>
        (line.fund === fund || keysOf.get(line)?.fund === keys.fund) &&
        (keys.about === null || keysOf.get(line)?.about === keys.about),
    );
    const [line] = found;
    if (!line) return refused(t('spending.ledger.no-line', { objective, fund, year: String(year ?? '—') }));
    if (found.length > 1) return refused(t('spending.ledger.many-lines', { count: found.length }));
    const { actNumber, committedOn, committedCents } = fields;
    if (present.has(entryKey(line.budgetLineId, actNumber, committedOn, committedCents)))
      return { row: { ...row, state: 'equal' as const }, entry: null };
    const limits = bounds.get(line.fund);
    const already = taken.get(line.budgetLineId) ?? 0;
    const refusal =
      limits && refuseCommitment({ ...line, committedCents: line.committedCents + already }, fields, limits);
    if (refusal) return refused(inWords(ctx, refusal));
    taken.set(line.budgetLineId, already + fields.committedCents);
    return { row: { ...row, state: 'fresh' as const }, entry: { budgetLineId: line.budgetLineId, fields } };
  });
}

async function examinePayments(
  ctx: PageCtx,
  planOf: string,
  rows: readonly NamedRow[],
): Promise<Examined<{ commitmentId: string; fields: PaymentFields }>[]> {
  const plan = await getPlan(ctx, planOf);
  const t = ledgerText(ctx.lang);
  const own = new Set((await listOwnLines(ctx, plan)).map((line) => line.budgetLineId));
  const commitments = Map.groupBy(
    (await listCommitments(ctx.tx, plan.id)).filter((one) => own.has(one.budgetLineId) && one.netCents > 0),
    (one) => one.actNumber,
  );
  const bounds = await boundsByFund(ctx, plan);
  const present = new Set(
    (await listPlanPayments(ctx.tx, plan.id)).map((one) =>
      entryKey(one.commitmentId, one.actNumber, one.paidOn, one.paidCents),
    ),
  );
  const taken = new Map<string, number>();
  return rows.map((row) => {
    const read = new RowReader(ctx.lang, row, PAYMENT_COLUMNS);
    const number = read.needed('commitment', 100);
    const fields: PaymentFields = {
      actNumber: read.needed('actNumber', 100),
      paidOn: read.neededValue('on', readDay, 'spending.table.bad-day', ''),
      paidCents: read.neededValue('amount', readCents, 'spending.table.bad-amount', 0),
      note: read.text('note', 1_000),
    };
    const refused = (words: string) => ({ row: { ...row, state: 'refused' as const, words }, entry: null });
    if (read.words) return refused(read.words);
    const found = commitments.get(number) ?? [];
    const [commitment] = found;
    if (!commitment) return refused(t('spending.ledger.no-commitment', { number }));
    if (found.length > 1)
      return refused(t('spending.ledger.many-commitments', { number, count: found.length }));
    if (present.has(entryKey(commitment.id, fields.actNumber, fields.paidOn, fields.paidCents)))
      return { row: { ...row, state: 'equal' as const }, entry: null };
    const limits = bounds.get(commitment.fund);
    const already = taken.get(commitment.id) ?? 0;
    const refusal =
      limits && refusePayment({ ...commitment, paidCents: commitment.paidCents + already }, fields, limits);
    if (refusal) return refused(inWords(ctx, refusal));
    taken.set(commitment.id, already + fields.paidCents);
    return { row: { ...row, state: 'fresh' as const }, entry: { commitmentId: commitment.id, fields } };
  });
}

function inWords(ctx: PageCtx, refusal: Parameters<typeof invalid>[1]): string {
  return invalid(ctx, refusal)
    .errors.map((error) => fieldMessage(error, ctx.lang))
    .join(' ');
}

function undoing(server: Server, base: string, kind: LedgerImport['kind']): void {
  const path = `${LEDGER}/${base}/:import/annulla`;
  const schema = z.object({ reason: longText(500, 3) });
  const common = {
    face: 'office' as const,
    audience: ['director'] as const,
    path,
    params: z.object({ plan: planCode, import: z.uuid() }),
  };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, input) =>
      page(
        <UndoImportPage
          ctx={ctx}
          plan={input.params.plan}
          base={base}
          id={input.params.import}
          form={{ values: {}, errors: [] }}
        />,
      ),
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, input) =>
      submit(ctx, {
        schema,
        body: input.body,
        act: async ({ reason }) => {
          await undoImport(ctx, kind, input.params.import, reason);
          return seeOther(at(ctx, `/risorse/${input.params.plan}/impegni/${base}`), 'spending.ledger.undone');
        },
        again: (form) => (
          <UndoImportPage
            ctx={ctx}
            plan={input.params.plan}
            base={base}
            id={input.params.import}
            form={form}
          />
        ),
      }),
  });
}
