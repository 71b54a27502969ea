import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { ButtonLink, Callout, EmptyState, KeyFigure, KeyFigures } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { RowThreadLink } from '#platform/ui/thread-link.js';
import { isClosed } from './contribution.rules.js';
import {
  ContributionTag,
  contributionAddress,
  contributionCrumbs,
  contributionsPath,
  doorOf,
  mayEdit,
  sayDay,
  saySubjects,
  sayWho,
} from './contribution-words.js';
import { participationText } from './participation.messages.js';
import {
  CHANNELS,
  CONTRIBUTION_STATES,
  type Contribution,
  type ContributionFilter,
  type ContributionState,
} from './participation.types.js';

export interface ContributionListData {
  /** Code of the plan. */
  plan: string;
  /** May its text be written? */
  isOpen: boolean;
  rows: readonly Contribution[];
  total: number;
  page: number;
  filter: ContributionFilter;
  /** The address's own query, for links that keep it. */
  query: Record<string, string | undefined>;
  counts: Partial<Record<ContributionState, number>>;
  chapters: readonly { number: string; title: string }[];
  places: readonly { code: string; name: string }[];
}

/** The book of a plan's contributions; for the public, those that were released. */
export function ContributionListPage({ ctx, ...data }: ContributionListData & { ctx: PageCtx }): VNode {
  const { plan, counts, query } = data;
  const t = participationText(ctx.lang);
  const path = at(ctx, contributionsPath(plan));
  const all = CONTRIBUTION_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const open = CONTRIBUTION_STATES.reduce(
    (sum, state) => sum + (isClosed(state) ? 0 : (counts[state] ?? 0)),
    0,
  );
  const inOffice = ctx.view.face === 'office';
  const writes = mayEdit(ctx, []);
  return (
    <Shell
      ctx={ctx}
      door={doorOf(ctx)}
      title={t('participation.title')}
      kicker={t('participation.plan', { plan })}
      lead={
        inOffice && all > 0 ? t('participation.lead-open', { all, open }) : t('participation.lead', { all })
      }
      crumbs={contributionCrumbs(ctx, plan).map((crumb, index) =>
        index === 0 ? crumb : { label: crumb.label },
      )}
      actions={
        <>
          {writes && data.isOpen ? (
            <ButtonLink href={`${path}/nuovo`} kind="primary">
              {t('participation.new')}
            </ButtonLink>
          ) : null}
          {all > 0 ? (
            <DownloadMenu
              lang={ctx.lang}
              files={(['csv', 'xlsx'] as const).map((format) => ({
                label: t('participation.download'),
                href: withQuery(`${path}.${format}`, { ...query, pagina: undefined }),
                note: format === 'csv' ? 'CSV' : 'Excel',
              }))}
            />
          ) : null}
        </>
      }
    >
      {writes && !data.isOpen ? (
        <Callout tone="info">
          <p>{t('participation.frozen')}</p>
        </Callout>
      ) : null}
      {all === 0 ? (
        <EmptyState
          title={t('participation.empty-title')}
          text={inOffice ? t('participation.empty-text') : t('participation.empty-public')}
        />
      ) : (
        <>
          <KeyFigures>
            {CONTRIBUTION_STATES.filter((state) => counts[state]).map((state) => (
              <KeyFigure
                key={state}
                value={formatNumber(counts[state] ?? 0, { lang: ctx.lang })}
                label={t(`participation.state.${state}`)}
                href={withQuery(path, { stato: state })}
              />
            ))}
          </KeyFigures>
          <Filters {...data} ctx={ctx} path={path} />
          <ContributionTable {...data} ctx={ctx} path={path} />
        </>
      )}
    </Shell>
  );
}

function tiedHref(ctx: PageCtx, plan: string, of: 'bisogni' | 'obiettivi', code: string): string {
  return at(ctx, `/piano/${plan}/${of}/${encodeURIComponent(code)}`);
}

type Part = ContributionListData & { ctx: PageCtx; path: string };

function Filters({ ctx, path, filter, chapters, places, counts }: Part): VNode {
  const t = participationText(ctx.lang);
  const isFiltered = Boolean(
    filter.search || filter.state || filter.channel || filter.subject || filter.place,
  );
  // Of a need or an objective one comes here from its page: what is chosen stays in sight.
  const named = filter.subject?.replace(/^(need|objective):/, '');
  return (
    <FilterForm lang={ctx.lang} action={path} order={filter.order} clear={isFiltered ? path : undefined}>
      <SearchBox name="cerca" label={t('participation.search')} value={filter.search} />
      <FilterSelect
        name="stato"
        label={t('participation.state')}
        all={t('participation.all-states')}
        value={filter.state}
        choices={CONTRIBUTION_STATES.filter((state) => counts[state] || state === filter.state).map(
          (state) => ({ value: state, label: t(`participation.state.${state}`) }),
        )}
      />
      <FilterSelect
        name="modo"
        label={t('participation.channel')}
        all={t('participation.all-channels')}
        value={filter.channel}
        choices={CHANNELS.map((one) => ({ value: one, label: t(`participation.channel.${one}`) }))}
      />
      <FilterSelect
        name="oggetto"
        label={t('participation.subject')}
        all={t('participation.all-subjects')}
        value={filter.subject}
        choices={[
          ...(named !== undefined && filter.subject !== named
            ? [{ value: filter.subject ?? '', label: named }]
            : []),
          { value: 'plan', label: t('participation.about-plan') },
          ...chapters.map((one) => ({
            value: `chapter:${one.number}`,
            label: `${one.number}. ${one.title}`,
          })),
        ]}
      />
      <FilterSelect
        name="territorio"
        label={t('participation.place')}
        all={t('participation.all-places')}
        value={filter.place}
        choices={places.map((one) => ({ value: one.code, label: one.name }))}
      />
    </FilterForm>
  );
}

function ContributionTable({ ctx, path, rows, total, page, filter, query }: Part): VNode {
  const t = participationText(ctx.lang);
  const href = { path, query };
  return (
    <>
      <RowCount>{t('participation.rows', { count: total })}</RowCount>
      <DataTable
        lang={ctx.lang}
        caption={t('participation.title')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        order={filter.order}
        href={href}
        empty={<EmptyState title={t('participation.none-title')} text={t('participation.none-text')} />}
        columns={[
          {
            key: 'title',
            label: t('participation.one'),
            heads: true,
            sort: 'title',
            cell: (row) => (
              <>
                <span class="trama-code">{row.code}</span>{' '}
                <a href={contributionAddress(ctx, row)}>{row.title}</a>{' '}
                <RowThreadLink ctx={ctx} word="contributo" id={row.id} of={row.code} />
              </>
            ),
          },
          { key: 'who', label: t('participation.who'), cell: (row) => sayWho(ctx.lang, row) },
          {
            key: 'received',
            label: t('participation.channel'),
            sort: 'received',
            cell: (row) => (
              <span>
                {t(`participation.channel.${row.channel}`)}
                {row.receivedOn === null ? null : (
                  <span class="trama-why">{sayDay(ctx.lang, row.receivedOn)}</span>
                )}
              </span>
            ),
          },
          {
            key: 'touches',
            label: t('participation.touches'),
            cell: (row) => saySubjects(ctx.lang, row).join(', ') || '—',
          },
          {
            key: 'state',
            label: t('participation.state'),
            sort: 'state',
            cell: (row) => <ContributionTag lang={ctx.lang} state={row.state} />,
          },
          {
            key: 'effect',
            label: t('participation.effect'),
            cell: (row) =>
              row.raised.length + row.changed.length === 0 ? (
                '—'
              ) : (
                <span class="trama-letters">
                  {row.raised.map((one) => (
                    <a key={one.code} href={tiedHref(ctx, row.plan, 'bisogni', one.code)} title={one.title}>
                      {one.code}
                    </a>
                  ))}
                  {row.changed.map((one) => (
                    <a key={one.code} href={tiedHref(ctx, row.plan, 'obiettivi', one.code)} title={one.title}>
                      {one.code}
                    </a>
                  ))}
                </span>
              ),
          },
        ]}
      />
      <Pages lang={ctx.lang} page={page} pageCount={Math.ceil(total / ROWS_A_PAGE)} href={href} />
    </>
  );
}
