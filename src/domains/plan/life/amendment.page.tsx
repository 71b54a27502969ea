import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatDateTime, formatEuroCents } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { Form, LongTextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, Facts, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Guideline } from '../guideline.types.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import type { BodyRef } from './act.sql.js';
import { ActFieldset } from './act-fields.js';
import type { Amendment } from './amendment.types.js';
import type { BoundLine } from './amendment-money.sql.js';
import { CheckList } from './check-list.js';
import { Differences } from './compare.page.js';
import type { ContentDifference } from './compare.rules.js';
import { lifeText } from './life.messages.js';
import type { StepCheck } from './step.types.js';

function crumbs(ctx: PageCtx, plan: Plan, ...rest: { label: string; href?: string }[]) {
  const t = lifeText(ctx.lang);
  return planCrumbs(
    ctx,
    plan,
    { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti#modifiche') },
    ...rest,
  );
}

/** Opens an amendment: why, and what it means for who writes and for who reads. */
export function OpenAmendmentPage({ ctx, plan, form }: { ctx: PageCtx; plan: Plan; form: FormState }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.amendment.open')}
      kicker={plan.title}
      lead={t('plan.life.amendment.open-lead', { version: plan.frozenVersion ?? 1 })}
      door="plan"
      crumbs={crumbs(ctx, plan, { label: t('plan.life.amendment.open') })}
    >
      <Form
        ctx={ctx}
        action={inPlan(ctx, plan, '/modifiche/nuova')}
        form={form}
        submit={t('plan.life.amendment.open')}
        cancel={inPlan(ctx, plan, '/atti')}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('plan.life.amendment.reason')}
          help={t('plan.life.amendment.reason-help')}
          rows={4}
        />
      </Form>
    </Shell>
  );
}

export interface AmendmentPageData {
  plan: Plan;
  amendment: Amendment;
  /** From the version before to what the amendment says. */
  difference: ContentDifference;
  guideline: Guideline;
}

/** An amendment: what it changes, and while it is open how it ends. */
export function AmendmentPage({ ctx, ...data }: AmendmentPageData & { ctx: PageCtx }): VNode {
  const { plan, amendment } = data;
  const t = lifeText(ctx.lang);
  const path = inPlan(ctx, plan, `/modifiche/${amendment.id}`);
  const mayKeep = amendment.outcome === null && may(ctx, keepers);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.amendment.title', { number: amendment.number })}
      kicker={`${plan.title} · ${t(`plan.life.amendment.outcome.${amendment.outcome ?? 'open'}`)}`}
      lead={amendment.reason}
      door="plan"
      crumbs={crumbs(ctx, plan, { label: t('plan.life.amendment.title', { number: amendment.number }) })}
      actions={
        mayKeep ? (
          <ButtonLink href={`${path}/approva`} kind="primary">
            {t('plan.life.amendment.adopt')}
          </ButtonLink>
        ) : undefined
      }
    >
      <Facts
        empty={t('plan.life.unsaid')}
        rows={[
          {
            label: t('plan.life.amendment.opened-on'),
            content: [formatDate(amendment.openedOn, { lang: ctx.lang }), amendment.openedBy]
              .filter(Boolean)
              .join(', '),
          },
          ...(amendment.closedAt === null
            ? []
            : [
                {
                  label: t(`plan.life.amendment.outcome.${amendment.outcome ?? 'open'}`),
                  content: formatDateTime(amendment.closedAt, ctx.lang),
                },
              ]),
          ...(amendment.closingReason === null
            ? []
            : [{ label: t('plan.life.amendment.closing-reason'), content: amendment.closingReason }]),
        ]}
      />
      <h2>{t('plan.life.amendment.changes', { version: amendment.number - 1 })}</h2>
      <Differences ctx={ctx} difference={data.difference} guideline={data.guideline} />
      {mayKeep ? (
        <DangerZone
          title={t('plan.life.amendment.abandon')}
          consequence={t('plan.life.amendment.abandon-text', { version: amendment.number - 1 })}
          act={<ButtonLink href={`${path}/abbandona`}>{t('plan.life.amendment.abandon')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

/** The act by which the body adopts the amendment. */
export function AdoptPage(props: {
  ctx: PageCtx;
  plan: Plan;
  amendment: Amendment;
  checks: readonly StepCheck[];
  bodies: readonly BodyRef[];
  form: FormState;
}): VNode {
  const { ctx, plan, amendment, form } = props;
  const t = lifeText(ctx.lang);
  const path = inPlan(ctx, plan, `/modifiche/${amendment.id}`);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.amendment.adopt')}
      kicker={plan.title}
      lead={t('plan.life.amendment.adopt-lead', { version: amendment.number })}
      door="plan"
      crumbs={crumbs(
        ctx,
        plan,
        { label: t('plan.life.amendment.title', { number: amendment.number }), href: path },
        { label: t('plan.life.amendment.adopt') },
      )}
    >
      <Section id="verifiche" title={t('plan.life.checks')}>
        <CheckList ctx={ctx} plan={plan} step="adopted" checks={props.checks} />
      </Section>
      <Form
        ctx={ctx}
        action={`${path}/approva`}
        form={form}
        submit={t('plan.life.amendment.adopt-record')}
        cancel={path}
      >
        <ActFieldset ctx={ctx} form={form} bodies={props.bodies} withVotes />
      </Form>
    </Shell>
  );
}

export function AbandonPage(props: {
  ctx: PageCtx;
  plan: Plan;
  amendment: Amendment;
  /** Lines that came with the amendment and on which money was committed. */
  bound: readonly BoundLine[];
  form: FormState;
}): VNode {
  const { ctx, plan, amendment, bound, form } = props;
  const t = lifeText(ctx.lang);
  const path = inPlan(ctx, plan, `/modifiche/${amendment.id}`);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.life.amendment.abandon')}
      kicker={plan.title}
      lead={t('plan.life.amendment.abandon-text', { version: amendment.number - 1 })}
      door="plan"
      crumbs={crumbs(
        ctx,
        plan,
        { label: t('plan.life.amendment.title', { number: amendment.number }), href: path },
        { label: t('plan.life.amendment.abandon') },
      )}
    >
      <Form
        ctx={ctx}
        action={`${path}/abbandona`}
        form={form}
        submit={t('plan.life.amendment.abandon')}
        cancel={path}
      >
        {bound.length === 0 ? null : <BoundLines ctx={ctx} plan={plan} lines={bound} />}
        {bound.length === 0 ? null : (
          <TickField
            ctx={ctx}
            form={form}
            name="keep"
            label={t('plan.life.amendment.bound-keep')}
            help={t('plan.life.amendment.bound-keep-help')}
            choices={[{ value: 'yes', label: t('plan.life.amendment.bound-yes') }]}
          />
        )}
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('plan.life.amendment.closing-reason')}
          rows={3}
        />
      </Form>
    </Shell>
  );
}

function BoundLines(props: { ctx: PageCtx; plan: Plan; lines: readonly BoundLine[] }): VNode {
  const { ctx, plan, lines } = props;
  const t = lifeText(ctx.lang);
  return (
    <Section id="impegni" title={t('plan.life.amendment.bound')}>
      <p>{t('plan.life.amendment.bound-lead')}</p>
      <DataTable
        lang={ctx.lang}
        caption={t('plan.life.amendment.bound')}
        captionHidden
        rows={lines}
        rowKey={(line) => line.id}
        columns={[
          {
            key: 'objective',
            label: t('plan.life.field.objective'),
            heads: true,
            cell: (line) => line.objective,
          },
          {
            key: 'fund',
            label: t('plan.life.field.fund'),
            cell: (line) => [line.fund, line.year, line.description].filter(Boolean).join(' · '),
          },
          {
            key: 'committed',
            label: t('plan.life.amendment.bound-committed'),
            kind: 'number',
            cell: (line) => formatEuroCents(line.committedCents, { decimals: 2, lang: ctx.lang }),
          },
          {
            key: 'move',
            label: t('plan.life.amendment.bound-move'),
            cell: (line) => (
              <a
                href={at(
                  ctx,
                  `/risorse/${plan.code}/impegni?obiettivo=${encodeURIComponent(line.objective)}`,
                )}
              >
                {t('plan.life.amendment.bound-move')}
                <span class="visually-hidden"> {line.objective}</span>
              </a>
            ),
          },
        ]}
      />
    </Section>
  );
}
