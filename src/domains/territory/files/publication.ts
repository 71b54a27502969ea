import { type AreaLevel, codeLength } from './national-areas.js';

const plural: Record<AreaLevel, string> = {
  comune: 'comuni',
  provincia: 'province',
  regione: 'regioni',
  nazionale: 'italia',
};

/**
 * Code that all editions of one publication share: a later one takes the place of an earlier one. A file of one
 * province, or one comune, is a publication of its own beside the national one: two provinces of an ambito must not take
 * each other's place.
 */
export function publicationCode(
  layout: string,
  year: number | null,
  codes: Iterable<string>,
  level: AreaLevel = 'comune',
): string {
  const places = [...codes];
  const holders = new Set(places.map((code) => code.slice(0, codeLength.provincia)));
  const [only] = holders;
  const scope = level !== 'comune' || holders.size !== 1 ? undefined : places.length === 1 ? places[0] : only;
  return [layout, level === 'comune' ? undefined : plural[level], year, scope]
    .filter((part) => part !== undefined && part !== null)
    .join('-');
}
