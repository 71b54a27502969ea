import type { Ctx } from '#platform/http/context.js';
import { listAgeCounts, listFigures } from './figure.sql.js';
import { emptyPopulation, toAges } from './projection/age-vector.js';
import type { PlaceHistory } from './projection/history.js';

/** Residents by sex and single age, births and deaths of the ambito's comuni, all years that live figures know. */
export async function readHistories(ctx: Ctx): Promise<PlaceHistory[]> {
  const counts = await listAgeCounts(ctx.tx, { variable: 'population', levels: ['comune'] });
  const figures = await listFigures(ctx.tx, { variables: ['births', 'deaths'] });
  const flows = new Map<string, number>();
  for (const { variable, place, year, sex, ageFrom, category, value } of figures)
    if (ageFrom === null && category === '' && value !== null)
      flows.set([variable, place.code, year, sex].join(' '), value);
  const years = new Set(figures.map(({ year }) => year));
  return [...Map.groupBy(counts, ({ place }) => place.code)].map(([code, rows]) => ({
    code,
    population: populationsOf(rows),
    births: flowOf(flows, 'births', code, years),
    deaths: flowOf(flows, 'deaths', code, years),
  }));
}

/** A 1 January counts when both sexes are known. */
function populationsOf(rows: readonly { year: number; sex: 'm' | 'f'; counts: readonly number[] }[]) {
  return new Map(
    [...Map.groupBy(rows, ({ year }) => year)].flatMap(([year, ofYear]) => {
      const population = emptyPopulation();
      for (const { sex, counts } of ofYear) population[sex] = toAges(counts);
      return new Set(ofYear.map(({ sex }) => sex)).size === 2 ? [[year, population] as const] : [];
    }),
  );
}

/** The published total, or the sum of the sexes. */
function flowOf(
  flows: ReadonlyMap<string, number>,
  variable: string,
  code: string,
  years: ReadonlySet<number>,
): Map<number, number> {
  const result = new Map<number, number>();
  for (const year of years) {
    const of = (sex: string) => flows.get([variable, code, year, sex].join(' '));
    const [total, males, females] = [of(''), of('m'), of('f')];
    const value = total ?? (males !== undefined && females !== undefined ? males + females : undefined);
    if (value !== undefined) result.set(year, value);
  }
  return result;
}
