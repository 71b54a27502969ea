import type { VNode } from 'preact';
import type { FieldError } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { RowsField } from '#platform/ui/rows-field.js';
import { DataTable } from '#platform/ui/table.js';
import type { KnownVariable } from './metric.checks.js';
import type { Metric, MetricValue } from './metric.types.js';
import { formulaText, noteOf, sayValue } from './metric.words.js';
import { metricText } from './metric-definition.messages.js';
import type { MetricRecord } from './metric-definition.sql.js';
import type { Place } from './place.types.js';

/** What a formula that is being written would give. */
export interface MetricTrial {
  formula: Pick<Metric, 'numerator' | 'denominator' | 'factor' | 'unit' | 'decimals'>;
  /** Of one place, oldest year first; the latest few. */
  values: readonly MetricValue[];
}

export interface MetricFormView {
  variables: ReadonlyMap<string, KnownVariable>;
  places: readonly Place[];
  /** Null while the formula is not complete; reasons where it cannot be computed. */
  trial: MetricTrial | FieldError[] | null;
}

const DECIMALS = 6;

/** The form of a metric of the ambito's own: two sums of figures, and what they give on a place while one writes. */
export function MetricFormPage(props: FormPage<MetricRecord> & MetricFormView): VNode {
  const { ctx, form, record } = props;
  const t = metricText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="territory"
      title={record ? t('territory.own.edit-title', { name: record.name }) : t('territory.own.new-title')}
    >
      <TextField {...field} name="name" label={t('territory.own.name')} help={t('territory.own.name-help')} />
      <Sum {...props} side="numerator" />
      <Sum {...props} side="denominator" />
      <TextField
        {...field}
        name="factor"
        label={t('territory.own.factor')}
        help={t('territory.own.factor-help')}
        inputMode="decimal"
        short
      />
      <TextField
        {...field}
        name="unit"
        label={t('territory.own.unit')}
        help={t('territory.own.unit-help')}
        optional
        short
      />
      <SelectField
        {...field}
        name="decimals"
        label={t('territory.own.decimals')}
        choices={Array.from({ length: DECIMALS + 1 }, (_, count) => ({
          value: String(count),
          label: String(count),
        }))}
      />
      <div class="trama-trial">
        <Trial {...props} />
      </div>
      <LongTextField
        {...field}
        name="explanation"
        label={t('territory.own.explanation')}
        help={t('territory.own.explanation-help')}
        rows={3}
      />
      <TextField {...field} name="source" label={t('territory.own.source')} />
      <TextField
        {...field}
        name="note"
        label={t('territory.own.note')}
        help={t('territory.own.note-help')}
        optional
      />
    </RecordForm>
  );
}

function Sum(props: {
  ctx: PageCtx;
  form: FormState;
  variables: MetricFormView['variables'];
  side: 'numerator' | 'denominator';
}): VNode {
  const { ctx, form, variables, side } = props;
  const t = metricText(ctx.lang);
  const choices = [...variables.values()]
    .sort((a, b) => a.name.localeCompare(b.name, 'it'))
    .map(({ code, name, unit }) => ({ value: code, label: `${name} (${unit})` }));
  return (
    <RowsField
      ctx={ctx}
      form={form}
      name={side}
      label={t(`territory.own.${side}`)}
      help={t(`territory.own.${side}-help`)}
      one={t('territory.own.term')}
      columns={[
        { key: 'variable', label: t('territory.own.variable'), kind: 'choice', choices, wide: true },
        {
          key: 'sex',
          label: t('territory.own.sex'),
          kind: 'choice',
          choices: (['m', 'f'] as const).map((sex) => ({ value: sex, label: t(`territory.own.sex.${sex}`) })),
        },
        { key: 'from', label: t('territory.own.from'), kind: 'number' },
        { key: 'to', label: t('territory.own.to'), kind: 'number' },
        { key: 'category', label: t('territory.own.category') },
        {
          key: 'year',
          label: t('territory.own.year'),
          kind: 'choice',
          choices: (['-1', '0', '1'] as const).map((year) => ({
            value: year,
            label: t(`territory.own.year.${year}`),
          })),
        },
        { key: 'weight', label: t('territory.own.weight'), kind: 'number' },
        {
          key: 'counted',
          label: t('territory.own.counted'),
          kind: 'choice',
          choices: [{ value: 'years', label: t('territory.own.counted.years') }],
        },
      ]}
      blanks={Array.isArray(form.values[side]) && form.values[side].length > 0 ? 1 : 2}
    />
  );
}

function Trial(props: FormPage<MetricRecord> & MetricFormView): VNode {
  const { ctx, form, places, trial } = props;
  const t = metricText(ctx.lang);
  return (
    <Section id="prova" title={t('territory.own.try-title')}>
      <SelectField
        ctx={ctx}
        form={form}
        name="place"
        label={t('territory.own.try-place')}
        choices={places.map((place) => ({ value: place.code, label: place.name }))}
      />
      <trama-live data-result="esito-prova" data-ask="intent=try">
        <div id="esito-prova" role="status">
          <TrialResult ctx={ctx} trial={trial} />
        </div>
      </trama-live>
      <button type="submit" name="intent" value="try" class="btn btn-outline-primary">
        {t('territory.own.try')}
      </button>
    </Section>
  );
}

function TrialResult({ ctx, trial }: { ctx: PageCtx; trial: MetricFormView['trial'] }): VNode {
  const { lang } = ctx;
  const t = metricText(lang);
  if (trial === null) return <p>{t('territory.own.try-none')}</p>;
  if (Array.isArray(trial))
    return (
      <Callout tone="late">
        <p>{t('territory.own.try-refused')}</p>
        <ul>
          {trial.map((error) => (
            <li key={`${error.field}${error.code}`}>{fieldMessage(error, lang)}</li>
          ))}
        </ul>
      </Callout>
    );
  if (trial.values.length === 0)
    return (
      <Callout tone="late">
        <p>{t('territory.own.try-empty')}</p>
      </Callout>
    );
  return (
    <DataTable
      lang={lang}
      caption={formulaText(trial.formula, lang)}
      rows={trial.values}
      rowKey={(value) => String(value.year)}
      columns={[
        {
          key: 'year',
          label: t('territory.own.try-year'),
          heads: true,
          cell: (value) => String(value.year),
        },
        {
          key: 'value',
          label: t('territory.own.try-result'),
          kind: 'number',
          cell: (value) => (
            <>
              {sayValue(trial.formula, value.value, lang)}
              {value.value === null ? <span class="trama-cell-note">{noteOf(value, lang)}</span> : null}
            </>
          ),
        },
      ]}
    />
  );
}
