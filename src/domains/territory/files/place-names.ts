import type { NamedPlace } from './mapping.types.js';

export type NameMatch =
  | { kind: 'found'; code: string }
  /** Namesakes: their names with the province. */
  | { kind: 'ambiguous'; candidates: string[] }
  /** None: the nearest names, best first. */
  | { kind: 'unknown'; nearest: string[] };

const nearestShown = 3;

/**
 * A name as far as it tells one comune from another: without case, accents, apostrophes, hyphens; saints written in
 * full; what stands in brackets left out.
 */
export function nameKey(name: string): string {
  return name
    .replace(/\([^)]*\)/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^\s*(comune|citta) (di|del|della)\s+/, '')
    .replace(/\bs\.\s*/g, 'san ')
    .replace(/\bss\.\s*/g, 'santi ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/\b(sant|santa|santo|san|s)\b/g, 'san');
}

/** Finds comuni by name, tolerantly: "SANT'ANGELO", "S. Giovanni in Croce", "Bolzano/Bozen", "Casalmaggiore (CR)". */
export class PlaceNames {
  readonly #byKey = new Map<string, NamedPlace[]>();
  readonly #keep: ReadonlySet<string> | undefined;

  /** @param keep where one namesake only is of these, it is the one meant */
  constructor(places: readonly NamedPlace[], keep?: ReadonlySet<string>) {
    this.#keep = keep;
    for (const place of places) {
      const names = new Set([place.name, ...(place.otherName ? [place.otherName] : [])].flatMap(formsOf));
      for (const name of names) {
        const same = this.#byKey.get(name);
        if (same) same.push(place);
        else this.#byKey.set(name, [place]);
      }
    }
  }

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  /** Whether a name is of some comune: quicker than `match`, which looks for the nearest too. */
  has(name: string): boolean {
    return formsOf(name).some((key) => this.#byKey.has(key));
  }

  /** @param province sign or name of the province, '' when the file has none */
  match(name: string, province: string): NameMatch {
    const inBrackets = /\(([a-z]{2})\)\s*$/i.exec(name)?.[1] ?? '';
    const found = formsOf(name).flatMap((key) => this.#byKey.get(key) ?? []);
    const places = [...new Map(found.map((place) => [place.code, place])).values()];
    const [only] = places;
    if (!only) return { kind: 'unknown', nearest: this.#nearest(name) };
    if (places.length === 1) return { kind: 'found', code: only.code };
    const narrowed = narrow(places, province || inBrackets, this.#keep);
    if (narrowed) return { kind: 'found', code: narrowed.code };
    return { kind: 'ambiguous', candidates: places.map((place) => `${place.name} (${place.province})`) };
  }

  #nearest(name: string): string[] {
    const key = nameKey(name);
    if (key.length < 3) return [];
    const most = Math.max(2, Math.floor(key.length / 4));
    const near: { name: string; distance: number }[] = [];
    for (const [other, [place]] of this.#byKey) {
      if (!place || Math.abs(other.length - key.length) > most) continue;
      const distance = editDistance(key, other, most);
      if (distance > most) continue;
      // Where two are as near, the ambito's own come first.
      near.push({ name: place.name, distance: distance - (this.#keep?.has(place.code) ? 0.5 : 0) });
    }
    const sorted = near.toSorted((a, b) => a.distance - b.distance).map((one) => one.name);
    return [...new Set(sorted)].slice(0, nearestShown);
  }
}

/** A bilingual name is known whole and by each of its parts. */
function formsOf(name: string): string[] {
  const parts = name.split(/\s*\/\s*|\s+-\s+/);
  return [...new Set([name, ...parts].map(nameKey))].filter((key) => key !== '');
}

function narrow(
  places: readonly NamedPlace[],
  province: string,
  keep: ReadonlySet<string> | undefined,
): NamedPlace | undefined {
  const sign = province.trim().toLowerCase();
  const key = nameKey(province);
  const inProvince = sign
    ? places.filter(
        (place) =>
          place.province.toLowerCase() === sign ||
          (place.provinceName !== undefined && nameKey(place.provinceName) === key),
      )
    : [];
  if (inProvince.length === 1) return inProvince[0];
  const ours = keep ? places.filter((place) => keep.has(place.code)) : [];
  return sign === '' && ours.length === 1 ? ours[0] : undefined;
}

/** Levenshtein's distance, given up beyond `most`. */
function editDistance(a: string, b: string, most: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const distance = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + cost,
      );
      current.push(distance);
      best = Math.min(best, distance);
    }
    if (best > most) return most + 1;
    previous = current;
  }
  return previous[b.length] ?? most + 1;
}
