import { windForFile } from '#platform/charts/geometry.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import type { StreamedFile } from '#platform/http/outcome.js';
import { computeMetrics } from './metric.sql.js';
import { datasetColumns, type MetricRow, metricColumns } from './open-data.columns.js';
import { DATA_TYPES, type DataFormat, readDatasetRows, writeTable } from './open-data.files.js';
import {
  datasetFacts,
  getOpenDataset,
  getOpenMetric,
  metricFacts,
  type OpenMetric,
  openAddress,
  readOpenData,
  tagOf,
} from './open-data.reading.js';
import { listOpenBoundaries } from './open-data.sql.js';
import type { TableFacts } from './open-data.types.js';
import { openMemory } from './territory-memory.js';

/**
 * The figures of a dataset, of whatever size.
 * @param base absolute address of the ambito's public site
 * @throws Absent
 */
export async function readDatasetFile(
  ctx: Ctx,
  base: string,
  code: string,
  form: DataFormat,
): Promise<StreamedFile> {
  const memory = await openMemory(ctx);
  const dataset = await getOpenDataset(ctx, code, 'it', memory);
  const facts = datasetFacts(base, dataset);
  return {
    pieces: (inside) => writeTable(form, facts, datasetColumns, readDatasetRows(inside, dataset)),
    type: DATA_TYPES[form],
    name: `${ctx.ambito.slug}-${code}.${form}`,
    etag: tagOf(memory, base, code, form),
    changedAt: dataset.importedAt,
    links: { describedby: openAddress.datasetFile(base, code, 'csv-metadata.json') },
  };
}

export interface MetricFile {
  text: string;
  type: string;
  name: string;
  etag: string;
}

/** One metric for every place and year. @throws Absent */
export async function readMetricFile(
  ctx: Ctx,
  base: string,
  code: string,
  form: DataFormat,
): Promise<MetricFile> {
  const memory = await openMemory(ctx);
  const metric = await getOpenMetric(ctx, code, 'it', memory);
  const facts = metricFacts(base, metric, ctx.now);
  return metricTable(ctx, facts, [metric], form, tagOf(memory, base, 'misure', code, form));
}

/** All metrics, every place and year. */
export async function readAllMetricsFile(ctx: Ctx, base: string, form: DataFormat): Promise<MetricFile> {
  const memory = await openMemory(ctx);
  const { metrics } = await readOpenData(ctx, 'it', memory);
  const [first] = metrics;
  const facts: TableFacts = {
    ...(first ? metricFacts(base, first, ctx.now) : { modifiedOn: '', licence: 'other', source: null }),
    code: 'metriche',
    title: `Misure calcolate di ${ctx.ambito.name}`,
    description: metrics.map((metric) => metric.name).join(', '),
    page: `${base}/dati#misure`,
    csv: `${base}/dati/metriche.csv`,
  };
  return metricTable(ctx, facts, metrics, form, tagOf(memory, base, 'metriche', form));
}

/** Computed here and now: some thousand rows, which the database gives in one answer. */
async function metricTable(
  ctx: Ctx,
  facts: TableFacts,
  metrics: readonly OpenMetric[],
  form: DataFormat,
  etag: string,
): Promise<MetricFile> {
  const said = new Map(metrics.map((metric) => [metric.code, metric]));
  const values = await computeMetrics(ctx.tx, {
    codes: [...said.keys()],
    levels: ['comune', 'area', 'ambito'],
  });
  const rows = values.flatMap((value): MetricRow[] => {
    const metric = said.get(value.metric);
    return metric ? [{ metric, value }] : [];
  });
  const written: string[] = [];
  for await (const piece of writeTable(form, facts, metricColumns, once(rows))) written.push(piece);
  return {
    text: written.join(''),
    type: DATA_TYPES[form],
    name: `${ctx.ambito.slug}-${facts.code}.${form}`,
    etag,
  };
}

async function* once<T>(value: T): AsyncIterable<T> {
  yield value;
}

/** The comuni's boundaries as GeoJSON, wound as RFC 7946 asks. @throws Absent where none was imported */
export async function readBoundaryFile(ctx: Ctx, base: string): Promise<MetricFile> {
  const memory = await openMemory(ctx);
  const { boundaries } = await readOpenData(ctx, 'it', memory);
  if (!boundaries) throw new Absent('boundaries');
  const { title, source, licence, modifiedOn } = boundaries;
  const features = (await listOpenBoundaries(ctx.tx)).map(({ code, name, km2, boundary }) => ({
    type: 'Feature',
    id: code,
    properties: { code, name, km2 },
    geometry: windForFile(boundary),
  }));
  return {
    text: JSON.stringify({ type: 'FeatureCollection', title, source, licence, modifiedOn, features }),
    type: 'application/geo+json; charset=utf-8',
    name: `${ctx.ambito.slug}-confini.geojson`,
    etag: tagOf(memory, base, 'confini'),
  };
}
