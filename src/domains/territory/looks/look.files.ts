import type { Ctx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import type { Outcome } from '#platform/http/outcome.js';
import { type XlsxSheet, xlsxFile } from '#platform/http/xlsx.js';
import { formatDate, type Lang } from '#platform/i18n/format.js';
import type { MetricValue } from '../metric.types.js';
import { noteOf, type SaidMetric } from '../metric.words.js';
import { sourceText } from '../source-names.js';
import { territoryText } from '../territory.messages.js';
import { lookText } from './look.messages.js';
import { notesOf } from './look.notes.js';
import { rankValues, tableOf } from './look.table.js';
import type { Look, LookLine } from './look.types.js';
import { headingOf, subtitleOf, titleOf } from './look.words.js';

type Cell = string | number | null;

/** A name that says what is in the file. */
export function lookFileName({ ambito }: Ctx, { choice }: Look, ending: string): string {
  const subject = choice.kind === 'pyramid' ? 'eta' : choice.metric;
  const other = choice.kind === 'scatter' && choice.other !== null ? `-${choice.other}` : '';
  return `${ambito.slug}-${subject}${other}-${choice.year}-${choice.level}.${ending}`;
}

/** One row a figure, with the same columns whatever the look: what a program reads. */
export function lookCsv(ctx: Ctx, look: Look): Outcome {
  const { header, rows } =
    look.choice.kind === 'pyramid' ? agesOf(look, ctx.lang) : figuresOf(look, ctx.lang);
  return csvFile(lookFileName(ctx, look, 'csv'), header, rows);
}

/**
 * The table as the page shows it, and a sheet that tells where it comes from.
 * @param address absolute address of the view
 */
export function lookXlsx(ctx: Ctx, look: Look, address: string): Promise<Outcome> {
  const { lang } = ctx;
  const t = lookText(lang);
  const { columns, rows, foot } = tableOf(look, lang);
  const isNoted = rows.some(({ note }) => note !== null);
  const table: XlsxSheet = {
    name: titleOf(look, lang),
    columns: [
      ...(look.choice.kind === 'pyramid' ? [] : [{ label: territoryText(lang)('territory.csv.code') }]),
      ...columns.map(({ label, measure }) => ({
        label: measure && measure.unit !== '' ? `${label} (${measure.unit})` : label,
        ...(measure ? { decimals: measure.decimals } : {}),
      })),
      ...(isNoted ? [{ label: t('territory.look.table.note') }] : []),
    ],
    rows: [...rows, ...foot].map(({ code, name, cells, note }) => [
      ...(look.choice.kind === 'pyramid' ? [] : [code]),
      name,
      ...cells,
      ...(isNoted ? [note] : []),
    ]),
  };
  return xlsxFile(lookFileName(ctx, look, 'xlsx'), [table, originOf(ctx, look, address)]);
}

function originOf(ctx: Ctx, look: Look, address: string): XlsxSheet {
  const { lang } = ctx;
  const t = lookText(lang);
  const metrics: SaidMetric[] =
    look.choice.kind === 'pyramid' ? [] : look.other ? [look.metric, look.other] : [look.metric];
  return {
    name: t('territory.look.sheet.about'),
    columns: [{ label: t('territory.look.sheet.what') }, { label: t('territory.look.sheet.content') }],
    rows: [
      [t('territory.look.sheet.ambito'), ctx.ambito.name],
      [t('territory.look.sheet.finding'), headingOf(look, lang)],
      [t('territory.look.metric'), subtitleOf(look, lang)],
      ...metrics.map((metric) => [
        `${t('territory.look.formula')}: ${metric.name}`,
        `${metric.formula}${metric.unit === '' ? '' : ` [${metric.unit}]`}`,
      ]),
      [t('territory.look.sheet.source'), sourceText(look.sources, lang)],
      ...notesOf(look, lang).map((note) => [t('territory.look.sheet.note'), note]),
      [t('territory.look.sheet.address'), address],
      [t('territory.look.sheet.made'), formatDate(ctx.now, { lang })],
    ],
  };
}

function figuresOf(look: Look, lang: Lang): { header: string[]; rows: Cell[][] } {
  const t = territoryText(lang);
  const header = [
    t('territory.csv.code'),
    t('territory.csv.place'),
    t('territory.csv.metric'),
    t('territory.csv.unit'),
    t('territory.csv.year'),
    t('territory.csv.value'),
    t('territory.table.numerator'),
    t('territory.table.denominator'),
    t('territory.csv.note'),
  ];
  const { metric, other, values, otherValues, lines, referenceLine, reference, otherReference } = look;
  if (lines.length > 0 || look.choice.kind === 'table') {
    const isShown = lines.some(({ place }) => place.code === referenceLine?.place.code);
    const all = referenceLine && !isShown ? [...lines, referenceLine] : lines;
    return { header, rows: all.flatMap((line) => courseRows(metric, line)) };
  }
  const isShown = (one: MetricValue) => values.some(({ place }) => place.code === one.place.code);
  const rowsOf = (said: SaidMetric, list: readonly MetricValue[], against: MetricValue | null) =>
    [...rankValues(list), ...(against && !isShown(against) ? [against] : [])].map((value) =>
      valueRow(said, value, lang),
    );
  return {
    header,
    rows: [
      ...rowsOf(metric, values, reference),
      ...(other ? rowsOf(other, otherValues, otherReference) : []),
    ],
  };
}

/** Two decimals more than are shown: enough to compute with, and without the noise of binary fractions. */
function rounded(value: number | null, { decimals }: SaidMetric): number | null {
  return value === null ? null : Number(value.toFixed(decimals + 2));
}

function valueRow(metric: SaidMetric, row: MetricValue, lang: Lang): Cell[] {
  return [
    row.place.code,
    row.place.name,
    metric.name,
    metric.unit,
    row.year,
    rounded(row.value, metric),
    row.numerator,
    row.denominator,
    noteOf(row, lang),
  ];
}

function courseRows(metric: SaidMetric, { place, points }: LookLine): Cell[][] {
  return points.map(({ year, value }) => [
    place.code,
    place.name,
    metric.name,
    metric.unit,
    year,
    rounded(value, metric),
    null,
    null,
    null,
  ]);
}

function agesOf(look: Look, lang: Lang): { header: string[]; rows: Cell[][] } {
  const t = territoryText(lang);
  return {
    header: [
      t('territory.csv.code'),
      t('territory.csv.place'),
      t('territory.csv.year'),
      t('territory.csv.sex'),
      t('territory.csv.age-from'),
      t('territory.csv.age-to'),
      t('territory.csv.value'),
    ],
    rows: look.pyramids.flatMap(({ place, year, male, female }) =>
      (['m', 'f'] as const).flatMap((sex) =>
        (sex === 'm' ? male : female).map((count, i) => [
          place.code,
          place.name,
          year,
          t(`territory.sex.${sex}`),
          i * 5,
          i === 20 ? null : i * 5 + 4,
          count,
        ]),
      ),
    ),
  };
}
