/** The first pages: list of ambiti, the ambito's home, *Oggi*. */
export { registerToday } from './today.routes.js';
