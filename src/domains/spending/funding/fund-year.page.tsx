import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { LongTextField, TextField } from '#platform/ui/form.js';
import { Section } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { DataTable } from '#platform/ui/table.js';
import { spendingText } from '../spending.messages.js';
import { euro } from '../spending.parts.js';
import { sumFundYears } from './fund-year.rules.js';
import type { Assignment, CarryOver, FundYear } from './fund-year.types.js';
import { fundingText } from './funding.messages.js';

const SUMS = [
  'assigned',
  'carriedIn',
  'carriedOut',
  'allocated',
  'unallocated',
  'committed',
  'paid',
  'residual',
] as const;
const LABELS = {
  assigned: 'spending.fund.assigned',
  carriedIn: 'spending.fund.carried-in',
  carriedOut: 'spending.fund.carried-out',
  allocated: 'spending.fund.allocated',
  unallocated: 'spending.fund.unallocated',
  committed: 'spending.fund.committed',
  paid: 'spending.fund.paid',
  residual: 'spending.fund.residual',
} as const;

/** The years of a fund with their sums; the last row has all. */
export function FundYearTable({ ctx, years }: { ctx: PageCtx; years: readonly FundYear[] }): VNode {
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const whole = sumFundYears(years);
  // What was never carried over needs no columns.
  const isCarried = years.some((one) => one.carriedIn > 0 || one.carriedOut > 0);
  const sums = SUMS.filter((key) => isCarried || (key !== 'carriedIn' && key !== 'carriedOut'));
  return (
    <Section title={f('spending.fund.years-title')} id="anni" lead={f('spending.fund.years-lead')}>
      <DataTable
        lang={ctx.lang}
        caption={f('spending.fund.years-title')}
        captionHidden
        rows={years}
        rowKey={(one) => String(one.year)}
        empty={<p>{f('spending.fund.years-empty')}</p>}
        columns={[
          {
            key: 'year',
            label: t('spending.year'),
            heads: true,
            cell: (one) => one.year ?? t('spending.once'),
          },
          ...sums.map((key) => ({
            key,
            label: f(LABELS[key]),
            kind: 'number' as const,
            cell: (one: FundYear) => euro(ctx, one[key]),
          })),
        ]}
        foot={years.length > 1 ? [[t('spending.total'), ...sums.map((key) => euro(ctx, whole[key]))]] : []}
      />
    </Section>
  );
}

export type OpenedAssignment = Assignment & { fundName: string };

export function AssignmentFormPage(props: FormPage<OpenedAssignment>): VNode {
  const { ctx, form } = props;
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      title={props.record ? f('spending.assignment') : f('spending.assignment.new')}
    >
      <TextField {...field} name="year" label={t('spending.year')} inputMode="numeric" short />
      <TextField
        {...field}
        name="assignedCents"
        label={f('spending.amount')}
        help={f('spending.amount-help')}
        inputMode="decimal"
        short
      />
      <ActFields {...field} />
      <LongTextField {...field} name="note" label={t('spending.note')} rows={2} optional />
    </RecordForm>
  );
}

export type OpenedCarryOver = CarryOver & { fundName: string };

export function CarryOverFormPage(props: FormPage<OpenedCarryOver>): VNode {
  const { ctx, form } = props;
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm page={props} door="spending" title={f('spending.carry-over.new')}>
      <TextField
        {...field}
        name="year"
        label={f('spending.carry-over.from')}
        help={f('spending.carry-over.from-help')}
        inputMode="numeric"
        short
      />
      <TextField
        {...field}
        name="carriedCents"
        label={f('spending.amount')}
        help={f('spending.amount-help')}
        inputMode="decimal"
        short
      />
      <ActFields {...field} />
      <LongTextField {...field} name="note" label={t('spending.note')} rows={2} optional />
    </RecordForm>
  );
}

/** Number and date of an act. */
export function ActFields(props: Pick<FormPage<unknown>, 'ctx' | 'form'> & { optional?: boolean }): VNode {
  const f = fundingText(props.ctx.lang);
  const rest = { ctx: props.ctx, form: props.form, optional: props.optional ?? false };
  return (
    <>
      <TextField
        {...rest}
        name="actNumber"
        label={f('spending.act-number')}
        help={f('spending.act-number-help')}
      />
      <TextField {...rest} name="actOn" label={f('spending.act-on')} type="date" short />
    </>
  );
}
