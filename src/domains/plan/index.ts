import type { NodeAddress } from '#domains/thread/index.js';
import type { Server } from '#platform/http/server.js';
import { registerAlike } from './alike/alike.routes.js';
import { keepPlanImport, planImportKinds } from './bring/bring.imports.js';
import { registerBring } from './bring/bring.routes.js';
import { registerDraft } from './draft/draft.routes.js';
import { listGuidelines } from './guideline.sql.js';
import { continuePlan } from './life/continue.actions.js';
import { registerLooseEnds } from './loose/loose-end.routes.js';
import { registerNeedPages } from './need.routes.js';
import { registerObjectivePages } from './objective.routes.js';
import { getPlan, requireOpen, seesDrafts } from './plan.actions.js';
import { registerPlanApi } from './plan.api.js';
import { registerPlanPages } from './plan.routes.js';
import { isOpen } from './plan.rules.js';
import { rememberPlans } from './plan-memory.js';
import type { PlanParts } from './plan-parts.js';
import { registerSchedulePages } from './schedule.routes.js';
import { registerShift } from './shift/shift.routes.js';
import { registerTree } from './tree/tree.routes.js';
import './plan.messages.js';

/**
 * Pages of plans, needs and objectives. What other domains show on an objective's sheet is given here by the
 * application: sections (money, measures), latest values of indicators, addresses.
 */
export function registerPlan(server: Server, parts: PlanParts = {}): void {
  const pictureOf = rememberPlans(parts);
  registerPlanPages(server, parts, pictureOf);
  registerLooseEnds(server, parts.address ?? planAddress);
  registerNeedPages(server, parts.needParts);
  registerObjectivePages(server, parts, pictureOf);
  registerSchedulePages(server, pictureOf);
  registerTree(server);
  registerAlike(server);
  registerShift(server);
  registerDraft(server);
  registerBring(server, parts.workbookSheets);
  registerPlanApi(server);
}

/** Pages of the thread's nodes that this domain keeps; null for those of others. */
export const planAddress: NodeAddress = (node) => {
  if (node.plan === null) return null;
  const base = `/piano/${node.plan}`;
  const code = encodeURIComponent(node.owner ?? node.code);
  switch (node.kind) {
    case 'need':
      return `${base}/bisogni/${code}`;
    case 'evidence':
      return `${base}/bisogni/${code}#prove`;
    case 'objective':
      return `${base}/obiettivi/${code}`;
    case 'action':
      return `${base}/obiettivi/${code}#azioni`;
    case 'indicator':
      return `${base}/obiettivi/${code}#indicatori`;
    case 'budgetLine':
      return `${base}/obiettivi/${code}#risorse`;
    default:
      return null;
  }
};

/** Where a live block that another page shows is put into a chapter. */
export { addBlockAddress } from './block-add.routes.js';
/** Loads the texts of the demonstration plan's chapters; the plan must be there. */
export { loadChaptersDemo } from './chapter.demo.js';
/** The plan's document as a file, made here and now, for the command line. */
export { writePlanFile } from './document.print.js';
/** The plan's document: composer of the domains' live blocks, pages with API, long work. */
export { planComposer, planDocumentJobs, registerPlanDocument } from './document.register.js';
/** Puts the shipped guidelines into the database at start, with the owner's pool; finds one, in the edition that a plan keeps. */
export { getGuideline, loadGuidelines } from './guideline.sql.js';
export type { Guideline, SheetField } from './guideline.types.js';
/** Refuses to write what belongs to the text of a plan that is frozen or closed. */
export { requireOpenPlan } from './plan.actions.js';
/** A plan as this reader may see it, and whether its text may be written, for domains that hang their own pages on it. */
export const planReading = { getPlan, requireOpen, seesDrafts, isOpen };
/** Tables of a plan's content that were loaded: their kinds, and the way to keep one. */
export const planImports = { kinds: planImportKinds, keep: keepPlanImport };
/** What a domain above needs to open the plan that follows one: the use case, and the guidelines to choose from. */
export const nextPlanActs = { continuePlan, listGuidelines };
/** What a sheet of the plan's workbook is made of, for the domains that bring theirs. */
export { type BringColumn, type SheetValue, sheetParts } from './bring/bring.parts.js';
export type { OpenSheet } from './bring/bring-sheet.types.js';
/** What the plan itself prints in its document. */
export { planBlocks } from './plan.blocks.js';
/** Loads the demonstration's plan; places, services, networks and agreements must be there. */
export { loadPlanDemo } from './plan.demo.js';
/** What stands in place of a page about a plan where there is none yet. */
export { NoPlanPage } from './plan.page.js';
export type { NeedPart, PlanParts, SheetPart } from './plan-parts.js';
/** A long field as a page shows it. */
export { LightText } from './writing/light-text.js';
/** The words of a long field without the signs of its marks. */
export { lightWords } from './writing/light-text.rules.js';
