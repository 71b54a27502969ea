import { formatDate } from '#platform/i18n/format.js';
import type { Printable } from './coverage.js';
import type { Field, FieldContent, SheetTable, Text } from './documents.types.js';
import { fontFamily } from './fonts.js';
import { groupLandscape } from './landscape.layout.js';
import type { NumberedBlock, NumberedDocument, NumberedFigure, NumberedTable } from './number.js';
import { getPictureSize, toPrintableSvg } from './picture.js';
import { hasMissingCells, type LaidRow, layTable, weighColumns } from './table.layout.js';
import { getWords } from './words.js';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Points available between the margins of the page laid out in typst.template.ts. */
const textWidth = { portrait: 453, landscape: 700 };
const tallestPicture = 560;

/** Characters on a line of a table at its full size (8.5 pt). */
const lineCapacity = { portrait: 112, landscape: 172 };

/**
 * The document as data for the Typst template. Users' words travel as JSON strings, never as Typst source, so there
 * is nothing to escape and nothing to forget. Each string passes through `clean`.
 */
export function toTypstData(numbered: NumberedDocument, { clean, isOfMainFace }: Printable): Json {
  const { document, words } = numbered;
  const s = (text: string | undefined): Json => (text === undefined || text === '' ? null : clean(text));

  function runs(text: Text | undefined): Json {
    if (text === undefined) return null;
    // Most texts have no marks: as bare strings they cost the typesetter a third of the memory of runs.
    if (typeof text === 'string' && !/[\n\r\u2028\u2029]/.test(text)) return clean(text);
    return numbered.toRuns(text).flatMap((run): Json[] => {
      if (run.kind === 'break') return [{ t: 'br' }];
      if (run.kind === 'link') return [{ t: 'link', v: clean(run.text), u: run.href }];
      if (run.kind === 'ref') return [{ t: 'ref', v: clean(run.text), a: run.anchor ?? null }];
      return clean(run.text)
        .split('\n')
        .flatMap((line, index): Json[] => [
          ...(index > 0 ? [{ t: 'br' }] : []),
          { t: 'text', v: line, b: run.strong ?? false, i: (run.em ?? false) && isOfMainFace(line) },
        ]);
    });
  }

  type ListItem = { text: Text; children?: ListItem[] | undefined };
  const item = ({ text, children }: ListItem): Json => ({ x: runs(text), c: children?.map(item) ?? [] });

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
      rowHeader: laid.hasRowHeader,
    };
  }

  function table(block: NumberedTable): Json {
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
      alt: clean(figure.alt),
      width: Math.round(width * 10) / 10,
    };
  }

  function fieldContent(content: FieldContent): Json {
    switch (content.kind) {
      case 'text':
        return { k: 'paragraph', x: runs(content.text), style: null };
      case 'list':
        return { k: 'list', ordered: content.ordered ?? false, items: content.items.map(item) };
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
    content: content.map(fieldContent),
  });

  function block(one: NumberedBlock): Json {
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
        return { k: 'list', ordered: one.ordered ?? false, items: one.items.map(item) };
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

  return {
    title: clean(document.title),
    subtitle: s(document.subtitle),
    ambito: clean(document.ambito),
    period: s(document.period),
    version: clean(document.version),
    day: `${getWords(document.lang).textOf} ${formatDate(document.date, { lang: document.lang })}`,
    lang: document.lang,
    cover: document.coverLines.map(clean),
    emblem: document.emblem ? picture({ ...document.emblem, width: 0.2 }) : null,
    sourceNote: runs(document.sourceNote),
    depth: document.contentsDepth ?? 3,
    isBook: document.form !== 'report',
    hasTables: numbered.tables.length > 0,
    hasFigures: numbered.figures.length > 0,
    words,
    blocks: groupLandscape(numbered.blocks).map((group) =>
      Array.isArray(group) ? { k: 'landscape', blocks: group.map(block) } : block(group),
    ),
  };
}
