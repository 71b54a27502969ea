import type { Server } from '#platform/http/server.js';
import { registerAmbiti } from './ambito.routes.js';
import { registerAreas } from './area.routes.js';
import { registerCatalogue } from './catalogue.routes.js';
import { registerDatasets } from './dataset.routes.js';
import { registerFindings } from './finding.routes.js';
import { registerImportApi } from './import.api.js';
import { type LookOptions, registerLooks } from './looks/look.routes.js';
import { registerMapping } from './mapping.routes.js';
import { registerMetricDefinitions } from './metric-definition.routes.js';
import { registerOpenDataApi } from './open-data.api.js';
import { registerOpenData } from './open-data.routes.js';
import { registerProfileFiles } from './profile.api.js';
import { registerProfiles } from './profile.routes.js';
import type { ProfilePart } from './profile.types.js';
import { type ProjectionOptions, registerProjections } from './projection.routes.js';
import { registerRecipes } from './recipe.routes.js';
import { registerTerritoryApi } from './territory.api.js';
import { registerUploads } from './upload.routes.js';
import { openSpool } from './upload.spool.js';

export { loadItalianComuni } from './italian-comune.load.js';
export { listPlaces } from './place.sql.js';
/** How the profile of a place is printed, as `profile:<code of the place>`. */
export { profileSource } from './profile.files.js';
export type { ProfilePart, ProfileSection } from './profile.types.js';
export { loadTerritoryDemo } from './territory.demo.js';

export interface TerritoryOptions extends LookOptions, ProjectionOptions {
  /** What other domains show on the profile of a place, in this order. */
  profileParts?: readonly ProfilePart[];
  /** The installation's data folder, where files wait to be loaded. */
  dataDir?: string | undefined;
}

/** Pages and operations of places, data, metrics and their quality. */
export function registerTerritory(server: Server, options: TerritoryOptions = {}): void {
  server.doors.push(
    { key: 'territory', face: 'public', path: '/osservatorio', label: 'territory.door.public', order: 500 },
    { key: 'territory', face: 'office', path: '/territorio', label: 'territory.door.office', order: 200 },
  );
  registerTerritoryApi(server);
  registerOpenDataApi(server);
  registerMetricDefinitions(server);
  registerProjections(server, options);
  registerLooks(server, options);
  registerFindings(server);
  registerProfiles(server, options.profileParts ?? []);
  registerProfileFiles(server, options.profileParts ?? []);
  registerCatalogue(server);
  registerOpenData(server);
  registerDatasets(server);
  const spool = openSpool(options.dataDir);
  registerUploads(server, spool);
  registerImportApi(server, spool);
  registerMapping(server, spool);
  registerRecipes(server);
  registerAreas(server);
  registerAmbiti(server);
}

/** Map of the comuni for the ambito's front page. */
export { ambitoMap } from './ambito-map.js';
export type { ImportAnswer } from './import-any.actions.js';
export type { MetricReading } from './metric.reading.js';
/** What the command line does with a territory. */
export * as territoryActs from './territory.acts.js';
/** What the observatory prints in a plan. */
export { placeParam, territoryBlocks } from './territory.blocks.js';
/** Long work: reading large files. */
export { territoryJobs } from './upload.jobs.js';
