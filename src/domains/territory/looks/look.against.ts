import { areaName, regionOf } from '../files/national-areas.js';
import type { LookOptions, NamedPlace } from './look.types.js';

/**
 * What a look can be compared with: what holds the ambito's comuni first, the narrowest before; then every other region
 * and province, of which a national file brings more than a hundred.
 */
export function orderAgainst(
  places: readonly NamedPlace[],
  withValue: ReadonlySet<string>,
): LookOptions['against'] {
  const comuni = places.filter(({ kind }) => kind === 'comune').map(({ code }) => code);
  const provinces = new Set(comuni.map((code) => code.slice(0, 3)));
  const regions = new Set(comuni.map((code) => areaName(regionOf(code) ?? '')));
  const isNear = ({ kind, code, name }: NamedPlace): boolean =>
    kind === 'province' ? provinces.has(code) : kind === 'region' ? regions.has(name) : true;
  const order = ['ambito', 'area', 'province', 'region', 'country'];
  const others = places.filter(({ kind }) => kind !== 'comune');
  const near = others
    .filter(isNear)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((place) => ({ ...place, group: 'near' as const }));
  const far = (['region', 'province'] as const).flatMap((kind) =>
    others
      .filter((place) => place.kind === kind && !isNear(place))
      .map((place) => ({ ...place, group: kind })),
  );
  return [...near, ...far].map((place) => ({ ...place, isKnown: withValue.has(place.code) }));
}
