import { createHash } from 'node:crypto';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { formatNumber, type Lang } from '#platform/i18n/format.js';
import { strictestLicence } from './catalogue.rules.js';
import { listEditionDays } from './catalogue.sql.js';
import { BOUNDARIES_CODE } from './dataset.rules.js';
import { listDatasets, listLiveDatasets } from './dataset.sql.js';
import type { Dataset } from './dataset.types.js';
import { variablesOf } from './metric.rules.js';
import { computeMetrics, listMetrics } from './metric.sql.js';
import { type SaidMetric, sayMetric } from './metric.words.js';
import { openText } from './open-data.messages.js';
import { listOpenContents } from './open-data.sql.js';
import type { PublishedVariable, TableFacts } from './open-data.types.js';
import { openMemory, type TerritoryMemory } from './territory-memory.js';

/** Raised when the files' columns or their writing change, so that nobody keeps the former ones. */
const FILES_EDITION = 3;
/** More names than these are a list, and have a table of their own. */
const NAMED = 4;

export interface OpenDataset extends Dataset {
  /** In the reader's language. */
  description: string;
  variables: readonly PublishedVariable[];
  years: { first: number; last: number } | null;
  issuedOn: string;
  modifiedOn: string;
  editions: number;
}

export interface OpenMetric extends SaidMetric {
  description: string;
  years: { first: number; last: number } | null;
  /** The live datasets that hold its variables. */
  sources: readonly OpenDataset[];
  licence: string;
  /** Day on which the newest of its sources came; null without any. */
  modifiedOn: string | null;
  issuedOn: string | null;
}

export interface OpenData {
  datasets: readonly OpenDataset[];
  metrics: readonly OpenMetric[];
  /** The newest of the comuni's boundaries that were imported; null without any. */
  boundaries: Omit<OpenDataset, 'variables' | 'years'> | null;
}

/** Everything that may be taken away, with what is said of it. Registers hold nothing that is not elsewhere. */
export async function readOpenData(
  ctx: Ctx,
  lang: Lang = ctx.lang,
  opened?: TerritoryMemory,
): Promise<OpenData> {
  const memory = opened ?? (await openMemory(ctx));
  return memory.remember(`open-data:${lang}`, () => read(ctx, lang));
}

async function read(ctx: Ctx, lang: Lang): Promise<OpenData> {
  const contents = await listOpenContents(ctx.tx);
  const days = new Map((await listEditionDays(ctx.tx)).map((row) => [row.code, row]));
  const live = await listLiveDatasets(ctx.tx);
  const editionsOf = (dataset: Dataset) => {
    const day = dataset.importedAt.toISOString().slice(0, 10);
    return { issuedOn: day, modifiedOn: day, editions: 1, ...days.get(dataset.code) };
  };
  const datasets = live.flatMap((dataset): OpenDataset[] => {
    const variables = contents.filter((one) => one.dataset === dataset.id);
    if (variables.length === 0) return [];
    const years = spanOf(variables);
    const description = describeDataset(dataset, variables, years, lang);
    return [{ ...dataset, variables, years, description, ...editionsOf(dataset) }];
  });
  const map = live.find(({ code }) => code === BOUNDARIES_CODE);
  const boundaries = map
    ? {
        ...map,
        description: openText(lang)('territory.open.boundaries-description', { name: ctx.ambito.name }),
        ...editionsOf(map),
      }
    : null;
  const years = await listMetricYears(ctx);
  const metrics = (await listMetrics(ctx.tx)).map((metric): OpenMetric => {
    const said = sayMetric(metric, lang);
    const needed = variablesOf(metric);
    const sources = datasets.filter((one) => one.variables.some(({ code }) => needed.includes(code)));
    const span = years.get(metric.code) ?? null;
    const modified = sources.map((one) => one.modifiedOn).sort();
    return {
      ...said,
      sources,
      years: span,
      licence: strictestLicence(sources.map((one) => one.licence)),
      modifiedOn: modified.at(-1) ?? null,
      issuedOn: modified[0] ?? null,
      description: openText(lang)('territory.open.metric-description', {
        explanation: said.explanation,
        formula: said.formula,
        years: span ? sayYears(span) : 'none',
      }),
    };
  });
  return { datasets, metrics, boundaries };
}

function spanOf(variables: readonly PublishedVariable[]): { first: number; last: number } | null {
  const years = variables.flatMap(({ firstYear, lastYear }) =>
    firstYear === null || lastYear === null ? [] : [firstYear, lastYear],
  );
  return years.length === 0 ? null : { first: Math.min(...years), last: Math.max(...years) };
}

export function sayYears({ first, last }: { first: number; last: number }): string {
  return first === last ? String(first) : `${first}–${last}`;
}

function describeDataset(
  dataset: Dataset,
  variables: readonly PublishedVariable[],
  years: { first: number; last: number } | null,
  lang: Lang,
): string {
  const t = openText(lang);
  const names = variables.slice(0, NAMED).map((variable) => variable.name);
  const more = variables.length - names.length;
  if (more > 0) names.push(t('territory.open.and-more', { count: formatNumber(more, { lang }) }));
  return t('territory.open.dataset-description', {
    count: variables.length,
    names: names.join(', '),
    years: years ? sayYears(years) : 'none',
    note: dataset.note ?? '',
  }).trim();
}

/** First and last year for which each metric has a value somewhere. */
async function listMetricYears(ctx: Ctx): Promise<Map<string, { first: number; last: number }>> {
  const found = new Map<string, { first: number; last: number }>();
  for (const { metric, year, value } of await computeMetrics(ctx.tx, {
    levels: ['comune', 'area', 'ambito'],
  })) {
    if (value === null) continue;
    const span = found.get(metric) ?? { first: year, last: year };
    found.set(metric, { first: Math.min(span.first, year), last: Math.max(span.last, year) });
  }
  return found;
}

/** @throws Absent */
export async function getOpenDataset(
  ctx: Ctx,
  code: string,
  lang?: Lang,
  opened?: TerritoryMemory,
): Promise<OpenDataset> {
  const dataset = (await readOpenData(ctx, lang, opened)).datasets.find((one) => one.code === code);
  if (!dataset) throw new Absent('dataset');
  return dataset;
}

/** @throws Absent */
export async function getOpenMetric(
  ctx: Ctx,
  code: string,
  lang?: Lang,
  opened?: TerritoryMemory,
): Promise<OpenMetric> {
  const metric = (await readOpenData(ctx, lang, opened)).metrics.find((one) => one.code === code);
  if (!metric) throw new Absent('metric');
  return metric;
}

/** The editions of one publication, newest first. */
export async function listEditions(ctx: Ctx, code: string): Promise<Dataset[]> {
  return (await listDatasets(ctx.tx)).filter((one) => one.code === code);
}

/** Tag of a file that is made of the territory's present state. */
export function tagOf(memory: TerritoryMemory, ...what: readonly string[]): string {
  return createHash('sha256')
    .update([FILES_EDITION, memory.version, ...what].join('\u0000'))
    .digest('base64url')
    .slice(0, 27);
}

/** Addresses of what is published, all of them under one base such as `https://trama.example/oglio-po`. */
export const openAddress = {
  dataset: (base: string, code: string) => `${base}/dati/serie/${code}`,
  datasetFile: (base: string, code: string, form: string) => `${base}/dati/${code}.${form}`,
  metric: (base: string, code: string) => `${base}/dati/misura/${code}`,
  boundaries: (base: string) => `${base}/dati/confini`,
  boundaryFile: (base: string) => `${base}/dati/confini.geojson`,
  metricFile: (base: string, code: string, form: string) => `${base}/dati/misure/${code}.${form}`,
};

export function datasetFacts(base: string, dataset: OpenDataset): TableFacts {
  const { code, title, description, licence, modifiedOn } = dataset;
  return {
    code,
    title,
    description,
    licence,
    modifiedOn,
    source: dataset.source || null,
    page: openAddress.dataset(base, code),
    csv: openAddress.datasetFile(base, code, 'csv'),
  };
}

export function metricFacts(base: string, metric: OpenMetric, today: Date): TableFacts {
  const { code, description, licence } = metric;
  return {
    code,
    title: metric.name,
    description,
    licence,
    modifiedOn: metric.modifiedOn ?? today.toISOString().slice(0, 10),
    source: sourcesOf(metric),
    page: openAddress.metric(base, code),
    csv: openAddress.metricFile(base, code, 'csv'),
  };
}

/** Who collected the figures that a metric is computed from; null when nobody says so. */
export function sourcesOf(metric: OpenMetric): string | null {
  const named = [...new Set(metric.sources.map((one) => one.source).filter(Boolean))];
  return named.length === 0 ? null : named.join('; ');
}
