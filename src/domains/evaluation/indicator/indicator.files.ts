import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import type { Outcome } from '#platform/http/outcome.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { evaluationText } from '../evaluation.messages.js';
import { indicatorText } from './indicator.messages.js';
import type { ValueLine } from './indicator.sql.js';
import type { IndicatorLine } from './indicator.types.js';

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

type Cells = (string | number | null)[];

/** A table as the format asked for. */
export async function tableFile(
  name: string,
  format: TableFormat,
  head: readonly string[],
  rows: readonly Cells[],
): Promise<Outcome> {
  return format === 'csv'
    ? csvFile(`${name}.csv`, head, rows)
    : xlsxFile(`${name}.xlsx`, [{ name, columns: head.map((label) => ({ label })), rows }]);
}

/** Headings of a file of measurements: those that a file to be loaded is known by, in the same order. */
export function valueHead(ctx: Pick<PageCtx, 'lang'>): string[] {
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  return [
    says('evaluation.indicators.identifier'),
    t('evaluation.objective'),
    t('evaluation.indicator'),
    says('evaluation.indicators.unit'),
    t('evaluation.day'),
    t('evaluation.value'),
    t('evaluation.measurement-note'),
  ];
}

export function valuesFile(
  ctx: PageCtx,
  name: string,
  format: TableFormat,
  lines: readonly ValueLine[],
): Promise<Outcome> {
  const says = indicatorText(ctx.lang);
  return tableFile(
    name,
    format,
    [...valueHead(ctx), says('evaluation.origin')],
    lines.map((one) => [
      one.indicatorId,
      one.objectiveCode,
      one.title,
      one.unit,
      one.measuredOn,
      one.value,
      one.note,
      says(`evaluation.origin.${one.origin}`),
    ]),
  );
}

export function indicatorsFile(
  ctx: PageCtx,
  name: string,
  format: TableFormat,
  lines: readonly IndicatorLine[],
): Promise<Outcome> {
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  return tableFile(
    name,
    format,
    [
      says('evaluation.indicators.identifier'),
      t('evaluation.objective'),
      t('evaluation.indicator'),
      t('evaluation.indicator-kind'),
      t('evaluation.place'),
      says('evaluation.indicators.unit'),
      t('evaluation.baseline'),
      t('evaluation.target'),
      says('evaluation.indicators.frequency'),
      t('evaluation.day'),
      t('evaluation.latest'),
      says('evaluation.indicators.next'),
    ],
    lines.map((one) => [
      one.id,
      one.objectiveCode,
      one.title,
      t(`evaluation.indicator-kind.${one.kind as 'input'}`),
      one.placeName,
      one.unit,
      one.baseline,
      one.target ?? one.targetAsStated,
      one.frequency,
      one.latestOn,
      one.latestValue,
      one.dueOn,
    ]),
  );
}
