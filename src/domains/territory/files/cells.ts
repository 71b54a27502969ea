import type { ProblemCode } from './files.types.js';
import type { ProblemLog } from './problem-log.js';

/** Where a cell is, for messages. */
export interface CellPlace {
  line: number;
  /** From 1. */
  column: number;
  columnName: string;
}

const digits = /^\d{1,12}$/;
const signedDigits = /^-?\d{1,12}$/;
const decimal = /^-?\d{1,15}(\.\d{1,12})?$/;

/** A header cell reduced to what tells it from others: ISTAT's editions differ in spaces, apostrophes and marks such as "(v)". */
export function headerKey(cell: string): string {
  return cell
    .normalize('NFC')
    .toLowerCase()
    .replace(/\([a-z0-9]{1,2}\)/g, ' ')
    .replace(/[’‘`´]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?- ?/g, ' - ')
    .trim();
}

/** What is wrong with a text that is not the number asked for. Never guesses: "1.234" may be a thousand or one and a bit. */
function numberProblem(text: string, otherwise: ProblemCode): ProblemCode {
  if (text.trim() === '') return 'value-missing';
  if (/^-?\d{1,3}([. ’'\u00A0\u202F]\d{3})+(,\d+)?$/.test(text)) return 'thousands-ambiguous';
  if (/^-?\d+,\d+$/.test(text)) return 'decimal-comma';
  return otherwise;
}

/** A whole number, or undefined with the reason in the log. @param mayBeNegative balances and changes only */
export function readCount(
  text: string,
  mayBeNegative: boolean,
  at: CellPlace,
  log: ProblemLog,
): number | undefined {
  if (digits.test(text) || (mayBeNegative && signedDigits.test(text))) return Number(text);
  const code = signedDigits.test(text) ? 'number-negative' : numberProblem(text, 'count-expected');
  log.report(code, { ...at, found: text });
  return undefined;
}

/** A decimal with a point, as text, or undefined with the reason in the log. */
export function readDecimal(text: string, at: CellPlace, log: ProblemLog): string | undefined {
  if (decimal.test(text)) return text;
  log.report(numberProblem(text, 'number-expected'), { ...at, found: text });
  return undefined;
}

/** ISTAT code of a comune: 6 digits as text. A spreadsheet that took it for a number drops the leading zero. */
export function isComuneCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** A decimal without what a computer's arithmetic left in it: "269.0" is 269, "18.821899999999999" 18.8219. */
export function cleanDecimal(text: string): string {
  const digitsOf = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '').length;
  // A double has 15 sure digits; what is written beyond them is not the publisher's.
  const sure = digitsOf > 15 && text.includes('.') ? Number(Number(text).toPrecision(15)).toString() : text;
  if (sure.includes('e')) return text;
  return sure.includes('.') ? sure.replace(/\.?0+$/, '') : sure;
}
