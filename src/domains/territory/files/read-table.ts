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

type TableReading = { accepted: true; rows: TableRow[] } | { accepted: false; problems: FileProblem[] };

/** Tables that people keep by hand: larger ones are data, and come in through the observatory. */
const MOST_ROWS = 5_000;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Every row of a small table as text, from delimited text in any common encoding, a zip of one, or the first sheet of a
 * workbook. Blank rows are passed over. Who asks says what the columns mean.
 */
export async function readTable(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given: { maxRows?: number; maxBytes?: number } = {},
): Promise<TableReading> {
  const most = given.maxRows ?? MOST_ROWS;
  const maxBytes = given.maxBytes ?? MOST_BYTES;
  const limits: FileLimits = { ...defaultLimits, maxBytes, maxHeldBytes: maxBytes };
  const file = await openBytes(source, limits.maxBytes);
  try {
    const log = new ProblemLog(20);
    const rows: TableRow[] = [];
    const content = await openContent(file, limits);
    for await (const records of recordsOf(content, limits, log)) {
      for (const { line, cells } of records)
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
      if (rows.length > most) throw new ReadingStopped(fileProblem('rows-too-many', { expected: most }));
    }
    if (log.errorCount > 0) return { accepted: false, problems: log.kept };
    if (rows.length === 0) return { accepted: false, problems: [fileProblem('file-empty')] };
    return { accepted: true, rows };
  } catch (error) {
    if (error instanceof ReadingStopped) return { accepted: false, problems: [error.problem] };
    throw error;
  } finally {
    await file.close();
  }
}

async function* recordsOf(
  content: Awaited<ReturnType<typeof openContent>>,
  limits: FileLimits,
  log: ProblemLog,
): AsyncGenerator<TableRow[]> {
  if (content.kind === 'workbook') {
    // As in a table that somebody typed: there 1.234 is a thousand and more, in a cell of a number it is little above one.
    const [first] = content.workbook.sheets;
    yield* sheetRecords(content.workbook, first?.name ?? '', limits, log, ',');
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
