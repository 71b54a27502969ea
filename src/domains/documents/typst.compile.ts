import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { createPrintable } from './coverage.js';
import type { Document } from './documents.types.js';
import { readFonts } from './fonts.js';
import { numberDocument } from './number.js';
import type { OnStep } from './progress/step.types.js';
import { type TypstData, toTypstData } from './typst.data.js';
import {
  cutParts,
  keepListed,
  listAnchors,
  type Part,
  type TypstBlock,
  withoutOutside,
} from './typst.parts.js';
import { typstTemplate } from './typst.template.js';

/** On which page each anchor is, and how many pages there are. */
export type PageNumbers = { count: number; at: [anchor: string, page: number][] };

/** What the template tells of what it has set: also how far down the last page it ends, in points. */
type Told = PageNumbers & { end: number };

/**
 * Pages that may be remembered: what was set part by part is known again when all is set together, which then takes no
 * more time than if it had been set once, but memory for both. Above, each part is forgotten and set twice.
 */
const rememberedPages = 150;
/** What is only measured is forgotten sooner: parts have little in common beyond the rules of style. */
const measuredPages = 60;

/** The space above the text of an upright page of typst.template.ts, in points. */
const topMargin = (30 / 25.4) * 72;

/** A part of the document could not be set. */
export class PartFailure extends Error {
  override readonly name = 'PartFailure';
  /** Title of the chapter that it ends in; undefined before the first, or for the whole. */
  readonly chapter: string | undefined;

  constructor(message: string, chapter?: string) {
    super(message);
    this.chapter = chapter;
  }
}

/** Typst's diagnostics carry their words in different places by kind; `message` of the thrown value is empty. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message || code || error).slice(0, 4_000);
}

interface Setting {
  blocks: readonly TypstBlock[];
  /** With cover and contents, or with the title of a report. */
  front?: boolean;
  frontPages?: number;
  /** Points of the first page that what stands before takes. */
  start?: number;
  /** Where these came to stand is told. */
  anchors?: string[];
}

interface Typesetter {
  data: TypstData;
  parts: Part[];
  set(setting: Setting, chapter?: string): NodeTypstDocument;
  ask(setting: Setting & { anchors: string[] }, chapter?: string): Told;
  forget(): void;
  write(laid: NodeTypstDocument): Buffer;
}

function createTypesetter(document: Document, onStep: OnStep): Typesetter {
  onStep({ stage: 'prepare', done: 0 });
  const fonts = readFonts();
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [...fonts.main, ...fonts.fallback] }] });
  const addFile = (path: string, bytes: Buffer) => compiler.mapShadow(join(process.cwd(), path), bytes);
  let files = 0;
  const data = toTypstData(numberDocument(document), createPrintable(fonts), (bytes, extension) => {
    files += 1;
    const path = `/trama-image-${files}.${extension}`;
    addFile(path, bytes);
    return path;
  });
  addFile('/trama-document.json', Buffer.from(JSON.stringify(data.whole)));

  function set(setting: Setting, chapter?: string): NodeTypstDocument {
    const { blocks, front = false, frontPages = 0, start = 0, anchors } = setting;
    const part = { blocks, front, frontPages, start, anchors: anchors ?? [], asks: anchors !== undefined };
    addFile('/trama-part.json', Buffer.from(JSON.stringify(part)));
    const compiled = compiler.compile({ mainFileContent: typstTemplate });
    if (compiled.result) return compiled.result;
    const why = JSON.stringify(compiled.takeError()?.shortDiagnostics);
    throw new PartFailure(`Typst could not compose the document: ${why}`, chapter);
  }

  return {
    data,
    parts: cutParts(data.blocks, data.isBook),
    set,
    ask(setting, chapter) {
      const [told] = compiler.query(set(setting, chapter), { selector: '<pages>', field: 'value' }) as Told[];
      if (!told) throw new Error('Typst did not tell the pages.');
      return told;
    },
    forget: () => compiler.evictCache(0),
    write(laid) {
      try {
        return compiler.pdf(laid, { pdfStandard: 'ua-1', creationTimestamp: 0 });
      } catch (error) {
        throw new Error(`Typst could not write a PDF/UA-1: ${describe(error)}`);
      }
    },
  };
}

/**
 * Sets the parts one after the other, each where the one before it ended, and tells where it is. Contents and cover are
 * not set: pages are counted from the first of the text.
 * @param mostKept pages after which what was set is forgotten
 */
function setParts(typesetter: Typesetter, onStep: OnStep, mostKept: number): PageNumbers {
  const { parts, data } = typesetter;
  const whole = parts.reduce((sum, part) => sum + part.weight, 0);
  const at: PageNumbers['at'] = [];
  let count = 0;
  let kept = 0;
  let end = 0;
  let done = 0;
  for (const [index, part] of parts.entries()) {
    onStep({ stage: 'parts', done: done / whole, ...(part.at ? { at: part.at } : {}) });
    const isFirst = index === 0;
    const before = isFirst || part.opensPage ? count : count - 1;
    const told = typesetter.ask(
      {
        blocks: withoutOutside(part.blocks),
        front: isFirst && !data.isBook,
        start: isFirst || part.opensPage ? 0 : Math.max(0, end - topMargin),
        anchors: listAnchors(part.blocks),
      },
      part.at?.title,
    );
    at.push(...told.at.map(([anchor, page]): [string, number] => [anchor, page + before]));
    count = before + told.count;
    end = told.end;
    done += part.weight;
    kept += told.count;
    if (kept > mostKept) {
      typesetter.forget();
      kept = 0;
    }
  }
  return { count, at };
}

/**
 * Compiles a document to PDF/UA-1. Blocks for seconds: it runs in the child process of render.worker.ts. The same
 * document gives the same bytes, because no date enters the file. A long one is first set part by part, so that who
 * waits knows where it is and a part that cannot be set is known by its chapter.
 * @param known pages, when its parts have been set already
 */
export function compilePdf(document: Document, onStep: OnStep, known?: number): Buffer {
  const typesetter = createTypesetter(document, onStep);
  const { data, parts } = typesetter;
  let pages = known;
  if (pages === undefined && parts.length > 1) {
    pages = setParts(typesetter, onStep, rememberedPages).count;
    if (pages > rememberedPages) typesetter.forget();
  }
  onStep({ stage: 'whole', done: 0, ...(pages === undefined ? {} : { pages }) });
  const laid = typesetter.set({ blocks: data.blocks, front: true, frontPages: data.frontPages });
  onStep({ stage: 'write', done: 0, pages: laid.numOfPages });
  // What was remembered to compose again is of no use to one who composes once.
  typesetter.forget();
  return typesetter.write(laid);
}

/** The pages of the document as the PDF has them, told part by part. Blocks as `compilePdf` does. */
export function measurePages(document: Document, onStep: OnStep): PageNumbers {
  const typesetter = createTypesetter(document, onStep);
  const { data, parts } = typesetter;
  if (parts.length <= 1) {
    onStep({ stage: 'parts', done: 0 });
    const { count, at } = typesetter.ask({
      blocks: data.blocks,
      front: true,
      frontPages: data.frontPages,
      anchors: listAnchors(data.blocks),
    });
    return { count, at };
  }
  const front = data.isBook ? countFrontPages(typesetter) : 0;
  const { count, at } = setParts(typesetter, onStep, measuredPages);
  return { count: count + front, at: at.map(([anchor, page]) => [anchor, page + front]) };
}

/** Pages of cover, contents and lists, which are made of headings and captions alone. */
function countFrontPages({ data, ask }: Typesetter): number {
  const blocks = keepListed(data.blocks);
  const [first] = listAnchors(blocks);
  const { count, at } = ask({
    blocks,
    front: true,
    frontPages: data.frontPages,
    anchors: first ? [first] : [],
  });
  const page = at[0]?.[1];
  return page === undefined ? count : page - 1;
}
