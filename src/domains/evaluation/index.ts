export { loadEvaluationDemo } from './evaluation.demo.js';
export { listLatestMeasurements } from './measurement.sql.js';
/** What the evaluation of the period before prints in a plan. */
export { evaluationBlocks } from './outcome.blocks.js';
