import { z } from 'zod';
import { listPlaceRefs, requireEditor, writePartyLines } from '#domains/governance/index.js';
import { csvFile } from '#platform/http/csv.js';
import { asked, askedPage, recordCode } from '#platform/http/form-rows.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { addServices, editService, getService, removeService } from './service.actions.js';
import { ServiceFormPage, ServicePage, writeFigure } from './service.page.js';
import { filterServices } from './service.rules.js';
import { prepareServiceForm, ServiceForm } from './service.schema.js';
import { listServices, listServiceTies } from './service.sql.js';
import { EDITORS, type FigureFields, type Service } from './service.types.js';
import { ServiceListPage } from './service-list.page.js';
import { servicesText } from './services.messages.js';

const query = z.object({ q: asked, luogo: asked, tipo: asked, stato: asked });
const params = z.object({ code: recordCode });
const open = { face: 'both', audience: 'public' } as const;

export function registerServicePages(server: Server): void {
  server.doors.push(
    { key: 'services', face: 'public', path: '/servizi', label: 'services.door', order: 20 },
    { key: 'services', face: 'office', path: '/servizi', label: 'services.door', order: 90 },
  );
  ambitoPage(server, {
    ...open,
    path: '/servizi',
    query: query.extend({ pagina: askedPage }),
    handle: async (ctx, { query: { pagina, ...filter } }) => {
      const all = await listServices(ctx.tx);
      const places = await listPlaceRefs(ctx.tx);
      const covering = places.find((place) => place.code === filter.luogo)?.within;
      return page(
        <ServiceListPage
          ctx={ctx}
          query={filter}
          page={pagina}
          services={filterServices(all, filter, covering)}
          kinds={[...new Set(all.map((one) => one.kind))].sort((a, b) => a.localeCompare(b, 'it'))}
          places={places}
          total={all.length}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/servizi.csv',
    query,
    handle: async (ctx, { query: filter }) => {
      const places = filter.luogo ? await listPlaceRefs(ctx.tx) : [];
      const covering = places.find((place) => place.code === filter.luogo)?.within;
      const t = servicesText(ctx.lang);
      return csvFile(
        'servizi.csv',
        (
          [
            'services.code',
            'services.name',
            'services.kind',
            'services.place',
            'services.target',
            'services.description',
            'services.opening',
            'services.providers',
            'services.state',
            'services.measure',
            'services.value',
            'services.unit',
            'services.period',
            'services.source',
            'services.note',
          ] as const
        ).map((key) => t(key)),
        filterServices(await listServices(ctx.tx), filter, covering).flatMap((service) =>
          csvRows(service, t),
        ),
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/servizi/:code',
    params,
    handle: async (ctx, { params: { code } }) => {
      const service = await getService(ctx, code);
      const drafts = ctx.view.face === 'office' && ctx.grants.length > 0;
      const ties = await listServiceTies(ctx.tx, service.id, drafts);
      return page(<ServicePage ctx={ctx} service={service} ties={ties} />);
    },
  });
}

/** One row a figure, so that figures can be summed; one row for a service without any. */
function csvRows(service: Service, t: ReturnType<typeof servicesText>): (string | number | null)[][] {
  const figures = service.figures.length > 0 ? service.figures : [null];
  return figures.map((figure) => [
    service.code,
    service.name,
    service.kind,
    service.placeName,
    service.target.join('; '),
    service.description,
    service.opening,
    service.providers.map((one) => (one.role ? `${one.name} (${one.role})` : one.name)).join('; '),
    t(`services.state.${service.state}`),
    figure?.measure ?? null,
    figure?.value ?? null,
    figure?.unit ?? null,
    figure?.period ?? null,
    service.source,
    service.note,
  ]);
}

export function registerServiceEdits(server: Server): void {
  recordRoutes(server, {
    list: '/servizi',
    one: '/servizi/:code',
    params,
    door: 'services',
    editors: EDITORS,
    crumbs: (ctx) => [{ label: servicesText(ctx.lang)('services.title'), href: at(ctx, '/servizi') }],
    open: async (ctx, { code }) => {
      const service = await getService(ctx, code);
      requireEditor(ctx, service.within);
      return service;
    },
    nameOf: (service: Service) => `${service.code} ${service.name}`,
    schema: ServiceForm,
    prepare: prepareServiceForm,
    valuesOf: (service) => ({
      ...service,
      providers: writePartyLines(service.providers),
      figures: service.figures.map((figure) => ({
        ...figure,
        value: figure.value === null ? '' : String(figure.value).replace('.', ','),
      })),
    }),
    blank: () => ({ state: 'active' }),
    form: async (props) => <ServiceFormPage {...props} places={await listPlaceRefs(props.ctx.tx)} />,
    add: async (ctx, _, fields) => {
      const [code] = await addServices(ctx, [{ ...fields, code: null }]);
      return `/servizi/${code}`;
    },
    edit: (ctx, { code }, version, fields) => editService(ctx, code, version, fields),
    remove: (ctx, { code }, version, reason) => removeService(ctx, code, version, reason),
    history: {
      table: 'services.service',
      hasParts: true,
      labels: (ctx) => {
        const t = servicesText(ctx.lang);
        return {
          name: t('services.name'),
          kind: t('services.kind'),
          description: t('services.description'),
          target: t('services.target'),
          place_id: t('services.place'),
          opening: t('services.opening'),
          providers: t('services.providers'),
          state: t('services.state'),
          figures: t('services.figures'),
          source: t('services.source'),
          note: t('services.note'),
        };
      },
      write: async (ctx) => {
        const t = servicesText(ctx.lang);
        const names = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.id, place.name]));
        return (column, value) => {
          if (column === 'place_id') return names.get(String(value)) ?? '';
          if (column === 'figures')
            return (value as FigureFields[]).map((figure) => writeFigure(ctx, figure)).join('; ');
          return column === 'state' ? t(`services.state.${value as Service['state']}`) : undefined;
        };
      },
    },
    notices: { added: 'services.added', saved: 'services.saved', removed: 'services.removed' },
  });
}
