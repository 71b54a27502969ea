import './plan.messages.js';

/** Puts the shipped guidelines into the database; to be called at start with the owner's pool. */
export { loadGuidelines } from './guideline.sql.js';
/** Loads the demonstration's plan; places, services, networks and agreements must be there. */
export { loadPlanDemo } from './plan.demo.js';
