import './rendition.messages.js';
import type { JobTasks } from '#platform/jobs/runner.js';
import { makeRendition, RENDER_TASK, type RenderFile, renderTold } from './rendition.actions.js';
import type { DocumentSources } from './rendition.types.js';

/** The long work of this domain, for the documents that the other domains compose. */
export function documentJobs(sources: DocumentSources, render: RenderFile = renderTold): JobTasks {
  return { [RENDER_TASK]: (job) => makeRendition(job, sources, render) };
}
