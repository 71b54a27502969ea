/** Whose words stay in a field: those of the one that is kept, of the other, or both one after the other. */
export const STAYS = ['kept', 'away', 'both'] as const;
export type Stay = (typeof STAYS)[number];

/** A field of two that say the same. */
export interface WordField {
  key: string;
  label: string;
  /** Texts and lists can be put one after the other; of anything else one stays. */
  kind: 'text' | 'list' | 'one';
  /** Longest text. */
  most: number;
  kept: unknown;
  away: unknown;
  /** For the reader. */
  words: (value: unknown) => string;
}

/** Longer ones are several sentences, which stand in paragraphs. */
const ONE_LINE = 500;

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Does either say something? */
export function isSaid(field: WordField): boolean {
  return !isEmpty(field.kept) || !isEmpty(field.away);
}

/** What may stay: only what is kept where the other says nothing else. */
export function staysOf(field: WordField): readonly Stay[] {
  if (isEmpty(field.away) || same(field.kept, field.away)) return ['kept'];
  return field.kind === 'one' || isEmpty(field.kept) ? ['kept', 'away'] : STAYS;
}

/** What is proposed: the words that are kept; the other's where those say nothing. */
export function proposedStay(field: WordField): Stay {
  return isEmpty(field.kept) && !isEmpty(field.away) ? 'away' : 'kept';
}

/** The field as it will be. */
export function stayingValue(field: WordField, stay: Stay): unknown {
  const { kept, away } = field;
  if (stay === 'kept' || isEmpty(away)) return kept;
  if (stay === 'away' || isEmpty(kept)) return away;
  if (Array.isArray(kept) && Array.isArray(away))
    return [...kept, ...away.filter((item) => !kept.some((known) => same(known, item)))];
  if (field.kind !== 'text' || same(kept, away)) return kept;
  return `${kept}${field.most > ONE_LINE ? '\n\n' : '; '}${away}`;
}
