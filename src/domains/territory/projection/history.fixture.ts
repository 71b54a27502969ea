import { existsSync, readFileSync } from 'node:fs';
import { communityIn, type GeneratedComune, liveYear } from '../files/community.fixture.js';
import { emptyPopulation, type Population, toAges } from './age-vector.js';
import type { PlaceHistory } from './history.js';

/** Comuni of the sizes of a real ambito, from 300 to 18,000 residents. */
export const INVENTED: readonly GeneratedComune[] = [
  300, 420, 510, 600, 690, 780, 900, 1050, 1200, 1350, 1500, 1700, 1900, 2100, 2300, 2500, 2800, 3100, 3500,
  4000, 4700, 5500, 6400, 7500, 9000, 14_000, 18_000,
].map((size, index) => ({ code: String(101_001 + index), name: `Comune ${index + 1}`, size }));

/** Invented comuni that lived through these years: 1 Januaries from the first to the last, and what lay between. */
export function inventHistories(
  first: number,
  last: number,
  comuni: readonly GeneratedComune[] = INVENTED,
  seed = 1,
): PlaceHistory[] {
  return comuni.map((comune) => {
    const population = new Map<number, Population>();
    const births = new Map<number, number>();
    const deaths = new Map<number, number>();
    let community = communityIn(first, comune, seed);
    for (let year = first; year <= last; year++) {
      population.set(year, {
        m: Float64Array.from(community.counts.m),
        f: Float64Array.from(community.counts.f),
      });
      const next = liveYear(community, comune, seed);
      const { m, f } = community.flows ?? {};
      if (year < last && m && f) {
        births.set(year, m.births + f.births);
        deaths.set(year, m.deaths + f.deaths);
      }
      community = next;
    }
    return { code: comune.code, population, births, deaths };
  });
}

/** ISTAT's regions from 2019 to 2023, without births and deaths, when the publisher's files are on this machine. */
export function readRegions(shared: string | undefined): PlaceHistory[] | undefined {
  const folder = `${shared}/istat/posas`;
  if (shared === undefined || !existsSync(folder)) return undefined;
  const regions = new Map<string, Map<number, Population>>();
  for (let year = 2019; year <= 2023; year++) {
    const lines = readFileSync(`${folder}/POSAS_${year}_it_Regioni.csv`, 'utf8').trim().split('\n');
    const cells = lines.map((line) => line.trim().replaceAll('"', '').split(';'));
    const header = cells[1] ?? [];
    const [males, females] = [header.indexOf('Totale maschi'), header.indexOf('Totale femmine')];
    for (const [code, rows] of Map.groupBy(cells.slice(2), (row) => row[0] ?? '')) {
      const ages = rows.filter((row) => Number(row[2]) <= 100);
      if (ages.length === 0) continue;
      const population = emptyPopulation();
      population.m = toAges(ages.map((row) => Number(row[males])));
      population.f = toAges(ages.map((row) => Number(row[females])));
      const known = regions.get(code) ?? new Map<number, Population>();
      regions.set(code, known.set(year, population));
    }
  }
  return [...regions].map(([code, population]) => ({
    code,
    population,
    births: new Map(),
    deaths: new Map(),
  }));
}
