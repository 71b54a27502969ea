import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm, Form, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, Callout, EmptyState, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { datesOf } from '../action-words.js';
import { planText } from '../plan.messages.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { shiftText } from './shift.messages.js';
import type { Shifted, ShiftRow } from './shift.rules.js';

export interface ShiftPageProps {
  ctx: PageCtx;
  plan: Plan;
  /** All that this editor may shift; what the filters leave of them. */
  rows: readonly ShiftRow[];
  listed: readonly ShiftRow[];
  filter: { obiettivo: string; incaricato: string };
  form: FormState;
  /** What the shift would come to, and the stamp of what it was computed from. */
  preview: { shifted: readonly Shifted[]; stamp: string } | null;
  /** How many were shifted just now. */
  done: number | null;
}

/** The dates of many actions shifted at once: chosen, looked at, confirmed. */
export function ShiftPage(props: ShiftPageProps): VNode {
  const { ctx, plan, rows, listed, form } = props;
  const t = shiftText(ctx.lang);
  const timetable = inPlan(ctx, plan, '/cronoprogramma');
  return (
    <Shell
      ctx={ctx}
      title={t('plan.shift.title')}
      lead={t('plan.shift.lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: planText(ctx.lang)('plan.schedule.title'), href: timetable },
        { label: t('plan.shift.title') },
      )}
      actions={<ButtonLink href={timetable}>{t('plan.shift.back-to')}</ButtonLink>}
    >
      {props.done === null ? null : (
        <Callout tone="good">
          <p role="status">{t('plan.shift.done', { count: props.done })}</p>
        </Callout>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t('plan.shift.nothing')} text={t('plan.shift.nothing-text')} />
      ) : (
        <>
          {props.preview ? <Preview {...props} {...props.preview} /> : null}
          <Filters {...props} />
          <Form
            ctx={ctx}
            action={inPlan(ctx, plan, '/azioni/sposta')}
            form={form}
            submit={t('plan.shift.preview')}
            cancel={timetable}
          >
            <Kept {...props} />
            <TextField
              ctx={ctx}
              form={form}
              name="quanto"
              label={t('plan.shift.amount')}
              inputMode="numeric"
              short
            />
            <SelectField
              ctx={ctx}
              form={form}
              name="unita"
              label={t('plan.shift.unit')}
              choices={(['days', 'months'] as const).map((value) => ({
                value,
                label: t(`plan.shift.unit.${value}`),
              }))}
            />
            <SelectField
              ctx={ctx}
              form={form}
              name="verso"
              label={t('plan.shift.direction')}
              choices={(['forward', 'back'] as const).map((value) => ({
                value,
                label: t(`plan.shift.direction.${value}`),
              }))}
            />
            <TickField
              ctx={ctx}
              form={form}
              name="tutte"
              label={t('plan.shift.all-label')}
              choices={[{ value: 'yes', label: t('plan.shift.all', { count: listed.length }) }]}
            />
            <TickField
              ctx={ctx}
              form={form}
              name="azioni"
              label={t('plan.shift.actions')}
              choices={listed.map((row) => ({
                value: row.id,
                label: [row.objective.code, row.title, datesOf(ctx.lang, row), row.owner]
                  .filter(Boolean)
                  .join(' · '),
              }))}
            />
          </Form>
        </>
      )}
    </Shell>
  );
}

function Filters({ ctx, plan, rows, filter }: ShiftPageProps): VNode {
  const t = shiftText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = inPlan(ctx, plan, '/azioni/sposta');
  const objectives = new Map(rows.map(({ objective }) => [objective.code, objective.title]));
  const owners = [...new Set(rows.flatMap((row) => row.owner ?? []))].sort((a, b) => a.localeCompare(b));
  return (
    <FilterForm
      lang={ctx.lang}
      action={path}
      clear={filter.obiettivo || filter.incaricato ? path : undefined}
    >
      <FilterSelect
        name="obiettivo"
        label={t('plan.shift.objective')}
        value={filter.obiettivo}
        all={ui('ui.all')}
        choices={[...objectives].map(([value, title]) => ({ value, label: `${value} ${title}` }))}
      />
      <FilterSelect
        name="incaricato"
        label={t('plan.shift.owner')}
        value={filter.incaricato}
        all={ui('ui.all')}
        choices={owners.map((value) => ({ value, label: value }))}
      />
    </FilterForm>
  );
}

/** The filters under which a choice was made go with it: all means all that they leave. */
function Kept({ filter }: ShiftPageProps): VNode {
  return (
    <>
      <input type="hidden" name="obiettivo" value={filter.obiettivo} />
      <input type="hidden" name="incaricato" value={filter.incaricato} />
    </>
  );
}

function Preview(props: ShiftPageProps & { shifted: readonly Shifted[]; stamp: string }): VNode {
  const { ctx, plan, form, shifted } = props;
  const t = shiftText(ctx.lang);
  const outside = shifted.filter((one) => one.fault !== null);
  const day = (value: string) => formatDate(value, { lang: ctx.lang });
  const typed = (name: string) => [form.values[name] ?? []].flat().map(String);
  return (
    <Section id="nuove-date" title={t('plan.shift.new-dates')} lead={t('plan.shift.new-lead')}>
      <DataTable
        lang={ctx.lang}
        caption={t('plan.shift.new-dates')}
        captionHidden
        rows={[...outside, ...shifted.filter((one) => one.fault === null)]}
        rowKey={({ row }) => row.id}
        columns={[
          { key: 'title', label: t('plan.shift.actions'), heads: true, cell: ({ row }) => row.title },
          { key: 'objective', label: t('plan.shift.objective'), cell: ({ row }) => row.objective.code },
          { key: 'now', label: t('plan.shift.now'), cell: ({ row }) => datesOf(ctx.lang, row) },
          { key: 'then', label: t('plan.shift.then'), cell: (one) => datesOf(ctx.lang, one) },
          {
            key: 'outcome',
            label: t('plan.shift.outcome'),
            cell: ({ fault }) => (
              <StateTag tone={fault ? 'late' : 'good'}>{t(`plan.shift.${fault ?? 'inside'}`)}</StateTag>
            ),
          },
        ]}
      />
      {outside.length > 0 ? (
        <Callout tone="late">
          <p role="alert">
            {t('plan.shift.some-outside', {
              count: outside.length,
              from: day(plan.startsOn),
              to: day(plan.endsOn),
            })}
          </p>
        </Callout>
      ) : (
        <Form
          ctx={ctx}
          action={inPlan(ctx, plan, '/azioni/sposta')}
          form={{ values: {}, errors: [] }}
          submit={t('plan.shift.confirm', { count: shifted.length })}
        >
          <Kept {...props} />
          {['quanto', 'unita', 'verso', 'tutte', 'azioni'].map((name) =>
            typed(name).map((value) => (
              <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
            )),
          )}
          <input type="hidden" name="stamp" value={props.stamp} />
        </Form>
      )}
    </Section>
  );
}
