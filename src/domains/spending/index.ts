export { findPlanRef, listObjectiveRefs, listPlanRefs } from './plan-ref.sql.js';
export { loadSpendingDemo } from './spending.demo.js';
export type { ObjectiveRef, PlanRef } from './spending.types.js';
