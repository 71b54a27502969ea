export type { Service, ServiceState } from './service.types.js';
export { loadServicesDemo } from './services.demo.js';

/** What the catalogue prints in a plan. */
export { servicesBlocks } from './services.blocks.js';
