import type { VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import { GaugeBar } from '#platform/charts/gauge.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatPercent } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState, List, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { evaluationText } from '../evaluation.messages.js';
import { MonitoringTabs } from '../outcome-list.page.js';
import { stateText } from './state.messages.js';
import type { PolicyArea } from './state.sql.js';
import {
  GAUGE_STATES,
  GAUGES,
  type GaugeName,
  type GaugeState,
  type ObjectiveState,
  type PlanTotals,
} from './state.types.js';
import { nameArea, reportYears, sayMethod, sayRule, sayTotals, sayWhy } from './state.words.js';

export const GROUPINGS = ['area', 'place', 'worst'] as const;

export interface StateQuery {
  gruppo?: (typeof GROUPINGS)[number] | undefined;
  stato?: GaugeState | undefined;
  area?: string | undefined;
  luogo?: string | undefined;
}

export interface StatePageProps {
  ctx: PageCtx;
  plan: PlanRef;
  today: string;
  totals: PlanTotals;
  /** The groups of this page, each with its rows; one without a name where rows are not grouped. */
  groups: readonly { key: string; states: readonly ObjectiveState[] }[];
  shown: number;
  page: number;
  pageCount: number;
  query: StateQuery;
  areas: readonly PolicyArea[];
  places: readonly PlaceRef[];
}

/** How every objective goes, on one page: what is late and what nobody measured stand first. */
export function StatePage(props: StatePageProps): VNode {
  const { ctx, plan, query, totals } = props;
  const t = stateText(ctx.lang);
  const path = at(ctx, `/piano/${plan.code}/stato`);
  const isOffice = ctx.view.face === 'office';
  const file = (name: string) => `/api/v1/${ctx.ambito.slug}/plans/${plan.code}/${name}`;
  return (
    <Shell
      ctx={ctx}
      door={isOffice ? 'evaluation' : 'plan'}
      kicker={t('evaluation.state.kicker', {
        code: plan.code,
        day: formatDate(props.today, { lang: ctx.lang }),
      })}
      title={t('evaluation.state.title')}
      actions={
        totals.objectives === 0 ? null : (
          <DownloadMenu
            lang={ctx.lang}
            files={[
              ...(['pdf', 'docx'] as const).map((format) => ({
                label: t('evaluation.state.print'),
                note: format.toUpperCase(),
                href: file(`state.${format}`),
              })),
              ...reportYears(plan, props.today).flatMap((year) =>
                (['pdf', 'docx', 'html'] as const).map((format) => ({
                  label: t('evaluation.state.annual', { year: String(year) }),
                  note: format.toUpperCase(),
                  href: file(`report-${year}.${format}`),
                })),
              ),
            ]}
          />
        )
      }
    >
      <MonitoringTabs ctx={ctx} plan={plan.code} active="state" />
      {totals.objectives === 0 ? (
        <EmptyState title={t('evaluation.state.empty-title')} text={t('evaluation.state.empty-text')} />
      ) : (
        <>
          <div class="trama-sentences">
            {sayTotals(totals, ctx.lang).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          <Filters {...props} />
          <RowCount>{t('evaluation.state.rows', { count: props.shown })}</RowCount>
          {props.shown === 0 ? (
            <EmptyState
              title={t('evaluation.state.nothing-title')}
              text={t('evaluation.state.nothing-text')}
            />
          ) : (
            <div class="trama-plan-state">
              {props.groups.map((group) => (
                <Group key={group.key} {...props} group={group} />
              ))}
            </div>
          )}
          <Pages
            lang={ctx.lang}
            page={props.page}
            pageCount={props.pageCount}
            href={{ path, query: { ...query } }}
          />
          <Section plain title={t('evaluation.state.how')} id="come-si-giudica">
            <List items={sayMethod(ctx.lang)} />
          </Section>
        </>
      )}
    </Shell>
  );
}

function Filters({ ctx, plan, query, areas, places }: StatePageProps): VNode {
  const t = stateText(ctx.lang);
  const path = at(ctx, `/piano/${plan.code}/stato`);
  const isFiltered = [query.stato, query.area, query.luogo].some(Boolean);
  return (
    <FilterForm
      lang={ctx.lang}
      action={path}
      clear={isFiltered ? withQuery(path, { gruppo: query.gruppo }) : undefined}
    >
      <FilterSelect
        name="gruppo"
        label={t('evaluation.state.group')}
        value={query.gruppo ?? 'area'}
        choices={GROUPINGS.map((one) => ({ value: one, label: t(`evaluation.state.group.${one}`) }))}
      />
      <FilterSelect
        name="stato"
        label={t('evaluation.state.filter')}
        all={t('evaluation.state.all')}
        value={query.stato}
        choices={GAUGE_STATES.map((one) => ({ value: one, label: t(`evaluation.state.${one}`) }))}
      />
      <FilterSelect
        name="area"
        label={t('evaluation.state.group.area')}
        all={evaluationText(ctx.lang)('evaluation.all-areas')}
        value={query.area}
        choices={areas.map(({ code }) => ({ value: code, label: nameArea(code, areas, ctx.lang) }))}
      />
      <FilterSelect
        name="luogo"
        label={t('evaluation.state.group.place')}
        all={evaluationText(ctx.lang)('evaluation.all-places')}
        value={query.luogo}
        choices={places
          .filter((place) => ['ambito', 'area', 'comune'].includes(place.kind))
          .map((place) => ({ value: place.code, label: place.name }))}
      />
    </FilterForm>
  );
}

const TONES = { late: 'late', unmeasured: 'calm', onCourse: 'good', reached: 'good', none: 'off' } as const;

export function StateWord({ ctx, state }: { ctx: PageCtx; state: GaugeState }): VNode {
  return <StateTag tone={TONES[state]}>{stateText(ctx.lang)(`evaluation.state.${state}`)}</StateTag>;
}

function Group(props: StatePageProps & { group: StatePageProps['groups'][number] }): VNode {
  const { ctx, plan, group, query } = props;
  const t = stateText(ctx.lang);
  const title =
    query.gruppo === 'worst'
      ? t('evaluation.state.group.worst')
      : query.gruppo === 'place'
        ? group.key
        : nameArea(group.key, props.areas, ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={title}
      rows={group.states}
      rowKey={(one) => one.objective.id}
      columns={[
        {
          key: 'objective',
          label: t('evaluation.state.objective'),
          heads: true,
          cell: ({ objective }) => (
            <>
              <span class="trama-code">{objective.code}</span>{' '}
              <a href={at(ctx, `/piano/${plan.code}/obiettivi/${encodeURIComponent(objective.code)}`)}>
                {objective.title}
              </a>
            </>
          ),
        },
        {
          key: 'state',
          label: t('evaluation.state.state'),
          cell: (one) => (
            <>
              <StateWord ctx={ctx} state={one.state} />
              <span class="trama-row-note">{sayWhy(one, ctx.lang)}</span>
            </>
          ),
        },
        ...GAUGES.map((name) => ({
          key: name,
          label: t(`evaluation.state.gauge.${name}`),
          cell: (one: ObjectiveState) => <SmallGauge ctx={ctx} one={one} name={name} />,
        })),
      ]}
    />
  );
}

/** Its rule is read out, and shown under a pointer: in a row of four there is no room to write it. */
function SmallGauge({ ctx, one, name }: { ctx: PageCtx; one: ObjectiveState; name: GaugeName }): VNode {
  const gauge = one.gauges[name];
  const rule = sayRule(gauge, ctx.lang);
  if (gauge.percent === null) return <span class="trama-key-note">{rule}</span>;
  return (
    <span class="trama-small-gauge" title={rule}>
      <GaugeBar
        value={gauge.percent}
        expected={gauge.expected ?? undefined}
        state={gauge.state === 'late' ? 'late' : gauge.state === 'reached' ? 'reached' : 'ongoing'}
        length={56}
      />
      {` ${formatPercent(gauge.percent, { decimals: 0, lang: ctx.lang })}`}
      <span class="visually-hidden"> {rule}</span>
    </span>
  );
}
