import { Refused } from '#platform/errors.js';
import { newId } from '#platform/ids.js';
import { codeOf } from './ambito.rules.js';
import { findKindOfLevel, isForComparison } from './dataset.rules.js';
import type { Observation } from './files/files.types.js';
import type { NewPlace, Place, PlaceKind } from './place.types.js';

/** Finds the place of a figure by code, or by level and name; names those for comparison that data bring. */
export class PlaceFinder {
  readonly #byCode = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  /** Made for comparison and not yet in the database. */
  #fresh: NewPlace[] = [];

  constructor(places: readonly Pick<Place, 'id' | 'kind' | 'code' | 'name'>[]) {
    for (const place of places) {
      this.#byCode.set(place.code, place.id);
      this.#byName.set(nameKey(place.kind, place.name), place.id);
    }
  }

  /** @throws Refused with the line, when the ambito has no such place and may not have it */
  getId({ placeCode, placeName, placeLevel, line }: Observation): string {
    const known = placeCode === '' ? undefined : this.#byCode.get(placeCode);
    if (known !== undefined) return known;
    const refused = new Refused('territory.import.place-unknown', {
      line,
      name: placeName || placeCode,
      level: placeLevel,
    });
    if (/^\d{6}$/.test(placeCode)) throw refused;
    const kind = findKindOfLevel(placeLevel);
    if (!kind) throw new Refused('territory.import.level-unknown', { line, level: placeLevel });
    const key = nameKey(kind, placeName);
    const named = this.#byName.get(key);
    if (named !== undefined) return named;
    if (!isForComparison(kind)) throw refused;
    const place = { id: newId(), kind, code: this.#freeCode(kind, placeName), name: placeName.trim() };
    this.#fresh.push(place);
    this.#byCode.set(place.code, place.id);
    this.#byName.set(key, place.id);
    return place.id;
  }

  /** Places that figures named since the last time, to be stored before the figures. */
  takeFresh(): NewPlace[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  #freeCode(kind: PlaceKind, name: string): string {
    const code = codeOf(name) || kind.toLowerCase();
    return this.#byCode.has(code) ? `${code}-${kind.toLowerCase()}` : code;
  }
}

/** "Provincia di Cremona", "Cremona" and "CREMONA" are one province. */
function nameKey(kind: PlaceKind, name: string): string {
  const plain = codeOf(name).replace(/^(provincia-di|provincia-del|regione)-/, '');
  return `${kind}\u001f${plain}`;
}
