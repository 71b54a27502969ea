import { agesLayoutOf } from './ages-layout.js';
import { balanceLayoutOf } from './balance-layout.js';
import { firstRecords } from './csv-records.js';
import type { FileEncoding, FileProblem, LayoutCode } from './files.types.js';
import { foreignFormat } from './foreign-formats.js';
import { fileProblem } from './problem-log.js';
import { isIncomeHeader } from './read-incomes.js';
import { registryLayoutOf } from './read-registry.js';
import { isSdmxHeader } from './read-sdmx.js';
import { isSeriesHeader } from './series-layout.js';
import { accentEncoding, markedEncoding } from './text-source.js';
import { isTidyHeader } from './tidy-layout.js';

export interface Recognised {
  layout: LayoutCode;
  encoding: FileEncoding;
  /** '' for JSON. */
  delimiter: string;
}

export type Recognition = Recognised | { unknown: FileProblem[] };

const delimiters = [';', ',', '\t', '|'] as const;
const recordsLookedAt = 8;

/** Layouts of delimited text: the first that knows the first records of the file, read with one delimiter, wins. */
const textLayouts: readonly ((records: readonly string[][]) => LayoutCode | undefined)[] = [
  (records) => balanceLayoutOf(records)?.code,
  agesLayoutOf,
  registryLayoutOf,
  (records) => (isSdmxHeader(records[0] ?? []) ? 'istat-sdmx' : undefined),
  (records) => (isIncomeHeader(records[0] ?? []) ? 'mef-irpef' : undefined),
  (records) => (isSeriesHeader(records[0] ?? []) ? 'trama-series' : undefined),
  (records) => (isTidyHeader(records[0] ?? []) ? 'trama-tidy' : undefined),
];

/**
 * Says what a file is from its first bytes (64 KB are enough), never from its name.
 * What cannot be read comes back as reasons that tell people how to go on.
 */
export function recognise(head: Uint8Array): Recognition {
  if (head.length === 0) return { unknown: [fileProblem('file-empty')] };
  const foreign = foreignFormat(head);
  if (foreign) return { unknown: [fileProblem(foreign)] };
  const encoding = markedEncoding(head) ?? accentEncoding(head, false) ?? 'utf-8';
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.includes('\0')) return { unknown: [fileProblem('file-binary', { line: 1 })] };
  if (text.trim() === '') return { unknown: [fileProblem('file-empty')] };
  if (/^\s*[{[]/.test(text)) return recogniseJson(text, encoding);
  for (const delimiter of delimiters) {
    const records = firstRecords(text, delimiter, recordsLookedAt);
    for (const layoutOf of textLayouts) {
      const layout = layoutOf(records);
      if (layout) return { layout, encoding, delimiter };
    }
  }
  const firstLine = text.trimStart().split(/\r\n|\n|\r/, 1)[0] ?? '';
  return { unknown: [fileProblem('layout-unknown', { line: 1, found: firstLine })] };
}

function recogniseJson(text: string, encoding: FileEncoding): Recognition {
  if (/"type"\s*:\s*"Topology"/.test(text)) return { layout: 'topojson', encoding, delimiter: '' };
  // Some writers put "type" last: then the member that holds the content tells.
  if (/"type"\s*:\s*"FeatureCollection"|^\s*\{\s*"features"\s*:/.test(text)) {
    return { layout: 'geojson', encoding, delimiter: '' };
  }
  if (/^\s*\{\s*"(arcs|objects|transform)"\s*:/.test(text))
    return { layout: 'topojson', encoding, delimiter: '' };
  return { unknown: [fileProblem('json-layout-unknown', { line: 1 })] };
}
