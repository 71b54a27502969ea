import { createHash } from 'node:crypto';
import { render } from 'preact-render-to-string';
import { type Document, renderDocx, renderPdf } from '#domains/documents/index.js';
import type { JobRun, JobTasks } from '#platform/jobs/runner.js';
import { standaloneHtml } from '../document.html.js';
import { withStyles } from '../document.print.js';
import { VERSION_FILES_TASK } from './version.actions.js';
import { findVersionDocument, insertVersionFile, listVersionFiles } from './version.sql.js';
import { VERSION_FORMATS, type VersionFormat } from './version.types.js';

/** The three files of a frozen version, each made once. */
export const versionJobs: JobTasks = { [VERSION_FILES_TASK]: (job) => makeVersionFiles(job) };

async function makeVersionFiles(job: JobRun): Promise<void> {
  const id = String(job.payload.version);
  await job.progress(0.05, 'documents.step.composing');
  const frozen = await job.inside((ctx) => findVersionDocument(ctx.tx, id));
  if (!frozen) throw new Error(`The version ${id} is gone.`);
  const present = await job.inside((ctx) => listVersionFiles(ctx.tx, id));
  const missing = VERSION_FORMATS.filter((format) => !present.some((file) => file.format === format));
  for (const [index, format] of missing.entries()) {
    await job.progress(0.1 + (0.9 * index) / missing.length, 'documents.step.drawing');
    const startedAt = performance.now();
    const bytes = await makeFile(frozen.document as Document, format, job.signal);
    const file = {
      format,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      renderMs: Math.round(performance.now() - startedAt),
    };
    await job.inside((ctx) => insertVersionFile(ctx.tx, id, file));
  }
}

async function makeFile(document: Document, format: VersionFormat, signal: AbortSignal): Promise<Buffer> {
  if (format === 'pdf') return renderPdf(document, { signal });
  if (format === 'docx') return renderDocx(document, { signal });
  const html = render(standaloneHtml({ document }));
  return Buffer.from(await withStyles(`<!doctype html>${html}`));
}
