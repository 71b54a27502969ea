export { list } from './plan.sql.js';
