import { AGES, addPopulations, type Population, type ProjectedSex, totalOf } from './age-vector.js';
import { birthsAtOneChild } from './fertility.js';
import { type KnownYear, knownYears, type PlaceHistory } from './history.js';
import {
  addResidual,
  differencesOf,
  emptyResidual,
  levelOfMigration,
  profileOf,
  type Residual,
  STAGES,
  shrink,
  spreadOf,
} from './migration.js';
import { mobilityOf } from './mobility.js';
import { expectedDeaths, expectedOldDeaths, impliedDeaths, levelOfDeaths } from './mortality.js';

/** What is supposed of one comune, with the standard error of each supposition (relative, or net moves a resident). */
export interface PlaceModel {
  code: string;
  base: Population;
  births: number;
  /** Of the ambito's fertility and mortality: 1.05 is a twentieth above. */
  fertility: number;
  fertilityError: number;
  mortality: number;
  mortalityError: number;
  /** Above or below the ambito's profile, by stage of life. */
  migration: readonly { value: number; error: number }[];
}

export interface Estimate {
  /** Year of the 1 January from which the projection starts. */
  base: number;
  /** Years that the estimates read: none when only one 1 January is known. */
  years: readonly number[];
  birthsKnown: boolean;
  deathsKnown: boolean;
  /** Mean number of children a woman, whole ambito. */
  fertility: number;
  /** Against the standard. */
  mortality: number;
  /** Net moves a year for each 1,000 residents, and how much it changes from one year to the next. */
  migration: number;
  migrationError: number;
  profile: Record<ProjectedSex, Float64Array>;
  mobility: Float64Array;
  places: readonly PlaceModel[];
}

/**
 * So many events of its own weigh as much as the whole ambito: a comune that saw 60 births or 100 deaths stands half way
 * between its own figures and the ambito's. True differences between comuni are of a tenth or so.
 */
const [BIRTHS_OF_DOUBT, DEATHS_OF_DOUBT] = [60, 100];

/** Italy's mean number of children a woman in 2023 (ISTAT), where the births of no year are known. */
const ITALY_FERTILITY = 1.2;
/** Standard error of the yearly level of migration where too few years are known to see it. Per 1,000. */
const LEAST_MIGRATION_ERROR = 1;

/** Estimates fertility, mortality and migration from the years known up to `base`. @param base year that all places know */
export function estimate(histories: readonly PlaceHistory[], base: number): Estimate {
  const known = histories.map((history) => ({
    history,
    present: history.population.get(base),
    years: knownYears(history, base),
  }));
  const places = known.flatMap(({ history, present, years }) =>
    present ? [{ code: history.code, present, years }] : [],
  );
  const all = places.flatMap(({ years }) => years);
  const whole = addPopulations(places.map(({ present }) => present));
  const wholeYears = [...Map.groupBy(all, ({ year }) => year).values()].map(addYears);
  const mortality = mortalityOf(usualYears(wholeYears));
  const levels = new Map(wholeYears.map((year) => [year.year, mortalityOf([year])]));
  const fertility = ambitoFertility(all);
  const vital = places.map(({ years }) => ({
    ...againstWhole('fertility', birthsSeen(years), fertility * childrenExpected(years), BIRTHS_OF_DOUBT),
    ...againstWhole(
      'mortality',
      deathsSeen(years),
      deathsExpected(years, (year) => levels.get(year) ?? mortality),
      DEATHS_OF_DOUBT,
    ),
  }));
  const residuals = places.map(({ years }, index) =>
    residualOf(years, (year) => (levels.get(year) ?? mortality) * (vital[index]?.mortality ?? 1)),
  );
  const profile = profileOf(addResiduals(residuals));
  const differences = residuals.map((residual) => differencesOf(residual, profile));
  const spreads = STAGES.map((_, stage) => spreadOf(differences.flatMap((one) => one[stage] ?? [])));
  return {
    base,
    years: [...new Set(all.map(({ year }) => year))].sort((a, b) => a - b),
    birthsKnown: all.length > 0 && all.every(({ birthsKnown }) => birthsKnown),
    deathsKnown: all.length > 0 && all.every(({ deaths }) => deaths !== null),
    fertility,
    mortality,
    migration: levelOfMigration(addResiduals(residuals), all),
    migrationError: Math.max(
      LEAST_MIGRATION_ERROR,
      deviation(wholeYears.map((year) => migrationIn(year, mortality))),
    ),
    profile,
    mobility: mobilityOf(whole),
    places: places.map(({ code, present, years }, index) => ({
      code,
      base: present,
      births: birthsOf(years, present, fertility),
      ...(vital[index] ?? { fertility: 1, fertilityError: 1, mortality: 1, mortalityError: 1 }),
      migration: STAGES.map((_, stage) => {
        const difference = years.length > 0 ? differences[index]?.[stage] : undefined;
        const spread = spreads[stage] ?? 0;
        return difference ? shrink(difference, spread) : { value: 0, error: Math.sqrt(spread) };
      }),
    })),
  };
}

/** Ratio to the ambito drawn towards 1 (Poisson counts, gamma prior), and its relative standard error. */
function againstWhole<K extends 'fertility' | 'mortality'>(
  key: K,
  seen: number,
  expected: number,
  doubt: number,
) {
  return {
    [key]: (seen + doubt) / (expected + doubt),
    [`${key}Error`]: 1 / Math.sqrt(seen + doubt),
  } as Record<K | `${K}Error`, number>;
}

/** Years whose deaths say nothing of those to come: the pandemic. Left out where any other year is known. */
const PANDEMIC: readonly number[] = [2020, 2021];

/** The same year of many places; its deaths are known when they are known of each. */
function addYears(years: readonly KnownYear[]): KnownYear {
  return {
    year: years[0]?.year ?? 0,
    before: addPopulations(years.map(({ before }) => before)),
    after: addPopulations(years.map(({ after }) => after)),
    births: years.reduce((sum, { births }) => sum + births, 0),
    birthsKnown: years.every(({ birthsKnown }) => birthsKnown),
    deaths: years.reduce<number | null>(
      (sum, { deaths }) => (sum === null || deaths === null ? null : sum + deaths),
      0,
    ),
  };
}

function usualYears(years: readonly KnownYear[]): readonly KnownYear[] {
  const usual = years.filter(({ year }) => !PANDEMIC.includes(year));
  return usual.length > 0 ? usual : years;
}

function mortalityOf(years: readonly KnownYear[]): number {
  const deaths = deathsSeen(years);
  return deaths > 0 ? levelOfDeaths(deaths, (level) => deathsExpected(years, () => level)) : 1;
}

function deathsSeen(years: readonly KnownYear[]): number {
  return years.reduce((sum, year) => sum + (year.deaths ?? impliedDeaths(year.before, year.after)), 0);
}

/** @param level of mortality of a year */
function deathsExpected(years: readonly KnownYear[], level: (year: number) => number): number {
  return years.reduce(
    (sum, { year, before, births, deaths }) =>
      sum +
      (deaths === null
        ? expectedOldDeaths(before, level(year))
        : expectedDeaths(before, births, level(year))),
    0,
  );
}

function ambitoFertility(years: readonly KnownYear[]): number {
  const children = childrenExpected(years);
  return children > 0 ? birthsSeen(years) / children : ITALY_FERTILITY;
}

function birthsSeen(years: readonly KnownYear[]): number {
  return years.reduce((sum, { births }) => sum + births, 0);
}

function childrenExpected(years: readonly KnownYear[]): number {
  return years.reduce((sum, { before, after }) => sum + birthsAtOneChild(before.f, after.f), 0);
}

/** Births of a usual year, on which the moves of newborns are counted. */
function birthsOf(years: readonly KnownYear[], present: Population, fertility: number): number {
  return years.length > 0
    ? birthsSeen(years) / years.length
    : fertility * birthsAtOneChild(present.f, present.f);
}

function residualOf(years: readonly KnownYear[], level: (year: number) => number): Residual {
  const residual = emptyResidual();
  addResidual(residual, years, level);
  return residual;
}

function addResiduals(residuals: readonly Residual[]): Residual {
  const sum = emptyResidual();
  for (const one of residuals)
    for (const part of ['moved', 'exposed'] as const)
      for (const sex of ['m', 'f'] as const)
        for (let age = 0; age < AGES; age++)
          sum[part][sex][age] = (sum[part][sex][age] ?? 0) + (one[part][sex][age] ?? 0);
  return sum;
}

/** Net moves for each 1,000 residents in a year: residents at its end less those there were, births and deaths. */
function migrationIn({ before, after, births, deaths }: KnownYear, mortality: number): number {
  const start = totalOf(before);
  const natural = births - (deaths ?? expectedDeaths(before, births, mortality));
  return start > 0 ? ((totalOf(after) - start - natural) / start) * 1000 : 0;
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
