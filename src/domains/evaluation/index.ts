import type { Server } from '#platform/http/server.js';
import { registerBindings } from './binding/binding.routes.js';
import { registerClosing } from './closing/closing.routes.js';
import { registerEvaluationApi } from './evaluation.api.js';
import { registerEvidence } from './evidence/evidence.routes.js';
import { registerImpact } from './impact/impact.routes.js';
import { registerImports } from './import/import.routes.js';
import { registerIndicators } from './indicator/indicator.routes.js';
import { registerMeasurements } from './measurement.routes.js';
import { registerNextPeriod } from './next-period/next-period.routes.js';
import { registerOutcomeEdits, registerOutcomePages } from './outcome.routes.js';
import { registerQuestionnaires } from './questionnaire/questionnaire.routes.js';
import { makeRoundsRegularly } from './reminder/reminder.round.js';
import { registerChosenOutcomes } from './sheets/chosen-outcomes.routes.js';
import { registerState } from './state/state.routes.js';

/** Loads the sheets of the closed period; the demonstration's plan must be there. */
export { loadEvaluationDemo } from './evaluation.demo.js';
/** Sections that this domain adds to an objective's sheet. */
export { measurementPart, outcomePart } from './evaluation.sheet-parts.js';
/** How many indicators of a plan wait to be measured. */
export { countIndicators } from './indicator/indicator.sql.js';
/** The newest value of each measured indicator of a plan, in one query. */
export { listLatestMeasurements } from './measurement.sql.js';
/** What the evaluation of the period before prints in a plan. */
export { evaluationBlocks } from './outcome.blocks.js';
/** What questionnaires told, on paper, for the same job. */
export { resultSources } from './questionnaire/results.document.js';
/** Outcome sheets chosen in their list, for the job that makes files. */
export { outcomeSources } from './sheets/chosen-outcomes.js';
/** Papers of the state of plans and their yearly reports, for the job that makes files. */
export { stateSources } from './state/state.document.js';
/** How a plan stands today, in three sentences; of objectives, time and actions, money and indicators. */
export { sayStanding } from './state/state.reading.js';

/** Pages and operations of outcome sheets and measurements. The public reads those of published plans. */
export function registerEvaluation(server: Server): void {
  registerOutcomePages(server);
  registerOutcomeEdits(server);
  registerChosenOutcomes(server);
  registerImports(server);
  registerIndicators(server);
  registerBindings(server);
  registerEvidence(server);
  registerImpact(server);
  registerMeasurements(server);
  registerState(server);
  registerClosing(server);
  registerQuestionnaires(server);
  registerNextPeriod(server);
  registerEvaluationApi(server);
  makeRoundsRegularly(server);
}
