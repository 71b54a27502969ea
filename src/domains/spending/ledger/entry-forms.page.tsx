import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { type FormFrame, RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { spendingText } from '../spending.messages.js';
import { euro } from '../spending.parts.js';
import type { LedgerImport, LineMoney } from './entry.types.js';
import { ledgerText } from './ledger.messages.js';

/** Money of a line bound for somebody. */
export function CommitmentFormPage(
  props: FormFrame & { lines: readonly LineMoney[]; payees: readonly { code: string; name: string }[] },
): VNode {
  const { ctx, form, lines } = props;
  const t = ledgerText(ctx.lang);
  const field = { ctx, form };
  const title = t('spending.ledger.new');
  if (lines.length === 0)
    return (
      <Shell ctx={ctx} door="spending" title={title} crumbs={props.crumbs}>
        <Callout tone="info">{t('spending.ledger.no-lines')}</Callout>
      </Shell>
    );
  return (
    <RecordForm page={props} door="spending" title={title}>
      <SelectField
        {...field}
        name="line"
        label={t('spending.ledger.line')}
        help={t('spending.ledger.line-help')}
        empty={t('spending.ledger.line-none')}
        choices={lines.map((line) => ({ value: line.budgetLineId, label: writeLine(ctx, line) }))}
      />
      <TextField
        {...field}
        name="committedCents"
        label={t('spending.ledger.sum-committed')}
        help={t('spending.ledger.sum-help')}
        inputMode="decimal"
        short
      />
      <TextField
        {...field}
        name="actNumber"
        label={t('spending.ledger.act')}
        help={t('spending.ledger.act-help')}
      />
      <TextField {...field} name="committedOn" label={t('spending.ledger.on')} type="date" short />
      <SelectField
        {...field}
        name="organisation"
        label={t('spending.ledger.organisation')}
        empty={t('spending.ledger.organisation-none')}
        optional
        choices={props.payees.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField
        {...field}
        name="payee"
        label={t('spending.ledger.payee-words')}
        help={t('spending.ledger.payee-help')}
        optional
      />
      <LongTextField
        {...field}
        name="purpose"
        label={t('spending.ledger.purpose')}
        help={t('spending.ledger.purpose-help')}
        rows={2}
        optional
      />
      <LongTextField
        {...field}
        name="overLineReason"
        label={t('spending.ledger.over-line-reason')}
        help={t('spending.ledger.over-line-help')}
        rows={2}
        optional
      />
    </RecordForm>
  );
}

function writeLine(ctx: PageCtx, line: LineMoney): string {
  const t = ledgerText(ctx.lang);
  const words = t('spending.ledger.line-choice', {
    objective: line.objectiveCode,
    fund: line.fundName,
    year: line.year === null ? t('spending.ledger.once') : String(line.year),
    left:
      line.allocatedCents === null
        ? t('spending.ledger.unstated')
        : t('spending.ledger.left-on-line', { left: euro(ctx, line.allocatedCents - line.committedCents) }),
  });
  const about = line.description ?? '';
  return about === '' ? words : `${words} · ${about.length > 60 ? `${about.slice(0, 60)}…` : about}`;
}

export function PaymentFormPage(props: FormFrame & { left: number; number: string }): VNode {
  const { ctx, form } = props;
  const t = ledgerText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      kicker={t('spending.ledger.number', { number: props.number })}
      title={t('spending.ledger.new-payment')}
      lead={`${t('spending.ledger.left')}: ${euro(ctx, props.left)}`}
    >
      <TextField
        {...field}
        name="paidCents"
        label={t('spending.ledger.sum-paid')}
        help={t('spending.ledger.sum-help')}
        inputMode="decimal"
        short
      />
      <TextField {...field} name="actNumber" label={t('spending.ledger.order')} />
      <TextField {...field} name="paidOn" label={t('spending.ledger.on')} type="date" short />
      <LongTextField
        {...field}
        name="note"
        label={spendingText(ctx.lang)('spending.note')}
        help={t('spending.ledger.purpose-help')}
        rows={2}
        optional
      />
    </RecordForm>
  );
}

export function ReversalFormPage(
  props: FormFrame & { of: 'commitment' | 'payment'; left: number; number: string },
): VNode {
  const { ctx, form } = props;
  const t = ledgerText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      kicker={t('spending.ledger.number', { number: props.number })}
      title={t(`spending.ledger.reverse-${props.of}`)}
      lead={t('spending.ledger.reverse-lead')}
      submit={t('spending.ledger.reverse')}
    >
      <TextField
        {...field}
        name="cents"
        label={spendingText(ctx.lang)('spending.total')}
        help={t('spending.ledger.reverse-help', { left: euro(ctx, props.left) })}
        inputMode="decimal"
        short
      />
      <TextField {...field} name="actNumber" label={t('spending.ledger.act')} />
      <TextField {...field} name="on" label={t('spending.ledger.on')} type="date" short />
      <LongTextField {...field} name="reason" label={t('spending.ledger.reason')} rows={2} />
    </RecordForm>
  );
}

/** Tables that were loaded, each with the way to undo it. */
export function ImportList(props: {
  ctx: PageCtx;
  plan: string;
  imports: readonly LedgerImport[];
}): VNode | null {
  const { ctx, plan, imports } = props;
  if (imports.length === 0) return null;
  const t = ledgerText(ctx.lang);
  const base = (one: LedgerImport) => (one.kind === 'commitment' ? 'importa' : 'importa-pagamenti');
  const mayUndo = may(ctx, ['director']);
  return (
    <Section title={t('spending.ledger.imports')} id="caricamenti">
      <DataTable
        lang={ctx.lang}
        caption={t('spending.ledger.imports')}
        captionHidden
        rows={imports}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'file',
            label: t('spending.ledger.import-file'),
            heads: true,
            cell: (one) => one.fileName || t('spending.ledger.pasted'),
          },
          {
            key: 'when',
            label: t('spending.ledger.import-when'),
            cell: (one) =>
              [formatDateTime(one.importedAt, ctx.lang), one.importedBy].filter(Boolean).join(' · '),
          },
          {
            key: 'rows',
            label: t('spending.ledger.import-rows'),
            kind: 'number',
            cell: (one) => formatNumber(one.rowCount, { lang: ctx.lang }),
          },
          {
            key: 'undo',
            label: <span class="visually-hidden">{t('spending.ledger.undo')}</span>,
            cell: (one) =>
              one.undoneAt ? (
                t('spending.ledger.undone-on', {
                  on: formatDate(one.undoneAt, { lang: ctx.lang }),
                  reason: one.undoneReason ?? '',
                })
              ) : mayUndo ? (
                <a href={at(ctx, `/risorse/${plan}/impegni/${base(one)}/${one.id}/annulla`)}>
                  {t('spending.ledger.undo')}
                </a>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}

export function UndoImportPage(props: {
  ctx: PageCtx;
  plan: string;
  base: string;
  id: string;
  form: FormState;
}): VNode {
  const { ctx, plan, base, id, form } = props;
  const t = ledgerText(ctx.lang);
  const back = at(ctx, `/risorse/${plan}/impegni/${base}`);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      title={t('spending.ledger.undo')}
      lead={t('spending.ledger.undo-lead')}
      crumbs={[
        { label: t('spending.ledger.title'), href: at(ctx, `/risorse/${plan}/impegni`) },
        { label: t('spending.ledger.imports'), href: back },
        { label: t('spending.ledger.undo') },
      ]}
    >
      <Form
        ctx={ctx}
        form={form}
        action={`${back}/${id}/annulla`}
        cancel={back}
        submit={t('spending.ledger.undo')}
      >
        <LongTextField ctx={ctx} form={form} name="reason" label={t('spending.ledger.reason')} rows={2} />
      </Form>
    </Shell>
  );
}
