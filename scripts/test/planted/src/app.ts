export { inner as app } from '#domains/territory/inner.js';
