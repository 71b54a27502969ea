import { lightWords } from '#domains/plan/index.js';
import { csvFile } from '#platform/http/csv.js';
import type { Outcome } from '#platform/http/outcome.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import type { Lang } from '#platform/i18n/messages.js';
import { saySubjects, sayWho } from './contribution-words.js';
import { participationText } from './participation.messages.js';
import type { Contribution } from './participation.types.js';

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;

/** The list as a table to take away, with texts and answers. */
export async function contributionFile(
  lang: Lang,
  plan: string,
  format: (typeof TABLE_FORMATS)[number],
  rows: readonly Contribution[],
): Promise<Outcome> {
  const t = participationText(lang);
  const labels = [
    t('participation.code'),
    t('participation.name'),
    t('participation.who'),
    t('participation.received-on'),
    t('participation.channel'),
    t('participation.place'),
    t('participation.touches'),
    t('participation.received'),
    t('participation.state'),
    t('participation.answer'),
    t('participation.answered-on'),
    t('participation.answered-by'),
    t('participation.raised'),
    t('participation.changed'),
    t('participation.source'),
  ];
  const cells = rows.map((row) => [
    row.code,
    row.title,
    sayWho(lang, row),
    row.receivedOn,
    t(`participation.channel.${row.channel}`),
    row.placeName,
    saySubjects(lang, row).join('; '),
    lightWords(row.text),
    t(`participation.state.${row.state}`),
    row.answer === null ? null : lightWords(row.answer),
    row.answeredOn,
    row.answeredBy,
    row.raised.map(({ code }) => code).join('; '),
    row.changed.map(({ code, reason }) => (reason ? `${code}: ${reason}` : code)).join('; '),
    row.source,
  ]);
  const name = `contributi-${plan}.${format}`;
  return format === 'csv'
    ? csvFile(name, labels, cells)
    : xlsxFile(name, [
        { name: t('participation.sheet-name'), columns: labels.map((label) => ({ label })), rows: cells },
      ]);
}
