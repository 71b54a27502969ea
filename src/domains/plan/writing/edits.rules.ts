import type { NamedPart } from '../chapter.types.js';

/**
 * What one person did to one part of a chapter since they last saw it. Browser and server both speak it, so this file
 * imports types only.
 */
export interface PartEdit {
  id: string;
  /** The part as its editor last saw it; null for a new one. */
  base: NamedPart | null;
  /** The part as it is meant now; null where it was taken out. */
  part: NamedPart | null;
  /** Given where the part is new or was moved: the part that it follows, null at the beginning. */
  after?: string | null | undefined;
}

/** Two people wrote in the same part: the second one's text stands beside it under a name of its own. */
export interface Rival {
  /** The part in which both wrote; it keeps the text that was saved first. */
  of: string;
  /** The part that now holds the other text. */
  id: string;
}

export interface Merged {
  content: NamedPart[];
  rivals: Rival[];
  /** Parts that were taken out by one and changed by the other, and stay. */
  kept: string[];
}

/** Equal for equal values, whatever the order of the keys: the database gives them back in its own. */
export function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${stableJson(one)}`).join(',')}}`;
}

export function isSamePart(a: unknown, b: unknown): boolean {
  return stableJson(a) === stableJson(b);
}

/**
 * Puts one person's edits into a chapter that others may have changed meanwhile. No text that anyone wrote is lost: a
 * part that both changed is there twice, and changing a part is stronger than taking it out.
 * @param nameOf gives a free name for the second text of a part
 */
export function applyEdits(
  current: readonly NamedPart[],
  edits: readonly PartEdit[],
  nameOf: (id: string) => string,
): Merged {
  const content = [...current];
  const rivals: Rival[] = [];
  const kept: string[] = [];
  const placeOf = (id: string | null) => content.findIndex((part) => part.id === id);
  /** A neighbour that somebody took out cannot be followed: what would, comes at the end. */
  const placeAfter = (id: string | null | undefined) => {
    if (id === null) return 0;
    const place = id === undefined ? -1 : placeOf(id);
    return place < 0 ? content.length : place + 1;
  };
  for (const { id, base, part, after } of edits) {
    const place = placeOf(id);
    const theirs = content[place];
    if (part === null) {
      if (!theirs) continue;
      if (isSamePart(theirs, base)) content.splice(place, 1);
      else kept.push(id);
      continue;
    }
    if (!theirs) {
      content.splice(placeAfter(after), 0, { ...part, id });
      continue;
    }
    const isThere = isSamePart(theirs, part);
    if (!isThere && isSamePart(theirs, base)) content[place] = { ...part, id };
    else if (!isThere && !isSamePart(part, base)) {
      // Sent again because the answer was lost: the second text is there already.
      const known = content.find(
        (one) =>
          one.rival === id && isSamePart({ ...one, id, rival: undefined }, { ...part, id, rival: undefined }),
      );
      const name = known?.id ?? nameOf(id);
      if (!known) content.splice(place + 1, 0, { ...part, id: name, rival: id });
      rivals.push({ of: id, id: name });
      continue;
    }
    if (after !== undefined && after !== id) {
      const [moved] = content.splice(placeOf(id), 1);
      if (moved) content.splice(placeAfter(after), 0, moved);
    }
  }
  return { content, rivals, kept };
}

/**
 * The edits that lead from what a person last saw to what they have now, in the order of the page. Of parts that
 * changed places only those are said to have moved that must.
 */
export function editsBetween(base: readonly NamedPart[], now: readonly NamedPart[]): PartEdit[] {
  const before = new Map(base.map((part) => [part.id, part]));
  const present = new Set(now.map((part) => part.id));
  const still = stayingIds(base, now);
  const edits: PartEdit[] = base
    .filter((part) => !present.has(part.id))
    .map((part) => ({ id: part.id, base: part, part: null }));
  let previous: string | null = null;
  for (const part of now) {
    const was = before.get(part.id) ?? null;
    const isPlaced = was === null || !still.has(part.id);
    if (isPlaced || !isSamePart(was, part))
      edits.push({ id: part.id, base: was, part, ...(isPlaced ? { after: previous } : {}) });
    previous = part.id;
  }
  return edits;
}

/** The longest run of parts whose order is the same before and now: patience over their former places. */
function stayingIds(base: readonly NamedPart[], now: readonly NamedPart[]): Set<string> {
  const places = new Map(base.map((part, index) => [part.id, index]));
  const known = now.filter((part) => places.has(part.id));
  const lengths: number[] = [];
  const from: number[] = [];
  let best = -1;
  for (const [index, part] of known.entries()) {
    lengths[index] = 1;
    from[index] = -1;
    for (let earlier = 0; earlier < index; earlier += 1) {
      const other = known[earlier];
      const isBefore = other && (places.get(other.id) ?? 0) < (places.get(part.id) ?? 0);
      if (isBefore && (lengths[earlier] ?? 0) + 1 > (lengths[index] ?? 0)) {
        lengths[index] = (lengths[earlier] ?? 0) + 1;
        from[index] = earlier;
      }
    }
    if (best < 0 || (lengths[index] ?? 0) > (lengths[best] ?? 0)) best = index;
  }
  const staying = new Set<string>();
  for (let index = best; index >= 0; index = from[index] ?? -1) {
    const part = known[index];
    if (part) staying.add(part.id);
  }
  return staying;
}
