import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { at } from '#platform/ui/address.js';
import { LongTextField, RadioField, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { FundYear } from './funding/fund-year.types.js';
import { fundingText } from './funding/funding.messages.js';
import { spendingText } from './spending.messages.js';
import { euro, mayEditFunds, SpendingTabs } from './spending.parts.js';
import { CARRY_OVER_RULES, FUND_KINDS, type Fund } from './spending.types.js';

export function FundListPage(props: {
  ctx: PageCtx;
  funds: readonly Fund[];
  /** All years of each fund together, by its id. */
  sums: ReadonlyMap<string, Omit<FundYear, 'year'>>;
}): VNode {
  const { ctx } = props;
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const add = mayEditFunds(ctx) ? (
    <ButtonLink href={at(ctx, '/risorse/fondi/nuovo')} kind="primary">
      {t('spending.new-fund')}
    </ButtonLink>
  ) : null;
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      title={t('spending.funds')}
      lead={t('spending.funds-lead')}
      actions={props.funds.length > 0 ? add : null}
    >
      <SpendingTabs ctx={ctx} active="funds" />
      <DataTable
        lang={ctx.lang}
        caption={t('spending.funds')}
        captionHidden
        rows={props.funds}
        rowKey={(fund) => fund.id}
        empty={
          <EmptyState title={f('spending.fund.none')} text={f('spending.fund.none-text')} action={add} />
        }
        columns={[
          {
            key: 'name',
            label: t('spending.fund'),
            heads: true,
            cell: (fund) => <a href={at(ctx, `/risorse/fondi/${fund.code}`)}>{fund.name}</a>,
          },
          { key: 'kind', label: t('spending.fund-kind'), cell: (fund) => t(`spending.kind.${fund.kind}`) },
          ...(['assigned', 'allocated', 'committed', 'paid', 'residual'] as const).map((key) => ({
            key,
            label: f(`spending.fund.${key}`),
            kind: 'number' as const,
            cell: (fund: Fund) => euro(ctx, props.sums.get(fund.id)?.[key] || null),
          })),
          {
            key: 'unstated',
            label: t('spending.unstated'),
            kind: 'number',
            cell: (fund) => props.sums.get(fund.id)?.unstated || '—',
          },
        ]}
      />
    </Shell>
  );
}

export function FundFormPage(
  props: FormPage<Fund> & { areas: readonly { code: string; name: string }[] },
): VNode {
  const { ctx, form } = props;
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
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
      <LongTextField
        {...field}
        name="eligibleUses"
        label={f('spending.fund.eligible-uses')}
        help={f('spending.fund.eligible-uses-help')}
        rows={3}
        optional
      />
      {props.areas.length > 0 ? (
        <TickField
          {...field}
          name="policyAreas"
          label={f('spending.fund.policy-areas')}
          help={f('spending.fund.policy-areas-help')}
          choices={props.areas.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        />
      ) : null}
      <TextField
        {...field}
        name="firstYear"
        label={f('spending.fund.first-year')}
        inputMode="numeric"
        short
        optional
      />
      <TextField
        {...field}
        name="lastYear"
        label={f('spending.fund.last-year')}
        inputMode="numeric"
        short
        optional
      />
      <TextField {...field} name="spendBy" label={f('spending.fund.spend-by')} type="date" short optional />
      <RadioField
        {...field}
        name="carryOver"
        label={f('spending.fund.carry-over')}
        help={f('spending.fund.carry-over-help')}
        choices={CARRY_OVER_RULES.map((rule) => ({
          value: rule,
          label: f(`spending.fund.carry-over.${rule}`),
        }))}
      />
      <TextField
        {...field}
        name="carryOverUntil"
        label={f('spending.fund.carry-over-until')}
        type="date"
        short
        optional
      />
      <TextField
        {...field}
        name="coFunding"
        label={f('spending.fund.co-funding')}
        help={f('spending.fund.co-funding-help')}
        inputMode="decimal"
        short
        optional
      />
      <LongTextField {...field} name="note" label={t('spending.note')} rows={3} optional />
    </RecordForm>
  );
}
