import './plan.messages.js';

/** Loads the texts of the demonstration plan's chapters; the plan must be there. */
export { loadChaptersDemo } from './chapter.demo.js';
/** The plan's document: composer of the domains' live blocks, pages with API, long work. */
export { planComposer, planDocumentJobs, registerPlanDocument } from './document.register.js';
/** Puts the shipped guidelines into the database; to be called at start with the owner's pool. */
export { loadGuidelines } from './guideline.sql.js';
/** Loads the demonstration's plan; places, services, networks and agreements must be there. */
export { loadPlanDemo } from './plan.demo.js';
/** What the plan itself prints in its document. */
export { planBlocks } from './plan.blocks.js';
