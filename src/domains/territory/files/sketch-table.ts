import { openBytes } from './byte-source.js';
import { guessColumn, guessContext } from './column-guess.js';
import { openContent } from './content.js';
import { firstRecordsWithLines } from './csv-records.js';
import { draftMapping } from './draft-mapping.js';
import { defaultLimits, type FileLimits, type FileProblem } from './files.types.js';
import { readNumber } from './mapped-cells.js';
import { isHeaderOf } from './mapped-columns.js';
import type { ColumnMapping, NamedPlace } from './mapping.types.js';
import { PlaceNames } from './place-names.js';
import { fileProblem, ProblemLog, ReadingStopped } from './problem-log.js';
import { likelyDelimiter, textOfHead } from './recognise.js';
import { sheetRecords } from './sheet-records.js';
import type { SheetSketch, SketchOutcome, TableSketch } from './sketch.types.js';
import type { Workbook } from './workbook.js';

/** Rows shown to people, and rows that guesses are made on. */
const rowsShown = 20;
const rowsLookedAt = 200;
/** At least so many rows of figures are shown, however low the headings are. */
const rowsBelow = 6;
const sheetsShown = 20;
const headerWithin = 30;

interface Row {
  line: number;
  cells: string[];
}

interface SketchOptions {
  /** Comuni of Italy, to know their names and codes when they are seen. */
  places?: readonly NamedPlace[];
  /** Codes of the ambito's. */
  keep?: ReadonlySet<string>;
  /** Line of the headings, where a person says that it is another than the one that is guessed. */
  headerRow?: number;
  limits?: Partial<FileLimits>;
}

/**
 * Looks at a table of any shape (delimited text, workbook, a zip of one): its first rows, where its headings are, and
 * what each column seems to hold and why. Reads no further than it needs.
 */
export async function sketchTable(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: SketchOptions = {},
): Promise<SketchOutcome> {
  const limits = { ...defaultLimits, ...options.limits };
  const file = await openBytes(source, limits.maxBytes);
  try {
    const content = await openContent(file, limits);
    if (content.kind === 'workbook')
      return { accepted: true, sketch: await sketchWorkbook(content.workbook, options, limits) };
    if (content.kind === 'shapefile') return refused([fileProblem('layout-unknown', { line: 1 })]);
    const seen = textOfHead(content.head);
    await content.close();
    if ('unknown' in seen) return refused(seen.unknown);
    const delimiter = likelyDelimiter(seen.text);
    const rows = firstRecordsWithLines(seen.text, delimiter, rowsLookedAt);
    const sheet = sketchSheet('', 'text', rows, options);
    return {
      accepted: true,
      sketch: { format: 'text', encoding: seen.encoding, delimiter, sheets: [sheet] },
    };
  } catch (error) {
    if (error instanceof ReadingStopped) return refused([error.problem]);
    throw error;
  } finally {
    await file.close();
  }
}

function refused(problems: FileProblem[]): SketchOutcome {
  return { accepted: false, problems };
}

async function sketchWorkbook(
  workbook: Workbook,
  options: SketchOptions,
  limits: FileLimits,
): Promise<TableSketch> {
  const sheets: SheetSketch[] = [];
  for (const { name } of workbook.sheets.slice(0, sheetsShown)) {
    const rows: Row[] = [];
    for await (const records of sheetRecords(workbook, name, limits, new ProblemLog(1))) {
      rows.push(...records);
      if (rows.length >= rowsLookedAt) break;
    }
    sheets.push(sketchSheet(name, 'workbook', rows.slice(0, rowsLookedAt), options));
  }
  return { format: 'workbook', encoding: 'utf-8', delimiter: '', sheets };
}

function sketchSheet(
  name: string,
  format: 'text' | 'workbook',
  rows: readonly Row[],
  { places = [], keep, headerRow: chosen }: SketchOptions,
): SheetSketch {
  const asked = rows.findIndex(({ line }) => line === chosen);
  const at = asked >= 0 ? asked : headerIndex(rows);
  const header = rows[at];
  const headerRow = header?.line ?? 1;
  const below = rows.slice(at + 1).map(({ cells }) => cells);
  const context = guessContext(places, new PlaceNames(places, keep));
  const columns = (header?.cells ?? []).map((heading, index) =>
    guessColumn(
      heading,
      index,
      below.map((cells) => cells[index] ?? ''),
      context,
    ),
  );
  const figures = columns
    .filter(({ meaning }) => meaning === 'value')
    .flatMap(({ column }) => below.map((cells) => cells[column.index] ?? ''));
  const above = rows
    .slice(0, at)
    .flatMap(({ cells }) => cells)
    .join(' ');
  return {
    name,
    headerRow,
    rows: rows
      .slice(0, Math.max(rowsShown, at + rowsBelow))
      .map(({ line, cells }) => ({ line, cells: [...cells] })),
    columns,
    ...draftMapping({ name, headerRow, columns, format }, above, figures),
  };
}

/** The first row of words alone, two at least, over a row with figures; else the first of two cells or more. */
function headerIndex(rows: readonly Row[]): number {
  const isFigure = (cell: string): boolean =>
    cell.trim() !== '' && (readNumber(cell, ',') !== undefined || readNumber(cell, '.') !== undefined);
  const isYear = (cell: string): boolean => /^\s*(19|20)\d{2}\s*$/.test(cell);
  const isHeading = ({ cells }: Row, next: Row | undefined): boolean => {
    const words = cells.filter((cell) => cell.trim() !== '');
    const isWords = words.length > 1 && words.every((cell) => !isFigure(cell) || isYear(cell));
    return isWords && words.some((cell) => !isYear(cell)) && (next?.cells.some(isFigure) ?? false);
  };
  const top = rows.slice(0, headerWithin);
  const found = top.findIndex((row, index) => isHeading(row, rows[index + 1]));
  if (found >= 0) return found;
  return Math.max(
    0,
    top.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1),
  );
}

/** Whether a recipe reads this table: one of its rows has every heading that the recipe needs. */
export function isRecipeFor(mapping: ColumnMapping, sketch: TableSketch): boolean {
  return sketch.sheets.some(
    (sheet) =>
      (mapping.sheet === '' || sheet.name === '' || sheet.name === mapping.sheet) &&
      sheet.rows.some(({ cells }) => isHeaderOf(mapping, cells)),
  );
}
