import type { PlanState } from '../plan.types.js';
import type { Finding, QuorumRule, StepCheck, Votes } from './step.types.js';

/** Which steps may follow each state. Consultation and signature are taken by those ambiti that have them. */
const FOLLOWERS: Record<PlanState, readonly PlanState[]> = {
  draft: ['consultation', 'adopted'],
  consultation: ['adopted'],
  adopted: ['signed', 'inForce'],
  signed: ['inForce'],
  inForce: ['closed'],
  closed: [],
};

export function followingSteps(state: PlanState): readonly PlanState[] {
  return FOLLOWERS[state];
}

interface CheckRule {
  code: string;
  steps: readonly PlanState[];
  /** What no reason makes good: people who cannot see the image, a plan without a single objective. */
  isExplainable: boolean;
}

/** What each step asks for. Amendments ask what the adoption asks. */
export const CHECKS: readonly CheckRule[] = [
  { code: 'objectives', steps: ['consultation', 'adopted'], isExplainable: false },
  { code: 'needs', steps: ['consultation', 'adopted'], isExplainable: true },
  { code: 'chapters', steps: ['consultation', 'adopted'], isExplainable: true },
  { code: 'images', steps: ['consultation', 'adopted'], isExplainable: false },
  { code: 'rivals', steps: ['consultation', 'adopted'], isExplainable: false },
  { code: 'references', steps: ['consultation', 'adopted'], isExplainable: false },
  { code: 'blocks-drawn', steps: ['consultation', 'adopted'], isExplainable: false },
  { code: 'blocks-required', steps: ['adopted'], isExplainable: true },
  { code: 'sheet-fields', steps: ['adopted'], isExplainable: true },
  { code: 'contributions', steps: ['adopted'], isExplainable: true },
  { code: 'loose-ends', steps: ['adopted'], isExplainable: true },
  { code: 'budget', steps: ['adopted'], isExplainable: true },
  { code: 'budget-funds', steps: ['adopted'], isExplainable: true },
  { code: 'budget-sums', steps: ['adopted'], isExplainable: true },
  { code: 'period-over', steps: ['closed'], isExplainable: true },
  { code: 'outcome-sheets', steps: ['closed'], isExplainable: true },
];

/** The checks of a step, in order, from what was found and from the reasons that somebody wrote. */
export function judgeChecks(
  step: PlanState,
  findings: readonly Finding[],
  notes: ReadonlyMap<string, { note: string; version: number }>,
): StepCheck[] {
  return CHECKS.filter((rule) => rule.steps.includes(step)).flatMap((rule) => {
    const finding = findings.find((one) => one.code === rule.code);
    if (!finding) return [];
    const said = notes.get(rule.code);
    const isExplained = rule.isExplainable && said !== undefined;
    return [
      {
        ...finding,
        isExplainable: rule.isExplainable,
        note: said?.note ?? null,
        noteVersion: said?.version ?? null,
        state: finding.count === 0 ? 'done' : isExplained ? 'explained' : 'open',
      } satisfies StepCheck,
    ];
  });
}

/** Where the body's own rules say nothing: half of the members and half of those present, and one more. */
export const COMMON_RULE: QuorumRule = { quorumPercent: 50, majorityPercent: 50 };

export type QuorumFailure =
  | { kind: 'too-many-present' }
  | { kind: 'too-many-votes'; votes: number }
  | { kind: 'no-quorum'; needed: number }
  | { kind: 'no-majority'; needed: number };

/** Least whole number above a share of a total. */
function above(percent: number, total: number): number {
  return Math.floor((percent * total) / 100 + 1e-9) + 1;
}

/** Was the meeting valid, and did the decision pass? Null when both. */
export function quorumFailure(rule: QuorumRule, votes: Votes): QuorumFailure | null {
  if (votes.membersPresent > votes.membersEntitled) return { kind: 'too-many-present' };
  const cast = votes.votesFor + votes.votesAgainst + votes.votesAbstained;
  if (cast > votes.membersPresent) return { kind: 'too-many-votes', votes: cast };
  // All of the members cannot be exceeded: a rule of 100 % asks for everyone.
  const needed = Math.min(above(rule.quorumPercent, votes.membersEntitled), votes.membersEntitled);
  if (votes.membersPresent < needed) return { kind: 'no-quorum', needed };
  const inFavour = Math.min(above(rule.majorityPercent, votes.membersPresent), votes.membersPresent);
  return votes.votesFor < inFavour ? { kind: 'no-majority', needed: inFavour } : null;
}

/** Decisions of a body: adoption and amendments. The others are acts of an office, or a signature. */
export function needsVotes(step: PlanState | 'amendment'): boolean {
  return step === 'adopted' || step === 'amendment';
}
