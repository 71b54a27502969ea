import type { MetricSource } from './metric.sql.js';
import type { PlaceKind } from './place.types.js';
import type { Measure, Population } from './projection/age-vector.js';
import type { BackTest } from './projection/back-test.js';
import type { PlaceCourse } from './projection/band.js';
import type { Scenario } from './projection/scenario.types.js';

/** What the reader chose, as the address says it. */
export interface ProjectionChoice {
  place: string;
  scenario: string;
  /** Last year of the projection, a 1 January. */
  until: number;
  measure: Measure;
}

export interface ProjectedPlace {
  code: string;
  name: string;
  kind: PlaceKind;
  /** Comuni of which it is made; itself for a comune. */
  comuni: readonly string[];
  /** Names of those of its comuni that lack residents by age. */
  missing: readonly string[];
}

/** A scenario that may be chosen. */
export interface NamedScenario extends Scenario {
  code: string;
  name: string;
  /** The office's reasons; empty for those that come with Trama. */
  note: string;
  own: boolean;
  /** Shown on the public site, and so in a plan. */
  isPublic: boolean;
}

/** Residents seen on a 1 January, by measure. */
export interface SeenYear {
  year: number;
  values: Float64Array;
}

/** What the figures present allow to say. */
export interface ProjectionGround {
  base: number;
  /** 1 Januaries known of every projected comune, in order. */
  known: readonly number[];
  /** Years from which births, deaths and moves were read. */
  years: readonly number[];
  birthsKnown: boolean;
  deathsKnown: boolean;
  fertility: number;
  lifeExpectancy: { m: number; f: number; mean: number };
  migration: number;
  backTest: BackTest | null;
  sources: readonly MetricSource[];
}

/** Why nothing can be projected, as far as the figures present tell. */
export interface ProjectionLack {
  /** 1 Januaries for which at least one comune has residents by single age. */
  known: readonly number[];
  /** Comuni of the ambito, and how many have residents by single age at all. */
  comuni: number;
  withAges: number;
}

export interface ScenarioTotals {
  scenario: NamedScenario;
  course: PlaceCourse;
}

/** All that a page of the projection shows. */
export interface Projection {
  choice: ProjectionChoice;
  places: readonly ProjectedPlace[];
  place: ProjectedPlace;
  scenarios: readonly NamedScenario[];
  scenario: NamedScenario;
  ground: ProjectionGround;
  /** Null when a comune of the place lacks its ages. */
  course: PlaceCourse | null;
  /** Residents seen in earlier years and at the base, oldest first. */
  seen: readonly SeenYear[];
  /** The shipped scenarios and the chosen one, for comparison. */
  compared: readonly ScenarioTotals[];
  /** Residents at the base, by single age. */
  now: Population | null;
}

export type ProjectionReading =
  | { kind: 'ready'; projection: Projection }
  | { kind: 'lack'; lack: ProjectionLack };
