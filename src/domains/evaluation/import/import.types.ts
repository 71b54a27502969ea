/** An indicator as a row of a file names it. */
export interface Nameable {
  id: string;
  objectiveCode: string;
  title: string;
  unit: string | null;
  within: string[];
}

/** A value that a file brings. */
export interface BroughtValue {
  /** Line of the file. */
  line: number;
  indicatorId: string;
  objectiveCode: string;
  title: string;
  measuredOn: string;
  value: number;
  note: string | null;
}

export interface RowProblem {
  /** 0 for the file as a whole. */
  line: number;
  code: string;
  values?: Record<string, string | number>;
}

export interface ImportReading {
  brought: BroughtValue[];
  /** Rows whose value is there already, the same. */
  equal: number;
  /** Rows without a value: a form that was filled in here and there. */
  blank: number;
  problems: RowProblem[];
}

export interface LoadedFile {
  id: string;
  version: number;
  fileName: string;
  added: number;
  loadedAt: Date;
  loadedBy: string | null;
  undoneAt: Date | null;
  undoneReason: string | null;
}

/** A file as it was looked at, ready to be loaded or refused. */
export interface LookedAt {
  fileName: string;
  sha256: string;
  reading: ImportReading;
  /** What the file itself has wrong, in words, where it is no table. */
  faults: string[];
}
