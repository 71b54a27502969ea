import { openBytes } from './byte-source.js';
import { openContent } from './content.js';
import { csvRecords } from './csv-records.js';
import { defaultLimits, type FileLimits, type FileProblem } from './files.types.js';
import { fileProblem, ProblemLog, ReadingStopped } from './problem-log.js';
import { likelyDelimiter, textOfHead } from './recognise.js';
import { sheetRecords } from './sheet-records.js';
import { decodeText } from './text-source.js';

interface TableRow {
  /** Line of the file or row of the sheet, from 1. */
  line: number;
  cells: string[];
}

type Refusal = { accepted: false; problems: FileProblem[] };
type TableReading = { accepted: true; rows: TableRow[] } | Refusal;
type SheetsReading = { accepted: true; sheets: TableSheet[] } | Refusal;

/** Delimited text is one sheet without a name. */
interface TableSheet {
  name: string;
  rows: TableRow[];
}

interface TableLimits {
  /** Of each sheet, below its first row. */
  maxRows?: number;
  maxBytes?: number;
  /** Refuses cells whose value comes from a formula: what it worked out is not what somebody wrote. */
  refusesFormulas?: boolean;
}

/** Tables that people keep by hand: larger ones are data, and come in through the observatory. */
const MOST_ROWS = 5_000;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Every row of a small table as text, from delimited text in any common encoding, a zip of one, or the first sheet of a
 * workbook. Blank rows are passed over. Who asks says what the columns mean.
 */
export async function readTable(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given: TableLimits = {},
): Promise<TableReading> {
  const reading = await readSheets(source, given, true);
  if (!reading.accepted) return reading;
  return { accepted: true, rows: reading.sheets[0]?.rows ?? [] };
}

/** Every sheet of a workbook that people see, as `readTable` reads the first one; sheets without a cell are left out. */
export function readTables(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given: TableLimits = {},
): Promise<SheetsReading> {
  return readSheets(source, given, false);
}

async function readSheets(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given: TableLimits,
  isFirstOnly: boolean,
): Promise<SheetsReading> {
  const most = given.maxRows ?? MOST_ROWS;
  const maxBytes = given.maxBytes ?? MOST_BYTES;
  const limits: FileLimits = { ...defaultLimits, maxBytes, maxHeldBytes: maxBytes };
  const file = await openBytes(source, limits.maxBytes);
  try {
    const log = new ProblemLog(20);
    const sheets: TableSheet[] = [];
    const content = await openContent(file, limits);
    for (const name of sheetNames(content, isFirstOnly)) {
      const rows: TableRow[] = [];
      for await (const records of recordsOf(content, name, limits, log)) {
        for (const { line, cells } of records)
          if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
        if (rows.length > most + 1)
          throw new ReadingStopped(fileProblem('rows-too-many', { expected: most, place: name }));
      }
      if (rows.length > 0) sheets.push({ name, rows });
    }
    const formulas = log.kept.filter((one) => one.code === 'formula-used');
    if (given.refusesFormulas && formulas.length > 0)
      return {
        accepted: false,
        problems: formulas.map((one) => ({ ...one, code: 'formula-refused', severity: 'error' })),
      };
    if (log.errorCount > 0) return { accepted: false, problems: log.kept };
    if (sheets.length === 0) return { accepted: false, problems: [fileProblem('file-empty')] };
    return { accepted: true, sheets };
  } catch (error) {
    if (error instanceof ReadingStopped) return { accepted: false, problems: [error.problem] };
    throw error;
  } finally {
    await file.close();
  }
}

function sheetNames(content: Awaited<ReturnType<typeof openContent>>, isFirstOnly: boolean): string[] {
  if (content.kind !== 'workbook') return [''];
  const names = content.workbook.sheets.map(({ name }) => name);
  return isFirstOnly ? names.slice(0, 1) : names;
}

async function* recordsOf(
  content: Awaited<ReturnType<typeof openContent>>,
  sheet: string,
  limits: FileLimits,
  log: ProblemLog,
): AsyncGenerator<TableRow[]> {
  if (content.kind === 'workbook') {
    // As in a table that somebody typed: there 1.234 is a thousand and more, in a cell of a number it is little above one.
    yield* sheetRecords(content.workbook, sheet, limits, log, ',');
    return;
  }
  if (content.kind === 'shapefile') throw new ReadingStopped(fileProblem('layout-unknown', { line: 1 }));
  try {
    const seen = textOfHead(content.head);
    if ('unknown' in seen)
      throw new ReadingStopped(seen.unknown[0] ?? fileProblem('layout-unknown', { line: 1 }));
    yield* csvRecords(decodeText(content.bytes).text, likelyDelimiter(seen.text), limits);
  } finally {
    await content.close();
  }
}
