import { formatPeriod, type Lang } from '#platform/i18n/format.js';

/** A year, a month or a day as people read it; other words as the source wrote them, null as an empty text. */
export function writeKnownDate(known: string | null, lang: Lang): string {
  return known === null ? '' : formatPeriod(known, lang);
}
