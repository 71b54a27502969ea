import { fileProblem, ReadingStopped } from './problem-log.js';

/** Rows of a dBase table, as shapefiles keep their attributes: text, trimmed. */
export interface DbaseTable {
  fields: string[];
  rows: Record<string, string>[];
}

const headerLength = 32;
const fieldLength = 32;
const endOfFields = 0x0d;
const deleted = 0x2a;

/** @throws ReadingStopped when the table is cut or is none */
export function readDbase(content: Buffer, name: string): DbaseTable {
  const damaged = (): ReadingStopped => new ReadingStopped(fileProblem('shapefile-damaged', { found: name }));
  if (content.length < headerLength + 1) throw damaged();
  const rowCount = content.readUInt32LE(4);
  const dataStart = content.readUInt16LE(8);
  const rowLength = content.readUInt16LE(10);
  const fields: { name: string; at: number; length: number }[] = [];
  let at = 1;
  for (let from = headerLength; content[from] !== endOfFields; from += fieldLength) {
    if (from + fieldLength > Math.min(dataStart, content.length)) throw damaged();
    const fieldName = content.toString('latin1', from, from + 11).replace(/\0.*$/s, '');
    const length = content[from + 16] ?? 0;
    fields.push({ name: fieldName, at, length });
    at += length;
  }
  if (rowLength < at || dataStart + rowCount * rowLength > content.length) throw damaged();
  const rows: Record<string, string>[] = [];
  for (let index = 0; index < rowCount; index += 1) {
    const start = dataStart + index * rowLength;
    const cells = fields.map((field): [string, string] => [
      field.name,
      textIn(content, start + field.at, field.length),
    ]);
    rows.push(content[start] === deleted ? {} : Object.fromEntries(cells));
  }
  return { fields: fields.map((field) => field.name), rows };
}

/** UTF-8 where it is valid, as ISTAT's recent files are, else windows-1252. */
function textIn(content: Buffer, from: number, length: number): string {
  const bytes = content.subarray(from, from + length);
  const utf8 = bytes.toString('utf8');
  return (utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8)
    .replaceAll('\0', '')
    .trim();
}
