import { type ByteSource, openBytes } from './byte-source.js';
import { type Content, openContent } from './content.js';
import type { CsvRecord } from './csv-record.types.js';
import { csvRecords } from './csv-records.js';
import {
  defaultLimits,
  type FileEncoding,
  type FileFacts,
  type FileLimits,
  type FileOutcome,
  type LayoutCode,
  type Reading,
  type ReadOptions,
} from './files.types.js';
import {
  figureReaders,
  isRegistryLayout,
  provenance,
  recordsLookedAt,
  registryReaders,
  type TableLayout,
  tableLayoutOf,
} from './layouts.js';
import { fileProblem, ProblemLog, ReadingStopped } from './problem-log.js';
import { readBoundaries } from './read-boundaries.js';
import { mappedReader } from './read-mapped.js';
import { readRows } from './read-rows.js';
import { readShapefile } from './read-shapefile.js';
import type { ReadingState } from './reader.types.js';
import { recognise } from './recognise.js';
import { sheetRecords } from './sheet-records.js';
import { decodeText } from './text-source.js';
import type { Workbook } from './workbook.js';

/**
 * Recognises a file from its content and reads it as it streams: text, a workbook, or a zip of either or of boundaries.
 * Consume the rows to their end, in a transaction, then ask for the outcome: when it is not accepted, roll back.
 * Content never makes it throw; a failing source does. `outcome()` before the end throws.
 */
export async function readFile(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<Reading> {
  const limits = { ...defaultLimits, ...options.limits };
  const file = await openBytes(source, limits.maxBytes);
  const run = new Run(file, options, limits);
  try {
    return await run.start(await openContent(file, limits));
  } catch (error) {
    await file.close();
    if (!(error instanceof ReadingStopped)) throw error;
    run.log.add(error.problem);
    return run.refused();
  }
}

/** One reading of one file. */
class Run {
  readonly log: ProblemLog;
  readonly #file: ByteSource;
  readonly #options: ReadOptions;
  readonly #limits: FileLimits;
  #state: ReadingState | undefined;
  /** Known for sure at the end: the first accent may be anywhere. */
  #encoding: () => FileEncoding = () => 'utf-8';
  #isOver = false;

  constructor(file: ByteSource, options: ReadOptions, limits: FileLimits) {
    this.#file = file;
    this.#options = options;
    this.#limits = limits;
    this.log = new ProblemLog(limits.maxProblems);
  }

  async start(content: Content): Promise<Reading> {
    if (content.kind === 'shapefile')
      return this.#boundaries(readShapefile(content.parts, this.#begin('shapefile', '')));
    if (content.kind === 'workbook') return this.#startWorkbook(content.workbook);
    return this.#startText(content);
  }

  refused(): Reading {
    return { kind: 'refused', outcome: () => this.#refusal() };
  }

  async #startText(content: Extract<Content, { kind: 'text' }>): Promise<Reading> {
    const recognised = recognise(content.head, this.#options.mapping);
    if ('unknown' in recognised) {
      for (const problem of recognised.unknown) this.log.add(problem);
      await content.close();
      await this.#file.close();
      return this.refused();
    }
    const { layout, delimiter, encoding } = recognised;
    const text = decodeText(content.bytes);
    const state = this.#begin(layout, delimiter, encoding);
    this.#encoding = text.encoding;
    if (layout === 'geojson' || layout === 'topojson')
      return this.#boundaries(readBoundaries(text.text, layout, state));
    return this.#table(csvRecords(text.text, delimiter, this.#limits), layout, state);
  }

  /** The sheet that the mapping names, or the first whose columns are known. */
  async #startWorkbook(workbook: Workbook): Promise<Reading> {
    const { mapping } = this.#options;
    if (mapping) {
      if (mapping.sheet !== '' && !workbook.sheets.some(({ name }) => name === mapping.sheet))
        throw new ReadingStopped(fileProblem('sheet-missing', { found: mapping.sheet }));
      const state = this.#begin('mapped', '');
      return this.#table(sheetRecords(workbook, mapping.sheet, this.#limits, this.log), 'mapped', state);
    }
    let firstRow = '';
    for (const { name } of workbook.sheets) {
      const top = await topRecords(workbook, name, this.#limits);
      const layout = tableLayoutOf(top);
      firstRow ||= top[0]?.filter(Boolean).join(' | ') ?? '';
      if (!layout) continue;
      const state = this.#begin(layout, '');
      return this.#table(sheetRecords(workbook, name, this.#limits, this.log), layout, state);
    }
    throw new ReadingStopped(fileProblem('layout-unknown', { line: 1, found: firstRow }));
  }

  #begin(layout: LayoutCode, delimiter: string, encoding: FileEncoding = 'utf-8'): ReadingState {
    this.#state = {
      facts: emptyFacts(layout, encoding, delimiter),
      log: this.log,
      limits: this.#limits,
      keep: this.#options.keep,
      expected: this.#options.expected,
      knownCodes: this.#options.knownCodes,
      counts: { kept: 0, skipped: 0 },
    };
    return this.#state;
  }

  #table(records: AsyncIterable<CsvRecord[]>, layout: TableLayout | 'mapped', state: ReadingState): Reading {
    const outcome = () => this.#outcome();
    if (layout === 'mapped') {
      const { mapping, places = [] } = this.#options;
      if (!mapping) throw new Error('A mapped table needs its mapping');
      const rows = readRows(records, mappedReader(mapping, places)(state));
      return { kind: 'observations', observations: this.#guarded(rows), outcome };
    }
    if (isRegistryLayout(layout))
      return {
        kind: 'registry',
        entries: this.#guarded(readRows(records, registryReaders[layout](state))),
        outcome,
      };
    const rows = readRows(records, figureReaders[layout](state));
    return { kind: 'observations', observations: this.#guarded(rows), outcome };
  }

  #boundaries(boundaries: Extract<Reading, { kind: 'boundaries' }>['boundaries']): Reading {
    return {
      kind: 'boundaries',
      boundaries: this.#guarded(boundaries),
      outcome: () => this.#outcome(),
    };
  }

  async *#guarded<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
    try {
      yield* rows;
      this.#isOver = true;
    } catch (error) {
      if (!(error instanceof ReadingStopped)) throw error;
      this.log.add(error.problem);
      this.#isOver = true;
    }
  }

  #outcome(): FileOutcome {
    if (!this.#isOver)
      throw new Error('The outcome of a file is known only when all its rows have been read');
    if (this.log.errorCount > 0 || !this.#state) return this.#refusal();
    const { facts, counts } = this.#state;
    return {
      accepted: true,
      facts: { ...facts, encoding: this.#encoding() },
      counts: { ...counts, bytes: this.#file.count() },
      sha256: this.#file.sha256(),
      warnings: this.log.kept,
    };
  }

  #refusal(): FileOutcome {
    return { accepted: false, problems: this.log.kept, problemCount: this.log.count };
  }
}

/** The top of a sheet, looked at and put back. */
async function topRecords(workbook: Workbook, name: string, limits: FileLimits): Promise<string[][]> {
  for await (const records of sheetRecords(workbook, name, limits, new ProblemLog(1)))
    return records.slice(0, recordsLookedAt).map((record) => record.cells);
  return [];
}

function emptyFacts(layout: LayoutCode, encoding: FileEncoding, delimiter: string): FileFacts {
  const { source, licence } = provenance[layout];
  return {
    layout,
    encoding,
    delimiter,
    publication: '',
    title: '',
    source,
    licence,
    referenceOn: '',
    year: null,
    notes: '',
    provisional: false,
  };
}
