import type { Server } from '#platform/http/server.js';
import type { PlanComposer } from '../document.cache.js';
import { registerActs } from './act.routes.js';
import { registerAmendments } from './amendment.routes.js';
import { registerSteps } from './step.routes.js';
import { registerVersionApi } from './version.api.js';
import { registerVersions } from './version.routes.js';

/** Acts, steps, versions and amendments of plans. */
export function registerPlanLife(server: Server, composer: PlanComposer): void {
  registerActs(server, composer);
  registerSteps(server, composer);
  registerVersions(server, composer);
  registerAmendments(server, composer);
  registerVersionApi(server);
}
