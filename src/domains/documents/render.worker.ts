import { z } from 'zod';
import { answerParent } from '#platform/process/child-work.js';
import { Document } from './documents.types.js';
import { readFonts } from './fonts.js';
import { findSvgFault } from './picture.js';
import type { OnStep } from './progress/step.types.js';
import type { WorkerRequest } from './render.child.js';

/** What the child process does: takes one request, answers with stages and one file. */
async function makeFile(request: WorkerRequest, onStep: OnStep): Promise<Uint8Array> {
  if (request.shape === 'png') return makePng(request.svg, request.width);
  const parsed = Document.safeParse(request.document);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const checked = parsed.data;
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

answerParent(makeFile);
