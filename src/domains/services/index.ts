export type { Service, ServiceState } from './service.types.js';
export { loadServicesDemo } from './services.demo.js';
