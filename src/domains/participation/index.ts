import type { Server } from '#platform/http/server.js';
import { registerContributionPages } from './contribution.routes.js';
import { registerContributionEdits } from './contribution-edit.routes.js';
import { registerParticipationApi } from './participation.api.js';
import './participation.messages.js';

/** Contributions and answers as a table of the plan's document. */
export { participationBlocks } from './contribution.blocks.js';
/** Contributions on the pages of what they speak of, and of who brought them. */
export { contributionNeedPart, contributionPart, contributionPartyPart } from './contribution.parts.js';
export { contributionsPath } from './contribution-words.js';
/** Loads the demonstration's contributions; its plan and its network must be there. */
export { loadParticipationDemo } from './participation.demo.js';

/** Pages and operations of the contributions to plans. The public reads what was published, of plans that it may read. */
export function registerParticipation(server: Server): void {
  registerContributionPages(server);
  registerContributionEdits(server);
  registerParticipationApi(server);
}
