import { createHash } from 'node:crypto';
import { render } from 'preact-render-to-string';
import { createTeller, type Document, type RenderFile, renderTold } from '#domains/documents/index.js';
import type { JobRun, JobTasks } from '#platform/jobs/runner.js';
import { standaloneHtml } from '../document.html.js';
import { withStyles } from '../document.print.js';
import { VERSION_FILES_TASK } from './version.actions.js';
import { findVersionDocument, insertVersionFile, listVersionFiles } from './version.sql.js';
import { VERSION_FORMATS, type VersionFormat } from './version.types.js';

/** The three files of a frozen version, each made once. */
export function versionJobs(renderFile: RenderFile = renderTold): JobTasks {
  return { [VERSION_FILES_TASK]: (job) => makeVersionFiles(job, renderFile) };
}

async function makeVersionFiles(job: JobRun, renderFile: RenderFile): Promise<void> {
  const id = String(job.payload.version);
  const frozen = await job.inside((ctx) => findVersionDocument(ctx.tx, id));
  if (!frozen) throw new Error(`The version ${id} is gone.`);
  const present = await job.inside((ctx) => listVersionFiles(ctx.tx, id));
  const missing = VERSION_FORMATS.filter((format) => !present.some((file) => file.format === format));
  for (const [index, format] of missing.entries()) {
    const startedAt = performance.now();
    const bytes = await makeFile(renderFile, job, frozen.document as Document, format, {
      from: index / missing.length,
      share: 1 / missing.length,
    });
    const file = {
      format,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      renderMs: Math.round(performance.now() - startedAt),
    };
    await job.inside((ctx) => insertVersionFile(ctx.tx, id, file));
  }
}

async function makeFile(
  renderFile: RenderFile,
  job: JobRun,
  document: Document,
  format: VersionFormat,
  of: { from: number; share: number },
): Promise<Buffer> {
  if (format !== 'html') {
    const teller = createTeller(job, format, of);
    return renderFile(format, document, job.signal, teller).finally(() => teller.settle());
  }
  const html = render(standaloneHtml({ document }));
  return Buffer.from(await withStyles(`<!doctype html>${html}`));
}
