export { findPlanRef, listObjectiveRefs, listPlanRefs } from './plan-ref.sql.js';
export { loadSpendingDemo } from './spending.demo.js';
export type { ObjectiveRef, PlanRef } from './spending.types.js';
/** What money prints in a plan, by itself and in the objectives' sheets. */
export { readSheetMoney, spendingBlocks } from './spending.blocks.js';
