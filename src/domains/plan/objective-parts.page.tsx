import type { VNode } from 'preact';
import { Gauge } from '#platform/charts/gauge.js';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ActButton, Form, LongTextField, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Action, Indicator, Measurement, Objective } from './objective.types.js';
import { ACTION_STATES, INDICATOR_KINDS } from './objective.types.js';
import { planText } from './plan.messages.js';
import type { Plan } from './plan.types.js';
import { actionStateName, inPlan, kindName, planCrumbs } from './plan-words.js';
import { indicatorProgress } from './progress.rules.js';

interface PartsProps {
  ctx: PageCtx;
  objective: Objective;
  latest: ReadonlyMap<string, Measurement>;
  mayEdit: boolean;
  path: string;
  measureHref: ((indicatorId: string) => string) | null;
}

/** Whole numbers without decimals, others with as many as they have, up to two. */
function plain(ctx: PageCtx, value: number | null | undefined): string {
  if (value === null || value === undefined) return '—';
  const decimals = Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2;
  return formatNumber(value, { lang: ctx.lang, decimals });
}

export function IndicatorTable({ ctx, objective, latest, mayEdit, path, measureHref }: PartsProps): VNode {
  const t = planText(ctx.lang);
  return (
    <Section
      id="indicatori"
      title={t('plan.indicators')}
      actions={
        mayEdit ? (
          <>
            {objective.indicators.length > 1 ? (
              <ButtonLink href={`${path}/indicatori`} kind="link">
                {t('plan.order')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={`${path}/indicatori/nuovo`} kind="link">
              {t('plan.indicator.new')}
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('plan.indicators')}
        captionHidden
        rows={objective.indicators}
        rowKey={(one) => one.id}
        empty={<p class="trama-unsaid">{t('plan.indicators.none')}</p>}
        columns={[
          {
            key: 'title',
            label: t('plan.indicator.what'),
            heads: true,
            cell: (one) => (
              <>
                {mayEdit ? <a href={`${path}/indicatori/${one.id}`}>{one.title}</a> : one.title}
                {one.measuredBy ? (
                  <span class="trama-why">
                    {t('plan.indicator.tool')} {one.measuredBy}
                  </span>
                ) : null}
              </>
            ),
          },
          { key: 'kind', label: t('plan.indicator.kind'), cell: (one) => kindName(ctx.lang, one.kind) },
          ...(objective.indicators.some((one) => one.baseline !== null)
            ? [
                {
                  key: 'baseline',
                  label: t('plan.indicator.baseline'),
                  kind: 'number' as const,
                  cell: (one: Indicator) => plain(ctx, one.baseline),
                },
              ]
            : []),
          {
            key: 'target',
            label: t('plan.indicator.target'),
            kind: 'number',
            cell: (one) => <Target ctx={ctx} indicator={one} />,
          },
          ...(objective.indicators.some((one) => latest.has(one.id))
            ? [
                {
                  key: 'today',
                  label: t('plan.indicator.today'),
                  kind: 'number' as const,
                  cell: (one: Indicator) => {
                    const last = latest.get(one.id);
                    return last ? (
                      <span title={formatDate(last.measuredOn, { lang: ctx.lang })}>
                        {plain(ctx, last.value)}
                      </span>
                    ) : (
                      '—'
                    );
                  },
                },
              ]
            : []),
          {
            key: 'progress',
            label: t('plan.indicator.progress'),
            cell: (one) => (
              <>
                <IndicatorState ctx={ctx} indicator={one} value={latest.get(one.id)?.value} />
                {mayEdit && measureHref ? (
                  <a class="trama-edit" href={measureHref(one.id)}>
                    {t('plan.indicator.measure')}
                    <span class="visually-hidden"> {one.title}</span>
                  </a>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Target({ ctx, indicator }: { ctx: PageCtx; indicator: Indicator }): VNode {
  if (indicator.target === null) return <>{indicator.targetAsStated ?? '—'}</>;
  const unit = indicator.unit ?? '';
  return (
    <>
      {plain(ctx, indicator.target)}
      {unit === '' ? null : <span class="trama-unit"> {unit}</span>}
    </>
  );
}

function IndicatorState(props: { ctx: PageCtx; indicator: Indicator; value: number | undefined }): VNode {
  const { ctx, indicator, value } = props;
  const t = planText(ctx.lang);
  if (indicator.target === null) return <StateTag tone="off">{t('plan.indicator.no-target')}</StateTag>;
  const progress = indicatorProgress(indicator, value);
  if (progress === null) return <StateTag tone="off">{t('plan.indicator.unmeasured')}</StateTag>;
  if (progress >= 1) return <StateTag tone="good">{t('plan.indicator.reached')}</StateTag>;
  return (
    <Gauge
      id={`avanzamento-${indicator.id}`}
      title={indicator.title}
      value={progress * 100}
      lang={ctx.lang}
    />
  );
}

export function ActionTable({ ctx, objective, mayEdit, path }: PartsProps): VNode {
  const t = planText(ctx.lang);
  return (
    <Section
      id="azioni"
      title={t('plan.actions')}
      actions={
        mayEdit ? (
          <>
            {objective.actions.length > 1 ? (
              <ButtonLink href={`${path}/azioni`} kind="link">
                {t('plan.order')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={`${path}/azioni/nuova`} kind="link">
              {t('plan.action.new')}
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('plan.actions')}
        captionHidden
        rows={objective.actions}
        rowKey={(one) => one.id}
        empty={<p class="trama-unsaid">{t('plan.actions.none')}</p>}
        columns={[
          {
            key: 'title',
            label: t('plan.action.what'),
            heads: true,
            cell: (one) => (mayEdit ? <a href={`${path}/azioni/${one.id}`}>{one.title}</a> : one.title),
          },
          { key: 'owner', label: t('plan.action.owner'), cell: (one) => one.owner ?? '—' },
          { key: 'dates', label: t('plan.action.dates'), cell: (one) => datesOf(ctx, one) },
          {
            key: 'state',
            label: t('plan.state'),
            cell: (one) => (
              <>
                <StateTag tone={actionTones[one.state]}>{actionStateName(ctx.lang, one.state)}</StateTag>
                {one.stateReason ? <span class="trama-why">{one.stateReason}</span> : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

const actionTones = {
  planned: 'off',
  underWay: 'calm',
  done: 'good',
  partlyDone: 'calm',
  notDone: 'late',
  suspended: 'late',
} as const;

function datesOf(ctx: PageCtx, action: Action): string {
  const t = planText(ctx.lang);
  const day = (value: string) => formatDate(value, { lang: ctx.lang });
  if (action.startsOn && action.endsOn)
    return t('plan.action.from-to', { from: day(action.startsOn), to: day(action.endsOn) });
  if (action.endsOn) return t('plan.action.by', { to: day(action.endsOn) });
  if (action.startsOn) return t('plan.action.since', { from: day(action.startsOn) });
  return '—';
}

export type PartKind = 'indicatori' | 'azioni';

/** The order of an objective's indicators or actions, moved one place at a time. */
export function PartOrderPage(props: {
  ctx: PageCtx;
  plan: Plan;
  objective: Objective;
  part: PartKind;
}): VNode {
  const { ctx, plan, objective, part } = props;
  const t = planText(ctx.lang);
  const path = inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`);
  const rows: readonly { id: string; title: string }[] =
    part === 'indicatori' ? objective.indicators : objective.actions;
  const title = t(`plan.order.${part}`, { code: objective.code });
  return (
    <Shell ctx={ctx} title={title} door="plan" crumbs={partCrumbs(ctx, plan, objective, title)}>
      <ol class="trama-order">
        {rows.map((row, index) => (
          <li key={row.id}>
            <span>{row.title}</span>
            <span class="trama-order-acts">
              {(['su', 'giu'] as const).map((direction) =>
                (direction === 'su' ? index > 0 : index < rows.length - 1) ? (
                  <ActButton
                    key={direction}
                    ctx={ctx}
                    action={`${path}/${part}/${row.id}/${direction}`}
                    label={t(`plan.move.${direction}`)}
                  />
                ) : null,
              )}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <ButtonLink href={`${path}#${part}`}>{t('plan.back-to-sheet')}</ButtonLink>
      </p>
    </Shell>
  );
}

function partCrumbs(ctx: PageCtx, plan: Plan, objective: Objective, label: string) {
  return planCrumbs(
    ctx,
    plan,
    { label: planText(ctx.lang)('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
    { label: objective.code, href: inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`) },
    { label },
  );
}

export interface PartFormProps {
  ctx: PageCtx;
  plan: Plan;
  objective: Objective;
  /** Null for a new one. */
  id: string | null;
  form: FormState;
}

export function IndicatorFormPage({ ctx, plan, objective, id, form }: PartFormProps): VNode {
  const t = planText(ctx.lang);
  const path = inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`);
  const title = t(id === null ? 'plan.indicator.new' : 'plan.indicator.edit');
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={`${objective.code} · ${objective.title}`}
      door="plan"
      crumbs={partCrumbs(ctx, plan, objective, title)}
    >
      <Form
        ctx={ctx}
        action={`${path}/indicatori/${id ?? 'nuovo'}`}
        form={form}
        submit={t('plan.save')}
        cancel={`${path}#indicatori`}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="title"
          label={t('plan.indicator.what')}
          help={t('plan.indicator.what-help')}
          rows={2}
        />
        <RadioField
          ctx={ctx}
          form={form}
          name="kind"
          label={t('plan.indicator.kind')}
          choices={INDICATOR_KINDS.map((kind) => ({
            value: kind,
            label: t(`plan.indicator.kind-long.${kind}`),
          }))}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="unit"
          label={t('plan.indicator.unit')}
          help={t('plan.indicator.unit-help')}
          optional
          short
        />
        <TextField
          ctx={ctx}
          form={form}
          name="baseline"
          label={t('plan.indicator.baseline')}
          help={t('plan.indicator.baseline-help')}
          inputMode="decimal"
          optional
          short
        />
        <TextField
          ctx={ctx}
          form={form}
          name="target"
          label={t('plan.indicator.target')}
          help={t('plan.indicator.target-help')}
          inputMode="decimal"
          optional
          short
        />
        <TextField
          ctx={ctx}
          form={form}
          name="targetAsStated"
          label={t('plan.indicator.stated')}
          help={t('plan.indicator.stated-help')}
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="frequency"
          label={t('plan.indicator.frequency')}
          help={t('plan.indicator.frequency-help')}
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="measuredBy"
          label={t('plan.indicator.measured-by')}
          help={t('plan.indicator.measured-by-help')}
          optional
        />
      </Form>
      {id === null ? null : (
        <DangerZone
          title={t('plan.indicator.remove')}
          consequence={t('plan.indicator.remove-text')}
          act={
            <ActButton
              ctx={ctx}
              action={`${path}/indicatori/${id}/elimina`}
              kind="danger"
              label={t('plan.indicator.remove')}
            />
          }
        />
      )}
    </Shell>
  );
}

export function ActionFormPage({ ctx, plan, objective, id, form }: PartFormProps): VNode {
  const t = planText(ctx.lang);
  const path = inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`);
  const title = t(id === null ? 'plan.action.new' : 'plan.action.edit');
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={`${objective.code} · ${objective.title}`}
      door="plan"
      crumbs={partCrumbs(ctx, plan, objective, title)}
    >
      <Form
        ctx={ctx}
        action={`${path}/azioni/${id ?? 'nuova'}`}
        form={form}
        submit={t('plan.save')}
        cancel={`${path}#azioni`}
      >
        <LongTextField
          ctx={ctx}
          form={form}
          name="title"
          label={t('plan.action.what')}
          help={t('plan.action.what-help')}
          rows={2}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="owner"
          label={t('plan.action.owner')}
          help={t('plan.action.owner-help')}
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="startsOn"
          type="date"
          label={t('plan.action.starts-on')}
          optional
          short
        />
        <TextField
          ctx={ctx}
          form={form}
          name="endsOn"
          type="date"
          label={t('plan.action.ends-on')}
          optional
          short
        />
        <SelectField
          ctx={ctx}
          form={form}
          name="state"
          label={t('plan.state')}
          choices={ACTION_STATES.map((state) => ({ value: state, label: actionStateName(ctx.lang, state) }))}
        />
        <LongTextField
          ctx={ctx}
          form={form}
          name="stateReason"
          label={t('plan.action.reason')}
          help={t('plan.action.reason-help')}
          optional
          rows={3}
        />
      </Form>
      {id === null ? null : (
        <DangerZone
          title={t('plan.action.remove')}
          consequence={t('plan.action.remove-text')}
          act={
            <ActButton
              ctx={ctx}
              action={`${path}/azioni/${id}/elimina`}
              kind="danger"
              label={t('plan.action.remove')}
            />
          }
        />
      )}
    </Shell>
  );
}
