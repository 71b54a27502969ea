import { p2Layout, p3Layout } from './balance-layout.js';
import { type ByteSource, openBytes } from './byte-source.js';
import { csvRecords } from './csv-records.js';
import {
  type Boundary,
  defaultLimits,
  type FileFacts,
  type FileOutcome,
  type LayoutCode,
  type Reading,
  type ReadOptions,
  type RegistryEntry,
} from './files.types.js';
import { ProblemLog, ReadingStopped } from './problem-log.js';
import { agesReader } from './read-ages.js';
import { balanceReader } from './read-balance.js';
import { readBoundaries } from './read-boundaries.js';
import { readIncomes } from './read-incomes.js';
import { readChanges, readComuni } from './read-registry.js';
import { readRows } from './read-rows.js';
import { readSdmx } from './read-sdmx.js';
import { readSeries } from './read-series.js';
import { readTidy } from './read-tidy.js';
import type { ReadingState, RecordReader } from './reader.types.js';
import { type Recognised, recognise } from './recognise.js';
import { decodeText, type TextSource } from './text-source.js';

/** One reader a layout of tables: a new layout is a line here, one in `provenance` and one in `recognise.ts`. */
const recordReaders: Record<FigureLayout, RecordReader> = {
  'istat-p2': balanceReader(p2Layout),
  'istat-p3': balanceReader(p3Layout),
  'istat-posas': agesReader('population'),
  'istat-strasa': agesReader('foreign-population'),
  'istat-sdmx': readSdmx,
  'mef-irpef': readIncomes,
  'trama-series': readSeries,
  'trama-tidy': readTidy,
};

const registryReaders: Record<RegistryLayout, RecordReader<RegistryEntry>> = {
  'istat-comuni': readComuni,
  'istat-soppressi': readChanges,
};

type RegistryLayout = 'istat-comuni' | 'istat-soppressi';
type FigureLayout = Exclude<LayoutCode, RegistryLayout | 'geojson' | 'topojson'>;

function isRegistry(layout: LayoutCode): layout is RegistryLayout {
  return layout in registryReaders;
}

const istat = { source: 'Istat', licence: 'CC-BY-4.0' };
const unstated = { source: '', licence: '' };

/** Source and licence as publishers state them; the project's own tables state theirs elsewhere. */
const provenance: Record<LayoutCode, { source: string; licence: string }> = {
  'istat-p2': istat,
  'istat-p3': istat,
  'istat-posas': istat,
  'istat-strasa': istat,
  'istat-sdmx': istat,
  'istat-comuni': istat,
  'istat-soppressi': istat,
  'mef-irpef': { source: 'MEF - Dipartimento delle Finanze', licence: 'CC-BY-3.0-IT' },
  'trama-series': unstated,
  'trama-tidy': unstated,
  geojson: unstated,
  topojson: unstated,
};

/**
 * Recognises a file from its content and reads it as it streams.
 * Consume the rows to their end, in a transaction, then ask for the outcome: when it is not accepted, roll back.
 * Content never makes it throw; a failing source does. `outcome()` before the end throws.
 */
export async function readFile(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<Reading> {
  const limits = { ...defaultLimits, ...options.limits };
  const log = new ProblemLog(limits.maxProblems);
  const file = await openBytes(source, limits.maxBytes);
  const recognised = recognise(file.head);
  if ('unknown' in recognised) {
    for (const problem of recognised.unknown) log.add(problem);
    await file.close();
    return { kind: 'refused', outcome: () => refusal(log) };
  }
  const reading: ReadingState = {
    facts: emptyFacts(recognised),
    log,
    limits,
    keep: options.keep,
    knownCodes: options.knownCodes,
    counts: { kept: 0, skipped: 0 },
  };
  const text = decodeText(file.bytes);
  let isOver = false;

  async function* guarded<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
    try {
      yield* rows;
      isOver = true;
    } catch (error) {
      if (!(error instanceof ReadingStopped)) throw error;
      log.add(error.problem);
      isOver = true;
    }
  }

  const outcome = (): FileOutcome => {
    if (!isOver) throw new Error('The outcome of a file is known only when all its rows have been read');
    return log.errorCount > 0 ? refusal(log) : acceptance(reading, file, text);
  };

  const { layout, delimiter } = recognised;
  if (layout === 'geojson' || layout === 'topojson') {
    const boundaries: AsyncIterable<Boundary> = readBoundaries(text.text, layout, reading);
    return { kind: 'boundaries', boundaries: guarded(boundaries), outcome };
  }
  const records = csvRecords(text.text, delimiter, limits);
  if (isRegistry(layout))
    return {
      kind: 'registry',
      entries: guarded(readRows(records, registryReaders[layout](reading))),
      outcome,
    };
  return {
    kind: 'observations',
    observations: guarded(readRows(records, recordReaders[layout](reading))),
    outcome,
  };
}

function emptyFacts({ layout, encoding, delimiter }: Recognised): FileFacts {
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

function refusal(log: ProblemLog): FileOutcome {
  return { accepted: false, problems: log.kept, problemCount: log.count };
}

function acceptance(reading: ReadingState, file: ByteSource, text: TextSource): FileOutcome {
  return {
    accepted: true,
    facts: { ...reading.facts, encoding: text.encoding() },
    counts: { ...reading.counts, bytes: file.count() },
    sha256: file.sha256(),
    warnings: reading.log.kept,
  };
}
