import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { codeOf } from './ambito.rules.js';
import { findKindOfLevel, isForComparison, variableOf } from './dataset.rules.js';
import type { Observation } from './files/files.types.js';
import { ensureVariables, insertObservations, type NewObservation, type NewVariable } from './import.sql.js';
import { insertPlaces } from './place.sql.js';
import type { NewPlace, Place, PlaceKind } from './place.types.js';

export interface StoredFigures {
  figures: number;
  /** Codes, in the order in which they came. */
  variables: string[];
  years: number[];
}

/** Figures a statement: few round trips, little memory. */
const BATCH = 5_000;

/** Stores figures as they come; nothing is summed, so that every one can be found again in its file. */
export async function storeObservations(
  ctx: Ctx,
  datasetId: string,
  observations: AsyncIterable<Observation[]>,
  places: readonly Place[],
): Promise<StoredFigures> {
  const finder = new PlaceFinder(ctx, places);
  const units = new Map<string, string>();
  const years = new Set<number>();
  let waiting: Observation[] = [];
  let figures = 0;

  const flush = async (): Promise<void> => {
    await learnUnits(ctx, waiting, units);
    const rows: NewObservation[] = [];
    for (const observation of waiting) {
      if (observation.year !== null) years.add(observation.year);
      rows.push(newObservation(observation, await finder.getId(observation), units));
    }
    if (rows.length > 0) await insertObservations(ctx.tx, datasetId, rows);
    figures += rows.length;
    waiting = [];
  };

  for await (const batch of observations) {
    waiting.push(...batch);
    if (waiting.length >= BATCH) await flush();
  }
  await flush();
  return { figures, variables: [...units.keys()], years: [...years].sort((a, b) => a - b) };
}

async function learnUnits(
  ctx: Ctx,
  observations: readonly Observation[],
  units: Map<string, string>,
): Promise<void> {
  const fresh = new Map<string, NewVariable>();
  for (const observation of observations) {
    const { variable } = observation;
    if (!units.has(variable) && !fresh.has(variable)) fresh.set(variable, variableOf(observation));
  }
  for (const [code, unit] of await ensureVariables(ctx.tx, [...fresh.values()])) units.set(code, unit);
}

function newObservation(
  observation: Observation,
  placeId: string,
  units: ReadonlyMap<string, string>,
): NewObservation {
  const { variable, period, year, sex, ageFrom, ageTo, category, value, unit, stated } = observation;
  return {
    variable,
    placeId,
    period,
    year,
    sex,
    ageFrom: ageFrom ?? -1,
    ageTo: ageFrom === null ? -1 : (ageTo ?? 999),
    category,
    value,
    unit: unit === units.get(variable) ? null : unit,
    statedSource: stated?.source || null,
    location: stated?.chapter || null,
    note: stated?.note || null,
  };
}

/** Finds places by code, or by level and name; makes those for comparison when data bring them. */
class PlaceFinder {
  readonly #ctx: Ctx;
  readonly #byCode = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  readonly #codes: Set<string>;

  constructor(ctx: Ctx, places: readonly Place[]) {
    this.#ctx = ctx;
    this.#codes = new Set(places.map((place) => place.code));
    for (const place of places) {
      this.#byCode.set(place.code, place.id);
      this.#byName.set(nameKey(place.kind, place.name), place.id);
    }
  }

  async getId(observation: Observation): Promise<string> {
    const { placeCode, placeName, placeLevel, line } = observation;
    if (placeCode !== '') {
      const id = this.#byCode.get(placeCode);
      if (id === undefined)
        throw new Refused('territory.import.place-unknown', { line, name: placeCode, level: placeLevel });
      return id;
    }
    const kind = findKindOfLevel(placeLevel);
    if (!kind) throw new Refused('territory.import.level-unknown', { line, level: placeLevel });
    const key = nameKey(kind, placeName);
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    if (!isForComparison(kind))
      throw new Refused('territory.import.place-unknown', { line, name: placeName, level: placeLevel });
    const place = this.#comparison(kind, placeName);
    await insertPlaces(this.#ctx.tx, [place]);
    this.#byName.set(key, place.id);
    return place.id;
  }

  #comparison(kind: PlaceKind, name: string): NewPlace {
    const code = codeOf(name) || kind;
    const free = this.#codes.has(code) ? `${code}-${kind.toLowerCase()}` : code;
    this.#codes.add(free);
    return { id: newId(), kind, code: free, name };
  }
}

function nameKey(kind: PlaceKind, name: string): string {
  return `${kind}\u001f${name.trim().toLowerCase()}`;
}
