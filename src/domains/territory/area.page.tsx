import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, TextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, Callout, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ambitoText } from './ambito.messages.js';
import { sumKm2 } from './comune-choice.js';
import type { Place } from './place.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { TerritoryTabs } from './territory-tabs.js';

const KM2_DECIMALS = 2;

export interface PlacesView {
  places: readonly Place[];
  /** Residents by code of place, at the latest 1 January known. */
  residents: ReadonlyMap<string, number>;
  year: number | null;
}

/** Comuni and areas of the ambito, with their land and people. */
export function PlacesPage(props: { ctx: PageCtx } & PlacesView): VNode {
  const { ctx, places } = props;
  const t = ambitoText(ctx.lang);
  const mayEdit = may(ctx, TERRITORY_EDITORS);
  const others = places.filter((place) => !['comune', 'area', 'ambito'].includes(place.kind));
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.places.title')}
      lead={t('territory.places.lead')}
      actions={
        mayEdit ? (
          <>
            <ButtonLink href={at(ctx, '/territorio/aree/nuovo')} kind="primary">
              {t('territory.area.new')}
            </ButtonLink>
            <ButtonLink href={at(ctx, '/territorio/comuni/aggiungi')}>{t('territory.places.add')}</ButtonLink>
          </>
        ) : undefined
      }
    >
      <TerritoryTabs ctx={ctx} active="places" />
      <Areas {...props} mayEdit={mayEdit} />
      <Comuni {...props} mayEdit={mayEdit} />
      {others.length > 0 ? (
        <Section id="confronto" title={t('territory.places.others')} lead={t('territory.places.others-lead')}>
          <p>{others.map((place) => place.name).join(', ')}.</p>
        </Section>
      ) : null}
    </Shell>
  );
}

function Areas(props: { ctx: PageCtx; mayEdit: boolean } & PlacesView): VNode {
  const { ctx, places, mayEdit } = props;
  const t = ambitoText(ctx.lang);
  const areas = places.filter((place) => place.kind === 'area');
  const comuni = places.filter((place) => place.kind === 'comune');
  const free = comuni.filter((comune) => comune.area === null);
  if (areas.length === 0) {
    return (
      <EmptyState
        title={t('territory.area.none-title')}
        text={t('territory.area.none')}
        action={
          mayEdit ? (
            <ButtonLink href={at(ctx, '/territorio/aree/nuovo')}>{t('territory.area.new')}</ButtonLink>
          ) : undefined
        }
      />
    );
  }
  return (
    <Section id="sub-ambiti" title={t('territory.places.areas')}>
      {free.length > 0 ? (
        <Callout tone="late">
          <p>
            {t('territory.area.free', {
              count: free.length,
              names: free.map((comune) => comune.name).join(', '),
            })}
          </p>
        </Callout>
      ) : null}
      <DataTable
        lang={ctx.lang}
        caption={t('territory.places.areas')}
        captionHidden
        rows={areas}
        rowKey={(area) => area.code}
        columns={[
          {
            key: 'name',
            label: t('territory.area.name'),
            heads: true,
            cell: (area) => <a href={at(ctx, `/profilo/${area.code}`)}>{area.name}</a>,
          },
          {
            key: 'comuni',
            label: t('territory.places.comuni'),
            kind: 'number',
            cell: (area) => area.comuni.length,
          },
          {
            key: 'km2',
            label: t('territory.places.land'),
            kind: 'number',
            cell: (area) => writeKm2(ctx, sumKm2(comuni.filter((comune) => comune.area === area.code))),
          },
          ...(props.year === null
            ? []
            : [
                {
                  key: 'residents',
                  label: t('territory.places.residents-at', { year: String(props.year) }),
                  kind: 'number' as const,
                  cell: (area: Place) => writeCount(ctx, sumResidents(props, area.comuni)),
                },
              ]),
          ...(mayEdit
            ? [
                {
                  key: 'acts',
                  label: <span class="visually-hidden">{t('territory.places.acts')}</span>,
                  cell: (area: Place) => (
                    <span class="trama-row-acts">
                      <a href={at(ctx, `/territorio/aree/${area.code}/modifica`)}>
                        {t('territory.area.edit')}
                        <span class="visually-hidden"> {area.name}</span>
                      </a>{' '}
                      <a href={at(ctx, `/territorio/aree/${area.code}/storia`)}>
                        {t('territory.area.history')}
                        <span class="visually-hidden"> {area.name}</span>
                      </a>{' '}
                      <a href={at(ctx, `/territorio/aree/${area.code}/rimuovi`)}>
                        {t('territory.area.remove')}
                        <span class="visually-hidden"> {area.name}</span>
                      </a>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Comuni(props: { ctx: PageCtx; mayEdit: boolean } & PlacesView): VNode {
  const { ctx, places, year, mayEdit } = props;
  const t = ambitoText(ctx.lang);
  const comuni = places.filter((place) => place.kind === 'comune');
  const named = new Map(places.map((place) => [place.code, place.name]));
  const hasAreas = places.some((place) => place.kind === 'area');
  const codes = comuni.map((comune) => comune.code);
  const foot = [
    t('territory.places.total'),
    '',
    '',
    ...(hasAreas ? [''] : []),
    writeKm2(ctx, sumKm2(comuni)),
    ...(year === null ? [] : [writeCount(ctx, sumResidents(props, codes))]),
  ];
  return (
    <Section
      id="comuni"
      title={`${formatNumber(comuni.length, { lang: ctx.lang })} ${t('territory.places.comuni').toLowerCase()}`}
    >
      <DataTable
        lang={ctx.lang}
        caption={t('territory.places.comuni')}
        captionHidden
        rows={comuni}
        rowKey={(comune) => comune.code}
        columns={[
          {
            key: 'name',
            label: t('territory.area.name'),
            heads: true,
            cell: (comune) => <a href={at(ctx, `/profilo/${comune.code}`)}>{comune.name}</a>,
          },
          { key: 'code', label: t('territory.places.code'), cell: (comune) => comune.code },
          { key: 'province', label: t('territory.places.province'), cell: (comune) => comune.province },
          ...(hasAreas
            ? [
                {
                  key: 'area',
                  label: t('territory.places.area'),
                  cell: (comune: Place) =>
                    comune.area === null ? (
                      <span class="trama-unsaid">{t('territory.places.no-area')}</span>
                    ) : (
                      named.get(comune.area)
                    ),
                },
              ]
            : []),
          {
            key: 'km2',
            label: t('territory.places.land'),
            kind: 'number',
            cell: (comune) => writeKm2(ctx, comune.km2),
          },
          ...(year === null
            ? []
            : [
                {
                  key: 'residents',
                  label: t('territory.places.residents-at', { year: String(year) }),
                  kind: 'number' as const,
                  cell: (comune: Place) => writeCount(ctx, props.residents.get(comune.code) ?? null),
                },
              ]),
          ...(mayEdit && comuni.length > 1
            ? [
                {
                  key: 'acts',
                  label: <span class="visually-hidden">{t('territory.places.acts')}</span>,
                  cell: (comune: Place) => (
                    <a href={at(ctx, `/territorio/comuni/${comune.code}/rimuovi`)}>
                      {t('territory.area.remove')}
                      <span class="visually-hidden"> {comune.name}</span>
                    </a>
                  ),
                },
              ]
            : []),
        ]}
        foot={[mayEdit && comuni.length > 1 ? [...foot, ''] : foot]}
      />
    </Section>
  );
}

/** An area's name and comuni. */
export function AreaForm(props: FormPage<Place> & { places: readonly Place[] }): VNode {
  const { ctx, form, record, places } = props;
  const t = ambitoText(ctx.lang);
  const named = new Map(places.map((place) => [place.code, place.name]));
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={record ? record.name : t('territory.area.new')}
      crumbs={props.crumbs}
    >
      <Form
        ctx={ctx}
        action={props.action}
        form={form}
        {...(record ? {} : { submit: t('territory.area.create') })}
        cancel={props.cancel}
      >
        <TextField
          ctx={ctx}
          form={form}
          name="name"
          label={t('territory.area.name')}
          help={t('territory.area.name-help')}
        />
        <div class="trama-many">
          <TickField
            ctx={ctx}
            form={form}
            name="comuni"
            label={t('territory.area.comuni')}
            help={t('territory.area.comuni-help')}
            choices={places
              .filter((place) => place.kind === 'comune')
              .map((comune) => ({
                value: comune.code,
                label:
                  comune.area === null || comune.area === record?.code
                    ? comune.name
                    : t('territory.area.elsewhere', {
                        comune: comune.name,
                        area: named.get(comune.area) ?? comune.area,
                      }),
              }))}
          />
        </div>
      </Form>
    </Shell>
  );
}

/** Null when a comune's are not known: a part would pass for the whole. */
function sumResidents(view: PlacesView, codes: readonly string[]): number | null {
  let sum = 0;
  for (const code of codes) {
    const residents = view.residents.get(code);
    if (residents === undefined) return null;
    sum += residents;
  }
  return codes.length === 0 ? null : sum;
}

function writeKm2(ctx: PageCtx, km2: number | null): string {
  return km2 === null
    ? ambitoText(ctx.lang)('territory.places.unknown')
    : formatNumber(km2, { decimals: KM2_DECIMALS, lang: ctx.lang });
}

function writeCount(ctx: PageCtx, count: number | null): string {
  return count === null
    ? ambitoText(ctx.lang)('territory.places.unknown')
    : formatNumber(count, { lang: ctx.lang });
}
