import {
  type DocumentSources,
  documentJobs,
  type LiveBlocks,
  type RenderFile,
  toLiveBlock,
} from '#domains/documents/index.js';
import type { Server } from '#platform/http/server.js';
import type { JobTasks } from '#platform/jobs/runner.js';
import { planSources } from './document.actions.js';
import { registerDocumentApi } from './document.api.js';
import { createPlanComposer, type PlanComposer } from './document.cache.js';
import { registerDocumentPages } from './document.routes.js';
import { registerPlanLists } from './guidelines/guideline.routes.js';
import { registerPlanLife } from './life/life.routes.js';
import { versionJobs } from './life/version.jobs.js';
import { registerChosenSheets } from './sheets/chosen-sheets.routes.js';
import { registerImages } from './writing/image.routes.js';
import { registerProposals } from './writing/proposal.routes.js';
import { registerProposedImage } from './writing/proposed-image.routes.js';
import { registerRemarks } from './writing/remark.routes.js';
import { registerVersions } from './writing/version.routes.js';
import { registerWritingApi } from './writing/writing.api.js';

export type { PlanComposer } from './document.cache.js';

/** Composes plans from the live blocks that the domains give; pages, API and jobs share one. */
export function planComposer(...given: LiveBlocks[]): PlanComposer {
  const palette = new Map(
    given.flatMap((blocks) => Object.entries(blocks)).map(([name, block]) => [name, toLiveBlock(block)]),
  );
  return createPlanComposer(palette);
}

/** The document's pages and API, and the life of the plan, whose versions freeze it. */
export function registerPlanDocument(server: Server, composer: PlanComposer): void {
  registerDocumentPages(server, composer);
  registerDocumentApi(server, composer);
  registerChosenSheets(server, composer);
  registerPlanLife(server, composer);
  registerWritingApi(server, composer);
  registerImages(server);
  registerVersions(server);
  registerPlanLists(server);
  registerRemarks(server, composer);
  registerProposals(server, composer);
  registerProposedImage(server);
}

/** @param others documents of other domains, which the same job makes */
export function planDocumentJobs(
  composer: PlanComposer,
  others: DocumentSources = {},
  render?: RenderFile,
): JobTasks {
  return { ...documentJobs({ ...others, ...planSources(composer) }, render), ...versionJobs(render) };
}
