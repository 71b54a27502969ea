import {
  AGES,
  emptyPopulation,
  MEASURES,
  measure,
  type Population,
  type ProjectedSex,
  SEXES,
} from './age-vector.js';
import { type Migration, type StepInput, stepYear, type YearAccount } from './cohort-step.js';
import type { Estimate, PlaceModel } from './estimate.js';
import { basesOf, migrationOf, STAGES, TURNOVER } from './migration.js';
import { levelOfLifeExpectancy, meanLifeExpectancy, survivalAt } from './mortality.js';
import { HORIZON, type Scenario } from './scenario.types.js';

/** The residents of a comune, year by year, and how far they may be from what will be. */
export interface Course {
  code: string;
  /** One for each year, the first is the 1 January from which the projection starts. */
  populations: readonly Population[];
  /** One for each year after the first. */
  accounts: readonly YearAccount[];
  /** By year, by measure: variance from chance and from estimates of this comune only; of other comuni it is independent. */
  own: readonly Float64Array[];
  /** By tendency, by year, by measure: shift if the tendency errs by one standard error. It hits all comuni together. */
  common: readonly (readonly Float64Array[])[];
}

/** Standard errors of what the next ten years bring to all: children a woman (share), years of life, moves per 1,000. */
const TREND_ERRORS = { fertility: 0.1, lifeGain: 1 } as const;

interface Turn {
  fertility?: number;
  /** Survival of each year, when it is not the scenario's. */
  survival?: readonly StepInput['survival'][];
  /** Residents on whom newcomers are counted, when they were worked out before. */
  bases?: Record<ProjectedSex, Float64Array>;
  stage?: { index: number; by: number };
  scenario?: Partial<Scenario>;
}

/** The suppositions shared by all comuni of one scenario, worked out once. */
export interface Outlook {
  estimate: Estimate;
  scenario: Scenario;
  years: number;
  /** Mortality at the end of ten years against now, at the scenario's gain and one error beside it. */
  gain: { central: number; beside: number };
}

export function openOutlook(estimate: Estimate, scenario: Scenario, years: number = HORIZON): Outlook {
  const now = meanLifeExpectancy(estimate.mortality);
  const factor = (gain: number) => (gain === 0 ? 1 : levelOfLifeExpectancy(now + gain) / estimate.mortality);
  return {
    estimate,
    scenario,
    years,
    gain: {
      central: factor(scenario.lifeGain),
      beside: factor(scenario.lifeGain + TREND_ERRORS.lifeGain),
    },
  };
}

/** Projects one comune, with its uncertainty. */
export function projectPlace(outlook: Outlook, place: PlaceModel): Course {
  const { gain } = outlook;
  const survival = survivalsOf(outlook, place.mortality, gain.central);
  const bases = basesOf(place.base, place.births);
  const central = run(outlook, place, { survival, bases });
  const sums = central.populations.map(measure);
  const difference = (turn: Turn) => runBeside(outlook, place, { survival, bases, ...turn }, sums);
  const own = [
    difference({ fertility: 1 + place.fertilityError }),
    difference({
      survival: survivalsOf(outlook, place.mortality * (1 + place.mortalityError), gain.central),
    }),
    ...STAGES.map((_, index) => difference({ stage: { index, by: place.migration[index]?.error ?? 0 } })),
  ];
  const { scenario, estimate } = outlook;
  return {
    code: place.code,
    populations: central.populations,
    accounts: central.accounts,
    own: chanceOf(outlook, place, central).map((chance, year) =>
      chance.map((value, index) =>
        own.reduce((sum, shifts) => sum + (shifts[year]?.[index] ?? 0) ** 2, value),
      ),
    ),
    common: [
      difference({ scenario: { fertility: scenario.fertility * (1 + TREND_ERRORS.fertility) } }),
      difference({ survival: survivalsOf(outlook, place.mortality, gain.beside) }),
      difference({ scenario: { migration: scenario.migration + estimate.migrationError } }),
    ],
  };
}

/** Projects one comune without its uncertainty. */
export function projectPlain(outlook: Outlook, place: PlaceModel): Pick<Course, 'populations' | 'accounts'> {
  return run(outlook, place, {});
}

interface Run {
  populations: Population[];
  accounts: YearAccount[];
  inputs: StepInput[];
}

function run(outlook: Outlook, place: PlaceModel, turn: Turn): Run {
  const result: Run = { populations: [place.base], accounts: [], inputs: inputsOf(outlook, place, turn) };
  let present = place.base;
  for (const input of result.inputs) {
    const step = stepYear(present, input);
    present = step.population;
    result.populations.push(present);
    result.accounts.push(step.account);
  }
  return result;
}

/** How far another turn of things leads from the central sums, year by year, by measure. */
function runBeside(
  outlook: Outlook,
  place: PlaceModel,
  turn: Turn,
  sums: readonly Float64Array[],
): Float64Array[] {
  let [present, spare, next] = [place.base, emptyPopulation(), emptyPopulation()];
  return [
    new Float64Array(MEASURES.length),
    ...inputsOf(outlook, place, turn).map((input, year) => {
      present = stepYear(present, input, next).population;
      [spare, next] = [next, spare];
      const difference = measure(present);
      for (let index = 0; index < difference.length; index++)
        difference[index] = (difference[index] ?? 0) - (sums[year + 1]?.[index] ?? 0);
      return difference;
    }),
  ];
}

function inputsOf(outlook: Outlook, place: PlaceModel, turn: Turn): StepInput[] {
  const { estimate, years } = outlook;
  const scenario = { ...outlook.scenario, ...turn.scenario };
  const migration = migrationFor(estimate, place, scenario, turn);
  const survivals = turn.survival ?? survivalsOf(outlook, place.mortality, outlook.gain.central);
  return Array.from({ length: years }, (_, year) => {
    const fertility = estimate.fertility + (scenario.fertility - estimate.fertility) * ((year + 1) / HORIZON);
    return {
      survival: survivals[year] ?? survivalAt(estimate.mortality),
      fertility: fertility * place.fertility * (turn.fertility ?? 1),
      migration,
    };
  });
}

/** @param gain mortality at the end of ten years against now; it is moved to at a steady pace */
function survivalsOf({ estimate, years }: Outlook, level: number, gain: number): StepInput['survival'][] {
  return Array.from({ length: years }, (_, year) =>
    survivalAt(estimate.mortality * level * gain ** ((year + 1) / HORIZON)),
  );
}

function migrationFor(
  estimate: Estimate,
  place: PlaceModel,
  scenario: Scenario,
  turn: Turn,
): Record<ProjectedSex, Migration> {
  const differences = place.migration.map(
    ({ value }, index) => value + (turn.stage?.index === index ? turn.stage.by : 0),
  );
  const shift = (scenario.migration - estimate.migration) / 1000;
  return migrationOf(
    estimate.profile,
    differences,
    turn.bases ?? basesOf(place.base, place.births),
    estimate.mobility,
    shift,
  );
}

/** Variance by chance alone: who dies, who moves, who is born, each by itself (binomial and Poisson). */
function chanceOf(
  { estimate }: Outlook,
  place: PlaceModel,
  { populations, accounts, inputs }: Run,
): Float64Array[] {
  let variance: Population = { m: new Float64Array(AGES), f: new Float64Array(AGES) };
  const result: Float64Array[] = [new Float64Array(MEASURES.length)];
  inputs.forEach((input, year) => {
    const before = populations[year] ?? place.base;
    const births = accounts[year]?.births ?? 0;
    const next: Population = { m: new Float64Array(AGES), f: new Float64Array(AGES) };
    for (const sex of SEXES) {
      for (let age = 0; age < AGES; age++) {
        const alive = input.survival[sex].ages[age] ?? 0;
        const reached = Math.min(age + 1, AGES - 1);
        const people = before[sex][age] ?? 0;
        const moves = TURNOVER * (estimate.mobility[reached] ?? 0);
        next[sex][reached] =
          (next[sex][reached] ?? 0) +
          (variance[sex][age] ?? 0) * alive ** 2 +
          people * (alive * (1 - alive) + moves);
      }
      next[sex][0] = births / SEXES.length;
    }
    variance = next;
    result.push(measure(variance));
  });
  return result;
}
