export { stray } from '#domains/stray/index.js';
