/** Ages of a table of residents: 0 to 99 one by one, and 100 and over. */
export const ageCount = 101;
/** Age under which ISTAT writes the total of all ages. */
export const totalAge = 999;

/** The rows of one place in a table of residents by age, as they come. */
export class AgeBlock {
  readonly code: string;
  readonly name: string;
  /** Line of its first row. */
  readonly line: number;
  readonly males = new Int32Array(ageCount);
  readonly females = new Int32Array(ageCount);
  readonly #lines = new Int32Array(ageCount);
  #ages = 0;
  total: { line: number; males: number; females: number } | undefined;

  constructor(code: string, name: string, line: number) {
    this.code = code;
    this.name = name;
    this.line = line;
  }

  /** Line of the row that has this age already; 0 when none has. */
  lineOf(age: number): number {
    return age === totalAge ? (this.total?.line ?? 0) : (this.#lines[age] ?? 0);
  }

  add(age: number, line: number, males: number, females: number): void {
    if (age === totalAge) {
      this.total = { line, males, females };
      return;
    }
    this.males[age] = males;
    this.females[age] = females;
    this.#lines[age] = line;
    this.#ages += 1;
  }

  get isComplete(): boolean {
    return this.#ages === ageCount && this.total !== undefined;
  }

  /** Ages that no row has, the total row as one more. */
  get missing(): number {
    return ageCount - this.#ages + (this.total ? 0 : 1);
  }

  get lastAge(): number {
    return this.#lines.findLastIndex((line) => line > 0);
  }

  get lastLine(): number {
    return Math.max(this.total?.line ?? 0, ...this.#lines);
  }
}
