export { facts } from './facts.fixture.js';
