import type { FormulaError, FormulaErrorCode } from './formula.types.js';

/** Thrown inside the reader and turned into a value at its door: `readFormula` never throws. */
export class FormulaStop extends Error {
  readonly at: FormulaError;
  constructor(at: FormulaError) {
    super(at.code);
    this.at = at;
  }
}

const SPACE = /\s*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
// A bare text ends where the grammar goes on, so dates (2021-01-01) and school years (2021/2022) need no quotes.
const BARE_TEXT = /[^\s,()|"=<>!]+/y;
const QUOTED = /"((?:[^"\\]|\\["\\])*)"/y;

/** Walks the text of a formula, skipping spaces; knows positions for error messages. */
export class Scanner {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
    this.skip();
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text) ?? undefined;
  }

  private skip(): void {
    this.position += this.match(SPACE)?.[0].length ?? 0;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.match(pattern);
    if (found) {
      this.position += found[0].length;
      this.skip();
    }
    return found;
  }

  /** Takes the sign when it stands here. */
  accept(sign: string): boolean {
    if (!this.text.startsWith(sign, this.position)) return false;
    this.position += sign.length;
    this.skip();
    return true;
  }

  /** Takes the word when it stands here whole: "of" is not the beginning of "official". */
  acceptWord(word: string): boolean {
    if (this.match(NAME)?.[0] !== word) return false;
    this.take(NAME);
    return true;
  }

  expect(sign: string): void {
    if (!this.accept(sign))
      this.stop('quality.formula.expected', { expected: `«${sign}»`, found: this.found() });
  }

  number(): string | undefined {
    return this.take(NUMBER)?.[0];
  }

  name(): string | undefined {
    return this.take(NAME)?.[0];
  }

  /** A name, period or quoted phrase; what is missing is told as `expected`. */
  phrase(expected: string): string {
    if (this.text[this.position] === '"') {
      const quoted = this.take(QUOTED);
      if (!quoted) this.stop('quality.formula.unclosed-quote', {});
      return (quoted[1] ?? '').replace(/\\(.)/g, '$1');
    }
    const bare = this.take(BARE_TEXT);
    if (!bare) this.stop('quality.formula.expected', { expected, found: this.found() });
    return bare[0];
  }

  found(): string {
    return this.atEnd ? '∅' : `«${this.text.slice(this.position, this.position + 20)}»`;
  }

  stop(code: FormulaErrorCode, values: Record<string, string | number>, position = this.position): never {
    throw new FormulaStop({ position, code, values });
  }
}
