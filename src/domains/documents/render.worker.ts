import { z } from 'zod';
import { Document } from './documents.types.js';
import { readFonts } from './fonts.js';
import { findSvgFault } from './picture.js';
import type { OnStep } from './progress/step.types.js';
import type { WorkerReply, WorkerRequest } from './render.child.js';

/** Entry of the child process: takes one request, answers with stages and one file, is then killed by its parent. */
function reply(message: WorkerReply): void {
  process.send?.(message);
}

async function makeFile(request: WorkerRequest): Promise<Uint8Array> {
  if (request.shape === 'png') return makePng(request.svg, request.width);
  const parsed = Document.safeParse(request.document);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const checked = parsed.data;
  const onStep: OnStep = (step) => reply({ kind: 'step', step });
  if (request.shape === 'docx')
    return (await import('./docx.compose.js')).composeDocx(checked, request.pages, onStep);
  const { compilePdf, measurePages } = await import('./typst.compile.js');
  if (request.shape === 'pdf') return compilePdf(checked, onStep, request.pages);
  return Buffer.from(JSON.stringify(measurePages(checked, onStep)));
}

async function makePng(svg: string, width: number): Promise<Uint8Array> {
  const fault = findSvgFault(svg);
  if (fault !== undefined) throw new Error(`The drawing cannot be taken: ${fault}.`);
  const { prepareRaster, rasterise } = await import('./raster.js');
  await prepareRaster();
  return rasterise(svg, width, readFonts());
}

process.once('message', (request: WorkerRequest) => {
  makeFile(request).then(
    (bytes) => reply({ kind: 'done', bytes, peak: process.resourceUsage().maxRSS * 1024 }),
    (error: unknown) =>
      reply({
        kind: 'failed',
        message: error instanceof Error ? error.message : String(error),
        ...(error instanceof Error && 'chapter' in error
          ? { chapter: String(error.chapter ?? '') || undefined }
          : {}),
      }),
  );
});
// A parent that died leaves nobody to answer.
process.once('disconnect', () => process.exit(0));
