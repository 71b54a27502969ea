import type { VNode } from 'preact';
import { Gauge } from '#platform/charts/gauge.js';
import type { PageCtx } from '#platform/http/context.js';
import { civilDay, formatDate, formatNumber } from '#platform/i18n/format.js';
import { withQuery } from '#platform/ui/address.js';
import { ActButton } from '#platform/ui/form.js';
import { ButtonLink, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { RowThreadLink } from '#platform/ui/thread-link.js';
import { ActionGantt } from './action-gantt.js';
import { ActionStateTag, datesOf } from './action-words.js';
import type { Indicator, Measurement, Objective } from './objective.types.js';
import { planText } from './plan.messages.js';
import type { Plan } from './plan.types.js';
import { inPlan, kindName, planCrumbs } from './plan-words.js';
import { indicatorProgress } from './progress.rules.js';
import { spanOf } from './schedule.rules.js';
import { shiftText } from './shift/shift.messages.js';

interface PartsProps {
  ctx: PageCtx;
  objective: Objective;
  latest: ReadonlyMap<string, Measurement>;
  mayEdit: boolean;
  /** What has been done is told, also when the text is frozen. */
  mayRun: boolean;
  path: string;
  measureHref: ((indicatorId: string) => string) | null;
}

/** Whole numbers without decimals, others with as many as they have, up to two. */
function plain(ctx: PageCtx, value: number | null | undefined): string {
  if (value === null || value === undefined) return '—';
  const decimals = Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2;
  return formatNumber(value, { lang: ctx.lang, decimals });
}

export function IndicatorTable({
  ctx,
  objective,
  latest,
  mayEdit,
  mayRun,
  path,
  measureHref,
}: PartsProps): VNode {
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
                <RowThreadLink ctx={ctx} word="indicatore" id={one.id} of={one.title} />
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
                {mayRun && measureHref ? (
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
  if (unit === '%' || unit === 'percentuale') return <>{plain(ctx, indicator.target)}&#160;%</>;
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

export function ActionTable(props: Omit<PartsProps, 'latest' | 'measureHref'> & { plan: Plan }): VNode {
  const { ctx, plan, objective, mayEdit, mayRun, path } = props;
  const t = planText(ctx.lang);
  const today = civilDay(ctx.now);
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
            {objective.actions.some((one) => one.startsOn ?? one.endsOn) ? (
              <ButtonLink
                href={withQuery(inPlan(ctx, plan, '/azioni/sposta'), { obiettivo: objective.code })}
                kind="link"
              >
                {shiftText(ctx.lang)('plan.shift.door')}
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
            cell: (one) => (
              <>
                {mayRun ? <a href={`${path}/azioni/${one.id}`}>{one.title}</a> : one.title}
                <RowThreadLink ctx={ctx} word="azione" id={one.id} of={one.title} />
              </>
            ),
          },
          { key: 'owner', label: t('plan.action.owner'), cell: (one) => one.owner ?? '—' },
          { key: 'dates', label: t('plan.action.dates'), cell: (one) => datesOf(ctx.lang, one) },
          {
            key: 'state',
            label: t('plan.state'),
            cell: (one) => <ActionStateTag lang={ctx.lang} action={one} today={today} />,
          },
        ]}
      />
      {objective.actions.some((one) => one.startsOn !== null || one.endsOn !== null) ? (
        <ActionGantt
          ctx={ctx}
          id="tempi"
          title={t('plan.schedule.of', { code: objective.code })}
          actions={objective.actions}
          span={spanOf(objective.actions, plan)}
          today={today}
        />
      ) : null}
    </Section>
  );
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

export function partCrumbs(ctx: PageCtx, plan: Plan, objective: Objective, label: string) {
  return planCrumbs(
    ctx,
    plan,
    { label: planText(ctx.lang)('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
    { label: objective.code, href: inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`) },
    { label },
  );
}
