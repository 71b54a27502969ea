import type { Role } from '#platform/auth/roles.js';
import type { Contribution, ContributionState } from './participation.types.js';

/** Keep the book: everywhere, or in the area of their grant. */
export const EDITORS: readonly Role[] = ['director', 'coordinator'];

/** Has it had its answer? */
export function isClosed(state: ContributionState): boolean {
  return state !== 'received' && state !== 'examined';
}

/** May anyone read it? */
export function isPublished(one: Pick<Contribution, 'state' | 'publishedOn'>): boolean {
  return one.publishedOn !== null && isClosed(one.state);
}

/** What a chosen subject names: `need:F-001`. Undefined for what names nothing. */
export function readSubject(
  subject: string,
): { kind: 'plan' } | { kind: 'chapter' | 'need' | 'objective'; code: string } | undefined {
  if (subject === 'plan') return { kind: 'plan' };
  const [, kind, code] = /^(chapter|need|objective):(.{1,60})$/.exec(subject) ?? [];
  return kind === undefined || code === undefined
    ? undefined
    : { kind: kind as 'chapter' | 'need' | 'objective', code };
}

/** `organisation:asc-oglio-po` in two. Undefined for what is no party. */
export function readParty(
  party: string,
): { kind: 'organisation' | 'network' | 'body'; code: string } | undefined {
  const [, kind, code] = /^(organisation|network|body):(.{1,80})$/.exec(party) ?? [];
  return kind === undefined || code === undefined
    ? undefined
    : { kind: kind as 'organisation' | 'network' | 'body', code };
}
