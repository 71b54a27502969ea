import type { VNode } from 'preact';
import { LOOSE_RULES, type LooseEnd, type LooseRule, type NodeAddress } from '#domains/thread/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState, KeyFigure, KeyFigures, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { planText } from './plan.messages.js';
import { editors, isOpen } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs } from './plan-words.js';

/** Of each sort, until one asks for that sort alone. */
const SHOWN = 8;

export interface LooseFilter {
  rule?: LooseRule | undefined;
  place?: string | undefined;
}

export interface LooseEndsData {
  plan: Plan;
  ends: readonly LooseEnd[];
  filter: LooseFilter;
  /** Where nodes of other domains have their pages. */
  address: NodeAddress;
}

/** What the thread of the plan does not hold, by rule, each with the page that mends it. */
export function LooseEndsPage({ ctx, plan, ends, filter, address }: LooseEndsData & { ctx: PageCtx }): VNode {
  const t = planText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = inPlan(ctx, plan, '/fili-sciolti');
  const inPlace = ends.filter((one) => !filter.place || one.placeCode === filter.place);
  const shown = inPlace.filter((one) => !filter.rule || one.rule === filter.rule);
  const groups = Map.groupBy(shown, (one) => one.rule);
  const places = new Map(
    ends.flatMap((one) => (one.placeCode ? [[one.placeCode, one.node.placeName ?? '']] : [])),
  );
  const mayMend = ctx.view.face === 'office' && may(ctx, editors, []) && isOpen(plan);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.loose.title')}
      lead={t('plan.loose.lead', { count: inPlace.length })}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.loose.title') })}
    >
      <KeyFigures>
        {LOOSE_RULES.map((rule) => ({ rule, count: inPlace.filter((one) => one.rule === rule).length }))
          .filter(({ count }) => count > 0)
          .map(({ rule, count }) => (
            <KeyFigure
              key={rule}
              value={formatNumber(count, { lang: ctx.lang })}
              label={t(`plan.loose.${rule}`)}
              href={withQuery(path, { regola: rule, territorio: filter.place })}
            />
          ))}
      </KeyFigures>
      <FilterForm
        action={path}
        label={ui('ui.results-in')}
        submit={ui('ui.filter')}
        clear={filter.rule || filter.place ? path : undefined}
        clearLabel={ui('ui.clear-filters')}
      >
        <FilterSelect
          name="regola"
          label={t('plan.loose.rule')}
          value={filter.rule}
          all={ui('ui.all')}
          choices={LOOSE_RULES.map((rule) => ({ value: rule, label: t(`plan.loose.${rule}`) }))}
        />
        <FilterSelect
          name="territorio"
          label={t('plan.place')}
          value={filter.place}
          all={ui('ui.all')}
          choices={[...places].map(([value, label]) => ({ value, label }))}
        />
      </FilterForm>
      {shown.length === 0 ? (
        <EmptyState title={t('plan.loose.none')} text={t('plan.loose.none-text')} />
      ) : null}
      {[...groups].map(([rule, own]) => (
        <Section
          key={rule}
          id={rule}
          title={`${t(`plan.loose.${rule}`)} (${formatNumber(own.length, { lang: ctx.lang })})`}
          lead={t(`plan.loose.why.${rule}`)}
        >
          <ul class="trama-linked">
            {(filter.rule ? own : own.slice(0, SHOWN)).map((one) => (
              <li key={one.node.id}>
                <span class="trama-code">{one.node.code}</span>{' '}
                <a href={nodeHref(ctx, plan, one, address)}>{one.node.title}</a>
                {mayMend ? (
                  <a class="trama-edit" href={mendHref(ctx, plan, one, address)}>
                    {t(`plan.loose.mend.${rule}`)}
                    <span class="visually-hidden"> {one.node.code}</span>
                  </a>
                ) : null}
                <span class="trama-why">
                  {[one.node.kind === 'need' ? one.node.detail : null, one.node.placeName]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
          {!filter.rule && own.length > SHOWN ? (
            <p>
              <a href={withQuery(path, { regola: rule, territorio: filter.place })}>
                {t('plan.loose.all', { count: own.length })}
                <span class="visually-hidden">: {t(`plan.loose.${rule}`)}</span>
              </a>
            </p>
          ) : null}
        </Section>
      ))}
    </Shell>
  );
}

function nodeHref(ctx: PageCtx, plan: Plan, { node }: LooseEnd, address: NodeAddress): string {
  if (node.kind === 'need') return inPlan(ctx, plan, `/bisogni/${encodeURIComponent(node.code)}`);
  if (node.kind === 'objective') return inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(node.code)}`);
  return at(ctx, address(node) ?? `/filo/esito/${node.id}`);
}

/** The page where a loose end is tied. */
function mendHref(ctx: PageCtx, plan: Plan, end: LooseEnd, address: NodeAddress): string {
  const code = encodeURIComponent(end.node.code);
  switch (end.rule) {
    case 'need-unanswered':
      return inPlan(ctx, plan, `/bisogni/${code}/collegamenti`);
    case 'need-unproven':
      return inPlan(ctx, plan, `/bisogni/${code}/prove/nuova`);
    case 'objective-without-need':
      return inPlan(ctx, plan, `/obiettivi/${code}/collegamenti/bisogni`);
    case 'objective-without-money':
      return inPlan(ctx, plan, `/obiettivi/${code}#risorse`);
    case 'objective-not-measurable':
      return inPlan(ctx, plan, `/obiettivi/${code}#indicatori`);
    case 'objective-without-action':
      return inPlan(ctx, plan, `/obiettivi/${code}/azioni/nuova`);
    case 'outcome-not-taken-up':
      return nodeHref(ctx, plan, end, address);
  }
}
