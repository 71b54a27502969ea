export { loadEvaluationDemo } from './evaluation.demo.js';
export { listLatestMeasurements } from './measurement.sql.js';
