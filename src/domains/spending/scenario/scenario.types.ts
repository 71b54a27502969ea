export const CHANGE_KINDS = ['percent', 'amount'] as const;

export interface ScenarioChange {
  /** Code of the fund, of the objective, and the year whose lines change; all where none is named. */
  fund: string | null;
  objective: string | null;
  year: number | null;
  kind: (typeof CHANGE_KINDS)[number];
  /** Hundredths of a per cent, or cents to be added; below nil to be taken away. */
  value: number;
}

export interface ScenarioFields {
  name: string;
  note: string | null;
  changes: ScenarioChange[];
}

export interface Scenario extends ScenarioFields {
  id: string;
  version: number;
  appliedAt: Date | null;
  actNumber: string | null;
  actOn: string | null;
  createdAt: Date;
  createdBy: string | null;
}

/** An action of an objective, in the order in which it begins. */
export interface PlannedAction {
  objective: string;
  title: string;
}
