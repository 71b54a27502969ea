import type { VNode } from 'preact';
import type { Lang } from '#platform/i18n/format.js';
import { type Column, DataTable } from '#platform/ui/table.js';
import type { ChangeKind, FigureChange } from './figure-change.types.js';
import { uploadText } from './upload.messages.js';
import { sayFigure, sayNumber } from './upload.words.js';

/** Figures before and after, one a row; of those that only came, went or stayed, their one value. */
export function ChangeTable(props: {
  lang: Lang;
  kind: ChangeKind;
  changes: readonly FigureChange[];
}): VNode {
  const { lang, kind } = props;
  const t = uploadText(lang);
  const value = (figure: number | null) =>
    figure === null ? (
      <span class="trama-unsaid">{t('territory.upload.suppressed')}</span>
    ) : (
      sayNumber(figure, lang)
    );
  const withUnit = (change: FigureChange) =>
    change.unit === '' ? sayFigure(change, lang) : `${sayFigure(change, lang)} (${change.unit})`;
  const columns: Column<FigureChange>[] = [
    { key: 'place', label: t('territory.upload.col.place'), heads: true, cell: (row) => row.placeName },
    { key: 'what', label: t('territory.upload.col.what'), cell: withUnit },
    { key: 'period', label: t('territory.upload.col.period'), cell: (row) => row.period },
    ...(kind === 'changed'
      ? ([
          {
            key: 'before',
            label: t('territory.upload.col.before'),
            kind: 'number',
            cell: (row) => value(row.before),
          },
          {
            key: 'after',
            label: t('territory.upload.col.after'),
            kind: 'number',
            cell: (row) => value(row.after),
          },
          {
            key: 'difference',
            label: t('territory.upload.col.difference'),
            kind: 'number',
            cell: (row) =>
              row.before === null || row.after === null
                ? '–'
                : sayNumber(row.after - row.before, lang, 'always'),
          },
        ] as const satisfies Column<FigureChange>[])
      : ([
          {
            key: 'value',
            label: t('territory.upload.col.value'),
            kind: 'number',
            cell: (row) => value(kind === 'gone' ? row.before : row.after),
          },
        ] as const satisfies Column<FigureChange>[])),
  ];
  return (
    <DataTable
      lang={lang}
      caption={t(`territory.upload.${kind}-title`)}
      captionHidden
      rows={props.changes}
      rowKey={(row) =>
        [row.placeCode, row.variable, row.period, row.sex, row.ageFrom, row.category].join('\u001f')
      }
      columns={columns}
    />
  );
}
