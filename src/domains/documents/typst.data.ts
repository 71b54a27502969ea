import { formatDate } from '#platform/i18n/format.js';
import type { Printable } from './coverage.js';
import type { Emblem, Field, FieldContent, List, SheetTable, Text } from './documents.types.js';
import { fontFamily } from './fonts.js';
import { toPlainText } from './format.js';
import { getImageSize } from './image.js';
import { groupLandscape } from './landscape.layout.js';
import type {
  NumberedBlock,
  NumberedDocument,
  NumberedFigure,
  NumberedImage,
  NumberedRun,
  NumberedTable,
} from './number.js';
import { getPictureSize, toPrintableSvg } from './picture.js';
import { fitsPage } from './sheet.layout.js';
import { hasMissingCells, type LaidRow, type LaidTable, layTable, weighColumns } from './table.layout.js';
import type { TypstBlock } from './typst.parts.js';
import { getWords } from './words.js';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Points available between the margins of the page laid out in typst.template.ts. */
const textWidth = { portrait: 453, landscape: 700 };
const tallestPicture = 560;

/** Points to the inch at which a photograph without a width of its own is shown. */
const imageDensity = 150;

/** Characters on a line of a table at its full size (8.5 pt). */
const lineCapacity = { portrait: 112, landscape: 172 };

/** Two thirds of a turned page: no page needs to cut a row of so few lines. */
const mostLines = 22;

/** Whether every row fits in one page. Letters are taken for a little wider than they are. */
function hasShortRows({ rows }: LaidTable, weights: readonly number[], capacity: number): boolean {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const lines = (cell: Text, index: number) =>
    toPlainText(cell).length / (0.75 * capacity * ((weights[index] ?? 0) / sum));
  return rows.every(
    (one) => one.kind === 'group' || one.cells.every((cell, index) => lines(cell, index) <= mostLines),
  );
}

/** Millimetres of the contents' lines in typst.template.ts: a chapter, another entry, each line that wraps. */
const entryHeight = { chapter: 7, other: 5.2, wrapped: 4.9 };
const frontHeight = { page: 240, title: 13, listTitle: 16.6 };

function guessFrontPages({ contents, tables, figures }: NumberedDocument): number {
  const lists = [tables, figures].filter((list) => list.length > 0);
  const heights = [...contents, ...tables, ...figures].map(
    ({ title, level }, index) =>
      (level === 1 && index < contents.length ? entryHeight.chapter : entryHeight.other) +
      Math.floor(title.length / 80) * entryHeight.wrapped,
  );
  const height = heights.reduce(
    (sum, one) => sum + one,
    frontHeight.title + lists.length * frontHeight.listTitle,
  );
  return Math.ceil(height / frontHeight.page);
}

/** Gives bytes to the compiler and answers with the path under which the template finds them. */
export type AddFile = (bytes: Buffer, extension: string) => string;

type JsonBlock = TypstBlock & { [key: string]: Json };

/** The document as the template reads it. */
export interface TypstData {
  /** What holds for all parts. */
  whole: Json;
  blocks: TypstBlock[];
  isBook: boolean;
  /** Pages that contents and lists will take; a wrong guess costs time, nothing else. */
  frontPages: number;
}

/**
 * The document as data for the Typst template. Users' words travel as JSON strings, never as Typst source, so there
 * is nothing to escape and nothing to forget. Each string passes through `clean`.
 */
export function toTypstData(
  numbered: NumberedDocument,
  { clean, isOfMainFace }: Printable,
  addFile: AddFile,
): TypstData {
  const { document, words } = numbered;
  const s = (text: string | undefined): Json => (text === undefined || text === '' ? null : clean(text));

  function runs(text: Text | undefined): Json {
    if (text === undefined) return null;
    // Most texts have no marks: as bare strings they cost the typesetter a third of the memory of runs.
    if (typeof text === 'string' && !/[\n\r\u2028\u2029]/.test(text)) return clean(text);
    return numbered.toRuns(text).flatMap(run);
  }

  function run(one: NumberedRun): Json[] {
    const marks = (text: string, of: { strong?: boolean | undefined; em?: boolean | undefined }) => ({
      b: of.strong ?? false,
      i: (of.em ?? false) && isOfMainFace(text),
    });
    switch (one.kind) {
      case 'break':
        return [{ t: 'br' }];
      case 'link': {
        const words = clean(one.text);
        return [{ t: 'link', v: words, u: one.href, ...marks(words, one) }];
      }
      case 'ref':
        return [{ t: 'ref', v: clean(one.text), a: one.anchor ?? null, p: one.page }];
      case 'note':
        return [{ t: 'note', x: one.note.runs.flatMap(run) }];
      case 'text':
        return clean(one.text)
          .split('\n')
          .flatMap((line, index): Json[] => [
            ...(index > 0 ? [{ t: 'br' }] : []),
            { t: 'text', v: line, ...marks(line, one) },
          ]);
    }
  }

  type ListItem = { text: Text; children?: ListItem[] | undefined; ordered?: boolean | undefined };
  const listItem =
    (isOrdered: boolean) =>
    ({ text, children, ordered = isOrdered }: ListItem): Json => ({
      x: runs(text),
      c: children?.map(listItem(ordered)) ?? [],
      o: ordered,
    });
  const list = ({ ordered = false, items }: List): JsonBlock => ({
    k: 'list',
    ordered,
    items: items.map(listItem(ordered)),
  });

  function row(laid: LaidRow): Json {
    return laid.kind === 'group'
      ? { g: clean(laid.title) }
      : { c: laid.cells.map((cell) => runs(cell)), total: laid.isTotal };
  }

  function tableParts(table: NumberedTable | SheetTable, capacity: number): { [key: string]: Json } {
    const laid = layTable(table, document.lang);
    const { weights, needed } = weighColumns(laid);
    return {
      weights: weights.map((weight) => Math.round(weight * 100) / 100),
      // Below 6 pt nobody reads: a table wider than that must be landscape or have fewer columns.
      size: Math.max(6, Math.round(8.5 * Math.min(1, capacity / needed) * 10) / 10),
      columns: laid.columns.map((column) => ({ title: clean(column.title), align: column.align })),
      groups: laid.groups.map((group) => ({ title: s(group.title), span: group.span })),
      rows: laid.rows.map(row),
      footer: laid.footer.map(row),
      short: hasShortRows(laid, weights, capacity),
    };
  }

  function table(block: NumberedTable): JsonBlock {
    return {
      k: 'table',
      a: block.anchor,
      number: block.label,
      caption: clean(block.caption),
      notes: [...(block.notes ?? []), ...(hasMissingCells(block) ? [words.missingMeaning] : [])].map(runs),
      source: runs(block.source),
      ...tableParts(block, block.landscape ? lineCapacity.landscape : lineCapacity.portrait),
    };
  }

  function picture(figure: Pick<NumberedFigure, 'svg' | 'alt' | 'width'>): { [key: string]: Json } {
    const size = getPictureSize(figure.svg);
    const natural = figure.width === undefined ? size.width * 0.75 : figure.width * textWidth.portrait;
    const width = Math.min(natural, textWidth.portrait, (tallestPicture * size.width) / size.height);
    return {
      svg: clean(toPrintableSvg(figure.svg, fontFamily)),
      file: null,
      alt: clean(figure.alt),
      width: Math.round(width * 10) / 10,
    };
  }

  function image(
    one: Pick<NumberedImage, 'data' | 'format' | 'alt'>,
    share: number | undefined,
  ): { [key: string]: Json } {
    const bytes = Buffer.from(one.data, 'base64');
    const size = getImageSize(bytes, one.format);
    const natural = share === undefined ? (size.width / imageDensity) * 72 : share * textWidth.portrait;
    const width = Math.min(natural, textWidth.portrait, (tallestPicture * size.width) / size.height);
    return {
      svg: null,
      file: addFile(bytes, one.format === 'png' ? 'png' : 'jpg'),
      alt: clean(one.alt),
      width: Math.round(width * 10) / 10,
    };
  }

  function fieldContent(content: FieldContent): Json {
    switch (content.kind) {
      case 'text':
        return { k: 'paragraph', x: runs(content.text), style: null };
      case 'list':
        return list(content);
      case 'ticks':
        return {
          k: 'ticks',
          items: content.items.map((tick) => ({
            ticked: tick.ticked,
            x: clean(tick.note ? `${tick.label}: ${tick.note}` : tick.label),
          })),
        };
      case 'table':
        return { k: 'grid', ...tableParts(content, lineCapacity.portrait - 10) };
    }
  }

  const field = ({ label, content }: Field): Json => ({
    label: clean(label),
    wide: content.some((part) => part.kind === 'table'),
    fits: fitsPage({ content }),
    content: content.map(fieldContent),
  });

  function block(one: NumberedBlock): JsonBlock {
    switch (one.kind) {
      case 'heading':
        return {
          k: 'heading',
          level: one.level,
          a: one.anchor,
          number: s(one.number),
          text: clean(one.text),
        };
      case 'paragraph':
        return { k: 'paragraph', x: runs(one.text), style: one.style ?? null };
      case 'list':
        return list(one);
      case 'table':
        return table(one);
      case 'figure':
        return {
          k: 'figure',
          a: one.anchor,
          number: one.label,
          caption: clean(one.caption),
          note: runs(one.note),
          source: runs(one.source),
          ...picture(one),
        };
      case 'image':
        return {
          k: 'figure',
          a: one.anchor,
          number: s(one.label),
          caption: s(one.caption),
          note: runs(one.note),
          source: runs(one.source),
          ...image(one, one.width),
        };
      case 'sheet':
        return {
          k: 'sheet',
          a: one.anchor,
          code: s(one.code),
          title: clean(one.title),
          sections: one.sections.map((section) => ({
            title: s(section.title),
            fields: section.fields.map(field),
          })),
        };
      case 'keyFigures':
        return {
          k: 'keyFigures',
          items: one.items.map((it) => ({
            value: clean(it.value),
            label: clean(it.label),
            note: s(it.note),
          })),
        };
      case 'callout':
        return {
          k: 'callout',
          tone: one.tone,
          title: clean(one.title ?? words[one.tone]),
          blocks: one.blocks.map(block),
          long: JSON.stringify(one.blocks).length > 1_500,
        };
      case 'quote':
        return { k: 'quote', blocks: one.blocks.map(block), cite: runs(one.cite) };
      case 'qualityNote':
        return {
          k: 'qualityNote',
          where: clean(one.where),
          published: clean(one.published),
          expected: clean(one.expected),
          difference: s(one.difference),
          x: runs(one.message),
        };
      case 'pageBreak':
        return { k: 'pageBreak' };
    }
  }

  const emblem = (one: Emblem | undefined): Json => {
    if (!one) return null;
    return 'data' in one ? image(one, 0.2) : picture({ ...one, width: 0.2 });
  };

  const isBook = document.form !== 'report';
  return {
    whole: {
      title: clean(document.title),
      subtitle: s(document.subtitle),
      ambito: clean(document.ambito),
      period: s(document.period),
      version: clean(document.version),
      day: `${getWords(document.lang).textOf} ${formatDate(document.date, { lang: document.lang })}`,
      lang: document.lang,
      cover: document.coverLines.map(clean),
      emblem: emblem(document.emblem),
      sourceNote: runs(document.sourceNote),
      depth: document.contentsDepth ?? 3,
      isBook,
      hasTables: numbered.tables.length > 0,
      hasFigures: numbered.figures.length > 0,
      words,
    },
    isBook,
    frontPages: guessFrontPages(numbered),
    blocks: groupLandscape(numbered.blocks).map((group) =>
      Array.isArray(group) ? { k: 'landscape', blocks: group.map(block) } : block(group),
    ),
  };
}
