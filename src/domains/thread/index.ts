import './thread.messages.js';

/** The thread of a whole plan in its document. */
export { threadBlocks } from './plan-flow/plan-flow.block.js';
/** What is loose in a plan, and what hangs on its objectives. */
export { listLooseEnds, planThreadCounts, threadCounts } from './thread.actions.js';
/** Page `/filo/:kind/:id` and its API. */
export { registerThread } from './thread.routes.js';
export {
  LOOSE_RULES,
  type LooseEnd,
  type LooseRule,
  type NodeAddress,
  type ThreadCounts,
} from './thread.types.js';
