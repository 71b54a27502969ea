import type { VNode } from 'preact';
import { ChoiceForm, ChoiceTick } from '#domains/documents/index.js';
import type { ThreadCounts } from '#domains/thread/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { alikeText } from './alike/alike.messages.js';
import { bringText } from './bring/bring.messages.js';
import type { Guideline } from './guideline.types.js';
import type { Branch, Group, ObjectiveFilter } from './objective-tree.rules.js';
import { planText } from './plan.messages.js';
import { editors, isOpen } from './plan.rules.js';
import type { Place, Plan } from './plan.types.js';
import { groupName, inPlan, ProgressTag, planCrumbs } from './plan-words.js';
import { treeText } from './tree/tree.messages.js';

export interface ObjectiveListData {
  plan: Plan;
  guideline: Guideline;
  /** Already filtered. */
  groups: Group[];
  filter: ObjectiveFilter;
  counts: ReadonlyMap<string, ThreadCounts>;
  /** Places that have objectives. */
  places: readonly Pick<Place, 'code' | 'name'>[];
  /** Which page of the list, from 1. */
  page: number;
}

interface Line {
  branch: Branch;
  depth: number;
}

function linesOf(branches: readonly Branch[], depth = 0): Line[] {
  return branches.flatMap((branch) => [{ branch, depth }, ...linesOf(branch.children, depth + 1)]);
}

export function ObjectiveListPage({ ctx, ...data }: ObjectiveListData & { ctx: PageCtx }): VNode {
  const { plan, guideline, groups, filter, counts } = data;
  const t = planText(ctx.lang);
  const lines = groups.flatMap((group) => linesOf(group.branches).map((line) => ({ ...line, group })));
  const total = lines.length;
  const cut = cutPage(lines, data.page);
  const shown = Map.groupBy(cut.rows, (line) => line.group);
  const isFiltered = Boolean(filter.search || filter.area || filter.place);
  const mayAdd = ctx.view.face === 'office' && may(ctx, editors, []) && isOpen(plan);
  const path = inPlan(ctx, plan, '/obiettivi');
  const isBare = data.places.length === 0;
  return (
    <Shell
      ctx={ctx}
      title={t('plan.objectives.title')}
      lead={t('plan.objectives.lead')}
      door="plan"
      crumbs={planCrumbs(ctx, plan, { label: t('plan.objectives.title') })}
      actions={
        isBare ? undefined : (
          <>
            {mayAdd ? (
              <ButtonLink href={inPlan(ctx, plan, '/obiettivi/nuovo')} kind="primary">
                {t('plan.objective.new')}
              </ButtonLink>
            ) : null}
            {mayAdd ? (
              <>
                <ButtonLink href={`${path}/porta`}>{bringText(ctx.lang)('plan.bring.door')}</ButtonLink>
                <ButtonLink href={inPlan(ctx, plan, '/doppioni')}>
                  {alikeText(ctx.lang)('plan.alike.title')}
                </ButtonLink>
              </>
            ) : null}
            {mayAdd && total > 1 ? (
              <ButtonLink href={`${path}/ordina`}>{treeText(ctx.lang)('plan.tree.title')}</ButtonLink>
            ) : null}
            <ButtonLink href={inPlan(ctx, plan, '/cronoprogramma')}>{t('plan.schedule.title')}</ButtonLink>
            <DownloadMenu
              lang={ctx.lang}
              files={[
                {
                  label: t('plan.objectives.csv'),
                  href: withQuery(inPlan(ctx, plan, '/obiettivi.csv'), {}),
                  note: 'CSV',
                },
              ]}
            />
          </>
        )
      }
    >
      {isBare ? (
        <EmptyState
          title={t('plan.objectives.none')}
          text={t('plan.objectives.none-text')}
          action={
            mayAdd ? (
              <p class="trama-actions">
                <ButtonLink href={`${path}/nuovo`} kind="primary">
                  {t('plan.objective.new')}
                </ButtonLink>
                <ButtonLink href={`${path}/porta`}>{bringText(ctx.lang)('plan.bring.door')}</ButtonLink>
              </p>
            ) : undefined
          }
        />
      ) : (
        <>
          <FilterForm lang={ctx.lang} action={path} clear={isFiltered ? path : undefined}>
            <SearchBox name="cerca" label={uiText(ctx.lang)('ui.search')} value={filter.search} />
            <FilterSelect
              name="macroarea"
              label={t('plan.policy-area')}
              value={filter.area}
              all={t('plan.all-of-them')}
              choices={guideline.policyAreas.map((area) => ({
                value: area.code,
                label: `${area.code} · ${area.name[ctx.lang]}`,
              }))}
            />
            <FilterSelect
              name="territorio"
              label={t('plan.place')}
              value={filter.place}
              all={uiText(ctx.lang)('ui.all')}
              choices={data.places.map((place) => ({ value: place.code, label: place.name }))}
            />
          </FilterForm>
          <RowCount>{t('plan.objectives.count', { count: total })}</RowCount>
          {total === 0 ? (
            <EmptyState title={t('plan.objectives.no-match')} text={t('plan.no-match-text')} />
          ) : null}
          <ChoiceForm
            lang={ctx.lang}
            path={path}
            filters={{ cerca: filter.search, macroarea: filter.area, territorio: filter.place }}
            count={total}
          >
            {[...shown].map(([group, own]) => (
              <Section
                key={`${group.level} ${group.placeName}`}
                id={`gruppo-${group.level}-${group.branches[0]?.row.placeCode ?? ''}`}
                title={groupName(ctx.lang, group)}
                plain
              >
                <DataTable
                  lang={ctx.lang}
                  caption={groupName(ctx.lang, group)}
                  captionHidden
                  rows={own}
                  rowKey={({ branch }) => branch.row.id}
                  columns={[
                    {
                      key: 'title',
                      label: t('plan.objective'),
                      heads: true,
                      cell: ({ branch, depth }) => (
                        <span class={depth > 0 ? 'trama-branch' : undefined}>
                          <ChoiceTick lang={ctx.lang} code={branch.row.code} name={branch.row.code} />
                          <span class="trama-code">{branch.row.code}</span>{' '}
                          <a href={inPlan(ctx, plan, `/obiettivi/${branch.row.code}`)}>{branch.row.title}</a>
                        </span>
                      ),
                    },
                    {
                      key: 'state',
                      label: t('plan.state'),
                      cell: ({ branch }) => <ProgressTag lang={ctx.lang} progress={branch.progress} />,
                    },
                    {
                      key: 'areas',
                      label: t('plan.policy-areas-short'),
                      cell: ({ branch }) => (
                        <Areas guideline={guideline} codes={branch.row.policyAreas} ctx={ctx} />
                      ),
                    },
                    {
                      key: 'needs',
                      label: t('plan.needs'),
                      kind: 'number',
                      cell: ({ branch }) =>
                        formatNumber(counts.get(branch.row.id)?.needs ?? 0, { lang: ctx.lang }),
                    },
                    {
                      key: 'indicators',
                      label: t('plan.indicators'),
                      kind: 'number',
                      cell: ({ branch }) => formatNumber(branch.row.indicators.length, { lang: ctx.lang }),
                    },
                    {
                      key: 'money',
                      label: t('plan.allocated'),
                      kind: 'number',
                      cell: ({ branch }) => {
                        const cents = counts.get(branch.row.id)?.cents ?? 0;
                        return cents === 0 ? '—' : formatEuroCents(cents, { decimals: 0, lang: ctx.lang });
                      },
                    },
                  ]}
                />
              </Section>
            ))}
          </ChoiceForm>
          <Pages
            lang={ctx.lang}
            page={cut.page}
            pageCount={cut.pageCount}
            href={{ path, query: { cerca: filter.search, macroarea: filter.area, territorio: filter.place } }}
          />
        </>
      )}
    </Shell>
  );
}

/** Letters in a row; their names for who points or listens. */
function Areas({
  guideline,
  codes,
  ctx,
}: {
  guideline: Guideline;
  codes: readonly string[];
  ctx: PageCtx;
}): VNode {
  return (
    <span class="trama-letters">
      {[...codes].sort().map((code) => {
        const name = guideline.policyAreas.find((area) => area.code === code)?.name[ctx.lang] ?? code;
        return (
          <abbr key={code} title={name}>
            {code}
          </abbr>
        );
      })}
    </span>
  );
}
