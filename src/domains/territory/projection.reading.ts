import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { addPopulations, MEASURES, type Measure } from './projection/age-vector.js';
import { addCourses, type PlaceCourse } from './projection/band.js';
import { lifeExpectancy, meanLifeExpectancy } from './projection/mortality.js';
import { HORIZON, type Scenario, SHIPPED_SCENARIOS, shippedScenario } from './projection/scenario.types.js';
import { projectionText } from './projection.messages.js';
import type {
  NamedScenario,
  ProjectedPlace,
  Projection,
  ProjectionGround,
  ProjectionReading,
  SeenYear,
} from './projection.types.js';
import { type ProjectionWorkings, readWorkings } from './projection.workings.js';
import { listOwnScenarios } from './projection-scenario.sql.js';
import { openMemory, type TerritoryMemory } from './territory-memory.js';

export interface ProjectionQuery {
  luogo?: string | undefined;
  scenario?: string | undefined;
  anno?: number | undefined;
  gruppo?: Measure | undefined;
  /** Years ahead, for who does not name the last one. */
  years?: number | undefined;
}

/**
 * Reads what an address of the projection asks for.
 * @param onlyPublic leaves out the office's scenarios that are not for everybody
 * @throws Absent for a place or scenario that is not there, or a year out of reach
 */
export async function readProjection(
  ctx: Ctx,
  query: ProjectionQuery,
  onlyPublic: boolean,
): Promise<ProjectionReading> {
  const memory = await openMemory(ctx);
  const reading = await readWorkings(ctx, memory);
  if (reading.kind === 'lack') return reading;
  const { workings } = reading;
  const { estimate, places } = workings;
  const scenarios = await listScenarios(ctx, workings, onlyPublic);
  const place = choosePlace(places, query.luogo);
  const scenario = scenarios.find(({ code }) => code === (query.scenario || 'centrale'));
  const until = query.anno ?? estimate.base + (query.years ?? HORIZON);
  if (!place || !scenario || !(until > estimate.base && until <= estimate.base + HORIZON))
    throw new Absent('projection');
  // What is read is kept as one thing, so that its drawings may be kept with it.
  const projection = await memory.remember(
    `projection-of:${JSON.stringify([ctx.lang, place.code, scenario.code, until, query.gruppo, scenarios])}`,
    () => open(workings, memory, { place, scenario, scenarios, until, measure: query.gruppo ?? 'total' }),
  );
  return { kind: 'ready', projection };
}

async function open(
  workings: ProjectionWorkings,
  memory: TerritoryMemory,
  chosen: Pick<Projection, 'place' | 'scenario' | 'scenarios'> & { until: number; measure: Measure },
): Promise<Projection> {
  const { estimate, places } = workings;
  const { place, scenario, scenarios, until, measure } = chosen;
  const totals: { scenario: NamedScenario; course: PlaceCourse | null }[] = [];
  for (const one of scenarios.filter(({ own, code }) => !own || code === scenario.code))
    totals.push({ scenario: one, course: await courseOf(workings, memory, place, one) });
  const whole = place.missing.length === 0;
  const models = estimate.places.filter(({ code }) => place.comuni.includes(code));
  return {
    choice: { place: place.code, scenario: scenario.code, until, measure },
    places,
    place,
    scenarios,
    scenario,
    ground: groundOf(workings),
    course: totals.find((one) => one.scenario === scenario)?.course ?? null,
    seen: whole ? addSeen(workings, place.comuni) : [],
    compared: totals.flatMap(({ scenario: one, course }) => (course ? [{ scenario: one, course }] : [])),
    now: whole ? addPopulations(models.map(({ base }) => base)) : null,
  };
}

/** Shipped scenarios in the reader's language, then the office's own. */
async function listScenarios(
  ctx: Ctx,
  { estimate }: ProjectionWorkings,
  onlyPublic: boolean,
): Promise<NamedScenario[]> {
  const t = projectionText(ctx.lang);
  const own = await listOwnScenarios(ctx.tx, onlyPublic);
  return [
    ...SHIPPED_SCENARIOS.map((code) => ({
      ...shippedScenario(code, estimate),
      code,
      name: t(`territory.projection.scenario.${code}`),
      note: '',
      own: false,
      isPublic: true,
    })),
    ...own.map(({ code, name, note, fertility, lifeGain, migration, isPublic }) => ({
      code,
      name,
      note,
      fertility,
      lifeGain,
      migration,
      own: true,
      isPublic,
    })),
  ];
}

/** The ambito, or the first place that can be projected, when none is asked for. */
function choosePlace(
  places: readonly ProjectedPlace[],
  asked: string | undefined,
): ProjectedPlace | undefined {
  if (asked) return places.find(({ code }) => code === asked);
  return places.find(({ missing }) => missing.length === 0) ?? places[0];
}

async function courseOf(
  workings: ProjectionWorkings,
  memory: TerritoryMemory,
  place: ProjectedPlace,
  scenario: Scenario,
): Promise<PlaceCourse | null> {
  if (place.missing.length > 0) return null;
  const { fertility, lifeGain, migration } = scenario;
  return memory.remember(
    `projection:${JSON.stringify([place.code, fertility, lifeGain, migration])}`,
    async () =>
      addCourses(
        workings.project(scenario).filter(({ code }) => place.comuni.includes(code)),
        workings.backTest?.widening ?? 1,
      ),
  );
}

/** Years known of all of the comuni, added up. */
function addSeen({ seen }: ProjectionWorkings, comuni: readonly string[]): SeenYear[] {
  const lists = comuni.map((code) => seen.get(code) ?? []);
  const [first = []] = lists;
  return first.flatMap(({ year }) => {
    const ofYear = lists.map((list) => list.find((one) => one.year === year)?.values);
    if (ofYear.some((values) => values === undefined)) return [];
    const values = new Float64Array(MEASURES.length);
    for (const one of ofYear)
      one?.forEach((value, index) => {
        values[index] = (values[index] ?? 0) + value;
      });
    return [{ year, values }];
  });
}

function groundOf({ estimate, known, backTest, sources }: ProjectionWorkings): ProjectionGround {
  const { base, years, birthsKnown, deathsKnown, fertility, mortality, migration } = estimate;
  return {
    base,
    known,
    years,
    birthsKnown,
    deathsKnown,
    fertility,
    migration,
    backTest,
    sources,
    lifeExpectancy: {
      m: lifeExpectancy('m', mortality),
      f: lifeExpectancy('f', mortality),
      mean: meanLifeExpectancy(mortality),
    },
  };
}
