import type { Counted, Direction, NodeKind } from './thread.types.js';

/** From published figures to a payment there are seven steps; strategic objectives add one. */
export const DEEPEST = 8;
/** More than this nobody reads on a page. */
export const MOST_STEPS = 2_000;
/** What hangs on the start itself is listed up to as many, and counted above. */
const MOST_LISTED = 40;

type Cut = Record<Direction, readonly string[]>;

/** Links of which one node has as many as there were days or payments: each is like the next, their number says enough. */
const MANY: Cut = {
  after: [
    'indicator>measurement',
    'budgetLine>commitment',
    'commitment>payment',
    'service>organisation',
    'network>organisation',
    'agreement>organisation',
    'organisation>contribution',
    'network>contribution',
  ],
  before: ['commitment>fund', 'payment>fund', 'commitment>organisation', 'payment>organisation'],
};

/** A figure, or who is heard at many tables, is what half a plan rests on: what is done about it is told objective by objective. */
const LEADS_FAR: readonly NodeKind[] = ['dataset', 'metric', 'network', 'organisation'];
const PARTS_OF_OBJECTIVE: readonly string[] = [
  'action',
  'budgetLine',
  'service',
  'network',
  'agreement',
  'organisation',
  'indicator',
  'outcomeSheet',
  'objective',
].map((kind) => `objective>${kind}`);

/**
 * A contribution leads back to who brought it, and there the walk stops: what else they do in the plan does not come before
 * the contribution. From an organisation the walk goes back through its own ties, and not through who else spoke.
 */
const BEHIND_A_SPEAKER: readonly string[] = [
  'objective>organisation',
  'network>organisation',
  'agreement>organisation',
  'service>organisation',
  'objective>network',
];
const OTHER_SPEAKERS: readonly string[] = ['organisation>contribution', 'network>contribution'];

/** Who is paid is not published. */
const LEDGER: readonly string[] = ['budgetLine>commitment', 'commitment>payment', ...MANY.before];

/**
 * The links that a walk counts rather than follows, as far as this reader may know of them: how many contributions were not
 * published is not told.
 */
export function countedLinks(start: NodeKind, isStaff: boolean): Cut {
  const after = LEADS_FAR.includes(start) ? [...MANY.after, ...PARTS_OF_OBJECTIVE] : MANY.after;
  const known = (links: readonly string[]) =>
    isStaff ? links : links.filter((one) => !LEDGER.includes(one) && !OTHER_SPEAKERS.includes(one));
  return { after: known(after), before: known(MANY.before) };
}

/** The links that a walk does not follow. */
export function cutLinks(start: NodeKind): Cut {
  const { after, before } = countedLinks(start, true);
  return { after, before: [...before, ...(start === 'organisation' ? OTHER_SPEAKERS : BEHIND_A_SPEAKER)] };
}

/** What is not followed from the start itself: of what hangs there, few are listed, and those that are asked for. */
export function cutAtStart(cut: Cut, counted: readonly Counted[], open: NodeKind | undefined): Cut {
  const isTooMany = (direction: Direction, link: string) =>
    counted.some(
      (one) =>
        one.direction === direction && linkOf(one) === link && one.kind !== open && one.count > MOST_LISTED,
    );
  return {
    after: cut.after.filter((link) => isTooMany('after', link)),
    before: cut.before.filter((link) => isTooMany('before', link)),
  };
}

export function linkOf({ direction, of, kind }: Counted): string {
  return direction === 'after' ? `${of.kind}>${kind}` : `${kind}>${of.kind}`;
}
