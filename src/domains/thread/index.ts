import './thread.messages.js';

/** What is loose in a plan, what hangs on its objectives, and the walk both ways. */
export { listLooseEnds, planThreadCounts, threadCounts, walkThread } from './thread.actions.js';
/** Page `/filo/:kind/:id` and its API. */
export { registerThread } from './thread.routes.js';
export {
  type Direction,
  LOOSE_RULES,
  type LooseEnd,
  type LooseRule,
  type Node,
  type NodeAddress,
  NodeKind,
  type NodeRef,
  type ThreadCounts,
  type Walk,
} from './thread.types.js';
