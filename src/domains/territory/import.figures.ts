import type { Ctx } from '#platform/http/context.js';
import { type AgePack, AgePacker } from './age-pack.js';
import { addItaly } from './comparison.places.js';
import { refreshForebears } from './comparison.sql.js';
import { variableOf } from './dataset.rules.js';
import { type FigureBatch, figureBatch, type NewObservation } from './figure-batch.js';
import type { Observation } from './files/files.types.js';
import {
  ensureVariables,
  insertAgeCounts,
  insertObservations,
  type NewAgeCount,
  type NewVariable,
  planEachTime,
} from './import.sql.js';
import { insertPlaces, listFilePlaces } from './place.sql.js';
import type { NewPlace, Place } from './place.types.js';
import { PlaceFinder } from './place-finder.js';

export interface StoredFigures {
  figures: number;
  /** Codes, in the order in which they came. */
  variables: string[];
  years: number[];
}

export interface StoreOptions {
  /**
   * Whose figures come: of the ambito's own comuni and their forebears, or of all Italy's comuni, which then become
   * places to be compared with, with their provinces, regions and the country.
   */
  comuni?: 'own' | 'all';
}

/** Figures a statement: few round trips, little memory. */
const BATCH = 10_000;

/**
 * Stores figures as they come; nothing is summed, so that every one can be found again in its file. Single ages are
 * packed into one row a place, year and sex. While a batch is being written the next is read and made ready.
 */
export async function storeObservations(
  ctx: Ctx,
  datasetId: string,
  observations: AsyncIterable<Observation[]>,
  places: readonly Place[],
  { comuni = 'own' }: StoreOptions = {},
): Promise<StoredFigures> {
  await planEachTime(ctx.tx);
  if (comuni === 'all') await addItaly(ctx.tx, places);
  await refreshForebears(ctx.tx);
  const finder = new PlaceFinder(await listFilePlaces(ctx.tx));
  const writer = new FigureWriter(ctx, datasetId, finder);
  const packer = new AgePacker();
  let waiting: Observation[] = [];
  let packs: AgePack[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const [rows, ages] = [waiting, packs];
    waiting = [];
    packs = [];
    if (writer.hasNewVariables(rows, ages)) {
      await writing;
      await writer.learnUnits(rows, ages);
    }
    const batch = writer.prepare(rows, ages);
    await writing;
    writing = writer.write(batch);
    // Told by the next `await writing`, or by the last one.
    writing.catch(() => {});
  };

  try {
    for await (const batch of observations) {
      const taken = packer.take(batch);
      for (const figure of taken.figures) waiting.push(figure);
      for (const pack of taken.packs) packs.push(pack);
      if (waiting.length + packs.length * 20 >= BATCH) await flush();
    }
    for (const figure of packer.rest()) waiting.push(figure);
    await flush();
    await writing;
  } catch (error) {
    // Nothing is being written any more when the caller undoes it.
    await writing.catch(() => {});
    throw error;
  }
  return writer.stored();
}

interface PreparedFigures {
  places: NewPlace[];
  figures: FigureBatch | null;
  ages: NewAgeCount[];
}

class FigureWriter {
  readonly #ctx: Ctx;
  readonly #datasetId: string;
  readonly #finder: PlaceFinder;
  readonly #units = new Map<string, string>();
  readonly #years = new Set<number>();
  #figures = 0;

  constructor(ctx: Ctx, datasetId: string, finder: PlaceFinder) {
    this.#ctx = ctx;
    this.#datasetId = datasetId;
    this.#finder = finder;
  }

  hasNewVariables(rows: readonly Observation[], packs: readonly AgePack[]): boolean {
    return (
      rows.some(({ variable }) => !this.#units.has(variable)) ||
      packs.some(({ first }) => !this.#units.has(first.variable))
    );
  }

  async learnUnits(rows: readonly Observation[], packs: readonly AgePack[]): Promise<void> {
    const fresh = new Map<string, NewVariable>();
    for (const observation of [...rows, ...packs.map(({ first }) => first)]) {
      const { variable } = observation;
      if (!this.#units.has(variable) && !fresh.has(variable)) fresh.set(variable, variableOf(observation));
    }
    for (const [code, unit] of await ensureVariables(this.#ctx.tx, [...fresh.values()]))
      this.#units.set(code, unit);
  }

  /** @throws Refused when a place is not the ambito's */
  prepare(rows: readonly Observation[], packs: readonly AgePack[]): PreparedFigures {
    const figures = rows.map((row) => this.#newObservation(row));
    const ages = packs.map(({ first, sex, year, counts }) => ({
      variable: first.variable,
      placeId: this.#finder.getId(first),
      year,
      sex,
      category: first.category,
      counts,
    }));
    this.#figures += rows.length;
    for (const row of rows) if (row.year !== null) this.#years.add(row.year);
    for (const { year, counts } of packs) {
      this.#figures += counts.length;
      this.#years.add(year);
    }
    return {
      places: this.#finder.takeFresh(),
      figures: figures.length > 0 ? figureBatch(figures) : null,
      ages,
    };
  }

  async write({ places, figures, ages }: PreparedFigures): Promise<void> {
    const { tx } = this.#ctx;
    await insertPlaces(tx, places);
    if (figures) await insertObservations(tx, this.#datasetId, figures);
    if (ages.length > 0) await insertAgeCounts(tx, this.#datasetId, ages);
  }

  stored(): StoredFigures {
    return {
      figures: this.#figures,
      variables: [...this.#units.keys()],
      years: [...this.#years].sort((a, b) => a - b),
    };
  }

  #newObservation(observation: Observation): NewObservation {
    const { variable, period, year, sex, ageFrom, ageTo, category, value, unit, stated } = observation;
    return {
      variable,
      placeId: this.#finder.getId(observation),
      period,
      year,
      sex,
      ageFrom: ageFrom ?? -1,
      ageTo: ageFrom === null ? -1 : (ageTo ?? 999),
      category,
      value,
      unit: unit === this.#units.get(variable) ? null : unit,
      statedSource: stated?.source || null,
      location: stated?.chapter || null,
      note: stated?.note || null,
    };
  }
}
