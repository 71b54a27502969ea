import { type ArchivePart, baseName } from './archive.js';
import type { FileLimits } from './files.types.js';
import { fileProblem, ReadingStopped } from './problem-log.js';
import { readXml } from './xml-events.js';

/** What is needed of a workbook (ECMA-376) to read the figures of its sheets. */
export interface Workbook {
  /** Those that people see, in their order. */
  sheets: { name: string; part: ArchivePart }[];
  sharedStrings: string[];
  /** For each cell format, whether it shows a day. */
  isDay: boolean[];
  /** Days are counted from 1904 (workbooks born on a Mac). */
  isFrom1904: boolean;
}

/** Built-in formats that show days: ECMA-376 part 1, 18.8.30. */
const dayFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const mostSmallPart = 8 * 1024 * 1024;
const mostSharedText = 48 * 1024 * 1024;

export function isWorkbook(parts: readonly ArchivePart[]): boolean {
  return parts.some((part) => baseName(part) === 'workbook.xml');
}

/** @throws ReadingStopped when parts are missing, damaged or too large */
export async function openWorkbook(
  parts: readonly ArchivePart[],
  limits: Pick<FileLimits, 'maxColumns'>,
): Promise<Workbook> {
  const byName = new Map(parts.map((part) => [part.name.toLowerCase().replace(/^\//, ''), part]));
  const main = parts.find((part) => baseName(part) === 'workbook.xml');
  if (!main) throw damaged('workbook.xml');
  const folder = main.name.slice(0, main.name.lastIndexOf('/') + 1);
  const find = (target: string): ArchivePart | undefined =>
    byName.get((target.startsWith('/') ? target.slice(1) : `${folder}${target}`).toLowerCase());
  const relations = find('_rels/workbook.xml.rels');
  if (!relations) throw damaged('workbook.xml.rels');
  const targets = await readRelations(relations);
  const sheets: Workbook['sheets'] = [];
  let isFrom1904 = false;
  await readXml(small(main), {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const part = find(targets.get(relation)?.target ?? '');
      if (part && sheets.length < limits.maxColumns) sheets.push({ name: attributes.name ?? '', part });
    },
  });
  if (sheets.length === 0) throw damaged('worksheets');
  const ofType = (type: string): ArchivePart | undefined => {
    const relation = [...targets.values()].find((one) => one.type.endsWith(`/${type}`));
    return relation && find(relation.target);
  };
  const strings = ofType('sharedStrings');
  const styles = ofType('styles');
  return {
    sheets,
    sharedStrings: strings ? await readSharedStrings(strings) : [],
    isDay: styles ? await readDayFormats(small(styles)) : [],
    isFrom1904,
  };
}

function damaged(name: string): ReadingStopped {
  return new ReadingStopped(fileProblem('workbook-damaged', { found: name }));
}

function small(part: ArchivePart): ArchivePart {
  if (part.size > mostSmallPart)
    throw new ReadingStopped(fileProblem('zip-too-large', { found: part.name, expected: 8 }));
  return part;
}

async function readRelations(part: ArchivePart): Promise<Map<string, { target: string; type: string }>> {
  const relations = new Map<string, { target: string; type: string }>();
  await readXml(small(part), {
    open: (name, { Id = '', Target = '', Type = '' }) => {
      if (name === 'Relationship') relations.set(Id, { target: Target, type: Type });
    },
  });
  return relations;
}

/** Texts that cells point at; runs of a rich text are joined, readings of ideograms left out. */
async function readSharedStrings(part: ArchivePart): Promise<string[]> {
  if (part.size > mostSharedText)
    throw new ReadingStopped(fileProblem('zip-too-large', { found: part.name, expected: 48 }));
  const strings: string[] = [];
  let current = '';
  let isText = false;
  let isReading = false;
  await readXml(part, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (text) => {
      if (isText) current += text;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      if (name === 'rPh') isReading = false;
      if (name === 't') isText = false;
    },
  });
  return strings;
}

async function readDayFormats(part: ArchivePart): Promise<boolean[]> {
  const own = new Map<string, string>();
  const isDay: boolean[] = [];
  let isCellFormats = false;
  await readXml(part, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellFormats = true;
      if (name !== 'xf' || !isCellFormats) return;
      const id = attributes.numFmtId ?? '0';
      const code = own.get(id);
      isDay.push(code === undefined ? dayFormats.has(Number(id)) : showsDay(code));
    },
    close: (name) => {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return isDay;
}

/** Years or days outside quoted text, colours and escaped letters. */
function showsDay(code: string): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}
