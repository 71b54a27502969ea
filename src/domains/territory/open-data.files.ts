import { CSV_TYPE, csvText } from '#platform/http/csv.js';
import type { ReadInside } from '#platform/http/outcome.js';
import { licenceOf } from './catalogue.rules.js';
import type { Dataset } from './dataset.types.js';
import type { DatasetRow } from './open-data.columns.js';
import { listOpenAgeFigures, listOpenAgePlaces, listOpenFigures, listOpenPieces } from './open-data.sql.js';
import type { DataColumn, TableFacts } from './open-data.types.js';

export const DATA_FORMATS = ['csv', 'json'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

export const DATA_TYPES: Readonly<Record<DataFormat, string>> = {
  csv: CSV_TYPE,
  json: 'application/json; charset=utf-8',
};

/** Places read at a time: 101 figures each for men and women are some twenty thousand rows. */
const PLACES_A_SLICE = 100;

/** Every figure of a dataset, some thousands at a time, each time in a transaction of its own. */
export async function* readDatasetRows(inside: ReadInside, dataset: Dataset): AsyncIterable<DatasetRow[]> {
  const { id, source } = dataset;
  for (const piece of await inside((tx) => listOpenPieces(tx, id))) {
    if (!piece.byAge) {
      yield (await inside((tx) => listOpenFigures(tx, id, piece))).map((row) => ({ ...row, source }));
      continue;
    }
    const places = await inside((tx) => listOpenAgePlaces(tx, id, piece));
    for (let from = 0; from < places.length; from += PLACES_A_SLICE) {
      const some = places.slice(from, from + PLACES_A_SLICE);
      const figures = await inside((tx) => listOpenAgeFigures(tx, id, piece, some));
      yield figures.map((row) => ({ ...row, source }));
    }
  }
}

/** The table as a file, written while its rows are being read. Its words are Italian, whoever asks. */
export function writeTable<R>(
  format: DataFormat,
  facts: TableFacts,
  columns: readonly DataColumn<R>[],
  rows: AsyncIterable<readonly R[]>,
): AsyncIterable<string> {
  return format === 'csv' ? writeCsv(columns, rows) : writeJson(facts, columns, rows);
}

async function* writeCsv<R>(
  columns: readonly DataColumn<R>[],
  rows: AsyncIterable<readonly R[]>,
): AsyncIterable<string> {
  yield csvText([columns.map((column) => column.titles.it)], { isStart: true });
  for await (const some of rows) {
    if (some.length > 0)
      yield csvText(
        some.map((row) => columns.map((column) => column.value(row))),
        { isStart: false },
      );
  }
}

async function* writeJson<R>(
  facts: TableFacts,
  columns: readonly DataColumn<R>[],
  rows: AsyncIterable<readonly R[]>,
): AsyncIterable<string> {
  const head = {
    table: { ...facts, licenceUri: licenceOf(facts.licence).uri },
    columns: columns.map((column) => ({
      name: column.name,
      title: column.titles.it,
      description: column.descriptions.it,
      datatype: column.datatype,
    })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const some of rows) {
    if (some.length === 0) continue;
    const written = some.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, column.value(row)]))),
    );
    yield `${isFirst ? '' : ','}\n${written.join(',\n')}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

/** What the columns of a CSV hold, as W3C's «CSV on the Web» writes it: the schema that the catalogue names. */
export function describeTable<R>(facts: TableFacts, columns: readonly DataColumn<R>[]): string {
  return JSON.stringify(
    {
      '@context': ['http://www.w3.org/ns/csvw', { '@language': 'it' }],
      url: facts.csv,
      dialect: { delimiter: ';', encoding: 'utf-8', lineTerminators: ['\r\n'], header: true },
      'dc:title': facts.title,
      'dc:description': facts.description,
      'dc:license': { '@id': licenceOf(facts.licence).uri },
      'dc:modified': { '@value': facts.modifiedOn, '@type': 'xsd:date' },
      ...(facts.source ? { 'dc:source': facts.source } : {}),
      tableSchema: {
        columns: columns.map((column) => ({
          name: column.name,
          titles: column.titles,
          'dc:description': column.descriptions.it,
          datatype:
            column.datatype === 'decimal'
              ? { base: 'decimal', format: { decimalChar: ',' } }
              : column.datatype,
          required: column.required,
        })),
      },
    },
    null,
    2,
  );
}
