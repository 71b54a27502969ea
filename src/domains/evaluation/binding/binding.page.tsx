import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { ActButton, type Choice, Form, RadioField, SelectField } from '#platform/ui/form.js';
import { ButtonLink, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { evaluationText } from '../evaluation.messages.js';
import { mayEdit } from '../evaluation.parts.js';
import { type MeasuredIndicator, MONEY_MEASURES } from '../evaluation.types.js';
import { impactText } from '../impact/impact.messages.js';
import { bindingText } from './binding.messages.js';
import { type Binding, YEAR_DAYS } from './binding.types.js';

type Indicator = Pick<MeasuredIndicator, 'id' | 'title' | 'within' | 'objectiveCode'>;

/** On the page of an indicator: from what it is computed, or how to have it computed. */
export function BindingSection(props: {
  ctx: PageCtx;
  indicator: Indicator;
  binding: Binding | undefined;
  /** Name of the metric, where it is computed from one. */
  metricName: string;
}): VNode | null {
  const { ctx, indicator, binding } = props;
  const t = bindingText(ctx.lang);
  const edits = mayEdit(ctx, indicator.within);
  const path = at(ctx, `/rilevazioni/${indicator.id}/calcolo`);
  if (!binding) {
    if (!edits) return null;
    return (
      <Section plain title={t('evaluation.binding.section')} id="calcolo">
        <p>{t('evaluation.binding.none')}</p>
        <ButtonLink href={path}>{t('evaluation.binding.bind')}</ButtonLink>
      </Section>
    );
  }
  return (
    <Section
      title={t('evaluation.binding.section')}
      id="calcolo"
      actions={
        edits ? (
          <>
            <ActButton ctx={ctx} action={`${path}/ora`} label={t('evaluation.binding.recompute')} />
            <ButtonLink href={path}>{t('evaluation.binding.change')}</ButtonLink>
            <ButtonLink href={`${path}/rimuovi`}>{t('evaluation.binding.remove')}</ButtonLink>
          </>
        ) : null
      }
    >
      <p>
        {binding.kind === 'budget'
          ? t('evaluation.binding.from-budget', {
              money: t(`evaluation.binding.money.${binding.money ?? 'allocated'}`),
            })
          : t('evaluation.binding.from-metric', {
              metric: props.metricName,
              place: binding.placeName ?? '',
              day: t(`evaluation.binding.day.${binding.yearDay ?? '12-31'}`),
            })}
      </p>
      <p class="trama-source">{t('evaluation.binding.daily')}</p>
      {binding.kind === 'metric' ? (
        <p>
          <a href={at(ctx, `/rilevazioni/${indicator.id}/confronto`)}>
            {impactText(ctx.lang)('evaluation.impact.open')}
          </a>
        </p>
      ) : null}
    </Section>
  );
}

export function BindingPage(props: {
  ctx: PageCtx;
  indicator: Indicator;
  metrics: readonly Choice[];
  places: readonly Choice[];
  form: FormState;
}): VNode {
  const { ctx, indicator, form } = props;
  const t = bindingText(ctx.lang);
  const path = at(ctx, `/rilevazioni/${indicator.id}`);
  const field = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={`${indicator.objectiveCode} · ${indicator.title}`}
      title={t('evaluation.binding.title')}
      lead={t('evaluation.binding.lead')}
      crumbs={[
        { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        { label: indicator.title, href: path },
        { label: t('evaluation.binding.section') },
      ]}
    >
      <Form
        ctx={ctx}
        form={form}
        action={`${path}/calcolo`}
        cancel={path}
        submit={t('evaluation.binding.save')}
      >
        <RadioField
          {...field}
          name="kind"
          label={t('evaluation.binding.kind')}
          choices={(['metric', 'budget'] as const).map((kind) => ({
            value: kind,
            label: t(`evaluation.binding.kind.${kind}`),
          }))}
        />
        <fieldset class="trama-fieldset">
          <legend>{t('evaluation.binding.kind.metric')}</legend>
          <SelectField
            {...field}
            name="metric"
            label={t('evaluation.binding.metric')}
            choices={props.metrics}
            optional
          />
          <SelectField
            {...field}
            name="place"
            label={t('evaluation.binding.place')}
            choices={props.places}
            optional
          />
          <SelectField
            {...field}
            name="yearDay"
            label={t('evaluation.binding.year-day')}
            choices={YEAR_DAYS.map((day) => ({ value: day, label: t(`evaluation.binding.year-day.${day}`) }))}
            optional
          />
        </fieldset>
        <fieldset class="trama-fieldset">
          <legend>{t('evaluation.binding.kind.budget')}</legend>
          <SelectField
            {...field}
            name="money"
            label={t('evaluation.binding.money')}
            choices={MONEY_MEASURES.map((money) => ({
              value: money,
              label: t(`evaluation.binding.money.${money}`),
            }))}
            optional
          />
        </fieldset>
      </Form>
    </Shell>
  );
}
