import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import {
  ButtonLink,
  Callout,
  EmptyState,
  Facts,
  KeyFigure,
  KeyFigures,
  Section,
  StateTag,
} from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { RowThreadLink, ThreadLink } from '#platform/ui/thread-link.js';
import { spendingText } from '../spending.messages.js';
import { euro, linesPath, SpendingTabs } from '../spending.parts.js';
import type { PlanRef } from '../spending.types.js';
import type { CommitmentRow, CommitmentSums, LedgerHead } from './commitment-list.sql.js';
import type { Commitment, Payment, Reversal } from './entry.types.js';
import { ledgerText } from './ledger.messages.js';

export interface LedgerFilter {
  q?: string | undefined;
  fonte?: string | undefined;
  obiettivo?: string | undefined;
}

/** Commitments of a plan that answer a search, with what is left of each. */
export function LedgerPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  head: LedgerHead;
  /** Of the whole plan. */
  all: CommitmentSums;
  /** Of what answers the search, in all its pages. */
  found: CommitmentSums;
  /** Those of this page. */
  rows: readonly CommitmentRow[];
  page: number;
  pageCount: number;
  filter: LedgerFilter;
  mayAdd: boolean;
}): VNode {
  const { ctx, plan, head, all, found, filter } = props;
  const t = ledgerText(ctx.lang);
  const s = spendingText(ctx.lang);
  const path = at(ctx, `/risorse/${plan.code}/impegni`);
  const whole = (cents: number) => formatNumber(Math.round(cents / 100), { lang: ctx.lang });
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={plan.title}
      title={t('spending.ledger.title')}
      lead={t('spending.ledger.lead')}
      actions={
        <>
          {props.mayAdd ? (
            <>
              <ButtonLink href={`${path}/nuovo`} kind="primary">
                {t('spending.ledger.new')}
              </ButtonLink>
              <ButtonLink href={`${path}/importa`}>{t('spending.ledger.import-commitments')}</ButtonLink>
              <ButtonLink href={`${path}/importa-pagamenti`}>
                {t('spending.ledger.import-payments')}
              </ButtonLink>
            </>
          ) : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[
              { label: t('spending.ledger.download-csv'), href: `${path}/impegni.csv` },
              { label: t('spending.ledger.download-xlsx'), href: `${path}/impegni.xlsx` },
            ]}
          />
        </>
      }
    >
      <SpendingTabs ctx={ctx} active="ledger" />
      {all.count === 0 ? (
        <EmptyState title={t('spending.ledger.empty-title')} text={t('spending.ledger.empty-text')} />
      ) : (
        <>
          <KeyFigures>
            <KeyFigure value={whole(head.allocatedCents)} label={t('spending.ledger.key-allocated')} />
            <KeyFigure value={whole(all.netCents)} label={t('spending.ledger.key-committed')} />
            <KeyFigure value={whole(all.paidCents)} label={t('spending.ledger.key-paid')} />
            <KeyFigure value={whole(all.netCents - all.paidCents)} label={t('spending.ledger.key-left')} />
          </KeyFigures>
          <FilterForm
            lang={ctx.lang}
            action={path}
            label={t('spending.ledger.filter')}
            clear={filter.q || filter.fonte || filter.obiettivo ? path : undefined}
          >
            <SearchBox name="q" label={t('spending.ledger.search')} value={filter.q} />
            <FilterSelect
              name="fonte"
              label={s('spending.fund')}
              value={filter.fonte}
              all={t('spending.ledger.all-funds')}
              choices={head.funds.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <FilterSelect
              name="obiettivo"
              label={s('spending.objective')}
              value={filter.obiettivo}
              all={t('spending.ledger.all-objectives')}
              choices={head.objectives.map((code) => ({ value: code, label: code }))}
            />
          </FilterForm>
          <RowCount>{t('spending.ledger.count', { count: found.count })}</RowCount>
          <DataTable
            lang={ctx.lang}
            caption={t('spending.ledger.title')}
            captionHidden
            rows={props.rows}
            rowKey={(one) => one.id}
            empty={<p>{t('spending.ledger.none-found')}</p>}
            columns={[
              {
                key: 'number',
                label: t('spending.ledger.commitment'),
                heads: true,
                cell: (one) => (
                  <>
                    <a href={`${path}/${one.id}`}>{one.actNumber}</a>
                    {one.purpose ? <span class="trama-row-note">{one.purpose}</span> : null}
                  </>
                ),
              },
              {
                key: 'on',
                label: t('spending.ledger.on'),
                cell: (one) => formatDate(one.committedOn, { lang: ctx.lang, form: 'short' }),
              },
              {
                key: 'line',
                label: t('spending.ledger.line'),
                cell: (one) => (
                  <>
                    <a href={at(ctx, linesPath(plan.code, one.objectiveCode))}>{one.objectiveCode}</a> ·{' '}
                    {one.fundName} · {one.year ?? t('spending.ledger.once')}
                  </>
                ),
              },
              {
                key: 'payee',
                label: t('spending.ledger.payee'),
                cell: (one) => one.organisationName ?? one.payee ?? '—',
              },
              {
                key: 'committed',
                label: t('spending.ledger.committed'),
                kind: 'number',
                cell: (one) =>
                  one.netCents === 0 ? (
                    <StateTag tone="off">{t('spending.ledger.whole-reversed')}</StateTag>
                  ) : (
                    euro(ctx, one.netCents)
                  ),
              },
              {
                key: 'paid',
                label: t('spending.ledger.paid'),
                kind: 'number',
                cell: (one) => euro(ctx, one.paidCents),
              },
            ]}
            foot={
              found.count > 1
                ? [
                    [
                      props.pageCount > 1 ? t('spending.ledger.total-found') : s('spending.total'),
                      '',
                      '',
                      '',
                      euro(ctx, found.netCents),
                      euro(ctx, found.paidCents),
                    ],
                  ]
                : []
            }
          />
          <Pages
            lang={ctx.lang}
            page={props.page}
            pageCount={props.pageCount}
            href={{ path, query: { ...filter } }}
          />
        </>
      )}
    </Shell>
  );
}

/** One commitment with its payments and what was taken away. */
export function CommitmentPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  commitment: Commitment;
  payments: readonly Payment[];
  reversals: readonly Reversal[];
  edits: boolean;
}): VNode {
  const { ctx, plan, commitment, payments, reversals, edits } = props;
  const t = ledgerText(ctx.lang);
  const s = spendingText(ctx.lang);
  const list = at(ctx, `/risorse/${plan.code}/impegni`);
  const path = `${list}/${commitment.id}`;
  const left = commitment.netCents - commitment.paidCents;
  const on = formatDateTime(commitment.enteredAt, ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="spending"
      kicker={`${commitment.objectiveCode} · ${commitment.fundName}`}
      title={t('spending.ledger.number', { number: commitment.actNumber })}
      crumbs={[{ label: t('spending.ledger.title'), href: list }, { label: commitment.actNumber }]}
      actions={
        <>
          {edits && left > 0 ? (
            <>
              <ButtonLink href={`${path}/pagamenti/nuovo`} kind="primary">
                {t('spending.ledger.new-payment')}
              </ButtonLink>
              <ButtonLink href={`${path}/storna`}>{t('spending.ledger.reverse-commitment')}</ButtonLink>
            </>
          ) : null}
          <ThreadLink ctx={ctx} word="impegno" id={commitment.id} />
        </>
      }
    >
      {commitment.overLineReason ? (
        <Callout tone="late">{t('spending.ledger.over-line', { reason: commitment.overLineReason })}</Callout>
      ) : null}
      <Facts
        empty={s('spending.unsaid')}
        rows={[
          {
            label: t('spending.ledger.committed'),
            content:
              commitment.netCents === commitment.committedCents
                ? euro(ctx, commitment.netCents)
                : `${euro(ctx, commitment.netCents)} (${t('spending.ledger.original', { amount: euro(ctx, commitment.committedCents) })})`,
          },
          { label: t('spending.ledger.paid'), content: euro(ctx, commitment.paidCents) },
          { label: t('spending.ledger.left'), content: euro(ctx, left) },
          {
            label: t('spending.ledger.on'),
            content: formatDate(commitment.committedOn, { lang: ctx.lang }),
          },
          {
            label: t('spending.ledger.line'),
            content: (
              <a href={at(ctx, linesPath(plan.code, commitment.objectiveCode))}>
                {commitment.objectiveCode} {commitment.objectiveTitle} · {commitment.fundName} ·{' '}
                {commitment.year ?? t('spending.ledger.once')}
              </a>
            ),
          },
          { label: t('spending.ledger.payee'), content: commitment.organisationName ?? commitment.payee },
          { label: t('spending.ledger.purpose'), content: commitment.purpose },
        ]}
      />
      <p class="trama-source">
        {commitment.enteredBy
          ? t('spending.ledger.entered', { on, by: commitment.enteredBy })
          : t('spending.ledger.entered-nobody', { on })}
      </p>
      <Section title={t('spending.ledger.payments')} id="pagamenti">
        <DataTable
          lang={ctx.lang}
          caption={t('spending.ledger.payments')}
          captionHidden
          rows={payments}
          rowKey={(one) => one.id}
          empty={<p>{t('spending.ledger.no-payment')}</p>}
          columns={[
            {
              key: 'order',
              label: t('spending.ledger.order'),
              heads: true,
              cell: (one) => (
                <>
                  {one.actNumber}
                  {one.note ? <span class="trama-row-note">{one.note}</span> : null}
                  <RowThreadLink ctx={ctx} word="pagamento" id={one.id} of={one.actNumber} />
                </>
              ),
            },
            {
              key: 'on',
              label: t('spending.ledger.on'),
              cell: (one) => formatDate(one.paidOn, { lang: ctx.lang, form: 'short' }),
            },
            {
              key: 'paid',
              label: t('spending.ledger.paid'),
              kind: 'number',
              cell: (one) =>
                one.netCents === 0 ? (
                  <StateTag tone="off">{t('spending.ledger.whole-reversed')}</StateTag>
                ) : (
                  euro(ctx, one.netCents)
                ),
            },
            ...(edits
              ? [
                  {
                    key: 'acts',
                    label: <span class="visually-hidden">{t('spending.ledger.reverse')}</span>,
                    cell: (one: Payment) =>
                      one.netCents > 0 ? (
                        <a href={`${path}/pagamenti/${one.id}/storna`}>{t('spending.ledger.reverse')}</a>
                      ) : null,
                  },
                ]
              : []),
          ]}
          foot={
            payments.length > 1
              ? [[s('spending.total'), '', euro(ctx, commitment.paidCents), ...(edits ? [''] : [])]]
              : []
          }
        />
      </Section>
      {reversals.length > 0 ? (
        <Section title={t('spending.ledger.reversals')} id="storni">
          <DataTable
            lang={ctx.lang}
            caption={t('spending.ledger.reversals')}
            captionHidden
            rows={reversals}
            rowKey={(one) => one.id}
            columns={[
              {
                key: 'of',
                label: t('spending.ledger.commitment'),
                heads: true,
                cell: (one) =>
                  `${one.actNumber}, ${t(
                    one.reversesId === commitment.id
                      ? 'spending.ledger.reversal-of-commitment'
                      : 'spending.ledger.reversal-of-payment',
                  )}`,
              },
              {
                key: 'on',
                label: t('spending.ledger.on'),
                cell: (one) => formatDate(one.on, { lang: ctx.lang, form: 'short' }),
              },
              {
                key: 'reason',
                label: t('spending.ledger.reason'),
                cell: (one) => [one.reason, one.enteredBy].filter(Boolean).join(' · '),
              },
              {
                key: 'cents',
                label: s('spending.total'),
                kind: 'number',
                cell: (one) => euro(ctx, -one.cents),
              },
            ]}
          />
        </Section>
      ) : null}
    </Shell>
  );
}
