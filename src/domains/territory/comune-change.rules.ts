import type { ComuneChange } from './comparison.sql.js';
import type { RegistryEntry } from './files/files.types.js';

/** A line of ISTAT's list of comuni that ceased to be. */
export type EndedComune = Extract<RegistryEntry, { kind: 'change' }>;

/**
 * What became of each. The list does not say whether the successor was born that day: it was, if several comuni ended
 * in it together; a comune that ended alone in another was taken in by it. Comuni that went to another State (the
 * treaty of 1947) have no successor here, and are left out.
 */
export function changesOf(list: readonly EndedComune[]): ComuneChange[] {
  const ended = list.filter(({ successorCode }) => successorCode !== '');
  const together = new Map<string, number>();
  const keyOf = ({ successorCode, on }: EndedComune) => `${successorCode} ${on}`;
  for (const one of ended) together.set(keyOf(one), (together.get(keyOf(one)) ?? 0) + 1);
  return ended.map((one) => ({
    code: one.code,
    name: one.name,
    successor: one.successorCode,
    successorName: one.successorName,
    effectiveOn: one.on,
    kind: one.isSplit ? 'split' : (together.get(keyOf(one)) ?? 0) > 1 ? 'merger' : 'incorporation',
  }));
}
