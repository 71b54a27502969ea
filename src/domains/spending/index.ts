import type { Server } from '#platform/http/server.js';
import { registerLedgerApi } from './ledger/ledger.api.js';
import { registerLedger } from './ledger/ledger.routes.js';
import { registerMatrix } from './matrix/matrix.routes.js';
import { registerScenarioApi } from './scenario/scenario.api.js';
import { registerScenarios } from './scenario/scenario.routes.js';
import { registerSpendingApi } from './spending.api.js';
import { registerSpendingPages } from './spending.routes.js';
import { registerSpendingEdits } from './spending-edit.routes.js';
import { registerStatementApi } from './statement/statement.api.js';
import { registerStatement } from './statement/statement.routes.js';

/** Long work: what money tells the observatory. */
export { spendingJobs } from './ledger/figures.actions.js';
/** Tables of the money on paper, for the job that makes files. */
export { budgetSources } from './matrix/matrix.document.js';
export { findPlanRef, listObjectiveRefs } from './plan-ref.sql.js';
/** What money prints in a plan, by itself and in the objectives' sheets. */
export { readSheetMoney, spendingBlocks } from './spending.blocks.js';
/** Loads the demonstration's funds and budget; its plan must be there. */
export { loadSpendingDemo } from './spending.demo.js';
/** The section of money on an objective's sheet. */
export { moneyPart } from './spending.sheet-part.js';
export type { PlanRef } from './spending.types.js';
/** Tables of the social-spending statement that were loaded. */
export { statementImport } from './statement/statement.import-kind.js';
/** Budget lines in the plan's workbook. */
export { openLineSheet } from './workbook/line-rows.js';

/** Pages and operations of funds, budget lines and series of spending. The public reads those of published plans. */
export function registerSpending(server: Server): void {
  registerSpendingPages(server);
  registerSpendingEdits(server);
  registerMatrix(server);
  registerScenarios(server);
  registerStatement(server);
  registerLedger(server);
  registerSpendingApi(server);
  registerLedgerApi(server);
  registerScenarioApi(server);
  registerStatementApi(server);
}
