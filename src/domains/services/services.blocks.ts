import { type Block, type BlockProvider, type LiveBlocks, p, type Row } from '#domains/documents/index.js';
import { formatMeasure, formatNumber } from '#platform/i18n/format.js';
import { listServices } from './service.sql.js';
import type { Figure, Service, ServiceState } from './service.types.js';

const STATES: Readonly<Record<ServiceState, string>> = {
  active: 'attivo',
  starting: 'in avvio',
  planned: 'previsto',
  suspended: 'sospeso',
  ended: 'concluso',
};

/** Figures of a service that a row of the catalogue has room for; the rest is on its page. */
const MOST_FIGURES = 3;

const catalogue: BlockProvider = async (ctx): Promise<Block[]> => {
  const services = await listServices(ctx.tx);
  if (services.length === 0) return [];
  const active = services.filter((service) => service.state === 'active').length;
  return [
    p(
      `I servizi e gli interventi descritti sono ${formatNumber(services.length)}, di cui ${formatNumber(active)} attivi. Per ciascuno la tabella dice a chi si rivolge, chi lo eroga e, dove sono pubblicate, le cifre più recenti.`,
    ),
    {
      kind: 'table',
      id: 'servizi',
      caption: 'Servizi per territorio',
      landscape: true,
      columns: [
        { title: 'Servizio', kind: 'text', width: 2.2 },
        { title: 'Tipo', kind: 'text', width: 1.3 },
        { title: 'A chi si rivolge', kind: 'text', width: 1.9 },
        { title: 'Chi lo eroga', kind: 'text', width: 1.9 },
        { title: 'Cifre', kind: 'text', width: 2.1 },
        { title: 'Stato', kind: 'text', width: 0.8 },
      ],
      rows: [...Map.groupBy(services, (service) => service.placeName ?? 'Senza territorio indicato')].flatMap(
        ([place, group]): Row[] => [
          { group: place },
          ...group.map((service) => ({ cells: cellsOf(service) })),
        ],
      ),
    },
  ];
};

function cellsOf(service: Service): string[] {
  return [
    service.name,
    service.kind,
    service.target.join('; ') || 'n.d.',
    service.providers.map((provider) => provider.name).join('; ') || 'n.d.',
    newest(service.figures).map(sayFigure).join('; ') || '—',
    STATES[service.state],
  ];
}

/** The last figure of each measure. */
function newest(figures: readonly Figure[]): Figure[] {
  return [...Map.groupBy(figures, (figure) => figure.measure).values()]
    .flatMap(
      (group) =>
        group
          .filter((one) => one.value !== null)
          .sort((a, b) => (b.period ?? '').localeCompare(a.period ?? ''))[0] ?? [],
    )
    .slice(0, MOST_FIGURES);
}

function sayFigure({ measure, value, unit, period }: Figure): string {
  const shown =
    unit === 'percentuale' || unit === 'euro'
      ? formatMeasure(value, unit === 'euro' ? '€' : '%')
      : formatNumber(value);
  return `${measure}: ${shown}${period === null ? '' : ` (${period})`}`;
}

/** What the catalogue prints in a plan. */
export const servicesBlocks: LiveBlocks = { 'services.catalogue': catalogue };
