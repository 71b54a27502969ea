import type { Lang } from '#platform/i18n/format.js';
import type { MetricSource } from './metric.sql.js';
import { territoryText } from './territory.messages.js';

/** Titles, sources and licences of the datasets behind a figure, in one line. */
export function sourceText(
  sources: readonly MetricSource[],
  lang: Lang,
  end: string = territoryText(lang)('territory.source.computed'),
): string {
  const named = sources.map(({ title, source, licence }) =>
    [
      source ? `${source}, «${title}»` : `«${title}»`,
      licence && licence !== 'other' ? ` (${licence})` : '',
    ].join(''),
  );
  return `${named.length === 0 ? '' : `${named.join('; ')}. `}${end}`;
}
