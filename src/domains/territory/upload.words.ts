import { formatDate, formatNumber, type Lang } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { describeProblem } from './files/describe-problem.js';
import { variableName } from './metric.words.js';
import { territoryText } from './territory.messages.js';
import type { UploadView } from './upload.actions.js';
import { uploadText } from './upload.messages.js';
import type { UploadOutcome, UploadState } from './upload.types.js';

/** What the page shows of a file: its own state, or that work is being done on it. */
export type ShownState = UploadState | 'working';

export function isWorking(upload: Pick<UploadView, 'job' | 'state'>): boolean {
  return upload.state !== 'loaded' && (upload.job?.state === 'queued' || upload.job?.state === 'running');
}

export function shownState(upload: UploadView): ShownState {
  if (isWorking(upload)) return 'working';
  // Work that ended badly is told as long as nothing else has come of the file.
  const broke = upload.job?.state === 'failed' || upload.job?.state === 'cancelled';
  return upload.state === 'waiting' && broke ? 'failed' : upload.state;
}

/** "1,2 MB", "14 KB". */
export function sayBytes(bytes: number, lang: Lang): string {
  if (bytes >= 1_000_000) return `${formatNumber(bytes / 1_000_000, { lang, decimals: 1 })}\u00a0MB`;
  return `${formatNumber(Math.max(1, Math.round(bytes / 1_000)), { lang })}\u00a0KB`;
}

/** The layout in words; its code for one that is newer than these messages. */
export function layoutName(layout: string, lang: Lang): string {
  const key = `territory.layout.${layout}`;
  return hasMessage(key) ? translate(lang, key) : layout;
}

/** "Bilancio demografico 2025 · Istat". */
export function titleOf(outcome: Extract<UploadOutcome, { kind: 'figures' }>): string {
  return [outcome.title, outcome.source].filter(Boolean).join(' · ');
}

/** What would change, in one line: "12 cifre nuove, 3 cambiate, 1.105 uguali; anni 2024–2025". */
export function sayOutcome(outcome: UploadOutcome, lang: Lang): string {
  const t = uploadText(lang);
  const shown = (count: number) => formatNumber(count, { lang });
  if (outcome.kind === 'totals')
    return t('territory.upload.summary.totals', { count: outcome.totals, shown: shown(outcome.totals) });
  if (outcome.kind === 'refusal') return translate(lang, outcome.code, outcome.values);
  if (outcome.kind === 'problems')
    return t('territory.upload.problems', {
      count: outcome.problemCount,
      shown: shown(outcome.problemCount),
    });
  const { figures } = outcome.counts;
  if (outcome.layout === 'istat-comuni')
    return t('territory.upload.summary.comuni', { count: figures, shown: shown(figures) });
  if (isRegistry(outcome.layout))
    return t('territory.upload.summary.registry', { count: figures, shown: shown(figures) });
  if (!outcome.changes) return t('territory.upload.summary.boundaries', { count: figures });
  const { counts } = outcome.changes;
  if (counts.fresh + counts.changed + counts.gone === 0) return t('territory.upload.nothing');
  const parts = (['fresh', 'changed', 'equal', 'gone'] as const)
    .filter((kind) => counts[kind] > 0 || kind === 'fresh')
    .map((kind) =>
      t(`territory.upload.summary.${kind}`, { count: counts[kind], shown: shown(counts[kind]) }),
    );
  return `${parts.join(', ')}.`;
}

function isRegistry(layout: string): boolean {
  return layout === 'istat-comuni' || layout === 'istat-soppressi';
}

/** Years and rows left out, for the line under a file's title. */
export function sayExtent(outcome: Extract<UploadOutcome, { kind: 'figures' }>, lang: Lang): string[] {
  const t = uploadText(lang);
  const { years, counts } = outcome;
  const written = years.length > 2 ? `${years[0]}–${years.at(-1)}` : years.join(', ');
  return [
    ...(years.length === 1 ? [t('territory.upload.summary.year', { years: written })] : []),
    ...(years.length > 1 ? [t('territory.upload.summary.years', { years: written })] : []),
    ...(counts.skipped > 0
      ? [
          t('territory.upload.summary.skipped', {
            count: counts.skipped,
            shown: formatNumber(counts.skipped, { lang }),
          }),
        ]
      : []),
  ];
}

/** Which comuni a file that has others' would bring; nothing where there is no choice to make. */
export function sayKept(upload: Pick<UploadView, 'keeps' | 'outcome'>, lang: Lang): string | null {
  const { keeps, outcome } = upload;
  if (outcome?.kind !== 'figures') return null;
  const { skipped } = outcome.counts;
  if (keeps === 'italy') return uploadText(lang)('territory.upload.kept.italy');
  return skipped > 0
    ? uploadText(lang)('territory.upload.kept.ambito', {
        count: skipped,
        shown: formatNumber(skipped, { lang }),
      })
    : null;
}

/** What is wrong, or to be known, row by row. */
export function listMessages(outcome: UploadOutcome, lang: Lang): string[] {
  if (outcome.kind === 'problems') {
    const lines = outcome.problems.map((problem) => describeProblem(problem, lang));
    const more = outcome.problemCount - outcome.problems.length;
    return more > 0
      ? [
          ...lines,
          translate(lang, 'territory.files.more', { count: more, shown: formatNumber(more, { lang }) }),
        ]
      : lines;
  }
  if (outcome.kind === 'figures') return outcome.warnings.map((warning) => describeProblem(warning, lang));
  return [];
}

/** "Prende il posto di «…», importato il …"; nothing when it takes no place. */
export function saySuperseded(outcome: UploadOutcome, lang: Lang): string | null {
  if (outcome.kind !== 'figures' || !outcome.supersedes) return null;
  const { title, importedAt } = outcome.supersedes;
  return uploadText(lang)('territory.upload.supersedes', {
    title,
    on: formatDate(new Date(importedAt), { lang }),
  });
}

/** "Nati vivi · maschi · da 0 a 4 anni · italiani". */
export function sayFigure(
  figure: {
    variable: string;
    sex: '' | 'm' | 'f';
    ageFrom: number | null;
    ageTo: number | null;
    category: string;
  },
  lang: Lang,
): string {
  const t = territoryText(lang);
  return [
    variableName(figure.variable, lang),
    figure.sex === '' ? '' : t(figure.sex === 'm' ? 'territory.sex.m' : 'territory.sex.f'),
    figure.ageFrom === null
      ? ''
      : figure.ageFrom === figure.ageTo
        ? uploadText(lang)('territory.upload.age', { age: figure.ageFrom })
        : t('territory.formula.ages', {
            from: figure.ageFrom,
            to: figure.ageTo ?? '',
            open: figure.ageTo === null ? 'yes' : 'no',
          }),
    figure.category,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A figure with the digits that it has: whole, or up to three decimals. */
export function sayNumber(
  value: number | null,
  lang: Lang,
  sign: 'negative' | 'always' = 'negative',
): string {
  if (value === null) return '–';
  const text = String(Math.round(value * 1000) / 1000);
  const decimals = text.includes('.') ? (text.split('.')[1] ?? '').length : 0;
  return formatNumber(value, { lang, decimals, sign });
}
