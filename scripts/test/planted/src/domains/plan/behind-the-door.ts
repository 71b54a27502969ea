export { inner } from '#domains/territory/inner.js';
