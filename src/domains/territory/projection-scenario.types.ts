import type { Scenario } from './projection/scenario.types.js';

export interface ScenarioFields extends Scenario {
  name: string;
  note: string;
  isPublic: boolean;
}

/** A scenario of the office's own. */
export interface OwnScenario extends ScenarioFields {
  id: string;
  code: string;
  version: number;
}
