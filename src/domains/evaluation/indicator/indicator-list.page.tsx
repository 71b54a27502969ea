import type { VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { type Column, DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { evaluationText } from '../evaluation.messages.js';
import { mayEdit } from '../evaluation.parts.js';
import { importText } from '../import/import.messages.js';
import { writeValue } from '../measurement.page.js';
import { MonitoringTabs } from '../outcome-list.page.js';
import { LATE_AFTER_DAYS } from './due.rules.js';
import { indicatorText } from './indicator.messages.js';
import { DueTag } from './indicator.parts.js';
import { DUE_FILTERS, type IndicatorCounts, type IndicatorLine } from './indicator.types.js';

export interface IndicatorQuery {
  piano?: string | undefined;
  q?: string | undefined;
  attesa?: string | undefined;
  tipo?: string | undefined;
  luogo?: string | undefined;
}

export const INDICATOR_KINDS = ['input', 'process', 'output', 'outcome'] as const;

export interface IndicatorListProps {
  ctx: PageCtx;
  plan: PlanRef;
  query: IndicatorQuery;
  rows: readonly IndicatorLine[];
  total: number;
  page: number;
  pageCount: number;
  counts: IndicatorCounts;
  places: readonly PlaceRef[];
}

/** Indicators of a plan, those that wait first. */
export function IndicatorListPage(props: IndicatorListProps): VNode {
  const { ctx, plan, query, counts } = props;
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const href = { path: at(ctx, '/rilevazioni'), query: { ...query } };
  const file = (name: string) => withQuery(at(ctx, `/rilevazioni/${name}`), { ...query });
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={t('evaluation.period', { code: plan.code })}
      title={t('evaluation.measurements')}
      lead={
        counts.all === 0 ? undefined : says('evaluation.indicators.lead', { ...counts, count: counts.all })
      }
      actions={
        counts.all === 0 ? null : (
          <>
            {mayEdit(ctx, []) ? (
              <ButtonLink href={withQuery(at(ctx, '/rilevazioni/giorno'), { ...query })} kind="primary">
                {says('evaluation.indicators.day-entry')}
              </ButtonLink>
            ) : null}
            {mayEdit(ctx, []) ? (
              <ButtonLink href={at(ctx, '/rilevazioni/importa')}>
                {importText(ctx.lang)('evaluation.import.open')}
              </ButtonLink>
            ) : null}
            <DownloadMenu
              lang={ctx.lang}
              files={(['csv', 'xlsx'] as const).flatMap((ending) => [
                {
                  label: `${says('evaluation.indicators.download')} (${ending.toUpperCase()})`,
                  href: file(`indicatori.${ending}`),
                },
                {
                  label: `${says('evaluation.indicators.all-values')} (${ending.toUpperCase()})`,
                  href: file(`valori.${ending}`),
                },
              ])}
            />
          </>
        )
      }
    >
      <MonitoringTabs ctx={ctx} plan={plan.code} active="measurements" />
      {counts.all === 0 ? (
        <EmptyState title={t('evaluation.indicators-none')} text={t('evaluation.indicators-none-text')} />
      ) : (
        <>
          <IndicatorFilters ctx={ctx} query={query} places={props.places} action={href.path} />
          <RowCount>{says('evaluation.indicators.rows', { count: props.total })}</RowCount>
          <DataTable
            lang={ctx.lang}
            caption={t('evaluation.measurements-caption')}
            captionHidden
            rows={props.rows}
            rowKey={(indicator) => indicator.id}
            empty={
              <EmptyState
                title={says('evaluation.indicators.nothing-title')}
                text={says('evaluation.indicators.nothing-text')}
              />
            }
            columns={columns(ctx, plan)}
          />
          <Pages lang={ctx.lang} page={props.page} pageCount={props.pageCount} href={href} />
        </>
      )}
    </Shell>
  );
}

function columns(ctx: PageCtx, plan: PlanRef): Column<IndicatorLine>[] {
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  return [
    {
      key: 'title',
      label: t('evaluation.indicator'),
      heads: true,
      cell: (one) => (
        <>
          <a href={at(ctx, `/rilevazioni/${one.id}`)}>{one.title}</a>
          {one.isComputed ? (
            <span class="trama-key-note"> {says('evaluation.indicators.computed')}</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'objective',
      label: t('evaluation.objective'),
      cell: (one) => (
        <a
          href={at(ctx, `/piano/${plan.code}/obiettivi/${encodeURIComponent(one.objectiveCode)}`)}
          title={one.objectiveTitle}
        >
          {one.objectiveCode}
        </a>
      ),
    },
    {
      key: 'kind',
      label: t('evaluation.indicator-kind'),
      cell: (one) => t(`evaluation.indicator-kind.${one.kind as 'input'}`),
    },
    {
      key: 'target',
      label: t('evaluation.target'),
      cell: (one) => (one.target === null ? (one.targetAsStated ?? '—') : writeValue(ctx, one, one.target)),
    },
    {
      key: 'latest',
      label: t('evaluation.latest'),
      cell: (one) =>
        one.latestOn === null
          ? '—'
          : `${writeValue(ctx, one, one.latestValue)}, ${formatDate(one.latestOn, { lang: ctx.lang })}`,
    },
    {
      key: 'next',
      label: says('evaluation.indicators.next'),
      cell: (one) => <DueTag ctx={ctx} indicator={one} />,
    },
  ];
}

/** The same filters above the list and above the page on which values are entered. */
export function IndicatorFilters(props: {
  ctx: PageCtx;
  query: IndicatorQuery;
  places: readonly PlaceRef[];
  action: string;
  day?: string;
}): VNode {
  const { ctx, query, places } = props;
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const filtered = [query.q, query.attesa, query.tipo, query.luogo].some(Boolean);
  return (
    <FilterForm lang={ctx.lang} action={props.action} clear={filtered ? props.action : undefined}>
      {query.piano ? <input type="hidden" name="piano" value={query.piano} /> : null}
      {props.day === undefined ? null : (
        <div class="trama-field">
          <label for="filtro-data">{t('evaluation.day')}</label>
          <input type="date" class="form-control" id="filtro-data" name="data" value={props.day} />
        </div>
      )}
      <SearchBox name="q" label={t('evaluation.search')} value={query.q} />
      <FilterSelect
        name="attesa"
        label={says('evaluation.indicators.filter-due')}
        all={says('evaluation.indicators.all')}
        value={query.attesa}
        choices={DUE_FILTERS.map((due) => ({
          value: due,
          label: says(`evaluation.indicators.due.${due}`, { days: LATE_AFTER_DAYS }),
        }))}
      />
      <FilterSelect
        name="tipo"
        label={t('evaluation.indicator-kind')}
        all={says('evaluation.indicators.all-kinds')}
        value={query.tipo}
        choices={INDICATOR_KINDS.map((kind) => ({
          value: kind,
          label: t(`evaluation.indicator-kind.${kind}`),
        }))}
      />
      <FilterSelect
        name="luogo"
        label={t('evaluation.place')}
        all={t('evaluation.all-places')}
        value={query.luogo}
        choices={places
          .filter((place) => ['ambito', 'area', 'comune'].includes(place.kind))
          .map((place) => ({ value: place.code, label: place.name }))}
      />
    </FilterForm>
  );
}
