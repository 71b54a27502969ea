export { plan } from '#domains/plan/index.js';
