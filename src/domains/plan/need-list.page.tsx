import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { alikeText } from './alike/alike.messages.js';
import { bringText } from './bring/bring.messages.js';
import { type NeedFilter, type NeedRow, PRIORITIES, type ThemeTotal } from './need.types.js';
import { planText } from './plan.messages.js';
import { editors, isOpen } from './plan.rules.js';
import type { Place, Plan } from './plan.types.js';
import { inPlan, planCrumbs, priorityName } from './plan-words.js';
import { treeText } from './tree/tree.messages.js';

export interface NeedListData {
  plan: Plan;
  rows: NeedRow[];
  total: number;
  page: number;
  filter: NeedFilter;
  /** The address's own query, for links that keep it. */
  query: Record<string, string | undefined>;
  themes: ThemeTotal[];
  places: readonly Pick<Place, 'code' | 'name'>[];
}

export function NeedListPage({ ctx, ...data }: NeedListData & { ctx: PageCtx }): VNode {
  const { plan, total, filter, query, themes } = data;
  const t = planText(ctx.lang);
  const isFiltered = Boolean(
    filter.search || filter.theme || filter.place || filter.answered || filter.priority,
  );
  const all = themes.reduce((sum, one) => sum + one.needs, 0);
  const answered = themes.reduce((sum, one) => sum + one.answered, 0);
  const mayWrite = ctx.view.face === 'office' && may(ctx, editors, []) && isOpen(plan);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.needs.title')}
      lead={all === 0 ? undefined : t('plan.needs.lead', { count: all, loose: all - answered })}
      door="needs"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.needs.title') })}
      actions={
        <>
          {mayWrite && all > 0 ? (
            <>
              <ButtonLink href={inPlan(ctx, plan, '/bisogni/nuovo')} kind="primary">
                {t('plan.need.new')}
              </ButtonLink>
              <ButtonLink href={inPlan(ctx, plan, '/bisogni/porta')}>
                {bringText(ctx.lang)('plan.bring.door')}
              </ButtonLink>
              {all > 1 ? (
                <ButtonLink href={inPlan(ctx, plan, '/bisogni/ordina')}>
                  {treeText(ctx.lang)('plan.tree.needs')}
                </ButtonLink>
              ) : null}
              <ButtonLink href={inPlan(ctx, plan, '/doppioni')}>
                {alikeText(ctx.lang)('plan.alike.title')}
              </ButtonLink>
            </>
          ) : null}
          {all > 0 ? (
            <DownloadMenu
              lang={ctx.lang}
              files={[
                {
                  label: t('plan.needs.csv'),
                  href: withQuery(inPlan(ctx, plan, '/bisogni.csv'), { ...query, pagina: undefined }),
                  note: t('plan.csv-note', { count: isFiltered ? total : all }),
                },
              ]}
            />
          ) : null}
        </>
      }
    >
      {all === 0 ? (
        <EmptyState
          title={t('plan.needs.none')}
          text={t('plan.needs.none-text')}
          action={
            mayWrite ? (
              <p class="trama-actions">
                <ButtonLink href={inPlan(ctx, plan, '/bisogni/nuovo')} kind="primary">
                  {t('plan.need.new')}
                </ButtonLink>
                <ButtonLink href={inPlan(ctx, plan, '/bisogni/porta')}>
                  {bringText(ctx.lang)('plan.bring.door')}
                </ButtonLink>
              </p>
            ) : undefined
          }
        />
      ) : (
        <Rows ctx={ctx} data={data} isFiltered={isFiltered} />
      )}
      {themes.length > 0 ? <Totals ctx={ctx} plan={plan} themes={themes} /> : null}
    </Shell>
  );
}

/** The filters and the list that they leave. */
function Rows({ ctx, data, isFiltered }: { ctx: PageCtx; data: NeedListData; isFiltered: boolean }): VNode {
  const { plan, rows, total, page, filter, query, themes } = data;
  const t = planText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = inPlan(ctx, plan, '/bisogni');
  return (
    <>
      <FilterForm lang={ctx.lang} action={path} order={filter.order} clear={isFiltered ? path : undefined}>
        <SearchBox name="cerca" label={ui('ui.search')} value={filter.search} />
        <FilterSelect
          name="tema"
          label={t('plan.theme')}
          value={filter.theme}
          all={ui('ui.all')}
          choices={[...new Set(themes.map((one) => one.theme))]
            .sort()
            .map((theme) => ({ value: theme, label: theme }))}
        />
        <FilterSelect
          name="territorio"
          label={t('plan.place')}
          value={filter.place}
          all={ui('ui.all')}
          choices={data.places.map((place) => ({ value: place.code, label: place.name }))}
        />
        <FilterSelect
          name="risposta"
          label={t('plan.answer')}
          value={filter.answered}
          all={t('plan.all-of-them')}
          choices={[
            { value: 'yes', label: t('plan.answer.yes') },
            { value: 'no', label: t('plan.answer.no') },
          ]}
        />
        <FilterSelect
          name="priorita"
          label={t('plan.priority')}
          value={filter.priority}
          all={t('plan.all-of-them')}
          choices={PRIORITIES.map((one) => ({ value: one, label: priorityName(ctx.lang, one) }))}
        />
      </FilterForm>
      <RowCount>{ui('ui.rows', { count: total })}</RowCount>
      <DataTable
        lang={ctx.lang}
        caption={t('plan.needs.title')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        order={filter.order}
        href={{ path, query }}
        empty={<EmptyState title={t('plan.needs.no-match')} text={t('plan.no-match-text')} />}
        columns={[
          {
            key: 'need',
            label: t('plan.need'),
            heads: true,
            sort: 'code',
            cell: (row) => (
              <>
                <span class="trama-code">{row.code}</span>{' '}
                <a href={inPlan(ctx, plan, `/bisogni/${encodeURIComponent(row.code)}`)}>{row.description}</a>
              </>
            ),
          },
          { key: 'theme', label: t('plan.theme'), sort: 'theme', cell: (row) => row.theme },
          { key: 'place', label: t('plan.place'), sort: 'place', cell: (row) => row.placeName },
          {
            key: 'priority',
            label: t('plan.priority'),
            sort: 'priority',
            cell: (row) => (row.priority ? priorityName(ctx.lang, row.priority) : '—'),
          },
          {
            key: 'evidence',
            label: t('plan.evidence'),
            kind: 'number',
            cell: (row) => formatNumber(row.evidenceCount, { lang: ctx.lang }),
          },
          {
            key: 'answer',
            label: t('plan.answered-by'),
            cell: (row) =>
              row.objectives.length === 0 ? (
                <StateTag tone="late">{t('plan.answer.no')}</StateTag>
              ) : (
                <span class="trama-letters">
                  {row.objectives.map((one) => (
                    <a key={one.code} href={inPlan(ctx, plan, `/obiettivi/${one.code}`)} title={one.title}>
                      {one.code}
                    </a>
                  ))}
                </span>
              ),
          },
        ]}
      />
      <Pages lang={ctx.lang} page={page} pageCount={Math.ceil(total / ROWS_A_PAGE)} href={{ path, query }} />
    </>
  );
}

function Totals({ ctx, plan, themes }: { ctx: PageCtx; plan: Plan; themes: ThemeTotal[] }): VNode {
  const t = planText(ctx.lang);
  const number = (value: number) => formatNumber(value, { lang: ctx.lang });
  const sum = (pick: (one: ThemeTotal) => number) =>
    number(themes.reduce((total, one) => total + pick(one), 0));
  return (
    <Section id="temi" title={t('plan.themes.title')} lead={t('plan.themes.lead')}>
      <DataTable
        lang={ctx.lang}
        caption={t('plan.themes.title')}
        captionHidden
        rows={themes}
        rowKey={(row) => `${row.theme} ${row.placeName}`}
        columns={[
          {
            key: 'theme',
            label: t('plan.theme'),
            heads: true,
            cell: (row) => (
              <a href={withQuery(inPlan(ctx, plan, '/bisogni'), { tema: row.theme })}>{row.theme}</a>
            ),
          },
          { key: 'place', label: t('plan.place'), cell: (row) => row.placeName },
          { key: 'needs', label: t('plan.needs'), kind: 'number', cell: (row) => number(row.needs) },
          {
            key: 'answered',
            label: t('plan.themes.answered'),
            kind: 'number',
            cell: (row) => number(row.answered),
          },
          {
            key: 'loose',
            label: t('plan.themes.loose'),
            kind: 'number',
            cell: (row) => number(row.needs - row.answered),
          },
          {
            key: 'proven',
            label: t('plan.themes.proven'),
            kind: 'number',
            cell: (row) => number(row.withEvidence),
          },
        ]}
        foot={[
          [
            t('plan.total'),
            '',
            sum((one) => one.needs),
            sum((one) => one.answered),
            sum((one) => one.needs - one.answered),
            sum((one) => one.withEvidence),
          ],
        ]}
      />
    </Section>
  );
}
