import type { VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import type { PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { threadText } from '../thread.messages.js';
import { wordOf } from '../thread.rules.js';
import { PlanFlowFigure } from './plan-flow.figure.js';
import {
  type FlowGap,
  FlowGrouping,
  type FlowItem,
  FlowMeasure,
  type FlowPlan,
  type PlanFlow,
} from './plan-flow.types.js';
import { describePlanFlow, flowFinding, nameOf, writeValue } from './plan-flow.words.js';

export interface PlanFlowPageProps {
  ctx: PageCtx;
  plan: FlowPlan;
  flow: PlanFlow;
  /** What is missing first, where there is nothing to draw. */
  gap: FlowGap | null;
  grouping: FlowGrouping;
  /** Which page of the table, from 1. */
  page: number;
}

/** The thread of a whole plan: what flows from needs to objectives to funds, as picture, as sentences and as table. */
export function PlanFlowPage({ ctx, plan, flow, gap, grouping, page: asked }: PlanFlowPageProps): VNode {
  const t = threadText(ctx.lang);
  const base = at(ctx, `/piano/${plan.code}`);
  return (
    <Shell
      ctx={ctx}
      door="plan"
      title={t('thread.flow.title')}
      kicker={plan.title}
      lead={t('thread.flow.lead')}
      crumbs={[
        { label: t('thread.flow.plan', { plan: plan.code }), href: base },
        { label: t('thread.flow.title') },
      ]}
    >
      {gap === null ? (
        <Picture ctx={ctx} flow={flow} grouping={grouping} base={base} asked={asked} />
      ) : (
        <Nothing ctx={ctx} base={base} gap={gap} />
      )}
    </Shell>
  );
}

interface PictureProps {
  ctx: PageCtx;
  flow: PlanFlow;
  grouping: FlowGrouping;
  /** Address of the plan. */
  base: string;
  asked: number;
}

function Picture({ ctx, flow, grouping, base, asked }: PictureProps): VNode {
  const t = threadText(ctx.lang);
  const path = `${base}/filo`;
  const query = { misura: flow.measure, dettaglio: grouping === 'auto' ? undefined : grouping };
  const file = (ending: string) => withQuery(`${path}.${ending}`, query);
  return (
    <>
      <FilterForm
        lang={ctx.lang}
        action={path}
        label={t('thread.flow.choose')}
        submit={t('thread.flow.show')}
      >
        <FilterSelect
          name="misura"
          label={t('thread.flow.measure')}
          value={flow.measure}
          choices={FlowMeasure.options.map((value) => ({ value, label: t(`thread.flow.measure.${value}`) }))}
        />
        <FilterSelect
          name="dettaglio"
          label={t('thread.flow.grouping')}
          value={grouping}
          choices={FlowGrouping.options.map((value) => ({
            value,
            label: t(`thread.flow.grouping.${value}`),
          }))}
        />
      </FilterForm>
      <ChartFigure
        id="flusso"
        level={2}
        lang={ctx.lang}
        heading={flowFinding(flow, ctx.lang)}
        subtitle={t(`thread.flow.subtitle.${flow.measure}`)}
        chart={
          <section class="trama-flow-wide" tabIndex={0} aria-label={t('thread.flow.wide')}>
            <PlanFlowFigure flow={flow} lang={ctx.lang} id="flusso-figura" hrefOf={hrefOf(ctx, base)} />
          </section>
        }
        note={t(`thread.flow.note.${flow.measure}`)}
        links={[
          { label: t('thread.flow.table'), href: '#tabella' },
          { label: 'CSV', href: file('csv') },
          { label: 'SVG', href: file('svg'), download: '' },
          { label: 'PNG', href: file('png'), download: '' },
        ]}
      />
      <p>{describePlanFlow(flow, ctx.lang)}</p>
      <Loose ctx={ctx} flow={flow} base={base} />
      <FlowTable ctx={ctx} flow={flow} asked={asked} href={{ path, query }} />
    </>
  );
}

/** Nothing to draw: what the thread is, and where it begins. */
function Nothing({ ctx, base, gap }: { ctx: PageCtx; base: string; gap: FlowGap }): VNode {
  const t = threadText(ctx.lang);
  const steps: Record<FlowGap, string> = {
    needs: `${base}/bisogni`,
    objectives: `${base}/obiettivi`,
    links: `${base}/fili-sciolti`,
    money: withQuery(`${base}/fili-sciolti`, { regola: 'objective-without-money' }),
  };
  return (
    <EmptyState
      title={t(`thread.flow.empty.${gap}`)}
      text={t(`thread.flow.empty.${gap}-text`)}
      action={
        <p class="trama-actions">
          <ButtonLink href={steps[gap]} kind="primary">
            {t(`thread.flow.empty.${gap}-step`)}
          </ButtonLink>
          {gap === 'money' ? (
            <ButtonLink href={withQuery(`${base}/filo`, { misura: 'legami' })}>
              {t('thread.flow.empty.see-links')}
            </ButtonLink>
          ) : null}
        </p>
      }
    />
  );
}

function hrefOf(ctx: PageCtx, base: string) {
  return (item: FlowItem): string | undefined => {
    if (item.label === null) return `${base}/fili-sciolti`;
    if (item.nodeId !== null) return at(ctx, `/filo/${wordOf(item.column)}/${item.nodeId}`);
    const [kind = '', name = ''] = item.id.split(/:(.*)/s);
    if (name === '') return `${base}/obiettivi`;
    return kind === 'theme'
      ? withQuery(`${base}/bisogni`, { tema: name })
      : withQuery(`${base}/obiettivi`, { macroarea: name });
  };
}

/** What has no width: told, with the page that mends it. */
function Loose({ ctx, flow, base }: { ctx: PageCtx; flow: PlanFlow; base: string }): VNode {
  const t = threadText(ctx.lang);
  const rules = [
    ['need-unanswered', flow.loose.unanswered.length],
    ['objective-without-need', flow.loose.withoutNeed.length],
    ['objective-without-money', flow.loose.withoutMoney.length],
  ] as const;
  return (
    <Section id="sciolti" title={t('thread.flow.loose')}>
      <ul>
        {rules.map(([rule, count]) => (
          <li key={rule}>
            {count === 0 ? (
              t(`thread.flow.loose.${rule}`, { count })
            ) : (
              <a href={withQuery(`${base}/fili-sciolti`, { regola: rule })}>
                {t(`thread.flow.loose.${rule}`, { count })}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function FlowTable({
  ctx,
  flow,
  asked,
  href,
}: {
  ctx: PageCtx;
  flow: PlanFlow;
  asked: number;
  href: { path: string; query: Record<string, string | undefined> };
}): VNode {
  const { rows, page, pageCount } = cutPage(flow.edges, asked);
  const t = threadText(ctx.lang);
  const items = new Map(flow.items.map((item) => [item.id, item]));
  return (
    <Section id="tabella" title={t('thread.flow.table')}>
      <DataTable
        lang={ctx.lang}
        caption={t('thread.flow.table')}
        captionHidden
        rows={rows}
        rowKey={(edge) => `${edge.from} ${edge.to}`}
        columns={[
          {
            key: 'from',
            label: t('thread.flow.from'),
            heads: true,
            cell: (edge) => labelOf(items.get(edge.from), ctx),
          },
          { key: 'to', label: t('thread.flow.to'), cell: (edge) => labelOf(items.get(edge.to), ctx) },
          {
            key: 'value',
            label: t(`thread.flow.measure.${flow.measure}`),
            kind: 'number',
            cell: (edge) => writeValue(flow, edge.value, ctx.lang),
          },
        ]}
      />
      <Pages lang={ctx.lang} page={page} pageCount={pageCount} href={href} />
    </Section>
  );
}

function labelOf(item: FlowItem | undefined, ctx: PageCtx): string {
  return item ? nameOf(item, ctx.lang) : '';
}
