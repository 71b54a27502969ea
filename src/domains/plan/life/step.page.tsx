import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, SelectField, TickField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { Plan, PlanState } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import type { AgreementRef, BodyRef } from './act.sql.js';
import { ActFieldset } from './act-fields.js';
import { CheckList, checkName } from './check-list.js';
import { lifeText } from './life.messages.js';
import { needsVotes } from './step.rules.js';
import type { StepCheck } from './step.types.js';

export interface StepPageData {
  plan: Plan;
  state: PlanState;
  checks: readonly StepCheck[];
  bodies: readonly BodyRef[];
  agreements: readonly AgreementRef[];
  /** The agreement whose parties are offered; null until one is chosen. */
  agreement: AgreementRef | null;
}

/** The form of a step: first what it asks for, then its act. */
export function StepPage({ ctx, form, ...data }: StepPageData & { ctx: PageCtx; form: FormState }): VNode {
  const { plan, state, checks, agreement } = data;
  const t = lifeText(ctx.lang);
  const path = inPlan(ctx, plan, `/passi/${state}`);
  const asksAgreement = state === 'signed' && agreement === null;
  const field = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      title={t(`plan.life.step.${state}`)}
      kicker={plan.title}
      lead={t(`plan.life.step-lead.${state}`)}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti') },
        { label: t(`plan.life.step.${state}`) },
      )}
    >
      {checks.length > 0 ? (
        <Section id="verifiche" title={t('plan.life.checks')}>
          <CheckList ctx={ctx} plan={plan} step={state} checks={checks} />
        </Section>
      ) : null}
      {asksAgreement ? (
        <Section id="accordo" title={t('plan.life.act.agreement')} lead={t('plan.life.act.agreement-lead')}>
          {data.agreements.length === 0 ? (
            <Callout tone="late">
              <p>{t('plan.life.act.no-agreements')}</p>
              <p>
                <a href={at(ctx, '/rete/accordi/nuovo')}>{t('plan.life.act.new-agreement')}</a>
              </p>
            </Callout>
          ) : (
            <form method="get" action={path} class="trama-form">
              <SelectField
                {...field}
                name="accordo"
                label={t('plan.life.act.agreement')}
                choices={data.agreements.map((one) => ({ value: one.code, label: one.title }))}
              />
              <div class="trama-form-end">
                <button type="submit" class="btn btn-primary">
                  {t('plan.life.act.agreement-choose')}
                </button>
              </div>
            </form>
          )}
        </Section>
      ) : (
        <Form
          ctx={ctx}
          action={agreement ? `${path}?accordo=${encodeURIComponent(agreement.code)}` : path}
          form={form}
          submit={t(`plan.life.take.${state}`)}
          cancel={inPlan(ctx, plan, '/atti')}
        >
          {agreement ? (
            <>
              <input type="hidden" name="agreement" value={agreement.code} />
              <TickField
                {...field}
                name="signed"
                label={t('plan.life.signatories')}
                help={t('plan.life.act.signed-help', { agreement: agreement.title })}
                choices={agreement.parties.map((party) => ({
                  value: party.code,
                  label: party.role ? `${party.name} (${party.role})` : party.name,
                }))}
              />
            </>
          ) : null}
          <ActFieldset ctx={ctx} form={form} bodies={data.bodies} withVotes={needsVotes(state)} />
        </Form>
      )}
    </Shell>
  );
}

/** Why something that a step asks for stays open. */
export function ExplainPage(props: {
  ctx: PageCtx;
  plan: Plan;
  state: PlanState;
  code: string;
  form: FormState;
}): VNode {
  const { ctx, plan, form } = props;
  const t = lifeText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.check.explain')}
      kicker={`${plan.title} · ${checkName(ctx, props.code)}`}
      lead={t('plan.life.check.explain-lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti') },
        { label: t('plan.life.check.explain') },
      )}
    >
      <Form
        ctx={ctx}
        action={inPlan(ctx, plan, `/passi/${props.state}/${props.code}`)}
        form={form}
        submit={t('plan.life.check.explain-save')}
        cancel={inPlan(ctx, plan, '/atti')}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="note"
          label={t('plan.life.check.note')}
          help={t('plan.life.check.note-help')}
          rows={4}
        />
      </Form>
    </Shell>
  );
}
