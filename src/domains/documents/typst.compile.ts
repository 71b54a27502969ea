import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { createPrintable } from './coverage.js';
import type { Document } from './documents.types.js';
import { readFonts } from './fonts.js';
import { numberDocument } from './number.js';
import { toTypstData } from './typst.data.js';
import { typstTemplate } from './typst.template.js';

/** Stages that a reader can be told while a document is being made. */
export type Stage = 'prepare' | 'measure' | 'compose' | 'write';

/** Typst's diagnostics carry their words in different places by kind; `message` of the thrown value is empty. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message || code || error).slice(0, 4_000);
}

type Compiled = { compiler: NodeCompiler; laid: NodeTypstDocument };

/** Lays the document out in pages; `wants` are asked of the template beside it. */
function layOut(
  document: Document,
  onStage: (stage: Stage) => void,
  wants: { pages?: string } = {},
): Compiled {
  onStage('prepare');
  const fonts = readFonts();
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [...fonts.main, ...fonts.fallback] }] });
  let files = 0;
  const data = toTypstData(numberDocument(document), createPrintable(fonts), (bytes, extension) => {
    files += 1;
    const path = `/trama-image-${files}.${extension}`;
    compiler.mapShadow(join(process.cwd(), path), bytes);
    return path;
  });
  onStage(wants.pages === undefined ? 'compose' : 'measure');
  const compiled = compiler.compile({
    mainFileContent: typstTemplate,
    inputs: { document: JSON.stringify(data), ...wants },
  });
  if (!compiled.result) {
    throw new Error(
      `Typst could not compose the document: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`,
    );
  }
  return { compiler, laid: compiled.result };
}

/**
 * Compiles a document to PDF/UA-1. Blocks for seconds: it runs in the child process of render.worker.ts. The same
 * document gives the same bytes, because no date enters the file.
 */
export function compilePdf(document: Document, onStage: (stage: Stage) => void): Buffer {
  const { compiler, laid } = layOut(document, onStage);
  onStage('write');
  // What was remembered to compose again is of no use to one who composes once.
  compiler.evictCache(0);
  try {
    return compiler.pdf(laid, { pdfStandard: 'ua-1', creationTimestamp: 0 });
  } catch (error) {
    throw new Error(`Typst could not write a PDF/UA-1: ${describe(error)}`);
  }
}

/** On which page each anchor is, and how many pages there are. */
export type PageNumbers = { count: number; at: [anchor: string, page: number][] };

/** The pages of the document as the PDF would have them. Blocks as `compilePdf` does. */
export function measurePages(document: Document, onStage: (stage: Stage) => void): PageNumbers {
  const { compiler, laid } = layOut(document, onStage, { pages: 'yes' });
  const [pages] = compiler.query(laid, { selector: '<pages>', field: 'value' }) as PageNumbers[];
  if (!pages) throw new Error('Typst did not tell the pages.');
  return pages;
}
