import type { MetricValue } from './metric.types.js';
import type { SaidMetric } from './metric.words.js';
import { noteOf } from './metric.words.js';
import { openText } from './open-data.messages.js';
import type { OpenFigure } from './open-data.sql.js';
import type { DataColumn } from './open-data.types.js';

type Key = Parameters<ReturnType<typeof openText>>[0];

function column<R>(
  name: string,
  key: string,
  datatype: DataColumn<R>['datatype'],
  value: DataColumn<R>['value'],
  required = false,
): DataColumn<R> {
  const title = `territory.open.column.${key}` as Key;
  const description = `territory.open.column.${key}-help` as Key;
  const said = (message: Key) => ({ it: openText('it')(message), en: openText('en')(message) });
  return { name, titles: said(title), descriptions: said(description), datatype, required, value };
}

/** A row of the files of a dataset: one figure. */
export interface DatasetRow extends OpenFigure {
  /** Source that holds for the whole dataset, where the figure names none of its own. */
  source: string;
}

/** The order is that of the files' first edition: columns are added at the end, never moved. */
export const datasetColumns: readonly DataColumn<DatasetRow>[] = [
  column('placeCode', 'place-code', 'string', (row) => row.placeCode, true),
  column('place', 'place', 'string', (row) => row.placeName, true),
  column('level', 'level', 'string', (row) => row.placeKind, true),
  column('variable', 'variable', 'string', (row) => row.variable, true),
  column('variableName', 'variable-name', 'string', (row) => row.variableName, true),
  column('period', 'period', 'string', (row) => row.period, true),
  column('sex', 'sex', 'string', (row) => row.sex || null),
  column('ageFrom', 'age-from', 'integer', (row) => row.ageFrom),
  column('ageTo', 'age-to', 'integer', (row) => row.ageTo),
  column('category', 'category', 'string', (row) => row.category || null),
  column('value', 'value', 'decimal', (row) => row.value),
  column('unit', 'unit', 'string', (row) => row.unit, true),
  column('source', 'source', 'string', (row) => row.statedSource ?? row.source),
  column('location', 'location', 'string', (row) => row.location),
  column('note', 'note', 'string', (row) => row.note),
];

export interface MetricRow {
  metric: SaidMetric;
  value: MetricValue;
}

/** Two digits more than are printed: enough to be rounded again, without the noise of division. */
function published({ metric, value }: MetricRow): number | null {
  return value.value === null ? null : Number(value.value.toFixed(metric.decimals + 2));
}

export const metricColumns: readonly DataColumn<MetricRow>[] = [
  column('metric', 'metric', 'string', ({ metric }) => metric.code, true),
  column('metricName', 'metric-name', 'string', ({ metric }) => metric.name, true),
  column('unit', 'unit', 'string', ({ metric }) => metric.unit, true),
  column('placeCode', 'place-code', 'string', ({ value }) => value.place.code, true),
  column('place', 'place', 'string', ({ value }) => value.place.name, true),
  column('level', 'level', 'string', ({ value }) => value.place.kind, true),
  column('year', 'year', 'integer', ({ value }) => value.year, true),
  column('value', 'value', 'decimal', published),
  column('numerator', 'numerator', 'decimal', ({ value }) => plainSum(value.numerator)),
  column('denominator', 'denominator', 'decimal', ({ value }) => plainSum(value.denominator)),
  column('note', 'note', 'string', ({ value }) => noteOf(value, 'it')),
  column('edition', 'edition', 'integer', ({ metric }) => metric.edition, true),
];

/** Areas summed in binary end in 694.3100000000002: twelve digits are more than any figure has. */
function plainSum(sum: number | null): number | null {
  return sum === null ? null : Number(sum.toPrecision(12));
}
