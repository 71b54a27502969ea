export { listLooseEnds, planThreadCounts, threadCounts, walkThread } from './thread.actions.js';
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
