import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, Facts, Section } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { spendingText } from './spending.messages.js';
import { euro, linesPath, mayEditFunds, SpendingTabs } from './spending.parts.js';
import { noSums, type Sums, sumLines } from './spending.rules.js';
import { type BudgetLine, FUND_KINDS, type Fund, type PlanRef } from './spending.types.js';

export function FundListPage(props: {
  ctx: PageCtx;
  funds: readonly Fund[];
  sums: ReadonlyMap<string, Sums>;
}): VNode {
  const { ctx } = props;
  const t = spendingText(ctx.lang);
  const sumsOf = (fund: Fund) => props.sums.get(fund.code) ?? noSums();
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      title={t('spending.funds')}
      lead={t('spending.funds-lead')}
      actions={
        mayEditFunds(ctx) ? (
          <ButtonLink href={at(ctx, '/risorse/fondi/nuovo')} kind="primary">
            {t('spending.new-fund')}
          </ButtonLink>
        ) : null
      }
    >
      <SpendingTabs ctx={ctx} active="funds" />
      <DataTable
        lang={ctx.lang}
        caption={t('spending.funds')}
        captionHidden
        rows={props.funds}
        rowKey={(fund) => fund.id}
        columns={[
          {
            key: 'name',
            label: t('spending.fund'),
            heads: true,
            cell: (fund) => <a href={at(ctx, `/risorse/fondi/${fund.code}`)}>{fund.name}</a>,
          },
          { key: 'kind', label: t('spending.fund-kind'), cell: (fund) => t(`spending.kind.${fund.kind}`) },
          {
            key: 'total',
            label: t('spending.total'),
            kind: 'number',
            cell: (fund) => (sumsOf(fund).total > 0 ? euro(ctx, sumsOf(fund).total) : '—'),
          },
          {
            key: 'unstated',
            label: t('spending.unstated'),
            kind: 'number',
            cell: (fund) => sumsOf(fund).unstated || '—',
          },
        ]}
      />
    </Shell>
  );
}

export function FundPage(props: {
  ctx: PageCtx;
  fund: Fund;
  plan: PlanRef | null;
  lines: readonly BudgetLine[];
}): VNode {
  const { ctx, fund, plan, lines } = props;
  const t = spendingText(ctx.lang);
  const path = `/risorse/fondi/${fund.code}`;
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={t('spending.fund')}
      title={fund.name}
      crumbs={[{ label: t('spending.funds'), href: at(ctx, '/risorse/fondi') }, { label: fund.name }]}
      actions={
        mayEditFunds(ctx) ? (
          <>
            <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
              {t('spending.edit')}
            </ButtonLink>
            <ButtonLink href={at(ctx, `${path}/storia`)}>{t('spending.history')}</ButtonLink>
          </>
        ) : null
      }
    >
      <Facts
        empty={t('spending.unsaid')}
        rows={[
          { label: t('spending.fund-kind'), content: t(`spending.kind.${fund.kind}`) },
          { label: t('spending.note'), content: fund.note },
        ]}
      />
      <Section title={plan ? plan.title : t('spending.lines')} id="righe">
        <DataTable
          lang={ctx.lang}
          caption={t('spending.lines')}
          captionHidden
          rows={lines}
          rowKey={(line) => line.id}
          empty={<p>{t('spending.money-none')}</p>}
          columns={[
            {
              key: 'objective',
              label: t('spending.objective'),
              heads: true,
              cell: (line) => (
                <a href={at(ctx, linesPath(plan?.code ?? '', line.objectiveCode))}>
                  {line.objectiveCode} {line.objectiveTitle}
                </a>
              ),
            },
            {
              key: 'description',
              label: t('spending.description'),
              cell: (line) => [line.description, line.note].filter(Boolean).join(' ') || '—',
            },
            { key: 'year', label: t('spending.year'), cell: (line) => line.year ?? t('spending.once') },
            {
              key: 'allocated',
              label: t('spending.allocated'),
              kind: 'number',
              cell: (line) => (line.allocatedCents === null ? '—' : euro(ctx, line.allocatedCents)),
            },
          ]}
          foot={lines.length > 1 ? [[t('spending.total'), '', '', euro(ctx, sumLines(lines).total)]] : []}
        />
      </Section>
      {mayEditFunds(ctx) ? (
        <DangerZone
          title={t('spending.remove')}
          consequence={t('spending.remove-fund-text')}
          act={<ButtonLink href={at(ctx, `${path}/rimuovi`)}>{t('spending.remove')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

export function FundFormPage(props: FormPage<Fund>): VNode {
  const { ctx, form } = props;
  const t = spendingText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      title={props.record ? props.record.name : t('spending.new-fund')}
    >
      <TextField {...field} name="name" label={t('spending.fund')} />
      <SelectField
        {...field}
        name="kind"
        label={t('spending.fund-kind')}
        choices={FUND_KINDS.map((kind) => ({ value: kind, label: t(`spending.kind.${kind}`) }))}
      />
      <LongTextField {...field} name="note" label={t('spending.note')} rows={3} optional />
    </RecordForm>
  );
}
