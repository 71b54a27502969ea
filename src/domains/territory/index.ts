import type { Server } from '#platform/http/server.js';
import { registerTerritoryApi } from './territory.api.js';

export { loadItalianComuni } from './italian-comune.load.js';
export { listPlaces } from './place.sql.js';
export type { Place, PlaceKind } from './place.types.js';
export { loadTerritoryDemo } from './territory.demo.js';

/** Pages and operations of places, data, metrics and their quality. */
export function registerTerritory(server: Server): void {
  registerTerritoryApi(server);
}
