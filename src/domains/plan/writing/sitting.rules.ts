/** After such a pause one has gone away and come back. */
const LONGEST_PAUSE_MS = 10 * 60_000;
/** Who writes all morning still finds the morning's steps in the versions. */
const LONGEST_SITTING_MS = 60 * 60_000;

export interface LastWriting {
  updatedById: string | null;
  updatedAt: Date;
  sittingAt: Date;
}

/**
 * Does what is saved now belong to the stretch of writing of the last save? One person's own, without a long pause:
 * somebody else's words always begin another, so that history has what each found before changing it.
 */
export function goesOn(last: LastWriting, accountId: string | null, now: Date): boolean {
  return (
    accountId !== null &&
    last.updatedById === accountId &&
    now.getTime() - last.updatedAt.getTime() < LONGEST_PAUSE_MS &&
    now.getTime() - last.sittingAt.getTime() < LONGEST_SITTING_MS
  );
}
