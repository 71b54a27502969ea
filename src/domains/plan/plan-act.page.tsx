import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { planText } from './plan.messages.js';
import { keepers, nextStates } from './plan.rules.js';
import type { Plan, PlanAct } from './plan.types.js';
import { inPlan, planCrumbs, stateName } from './plan-words.js';

/** The passages of a plan's life: which state began when, by which act. */
export function PlanActsPage({ ctx, plan, acts }: { ctx: PageCtx; plan: Plan; acts: PlanAct[] }): VNode {
  const t = planText(ctx.lang);
  const inOffice = ctx.view.face === 'office';
  const mayRecord = inOffice && may(ctx, keepers) && nextStates(plan.state).length > 0;
  return (
    <Shell
      ctx={ctx}
      title={t('plan.acts.title')}
      lead={t('plan.acts.lead')}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.acts.title') })}
      actions={
        mayRecord ? (
          <ButtonLink href={inPlan(ctx, plan, '/atti/nuovo')} kind="primary">
            {t('plan.act.new')}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('plan.acts.title')}
        captionHidden
        rows={acts}
        rowKey={(act) => act.id}
        empty={<EmptyState title={t('plan.acts.none')} text={t('plan.acts.none-text')} />}
        columns={[
          {
            key: 'state',
            label: t('plan.state'),
            heads: true,
            cell: (act) => stateName(ctx.lang, act.state),
          },
          {
            key: 'date',
            label: t('plan.act.taken-on'),
            cell: (act) => formatDate(act.takenOn, { lang: ctx.lang }),
          },
          { key: 'number', label: t('plan.act.number'), cell: (act) => act.actNumber ?? '—' },
          { key: 'body', label: t('plan.act.body'), cell: (act) => act.bodyName ?? '—' },
          { key: 'note', label: t('plan.note'), cell: (act) => act.note ?? '' },
          ...(inOffice
            ? [
                {
                  key: 'by',
                  label: t('plan.act.recorded'),
                  cell: (act: PlanAct) =>
                    [act.recordedBy, formatDateTime(act.recordedAt, ctx.lang)].filter(Boolean).join(', '),
                },
              ]
            : []),
        ]}
      />
    </Shell>
  );
}

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
  guidelines: readonly { code: string; title: { it: string; en: string } }[];
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
          choices={props.guidelines.map((one) => ({ value: one.code, label: one.title[ctx.lang] }))}
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="summary"
          label={t('plan.summary')}
          help={t('plan.summary-help')}
          optional
        />
      </Form>
    </Shell>
  );
}

export function PlanFormPage({ ctx, plan, form }: { ctx: PageCtx; plan: Plan; form: FormState }): VNode {
  const t = planText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.edit-plan')}
      kicker={plan.title}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.edit-plan') })}
    >
      <Form
        ctx={ctx}
        action={inPlan(ctx, plan, '/modifica')}
        form={form}
        submit={t('plan.save')}
        cancel={inPlan(ctx, plan)}
      >
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
      </Form>
    </Shell>
  );
}
