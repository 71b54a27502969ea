import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { ActionGantt } from './action-gantt.js';
import { ActionStateTag, datesOf } from './action-words.js';
import type { Guideline } from './guideline.types.js';
import { planText } from './plan.messages.js';
import { editors, isOpen } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs } from './plan-words.js';
import { countActions, groupByObjective, spanOf } from './schedule.rules.js';
import { ACTION_FILTERS, type ScheduledAction, type ScheduleFilter } from './schedule.types.js';
import { shiftText } from './shift/shift.messages.js';

export interface ScheduleData {
  plan: Plan;
  guideline: Guideline;
  all: readonly ScheduledAction[];
  /** Those that match; shown a page at a time, in the order of their objectives. */
  actions: readonly ScheduledAction[];
  page: number;
  filter: ScheduleFilter;
  query: Record<string, string | undefined>;
  today: string;
}

/** Fewer than the rows of a list: each is drawn twice, for wide screens and for narrow ones, and told once more. */
const DRAWN_A_PAGE = 30;

/** The timetable of a plan: its actions over time under their objectives, and the same as a list. */
export function SchedulePage({ ctx, ...data }: ScheduleData & { ctx: PageCtx }): VNode {
  const { plan, all, actions, filter, query, today } = data;
  const t = planText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = inPlan(ctx, plan, '/cronoprogramma');
  const isFiltered = Object.values(filter).some(Boolean);
  const span = spanOf(actions, plan);
  const cut = cutPage(actions, data.page, DRAWN_A_PAGE);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.schedule.title')}
      lead={all.length === 0 ? undefined : t('plan.schedule.lead', countActions(all, today))}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.schedule.title') })}
      actions={
        all.length === 0 ? undefined : (
          <>
            <DownloadMenu
              lang={ctx.lang}
              files={(['csv', 'xlsx'] as const).map((format) => ({
                label: t('plan.schedule.file'),
                href: withQuery(inPlan(ctx, plan, `/cronoprogramma.${format}`), query),
                note: format.toUpperCase(),
              }))}
            />
            {ctx.view.face === 'office' && isOpen(plan) && may(ctx, editors, []) ? (
              <ButtonLink href={inPlan(ctx, plan, '/azioni/sposta')}>
                {shiftText(ctx.lang)('plan.shift.door')}
              </ButtonLink>
            ) : null}
          </>
        )
      }
    >
      {all.length === 0 ? (
        <EmptyState title={t('plan.schedule.none')} text={t('plan.schedule.none-text')} />
      ) : (
        <>
          <Filters ctx={ctx} {...data} path={path} isFiltered={isFiltered} />
          <p class="trama-count" role="status">
            {ui('ui.rows', { count: actions.length })}
          </p>
          {actions.length === 0 ? (
            <EmptyState title={t('plan.schedule.no-match')} text={t('plan.no-match-text')} />
          ) : (
            <>
              {groupByObjective(cut.rows).map(({ objective, place, actions: own }) => (
                <section
                  class="trama-timetable"
                  key={objective.id}
                  aria-labelledby={`tempi-${objective.code}`}
                >
                  <h2 class="h5" id={`tempi-${objective.code}`}>
                    <span class="trama-code">{objective.code}</span>{' '}
                    <a
                      href={`${inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`)}#azioni`}
                    >
                      {objective.title}
                    </a>{' '}
                    <span class="trama-unit">{place.name}</span>
                  </h2>
                  <ActionGantt
                    ctx={ctx}
                    id={`tempi-${objective.code}-figura`}
                    title={t('plan.schedule.of', { code: objective.code })}
                    actions={own}
                    span={span}
                    today={today}
                  />
                </section>
              ))}
              <List ctx={ctx} plan={plan} actions={cut.rows} today={today} />
              <Pages lang={ctx.lang} page={cut.page} pageCount={cut.pageCount} href={{ path, query }} />
            </>
          )}
        </>
      )}
    </Shell>
  );
}

function Filters(props: ScheduleData & { ctx: PageCtx; path: string; isFiltered: boolean }): VNode {
  const { ctx, guideline, all, filter, path, isFiltered } = props;
  const t = planText(ctx.lang);
  const ui = uiText(ctx.lang);
  const places = new Map(all.map(({ place }) => [place.code, place.name]));
  return (
    <FilterForm lang={ctx.lang} action={path} clear={isFiltered ? path : undefined}>
      <SearchBox name="cerca" label={ui('ui.search')} value={filter.search} />
      <FilterSelect
        name="stato"
        label={t('plan.state')}
        value={filter.group}
        all={t('plan.all-of-them')}
        choices={ACTION_FILTERS.map((one) => ({ value: one, label: t(`plan.schedule.group.${one}`) }))}
      />
      <FilterSelect
        name="incaricato"
        label={t('plan.action.owner')}
        value={filter.owner}
        all={ui('ui.all')}
        choices={[...new Set(all.flatMap((one) => one.owner ?? []))]
          .sort((a, b) => a.localeCompare(b))
          .map((owner) => ({ value: owner, label: owner }))}
      />
      <FilterSelect
        name="macroarea"
        label={t('plan.policy-area')}
        value={filter.area}
        all={ui('ui.all')}
        choices={guideline.policyAreas.map((area) => ({
          value: area.code,
          label: `${area.code}. ${area.name[ctx.lang]}`,
        }))}
      />
      <FilterSelect
        name="territorio"
        label={t('plan.place')}
        value={filter.place}
        all={ui('ui.all')}
        choices={[...places].map(([value, label]) => ({ value, label }))}
      />
    </FilterForm>
  );
}

function List(props: {
  ctx: PageCtx;
  plan: Plan;
  actions: readonly ScheduledAction[];
  today: string;
}): VNode {
  const { ctx, plan, actions, today } = props;
  const t = planText(ctx.lang);
  return (
    <Section id="elenco" title={t('plan.schedule.list')}>
      <DataTable
        lang={ctx.lang}
        caption={t('plan.schedule.list')}
        captionHidden
        rows={actions}
        rowKey={(one) => one.id}
        columns={[
          { key: 'title', label: t('plan.action.what'), heads: true, cell: (one) => one.title },
          {
            key: 'objective',
            label: t('plan.objective'),
            cell: ({ objective }) => (
              <a
                href={`${inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(objective.code)}`)}#azioni`}
                title={objective.title}
              >
                {objective.code}
              </a>
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
    </Section>
  );
}
