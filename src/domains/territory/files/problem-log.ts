import type { FileProblem, ProblemCode, ProblemSeverity } from './files.types.js';

export interface ProblemPlace {
  severity?: ProblemSeverity;
  line?: number;
  column?: number;
  columnName?: string;
  found?: string | number;
  expected?: string | number;
  place?: string;
  otherLine?: number;
}

/** Long or hostile cells must not fill a page or smuggle control characters into it. */
function excerpt(text: string | number): string {
  const plain = String(text).replace(/\p{C}/gu, '·');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** Builds a problem; what is not said is null or ''. */
export function fileProblem(code: ProblemCode, at: ProblemPlace = {}): FileProblem {
  return {
    code,
    severity: at.severity ?? 'error',
    line: at.line ?? null,
    column: at.column ?? null,
    columnName: excerpt(at.columnName ?? ''),
    found: excerpt(at.found ?? ''),
    expected: excerpt(at.expected ?? ''),
    place: excerpt(at.place ?? ''),
    otherLine: at.otherLine ?? null,
  };
}

/** Thrown inside the readers when going on makes no sense; never leaves this folder. */
export class ReadingStopped extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.code);
    this.name = 'ReadingStopped';
    this.problem = problem;
  }
}

/** Keeps the first problems and counts all: a file of a million wrong rows must not become a million messages. */
export class ProblemLog {
  readonly kept: FileProblem[] = [];
  errorCount = 0;
  count = 0;
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  add(problem: FileProblem): void {
    this.count += 1;
    if (problem.severity === 'error') this.errorCount += 1;
    if (this.kept.length < this.#max) this.kept.push(problem);
  }

  report(code: ProblemCode, at: ProblemPlace = {}): void {
    this.add(fileProblem(code, at));
  }

  /** Too many errors to be of use: readers stop. */
  isFull(): boolean {
    return this.errorCount > 0 && this.count >= this.#max;
  }
}
