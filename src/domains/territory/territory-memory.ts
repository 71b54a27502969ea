import type { Ctx } from '#platform/http/context.js';
import { getTerritoryVersion } from './place.sql.js';

/** Readings kept, of all ambiti together: some 30 kB each. */
const KEPT = 300;
const kept = new Map<string, unknown>();

/** What was read of an ambito's territory and has not changed since. */
export interface TerritoryMemory {
  /** Names the state of the ambito's places, figures, metrics and findings. */
  version: string;
  /** Gives what was made before under this key, or makes it. Nothing of what is kept may be changed by who gets it. */
  remember<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/**
 * Opens the memory of the ambito at its present version: one short query. Figures change a few times a year and are
 * looked at all day, so that reading them again for every page would be most of its cost.
 */
export async function openMemory(ctx: Ctx): Promise<TerritoryMemory> {
  const version = `${ctx.ambito.id}:${await getTerritoryVersion(ctx.tx)}`;
  return {
    version,
    remember: async <T>(key: string, make: () => Promise<T>): Promise<T> => {
      const id = `${version}:${key}`;
      const known = kept.get(id);
      const value = known === undefined ? await make() : (known as T);
      // Written again at the end: a Map keeps the order of insertion, so the first is the least recently used.
      kept.delete(id);
      kept.set(id, value);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return value;
    },
  };
}
