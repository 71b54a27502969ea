import type { VNode } from 'preact';
import type { PlanRef } from '#domains/spending/index.js';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatDate, formatMeasure, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, TextField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, Facts, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { evaluationText } from './evaluation.messages.js';
import { mayEdit } from './evaluation.parts.js';
import type { MeasuredIndicator, Measurement } from './evaluation.types.js';
import { MonitoringTabs } from './outcome-list.page.js';

/** A value with the unit of its indicator and as many decimals as it has. */
export function writeValue(
  ctx: PageCtx,
  indicator: Pick<MeasuredIndicator, 'unit'>,
  value: number | null,
): string {
  if (value === null) return '—';
  const [, decimals = ''] = String(value).split('.');
  const style = { decimals: Math.min(4, decimals.length), lang: ctx.lang };
  return indicator.unit === '%' || indicator.unit === 'percentuale'
    ? formatMeasure(value, '%', style)
    : formatNumber(value, style);
}

function writeTarget(ctx: PageCtx, indicator: MeasuredIndicator): string {
  return indicator.target === null
    ? (indicator.targetAsStated ?? '—')
    : writeValue(ctx, indicator, indicator.target);
}

/** Indicators of a plan, those never measured first. */
export function MeasurementListPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  indicators: readonly MeasuredIndicator[];
}): VNode {
  const { ctx, plan } = props;
  const t = evaluationText(ctx.lang);
  const count = props.indicators.length;
  const measured = props.indicators.filter((one) => one.measurements.length > 0).length;
  const rows = [...props.indicators].sort(
    (a, b) => Number(a.measurements.length > 0) - Number(b.measurements.length > 0),
  );
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={t('evaluation.period', { code: plan.code })}
      title={t('evaluation.measurements')}
      lead={
        count === 0
          ? undefined
          : t('evaluation.measurements-lead', { measured, count, none: count - measured })
      }
    >
      <MonitoringTabs ctx={ctx} plan={plan.code} active="measurements" />
      <DataTable
        lang={ctx.lang}
        caption={t('evaluation.measurements-caption')}
        captionHidden
        rows={rows}
        rowKey={(indicator) => indicator.id}
        empty={
          <EmptyState title={t('evaluation.indicators-none')} text={t('evaluation.indicators-none-text')} />
        }
        columns={[
          {
            key: 'title',
            label: t('evaluation.indicator'),
            heads: true,
            cell: (indicator) => <a href={at(ctx, `/rilevazioni/${indicator.id}`)}>{indicator.title}</a>,
          },
          {
            key: 'objective',
            label: t('evaluation.objective'),
            cell: (indicator) => (
              <a
                href={at(ctx, `/piano/${plan.code}/obiettivi/${encodeURIComponent(indicator.objectiveCode)}`)}
              >
                {indicator.objectiveCode}
              </a>
            ),
          },
          {
            key: 'kind',
            label: t('evaluation.indicator-kind'),
            cell: (indicator) => t(`evaluation.indicator-kind.${indicator.kind as 'input'}`),
          },
          {
            key: 'target',
            label: t('evaluation.target'),
            cell: (indicator) => writeTarget(ctx, indicator),
          },
          {
            key: 'latest',
            label: t('evaluation.latest'),
            cell: (indicator) => {
              const [latest] = indicator.measurements;
              if (!latest) return '—';
              return `${writeValue(ctx, indicator, latest.value)}, ${formatDate(latest.measuredOn, { lang: ctx.lang })}`;
            },
          },
        ]}
      />
    </Shell>
  );
}

/** What was measured of one indicator. */
export function IndicatorPage({ ctx, indicator }: { ctx: PageCtx; indicator: MeasuredIndicator }): VNode {
  const t = evaluationText(ctx.lang);
  const edits = mayEdit(ctx, indicator.within);
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={`${t('evaluation.indicator')} · ${t(`evaluation.indicator-kind.${indicator.kind as 'input'}`)}`}
      title={indicator.title}
      crumbs={[
        { label: t('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        { label: indicator.objectiveCode },
      ]}
      actions={
        edits ? (
          <ButtonLink href={at(ctx, `/rilevazioni/${indicator.id}/nuovo`)} kind="primary">
            {t('evaluation.measure')}
          </ButtonLink>
        ) : null
      }
    >
      <Facts
        empty={t('evaluation.unsaid')}
        rows={[
          {
            label: t('evaluation.objective'),
            content: (
              <a
                href={at(
                  ctx,
                  `/piano/${indicator.planCode}/obiettivi/${encodeURIComponent(indicator.objectiveCode)}`,
                )}
              >
                {indicator.objectiveCode} {indicator.objectiveTitle}
              </a>
            ),
          },
          {
            label: t('evaluation.baseline'),
            content: indicator.baseline === null ? null : writeValue(ctx, indicator, indicator.baseline),
          },
          {
            label: t('evaluation.target'),
            content: [
              indicator.target === null ? '' : writeValue(ctx, indicator, indicator.target),
              indicator.targetAsStated,
            ]
              .filter(Boolean)
              .join(' · '),
          },
        ]}
      />
      <Section title={t('evaluation.measurements')} id="rilevazioni">
        <MeasurementTable ctx={ctx} indicator={indicator} edits={edits} />
      </Section>
    </Shell>
  );
}

function MeasurementTable(props: { ctx: PageCtx; indicator: MeasuredIndicator; edits: boolean }): VNode {
  const { ctx, indicator } = props;
  const t = evaluationText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = (one: Measurement) => at(ctx, `/rilevazioni/${indicator.id}/${one.id}`);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('evaluation.measurements')}
      captionHidden
      rows={indicator.measurements}
      rowKey={(one) => one.id}
      empty={<p>{t('evaluation.measurements-none')}</p>}
      columns={[
        {
          key: 'day',
          label: t('evaluation.day'),
          heads: true,
          cell: (one) => formatDate(one.measuredOn, { lang: ctx.lang }),
        },
        {
          key: 'value',
          label: t('evaluation.value'),
          kind: 'number',
          cell: (one) => writeValue(ctx, indicator, one.value),
        },
        { key: 'note', label: t('evaluation.measurement-note'), cell: (one) => one.note ?? '—' },
        { key: 'by', label: t('evaluation.recorded-by'), cell: (one) => one.recordedBy ?? '—' },
        ...(props.edits
          ? [
              {
                key: 'acts',
                label: <span class="visually-hidden">{ui('ui.row-acts')}</span>,
                cell: (one: Measurement) => (
                  <span class="trama-row-acts">
                    <a href={`${path(one)}/modifica`}>{ui('ui.edit')}</a> ·{' '}
                    <a href={`${path(one)}/storia`}>{ui('ui.history-title')}</a> ·{' '}
                    <a href={`${path(one)}/rimuovi`}>{ui('ui.remove')}</a>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

export function MeasurementFormPage(
  props: FormPage<Measurement & { indicator: MeasuredIndicator }> & { indicator: MeasuredIndicator },
): VNode {
  const { ctx, form, indicator } = props;
  const t = evaluationText(ctx.lang);
  const field = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={`${indicator.objectiveCode} · ${t('evaluation.indicator')}`}
      title={t('evaluation.measure')}
      lead={indicator.title}
      crumbs={props.crumbs}
    >
      <Form
        ctx={ctx}
        form={form}
        action={props.action}
        cancel={props.cancel}
        submit={uiText(ctx.lang)('ui.save')}
      >
        <TextField
          {...field}
          name="measuredOn"
          label={t('evaluation.day')}
          help={t('evaluation.day-help')}
          type="date"
          short
        />
        <TextField
          {...field}
          name="value"
          label={t('evaluation.value')}
          help={
            indicator.unit
              ? t('evaluation.value-help', { unit: indicator.unit })
              : t('evaluation.value-help-bare')
          }
          inputMode="decimal"
          short
        />
        <LongTextField
          {...field}
          name="note"
          label={t('evaluation.measurement-note')}
          help={t('evaluation.measurement-note-help')}
          rows={3}
          optional
        />
      </Form>
    </Shell>
  );
}
