import { firstRecords } from './csv-records.js';
import type { FileEncoding, FileProblem } from './files.types.js';
import { foreignFormat } from './foreign-formats.js';
import { recordsLookedAt, type TableLayout, tableLayoutOf } from './layouts.js';
import { isHeaderOf } from './mapped-columns.js';
import type { ColumnMapping } from './mapping.types.js';
import { fileProblem } from './problem-log.js';
import { accentEncoding, markedEncoding } from './text-source.js';

export interface Recognised {
  layout: TableLayout | 'mapped' | 'geojson' | 'topojson';
  encoding: FileEncoding;
  /** '' for JSON. */
  delimiter: string;
}

export type Recognition = Recognised | { unknown: FileProblem[] };

export const delimiters = [';', ',', '\t', '|'] as const;
/** Records among which a mapping's header is looked for. */
const mappedWithin = 100;

/**
 * Says what a text file is from its first bytes (64 KB are enough), never from its name.
 * What cannot be read comes back as reasons that tell people how to go on.
 * @param mapping how to read a table of any shape: then only its separator is to be found
 */
export function recognise(head: Uint8Array, mapping?: ColumnMapping): Recognition {
  const seen = textOfHead(head);
  if ('unknown' in seen) return seen;
  const { text, encoding } = seen;
  if (mapping) return { layout: 'mapped', encoding, delimiter: delimiterFor(text, mapping) };
  if (/^\s*[{[]/.test(text)) return recogniseJson(text, encoding);
  for (const delimiter of delimiters) {
    const layout = tableLayoutOf(firstRecords(text, delimiter, recordsLookedAt));
    if (layout) return { layout, encoding, delimiter };
  }
  const firstLine = text.trimStart().split(/\r\n|\n|\r/, 1)[0] ?? '';
  return { unknown: [fileProblem('layout-unknown', { line: 1, found: firstLine })] };
}

/** The head as text, or why it is none. */
export function textOfHead(
  head: Uint8Array,
): { text: string; encoding: FileEncoding } | { unknown: FileProblem[] } {
  if (head.length === 0) return { unknown: [fileProblem('file-empty')] };
  const foreign = foreignFormat(head);
  if (foreign) return { unknown: [fileProblem(foreign)] };
  const encoding = markedEncoding(head) ?? accentEncoding(head, false) ?? 'utf-8';
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.includes('\0')) return { unknown: [fileProblem('file-binary', { line: 1 })] };
  return text.trim() === '' ? { unknown: [fileProblem('file-empty')] } : { text, encoding };
}

/** The separator with which the mapping's header is there; else the one that makes most columns. */
function delimiterFor(text: string, mapping: ColumnMapping): string {
  const withHeader = delimiters.find((delimiter) =>
    firstRecords(text, delimiter, mappedWithin).some((cells) => isHeaderOf(mapping, cells)),
  );
  return withHeader ?? likelyDelimiter(text);
}

/** The separator that parts the first rows into most columns, alike from row to row. */
export function likelyDelimiter(text: string): string {
  const counted = delimiters.map((delimiter) => {
    const widths = firstRecords(text, delimiter, 30).map((cells) => cells.length);
    const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1;
    const alike = widths.filter((width) => width === usual).length / Math.max(1, widths.length);
    return { delimiter, score: usual > 1 ? alike * 100 + usual : 0 };
  });
  return counted.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ';';
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
