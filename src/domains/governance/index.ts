import type { Server } from '#platform/http/server.js';
import { registerGovernanceApi } from './governance.api.js';
import { registerGovernancePages } from './governance.routes.js';
import { registerGovernanceEdits } from './governance-edit.routes.js';
import { type PartyPart, partsOf } from './party-parts.js';

/** `governance.bodies`, `.networks`, `.agreements`: `(ctx) => Promise<Block[]>`, of what is there now. */
export { governanceBlocks } from './governance.blocks.js';
/** Loads organisations, bodies, networks and agreements of the demonstration; its places must be there. */
export { loadGovernanceDemo, readPartyNames, readPlaceCodes } from './governance.demo.js';
export { nextCode } from './governance.rules.js';
export { partyLines, writePartyLines } from './governance.schema.js';
export type { Party, PartyFields } from './governance.types.js';
/** Finds places and organisations for a write, refuses who may not edit there. */
export { openRegister, requireEditor } from './party.actions.js';
export type { PartyPart } from './party-parts.js';
export { listPlaceRefs, type PlaceRef } from './place.sql.js';
export { codesAround } from './placed.sql.js';

/**
 * Pages and operations of organisations, bodies, networks and agreements. Public: all of it is published.
 * @param parts what domains above show on the pages of who takes part
 */
export function registerGovernance(server: Server, parts: readonly PartyPart[] = []): void {
  registerGovernancePages(server, partsOf(parts));
  registerGovernanceEdits(server);
  registerGovernanceApi(server);
}
