import type { VNode } from 'preact';
import type { PlaceRef } from '#domains/governance/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { Pages, RowCount } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { ServiceFilter } from './service.rules.js';
import { EDITORS, SERVICE_STATES, type Service, type ServiceState } from './service.types.js';
import { servicesText } from './services.messages.js';

export function ServiceStateTag({ ctx, state }: { ctx: PageCtx; state: ServiceState }): VNode {
  const tone = { active: 'good', starting: 'calm', planned: 'off', suspended: 'late', ended: 'off' } as const;
  return <StateTag tone={tone[state]}>{servicesText(ctx.lang)(`services.state.${state}`)}</StateTag>;
}

/** The catalogue: words first, then where and what kind; one service a card. */
export function ServiceListPage(props: {
  ctx: PageCtx;
  query: ServiceFilter;
  page: number;
  services: readonly Service[];
  kinds: readonly string[];
  places: readonly PlaceRef[];
  total: number;
}): VNode {
  const { ctx, query, services } = props;
  const t = servicesText(ctx.lang);
  const ui = uiText(ctx.lang);
  const filtered = Object.values(query).some((value) => value !== undefined && value !== '');
  const shown = cutPage(services, props.page);
  const isOffice = ctx.view.face === 'office';
  return (
    <Shell
      ctx={ctx}
      door="services"
      title={t('services.title')}
      lead={t(isOffice ? 'services.lead-office' : 'services.lead')}
      actions={
        <>
          {isOffice && may(ctx, EDITORS, []) ? (
            <ButtonLink href={at(ctx, '/servizi/nuovo')} kind="primary">
              {t('services.new')}
            </ButtonLink>
          ) : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[
              {
                label: t('services.download-csv'),
                href: withQuery(at(ctx, '/servizi.csv'), { ...query }),
              },
            ]}
          />
        </>
      }
    >
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, '/servizi')}
        submit={ui('ui.search')}
        clear={filtered ? at(ctx, '/servizi') : undefined}
      >
        <SearchBox name="q" label={t('services.search')} value={query.q} />
        <FilterSelect
          name="luogo"
          label={t('services.place')}
          all={t('services.all-places')}
          value={query.luogo}
          choices={props.places.map((place) => ({ value: place.code, label: place.name }))}
        />
        <FilterSelect
          name="tipo"
          label={t('services.kind')}
          all={t('services.all-kinds')}
          value={query.tipo}
          choices={props.kinds.map((kind) => ({ value: kind, label: kind }))}
        />
        <FilterSelect
          name="stato"
          label={t('services.state')}
          all={t('services.all-states')}
          value={query.stato}
          choices={SERVICE_STATES.map((state) => ({ value: state, label: t(`services.state.${state}`) }))}
        />
      </FilterForm>
      {services.length === 0 ? (
        props.total === 0 ? (
          <EmptyState title={t('services.empty-title')} text={t('services.empty-text')} />
        ) : (
          <EmptyState title={t('services.nothing-title')} text={t('services.nothing-text')} />
        )
      ) : (
        <>
          <RowCount>{t('services.rows', { count: services.length })}</RowCount>
          <ul class="trama-results">
            {shown.rows.map((service) => (
              <li key={service.id}>
                <h2>
                  <a href={at(ctx, `/servizi/${service.code}`)}>{service.name}</a>
                </h2>
                {service.description ? <p>{service.description}</p> : null}
                {service.target.length > 0 ? (
                  <p>{t('services.for', { target: service.target.join(', ') })}</p>
                ) : null}
                <p class="trama-source">
                  <ServiceStateTag ctx={ctx} state={service.state} /> {' · '}
                  {[service.placeName, service.kind, service.providers.map((one) => one.name).join(', ')]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ul>
          <Pages
            lang={ctx.lang}
            page={shown.page}
            pageCount={shown.pageCount}
            href={{ path: at(ctx, '/servizi'), query: { ...query } }}
          />
        </>
      )}
    </Shell>
  );
}
