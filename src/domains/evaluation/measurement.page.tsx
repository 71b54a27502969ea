import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatMeasure, formatNumber } from '#platform/i18n/format.js';
import { LongTextField, TextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { evaluationText } from './evaluation.messages.js';
import type { MeasuredIndicator, Measurement } from './evaluation.types.js';
import { indicatorText } from './indicator/indicator.messages.js';

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

export function MeasurementFormPage(
  props: FormPage<Measurement & { indicator: MeasuredIndicator }> & { indicator: MeasuredIndicator },
): VNode {
  const { ctx, form, indicator } = props;
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="evaluation"
      kicker={`${indicator.objectiveCode} · ${t('evaluation.indicator')}`}
      title={t('evaluation.measure')}
      lead={indicator.title}
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
      {props.record ? (
        <LongTextField
          {...field}
          name="reason"
          label={says('evaluation.correction-reason')}
          help={says('evaluation.correction-reason-help')}
          rows={2}
        />
      ) : null}
    </RecordForm>
  );
}
