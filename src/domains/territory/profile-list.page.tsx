import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Place } from './place.types.js';
import { territoryText } from './territory.messages.js';
import { TerritoryTabs } from './territory-tabs.js';

/** Ambito, areas and comuni, each with its page. */
export function ProfilesPage(props: {
  ctx: PageCtx;
  places: readonly Place[];
  population: ReadonlyMap<string, { year: number; value: number | null; density: number | null }>;
}): VNode {
  const { ctx, places, population } = props;
  const t = territoryText(ctx.lang);
  const rows = places.filter((place) => ['ambito', 'area', 'comune'].includes(place.kind));
  const named = new Map(places.map((place) => [place.code, place.name]));
  const year = [...population.values()][0]?.year;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.profile.list')}
      lead={t('territory.profile.list-lead')}
    >
      {ctx.view.face === 'office' ? <TerritoryTabs ctx={ctx} active="profiles" /> : null}
      <DataTable
        lang={ctx.lang}
        caption={t('territory.profile.list')}
        captionHidden
        rows={rows}
        rowKey={(place) => place.code}
        columns={[
          {
            key: 'name',
            label: t('territory.csv.place'),
            heads: true,
            cell: (place) => <a href={at(ctx, `/profilo/${place.code}`)}>{place.name}</a>,
          },
          {
            key: 'kind',
            label: t('territory.profile.kind'),
            cell: (place) => (
              <>
                {t(
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
                ? t('territory.profile.residents')
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
