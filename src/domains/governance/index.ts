export { loadGovernanceDemo, readPartyNames, readPlaceCodes } from './governance.demo.js';
export { EDITORS, nextCode } from './governance.rules.js';
export type { Party, PartyFields } from './governance.types.js';
export { openRegister, requireEditor } from './party.actions.js';
export { listPlaceRefs, type PlaceRef } from './place.sql.js';
