import type { Ctx } from '#platform/http/context.js';
import type { MetricSource } from './metric.sql.js';
import { listPlaces } from './place.sql.js';
import { measure } from './projection/age-vector.js';
import { type BackTest, backTestYear, testBack } from './projection/back-test.js';
import { type Course, openOutlook, projectPlace } from './projection/course.js';
import { type Estimate, estimate } from './projection/estimate.js';
import { type PlaceHistory, WINDOW } from './projection/history.js';
import type { Scenario } from './projection/scenario.types.js';
import { readHistories } from './projection.histories.js';
import { listProjectionSources } from './projection.sql.js';
import type { ProjectedPlace, ProjectionLack, SeenYear } from './projection.types.js';
import type { TerritoryMemory } from './territory-memory.js';

/** What the figures of an ambito give once, for every place and scenario. */
export interface ProjectionWorkings {
  places: readonly ProjectedPlace[];
  estimate: Estimate;
  known: readonly number[];
  /** Residents seen, by comune; oldest first. */
  seen: ReadonlyMap<string, readonly SeenYear[]>;
  backTest: BackTest | null;
  sources: readonly MetricSource[];
  /** Courses of all comuni under a scenario; worked out when first asked for. */
  project(scenario: Scenario): readonly Course[];
}

export type WorkingsReading =
  | { kind: 'ready'; workings: ProjectionWorkings }
  | { kind: 'lack'; lack: ProjectionLack };

/** Ambiti whose workings are kept: a megabyte or two each, so fewer than of what pages remember. */
const KEPT = 6;
/** Scenarios kept of each. */
const KEPT_SCENARIOS = 6;
const kept = new Map<string, WorkingsReading>();

/** The workings for the present state of the ambito's figures: read anew when any of them changes. */
export async function readWorkings(ctx: Ctx, { version }: TerritoryMemory): Promise<WorkingsReading> {
  const found = kept.get(version);
  const reading = found ?? (await read(ctx));
  // Written again at the end: a Map keeps the order of insertion, so the first is the least recently used.
  kept.delete(version);
  kept.set(version, reading);
  dropOldest(kept, KEPT);
  return reading;
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

/** Of how many years back figures are drawn before the projection. */
const SHOWN_BACK = 20;

async function read(ctx: Ctx): Promise<WorkingsReading> {
  const histories = await readHistories(ctx);
  const allPlaces = await listPlaces(ctx.tx);
  const comuni = allPlaces.filter(({ kind }) => kind === 'comune');
  const base = findBase(histories);
  if (base === undefined) {
    const years = [...new Set(histories.flatMap(({ population }) => [...population.keys()]))];
    return {
      kind: 'lack',
      lack: { known: years.sort((a, b) => a - b), comuni: comuni.length, withAges: histories.length },
    };
  }
  const known = commonYears(histories, base);
  const projected = histories.filter(({ population }) => population.has(base));
  const guess = estimate(projected, base);
  const from = backTestYear(known);
  const names = new Map(comuni.map(({ code, name }) => [code, name]));
  const has = new Set(projected.map(({ code }) => code));
  const courses = new Map<string, readonly Course[]>();
  return {
    kind: 'ready',
    workings: {
      estimate: guess,
      known,
      seen: new Map(projected.map((history) => [history.code, seenOf(history, base)])),
      backTest: from === undefined ? null : testBack(projected, from, base),
      sources: await listProjectionSources(ctx.tx, base - WINDOW),
      places: allPlaces
        .filter(({ kind }) => kind === 'ambito' || kind === 'area' || kind === 'comune')
        .map(({ code, name, kind, comuni: members }) => {
          const own = kind === 'comune' ? [code] : members;
          const missing = own.filter((one) => !has.has(one)).map((one) => names.get(one) ?? one);
          return { code, name, kind, comuni: own, missing };
        })
        .filter((place) => place.comuni.length > 0),
      project: (scenario) => {
        const key = JSON.stringify([scenario.fertility, scenario.lifeGain, scenario.migration]);
        const found = courses.get(key);
        const made = found ?? projectAll(guess, scenario);
        courses.delete(key);
        courses.set(key, made);
        dropOldest(courses, KEPT_SCENARIOS);
        return made;
      },
    },
  };
}

function projectAll(guess: Estimate, scenario: Scenario): readonly Course[] {
  const outlook = openOutlook(guess, scenario);
  return guess.places.map((place) => projectPlace(outlook, place));
}

/**
 * The 1 January to start from: the one that most comuni know together with an earlier one, the latest of such. A comune
 * left behind would hold the others back; one that knows only this day is projected by the ambito's estimates.
 */
function findBase(histories: readonly PlaceHistory[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { population } of histories) {
    const [, ...later] = [...population.keys()].sort((a, b) => a - b);
    for (const year of later) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const best = [...counts].filter(([, count]) => count === most).map(([year]) => year);
  return best.length > 0 ? Math.max(...best) : undefined;
}

/** 1 Januaries up to the base that every comune with a past knows. */
function commonYears(histories: readonly PlaceHistory[], base: number): number[] {
  const withPast = histories.filter(
    ({ population }) => population.has(base) && [...population.keys()].some((year) => year < base),
  );
  const years = new Set(withPast.flatMap(({ population }) => [...population.keys()]));
  return [...years]
    .filter((year) => year <= base && withPast.every(({ population }) => population.has(year)))
    .sort((a, b) => a - b);
}

function seenOf({ population }: PlaceHistory, base: number): SeenYear[] {
  return [...population]
    .filter(([year]) => year <= base && year >= base - SHOWN_BACK)
    .sort(([a], [b]) => a - b)
    .map(([year, one]) => ({ year, values: measure(one) }));
}
