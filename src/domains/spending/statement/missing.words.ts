import { joinWords } from '#platform/charts/chart-words.js';
import type { Lang } from '#platform/i18n/messages.js';
import { statementText } from './statement.messages.js';
import type { StatementTable } from './statement.rules.js';

/** Whose data are missing from the sums: a sentence for the same places, with all their years. */
export function describeMissing(missing: StatementTable['missing'], lang: Lang): string[] {
  const t = statementText(lang);
  return [...Map.groupBy(missing, ({ names }) => joinWords(names, lang))].map(([names, years]) =>
    t('spending.statement.missing', {
      names,
      years: joinWords(
        years.map(({ year }) => t('spending.statement.the-year', { year: String(year) })),
        lang,
      ),
    }),
  );
}
