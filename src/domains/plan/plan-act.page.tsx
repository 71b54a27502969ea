import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { Callout } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { draftText } from './draft/draft.messages.js';
import type { GuidelineHead } from './guideline.sql.js';
import { planText } from './plan.messages.js';
import { isDraft, nextStates } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs, stateName } from './plan-words.js';

/** An act of a plan that was adopted before it was in Trama. */
export function NewPlanActPage({ ctx, plan, form }: { ctx: PageCtx; plan: Plan; form: FormState }): VNode {
  const t = planText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.act.new')}
      lead={t('plan.act.new-lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.acts.title'), href: inPlan(ctx, plan, '/atti') },
        { label: t('plan.act.new') },
      )}
    >
      <Form
        ctx={ctx}
        action={inPlan(ctx, plan, '/atti/nuovo')}
        form={form}
        submit={t('plan.act.record')}
        cancel={inPlan(ctx, plan, '/atti')}
      >
        <SelectField
          ctx={ctx}
          form={form}
          name="state"
          label={t('plan.act.state')}
          help={t('plan.act.state-help', { state: stateName(ctx.lang, plan.state) })}
          choices={nextStates(plan.state).map((state) => ({
            value: state,
            label: stateName(ctx.lang, state),
          }))}
        />
        <TextField ctx={ctx} form={form} name="takenOn" type="date" label={t('plan.act.taken-on')} short />
        <TextField ctx={ctx} form={form} name="actNumber" label={t('plan.act.number')} optional short />
        <TextField
          ctx={ctx}
          form={form}
          name="bodyName"
          label={t('plan.act.body')}
          help={t('plan.act.body-help')}
          optional
        />
        <LongTextField ctx={ctx} form={form} name="note" label={t('plan.note')} optional rows={3} />
      </Form>
    </Shell>
  );
}

export function NewPlanPage(props: {
  ctx: PageCtx;
  form: FormState;
  guidelines: readonly GuidelineHead[];
}): VNode {
  const { ctx, form } = props;
  const t = planText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.new')}
      lead={t('plan.new-lead')}
      door="plan"
      crumbs={[{ label: t('plan.title'), href: at(ctx, '/piano') }, { label: t('plan.new') }]}
    >
      <Form
        ctx={ctx}
        action={at(ctx, '/piano/nuovo')}
        form={form}
        submit={t('plan.create')}
        cancel={at(ctx, '/piano')}
      >
        <TextField
          ctx={ctx}
          form={form}
          name="code"
          label={t('plan.period')}
          help={t('plan.code-help')}
          short
        />
        <TextField
          ctx={ctx}
          form={form}
          name="title"
          label={t('plan.title-field')}
          help={t('plan.title-help')}
        />
        <SelectField
          ctx={ctx}
          form={form}
          name="guidelineCode"
          label={t('plan.guideline')}
          help={t('plan.guideline-help')}
          choices={props.guidelines.map((one) => ({
            value: one.code,
            label: `${one.guideline.title[ctx.lang]} (${one.guideline.region[ctx.lang]})`,
          }))}
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="summary"
          label={t('plan.summary')}
          help={t('plan.summary-help')}
          optional
        />
        <RadioField
          ctx={ctx}
          form={form}
          name="isTranscribed"
          label={t('plan.origin')}
          help={t('plan.origin-help')}
          choices={[
            { value: '', label: t('plan.origin.written') },
            { value: 'yes', label: t('plan.origin.transcribed') },
          ]}
        />
      </Form>
    </Shell>
  );
}

export function PlanFormPage(props: {
  ctx: PageCtx;
  plan: Plan;
  form: FormState;
  /** Whether the guideline that the draft follows has a newer edition. */
  isBehind: boolean;
}): VNode {
  const { ctx, plan, form } = props;
  const t = planText(ctx.lang);
  const d = draftText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.edit-plan')}
      kicker={plan.title}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.edit-plan') })}
    >
      {props.isBehind ? (
        <Callout tone="info">
          <p>
            {d('plan.draft.newer')}{' '}
            <a href={inPlan(ctx, plan, '/linee-di-indirizzo')}>{d('plan.draft.guideline-link')}</a>
          </p>
        </Callout>
      ) : null}
      <Form ctx={ctx} action={inPlan(ctx, plan, '/modifica')} form={form} cancel={inPlan(ctx, plan)}>
        <TextField
          ctx={ctx}
          form={form}
          name="title"
          label={t('plan.title-field')}
          help={t('plan.title-help')}
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="summary"
          label={t('plan.summary')}
          help={t('plan.summary-help')}
          optional
        />
        {isDraft(plan) ? (
          <TextField
            ctx={ctx}
            form={form}
            name="code"
            label={t('plan.period')}
            help={d('plan.draft.period-help')}
            short
          />
        ) : null}
      </Form>
      {isDraft(plan) && !props.isBehind ? (
        <p>
          <a href={inPlan(ctx, plan, '/linee-di-indirizzo')}>{d('plan.draft.guideline-link')}</a>
        </p>
      ) : null}
    </Shell>
  );
}
