import { CsvError, parse } from 'csv-parse/sync';
import type { Lang } from '#platform/i18n/format.js';
import { readFormula } from './formula.reader.js';
import type { FormulaError } from './formula.types.js';
import { findPublishedFigure } from './published.figure.js';
import { writeFormulaError } from './published.rules.js';
import type { PublishedTotal } from './published.types.js';
import { type QualityKey, qualityText } from './quality.messages.js';
import { findDecimal } from './rational.js';

/** A published total as its file describes it, with where it stands in the document. */
export type PublishedTotalRow = PublishedTotal & {
  readonly name: string;
  readonly asPublished: string;
  readonly placeName: string;
  readonly period: string;
  readonly location: string;
  readonly recomputedFrom: string;
  readonly formulaNote: string | null;
};

/** What is wrong in a file of published totals; `line` counts from 1, the header's. */
export type PublishedFileProblem = {
  readonly line: number;
  readonly code: Extract<QualityKey, `quality.file.${string}`>;
  readonly values: Readonly<Record<string, string | number>>;
  readonly formulaError?: FormulaError;
};

const REQUIRED = [
  'id',
  'name',
  'value_as_published',
  'value',
  'unit',
  'territory',
  'period',
  'where',
] as const;
const MAX_ROWS = 10_000;

type ParsedLine = {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
};

/**
 * Reads a file of published totals (see docs/formati/formule.md). All or nothing: with any problem there are no
 * totals. `decimals` may be left out where the printed text shows them. Never throws.
 */
export function readPublishedTotals(text: string): {
  totals: readonly PublishedTotalRow[];
  problems: readonly PublishedFileProblem[];
} {
  const problems: PublishedFileProblem[] = [];
  let records: readonly ParsedLine[];
  let header: readonly string[] = [];
  const columns = (names: string[]): string[] => {
    header = names;
    return names;
  };
  try {
    records = parse(text, { bom: true, columns, info: true, skip_empty_lines: true, to: MAX_ROWS + 1 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return { totals: [], problems: [{ line, code: 'quality.file.not-csv', values: {} }] };
  }
  const absent = REQUIRED.filter((column) => !header.includes(column));
  if (absent.length > 0) {
    return {
      totals: [],
      problems: [{ line: 1, code: 'quality.file.columns', values: { columns: absent.join(', ') } }],
    };
  }
  if (records.length > MAX_ROWS) {
    return {
      totals: [],
      problems: [{ line: MAX_ROWS + 2, code: 'quality.file.too-long', values: { limit: MAX_ROWS } }],
    };
  }
  const lines = new Map<string, number>();
  const totals = records.flatMap(({ record, info }) => {
    const row = readRow(record, info.lines, problems);
    if (!row) return [];
    const earlier = lines.get(row.code);
    if (earlier !== undefined) {
      problems.push({ line: info.lines, code: 'quality.file.repeated', values: { id: row.code, earlier } });
    }
    lines.set(row.code, info.lines);
    return [row];
  });
  return problems.length > 0 ? { totals: [], problems } : { totals, problems };
}

function readRow(
  record: Readonly<Record<string, string>>,
  line: number,
  problems: PublishedFileProblem[],
): PublishedTotalRow | undefined {
  const cell = (column: string): string => record[column]?.trim() ?? '';
  const stop = (
    code: PublishedFileProblem['code'],
    values: PublishedFileProblem['values'],
    formulaError?: FormulaError,
  ): undefined => {
    problems.push({ line, code, values, ...(formulaError && { formulaError }) });
    return undefined;
  };
  const code = cell('id');
  const value = cell('value');
  const formula = cell('formula') || null;
  const reason = cell('not_computable_reason') || null;
  if (code === '') return stop('quality.file.no-id', {});
  if (!findDecimal(value)) return stop('quality.file.not-number', { column: 'value', found: value });
  const decimals = readDecimals(cell('decimals'), cell('value_as_published'));
  if (decimals === undefined)
    return stop('quality.file.no-decimals', { found: cell('decimals') || cell('value_as_published') });
  if ((formula === null) === (reason === null)) return stop('quality.file.formula-or-reason', { id: code });
  if (formula !== null) {
    const read = readFormula(formula);
    if ('error' in read) return stop('quality.file.formula', { id: code }, read.error);
  }
  return {
    code,
    name: cell('name'),
    asPublished: cell('value_as_published'),
    value,
    decimals,
    unit: cell('unit'),
    placeName: cell('territory'),
    period: cell('period'),
    location: cell('where'),
    recomputedFrom: cell('recomputed_from'),
    formula,
    formulaNote: cell('formula_note') || null,
    notComputableReason: reason,
  };
}

function readDecimals(stated: string, asPublished: string): number | undefined {
  if (stated === '') return findPublishedFigure(asPublished)?.decimals;
  return /^(?:\d|-[1-9])$/.test(stated) ? Number(stated) : undefined;
}

/** The sentence of a problem: line, what was found, what was expected. */
export function writeFileProblem(problem: PublishedFileProblem, lang: Lang): string {
  const cause = problem.formulaError ? writeFormulaError(problem.formulaError, lang) : '';
  return qualityText(lang)(problem.code, { ...problem.values, line: problem.line, cause });
}
