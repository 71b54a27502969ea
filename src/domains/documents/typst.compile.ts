import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { createPrintable } from './coverage.js';
import type { Document } from './documents.types.js';
import { readFonts } from './fonts.js';
import { numberDocument } from './number.js';
import { toTypstData } from './typst.data.js';
import { typstTemplate } from './typst.template.js';

/** Stages that a reader can be told while a document is being made. */
export type Stage = 'prepare' | 'compose' | 'write';

/** Typst's diagnostics carry their words in different places by kind; `message` of the thrown value is empty. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message || code || error).slice(0, 4_000);
}

/**
 * Compiles a document to PDF/UA-1. Blocks for seconds: it runs in the child process of render.worker.ts. The same
 * document gives the same bytes, because no date enters the file.
 */
export function compilePdf(document: Document, onStage: (stage: Stage) => void): Buffer {
  onStage('prepare');
  const fonts = readFonts();
  const data = toTypstData(numberDocument(document), createPrintable(fonts));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [...fonts.main, ...fonts.fallback] }] });
  onStage('compose');
  const compiled = compiler.compile({
    mainFileContent: typstTemplate,
    inputs: { document: JSON.stringify(data) },
  });
  if (!compiled.result) {
    throw new Error(
      `Typst could not compose the document: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`,
    );
  }
  onStage('write');
  // What was remembered to compose again is of no use to one who composes once.
  compiler.evictCache(0);
  try {
    return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: 0 });
  } catch (error) {
    throw new Error(`Typst could not write a PDF/UA-1: ${describe(error)}`);
  }
}
