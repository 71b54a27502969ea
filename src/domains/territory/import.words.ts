import { formatNumber, type Lang } from '#platform/i18n/format.js';
import { describeProblem, describeRefusal } from './files/describe-problem.js';
import type { ImportReport } from './import.actions.js';
import { territoryText } from './territory.messages.js';

/** "«Bilancio demografico…»: 1.134 cifre di 27 righe dei vostri comuni, anni 2025, 2026." */
export function sayCounts(report: Extract<ImportReport, { accepted: true }>, lang: Lang): string {
  const { years } = report;
  const written = (count: number) => formatNumber(count, { lang });
  const isMap = ['geojson', 'topojson', 'shapefile'].includes(report.dataset.layout);
  return territoryText(lang)('territory.import.counts', {
    title: report.dataset.title,
    kind: isMap ? 'map' : 'figures',
    figures: written(report.counts.figures),
    skipped: report.counts.skipped,
    others: written(report.counts.skipped),
    years: years.length > 2 ? `${years[0]}–${years.at(-1)}` : years.join(', '),
    dated: years.length > 0 ? 'yes' : 'no',
  });
}

/** What an import did, or why it did nothing, a sentence a line. */
export function sayImport(report: ImportReport, fileName: string, lang: Lang): string[] {
  if (!report.accepted) return describeRefusal(fileName, report, lang);
  const t = territoryText(lang);
  return [
    ...(report.dryRun ? [t('territory.import.tried', { fileName })] : []),
    sayCounts(report, lang),
    ...(report.supersedes
      ? [
          t(report.dryRun ? 'territory.import.would-supersede' : 'territory.import.superseded', {
            title: report.supersedes.title,
          }),
        ]
      : []),
    ...report.warnings.map((warning) => describeProblem(warning, lang)),
  ];
}
