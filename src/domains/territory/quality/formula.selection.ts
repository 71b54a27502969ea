import type { Scanner } from './formula.scanner.js';
import type { CategoryFilter, PlaceSet, Selection } from './formula.types.js';

const KEYS = ['place', 'places', 'period', 'sex', 'category'] as const;
type Key = (typeof KEYS)[number];
type Filter = { readonly start: number; readonly except: boolean; readonly texts: readonly string[] };

function isKey(name: string): name is Key {
  return (KEYS as readonly string[]).includes(name);
}

export function readSet(scanner: Scanner): PlaceSet {
  if (!scanner.acceptWord('comuni')) {
    scanner.stop('quality.formula.expected', { expected: 'comuni, comuni of …', found: scanner.found() });
  }
  return { area: scanner.acceptWord('of') ? scanner.phrase('Casalasco') : undefined };
}

/** Variable and filters of `value(…)` and `sum(…)`; the parentheses are the caller's. */
export function readSelection(
  scanner: Scanner,
  call: 'value' | 'sum',
  perComune: boolean,
  start: number,
): Selection {
  const variable = scanner.phrase('population');
  const filters: Partial<Record<Key, Filter>> = {};
  let places: PlaceSet | undefined;
  while (scanner.accept(',')) {
    const at = scanner.position;
    const key = scanner.name() ?? '';
    if (!isKey(key))
      scanner.stop('quality.formula.unknown-filter', { word: key, known: KEYS.join(', ') }, at);
    if (filters[key]) scanner.stop('quality.formula.repeated-filter', { filter: key }, at);
    const except = scanner.accept('!=');
    if (!except) scanner.expect('=');
    if (key === 'places') {
      places = readSet(scanner);
      filters.places = { start: at, except, texts: [] };
    } else {
      filters[key] = { start: at, except, texts: readTexts(scanner) };
    }
    refuseUnfit(scanner, call, key, filters[key]);
  }
  if (filters.place && places)
    scanner.stop('quality.formula.not-allowed-filter', { filter: 'places', call }, filters.place.start);
  const place = filters.place?.texts[0];
  if (place === undefined && !places && !perComune)
    scanner.stop('quality.formula.no-place', { variable }, start);
  const period = filters.period?.texts[0];
  if (period === undefined) scanner.stop('quality.formula.no-period', { variable }, start);
  return {
    variable,
    place,
    places,
    period,
    sex: readSex(scanner, filters.sex),
    category: readCategory(filters.category),
  };
}

function readTexts(scanner: Scanner): readonly string[] {
  const texts = [scanner.phrase('testo')];
  while (scanner.accept('|')) texts.push(scanner.phrase('testo'));
  return texts;
}

// `value` promises one cell, and only categories may be joined or left out: anything else would hide a choice.
function refuseUnfit(scanner: Scanner, call: 'value' | 'sum', key: Key, filter: Filter | undefined): void {
  if (!filter) return;
  const several = filter.except || filter.texts.length > 1;
  if (several && (call === 'value' || key !== 'category')) {
    scanner.stop('quality.formula.not-allowed-filter', { filter: key, call }, filter.start);
  }
  if (key === 'places' && call === 'value') {
    scanner.stop('quality.formula.not-allowed-filter', { filter: key, call }, filter.start);
  }
}

function readSex(scanner: Scanner, filter: Filter | undefined): Selection['sex'] {
  const sex = filter?.texts[0];
  if (filter === undefined || sex === undefined) return '';
  if (sex !== 'm' && sex !== 'f') scanner.stop('quality.formula.bad-sex', { word: sex }, filter.start);
  return sex;
}

function readCategory(filter: Filter | undefined): CategoryFilter | undefined {
  return filter && { except: filter.except, names: filter.texts };
}
