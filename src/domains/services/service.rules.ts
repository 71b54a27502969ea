import { searchRows } from '#platform/i18n/word-search.js';
import type { FigureFields, Service } from './service.types.js';

export interface ServiceFilter {
  q?: string | undefined;
  luogo?: string | undefined;
  tipo?: string | undefined;
  stato?: string | undefined;
}

/**
 * Services that match, best first. A place finds what lies in it and what covers it: who lives in Viadana is served by
 * the Viadanese and by the whole ambito.
 * @param covering codes of the asked place and of those that hold it
 */
export function filterServices(
  services: readonly Service[],
  filter: ServiceFilter,
  covering: readonly string[] = [],
): Service[] {
  const matching = services.filter(
    (service) =>
      (!filter.luogo ||
        service.within.includes(filter.luogo) ||
        (service.place !== null && covering.includes(service.place))) &&
      (!filter.tipo || service.kind === filter.tipo) &&
      (!filter.stato || service.state === filter.stato),
  );
  return searchRows(matching, filter.q ?? '', (service) => [
    `${service.code} ${service.name}`,
    [...service.target, service.kind].join(' '),
    [service.description, ...service.providers.map((one) => one.name), service.placeName, service.note].join(
      ' ',
    ),
  ]);
}

/** Enough decimals to write the figure as it was published, no more. */
export function decimalsOf(value: number): number {
  const [, decimals = ''] = String(value).split('.');
  return Math.min(4, decimals.length);
}

/** `percentuale` is written %, a unit that only repeats "persone" stays a word. */
export function unitOf(figure: Pick<FigureFields, 'unit'>): string {
  return figure.unit === 'percentuale' ? '%' : (figure.unit ?? '');
}
