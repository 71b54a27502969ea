import type { NamedPart } from '../../domains/plan/chapter.types.js';

export const KEPT_PREFIX = 'trama.chapter:';

/** What was written and has not reached the server. */
export interface KeptChapter {
  at: number;
  version: number;
  known: { base: NamedPart; seen: NamedPart }[];
  order: string[];
  parts: NamedPart[];
}

/** Kept in this browser through a closed laptop: by chapter and person, gone once the server has it. */
export function readKept(key: string): KeptChapter | null {
  try {
    const text = localStorage.getItem(KEPT_PREFIX + key);
    return text === null ? null : (JSON.parse(text) as KeptChapter);
  } catch {
    return null;
  }
}

/** @returns whether the browser could keep it */
export function writeKept(key: string, kept: KeptChapter): boolean {
  try {
    localStorage.setItem(KEPT_PREFIX + key, JSON.stringify(kept));
    return true;
  } catch {
    // A full or forbidden store: the page itself still holds the words, and leaving it asks first.
    return false;
  }
}

export function forgetKept(key: string): void {
  try {
    localStorage.removeItem(KEPT_PREFIX + key);
  } catch {
    // Nothing was kept where nothing may be.
  }
}
