import { agesLayoutOf } from './ages-layout.js';
import { balanceLayoutOf, p2Layout, p3Layout } from './balance-layout.js';
import type { LayoutCode, RegistryEntry } from './files.types.js';
import { agesReader } from './read-ages.js';
import { balanceReader } from './read-balance.js';
import { isClassificationHeader, readClassification } from './read-classification.js';
import { isIncomeHeader, readIncomes } from './read-incomes.js';
import { readChanges, readComuni, registryLayoutOf } from './read-registry.js';
import { isSdmxHeader, readSdmx } from './read-sdmx.js';
import { readSeries } from './read-series.js';
import { readTidy } from './read-tidy.js';
import type { RecordReader } from './reader.types.js';
import { isSeriesHeader } from './series-layout.js';
import { isTidyHeader } from './tidy-layout.js';

type BoundaryLayout = 'geojson' | 'topojson' | 'shapefile';
type RegistryLayout = 'istat-comuni' | 'istat-soppressi';
/** Layouts of tables: delimited text, or a sheet of a workbook with the same columns. */
export type TableLayout = Exclude<LayoutCode, BoundaryLayout | 'mapped'>;
type FigureLayout = Exclude<TableLayout, RegistryLayout>;

/** Records at the top of a table that tell its layout. */
export const recordsLookedAt = 8;

/** One reader a layout: a new one is a line here, one in `provenance` and one in `layoutTests`. */
export const figureReaders: Record<FigureLayout, RecordReader> = {
  'istat-p2': balanceReader(p2Layout),
  'istat-p3': balanceReader(p3Layout),
  'istat-posas': agesReader('population'),
  'istat-strasa': agesReader('foreign-population'),
  'istat-sdmx': readSdmx,
  'istat-classificazioni': readClassification,
  'mef-irpef': readIncomes,
  'trama-series': readSeries,
  'trama-tidy': readTidy,
};

export const registryReaders: Record<RegistryLayout, RecordReader<RegistryEntry>> = {
  'istat-comuni': readComuni,
  'istat-soppressi': readChanges,
};

export function isRegistryLayout(layout: TableLayout): layout is RegistryLayout {
  return layout in registryReaders;
}

const istat = { source: 'Istat', licence: 'CC-BY-4.0' };
const unstated = { source: '', licence: '' };

/** Source and licence as publishers state them; the project's own tables, maps and mapped ones state theirs elsewhere. */
export const provenance: Record<LayoutCode, { source: string; licence: string }> = {
  'istat-p2': istat,
  'istat-p3': istat,
  'istat-posas': istat,
  'istat-strasa': istat,
  'istat-sdmx': istat,
  'istat-comuni': istat,
  'istat-soppressi': istat,
  'istat-classificazioni': istat,
  'mef-irpef': { source: 'MEF - Dipartimento delle Finanze', licence: 'CC-BY-3.0-IT' },
  'trama-series': unstated,
  'trama-tidy': unstated,
  mapped: unstated,
  geojson: unstated,
  topojson: unstated,
  shapefile: unstated,
};

function firstIs(layout: TableLayout, test: (cells: readonly string[]) => boolean) {
  return (records: readonly string[][]): TableLayout | undefined =>
    test(records[0] ?? []) ? layout : undefined;
}

const layoutTests: readonly ((records: readonly string[][]) => TableLayout | undefined)[] = [
  (records) => balanceLayoutOf(records)?.code,
  agesLayoutOf,
  registryLayoutOf,
  firstIs('istat-sdmx', isSdmxHeader),
  firstIs('mef-irpef', isIncomeHeader),
  firstIs('istat-classificazioni', isClassificationHeader),
  firstIs('trama-series', isSeriesHeader),
  firstIs('trama-tidy', isTidyHeader),
];

/** The layout of a table by its first records: the first test that knows it wins. */
export function tableLayoutOf(records: readonly string[][]): TableLayout | undefined {
  for (const layoutOf of layoutTests) {
    const layout = layoutOf(records);
    if (layout) return layout;
  }
  return undefined;
}
