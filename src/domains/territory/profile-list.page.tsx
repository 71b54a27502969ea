import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { searchRows } from '#platform/i18n/word-search.js';
import { at } from '#platform/ui/address.js';
import { SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Place } from './place.types.js';
import { profileText } from './profile.messages.js';
import { hasProfile } from './profile.reading.js';
import { territoryText } from './territory.messages.js';
import { TerritoryTabs } from './territory-tabs.js';

/** Ambito, areas and comuni, each with its page. */
export function ProfilesPage(props: {
  ctx: PageCtx;
  places: readonly Place[];
  population: ReadonlyMap<string, { year: number; value: number | null; density: number | null }>;
  search: string;
}): VNode {
  const { ctx, places, population, search } = props;
  const t = profileText(ctx.lang);
  const words = territoryText(ctx.lang);
  const named = new Map(places.map((place) => [place.code, place.name]));
  const rows = searchRows(places.filter(hasProfile), search, (place) => [
    place.name,
    named.get(place.area ?? '') ?? '',
    place.code,
  ]);
  const year = [...population.values()][0]?.year;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.profile.list')}
      lead={t('territory.profile.list-lead')}
      actions={
        <ButtonLink href={at(ctx, '/profilo/confronta')}>{t('territory.profile.compare-go')}</ButtonLink>
      }
    >
      {ctx.view.face === 'office' ? <TerritoryTabs ctx={ctx} active="profiles" /> : null}
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, '/profilo')}
        label={t('territory.profile.search')}
        submit={t('territory.profile.search-button')}
        clear={search === '' ? undefined : at(ctx, '/profilo')}
        clearLabel={t('territory.profile.search-clear')}
      >
        <SearchBox name="cerca" label={t('territory.profile.search')} value={search} />
      </FilterForm>
      <DataTable
        lang={ctx.lang}
        caption={t('territory.profile.list')}
        captionHidden
        rows={rows}
        rowKey={(place) => place.code}
        empty={
          <EmptyState
            title={t('territory.profile.search-none-title')}
            text={t('territory.profile.search-none')}
          />
        }
        columns={[
          {
            key: 'name',
            label: words('territory.csv.place'),
            heads: true,
            cell: (place) => <a href={at(ctx, `/profilo/${place.code}`)}>{place.name}</a>,
          },
          {
            key: 'kind',
            label: t('territory.profile.kind'),
            cell: (place) => (
              <>
                {words(
                  `territory.level.${place.kind === 'area' || place.kind === 'ambito' ? place.kind : 'comune'}`,
                )}
                {place.area ? <span class="trama-cell-note">{named.get(place.area)}</span> : null}
              </>
            ),
          },
          {
            key: 'population',
            label:
              year === undefined
                ? t('territory.profile.residents-column')
                : t('territory.profile.residents-in', { year: String(year) }),
            kind: 'number',
            cell: (place) => formatNumber(population.get(place.code)?.value, { lang: ctx.lang }),
          },
          {
            key: 'density',
            label: 'ab./km²',
            kind: 'number',
            cell: (place) =>
              formatNumber(population.get(place.code)?.density, { decimals: 1, lang: ctx.lang }),
          },
        ]}
      />
    </Shell>
  );
}
