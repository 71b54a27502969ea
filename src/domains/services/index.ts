import type { Server } from '#platform/http/server.js';
import { registerServiceEdits, registerServicePages } from './service.routes.js';
import { registerServicesApi } from './services.api.js';

/** `services.catalogue`: `(ctx, plan) => Promise<Block[]>`, of the services that are there now. */
export { servicesBlocks } from './services.blocks.js';
/** Loads the demonstration's services; its places and organisations must be there. */
export { loadServicesDemo } from './services.demo.js';

/** Pages and operations of the catalogue of services. Public: all of it is published. */
export function registerServices(server: Server): void {
  registerServicePages(server);
  registerServiceEdits(server);
  registerServicesApi(server);
}
