/** What the command line and other domains do with a territory, under one name of the front door. */
export { createAmbito } from './ambito.actions.js';
export { listFigures } from './figure.sql.js';
export { describeProblem, describeRefusal } from './files/describe-problem.js';
export { readTable, readTables } from './files/read-table.js';
export { checkQuality } from './finding.actions.js';
export { readFindings } from './finding.reading.js';
export { importFile } from './import.actions.js';
export { importWithRecipes } from './import-recipe.actions.js';
export { upgradeShippedMetrics } from './metric.actions.js';
export { readMetrics } from './metric.reading.js';
export { computeMetrics, listMetrics, listSourcesOf } from './metric.sql.js';
export { listOtherComuni, listPlaces } from './place.sql.js';
export { allowLongStatements } from './upload.sql.js';
