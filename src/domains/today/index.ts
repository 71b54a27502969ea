/** The first pages: list of ambiti, the ambito's home, *Oggi*. */

/** What is done in a place, for its profile. */
export { placePart } from './place-part.js';
export { registerToday } from './today.routes.js';
