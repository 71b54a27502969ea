import type { Block, BlockProvider, Column, Figure, Row, Table } from '#domains/documents/index.js';
import { Bars, describeBars } from '#platform/charts/bars.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { describeSeries, Series } from '#platform/charts/series.js';
import { describeStackedBars, StackedBars } from '#platform/charts/stacked-bars.js';
import { Refused } from '#platform/errors.js';
import { formatPeriod } from '#platform/i18n/format.js';
import { listPrintedFigures, type PrintedFigure } from './context-block.sql.js';
import { listPlaces } from './place.sql.js';

/** Units as the plans write them, and how they are printed. */
const SHOWN = new Map([
  ['percentuale', '%'],
  ['euro', '€'],
  ['kmq', 'km²'],
]);

const isTotal = (category: string) => /^totale\b/i.test(category);

/** A series of the plan's own as a table, and as a chart where it has a course or parts to show. */
export const seriesTable: BlockProvider = async (ctx, _subject, params): Promise<Block[]> => {
  const code = params.indicator ?? '';
  const places = await listPlaces(ctx.tx);
  const place = places.find((one) => [one.name, one.code].includes(params.territory ?? '')) ?? places[0];
  const ofAmbito = place?.kind === 'ambito';
  const codes = places
    .filter((one) => one.code === place?.code || (ofAmbito && one.kind === 'area'))
    .map((one) => one.code);
  const figures = await listPrintedFigures(ctx.tx, [code], codes);
  // The areas belong beside the ambito only where they tell the same things of the same times.
  const own = figures.filter((figure) => figure.place === place?.code);
  const kept = figures.filter((figure) =>
    own.some((one) => one.period === figure.period && one.category === figure.category),
  );
  const [first] = own;
  if (!first || !place) throw new Refused('territory.block.no-series', { name: code });
  const table = toTable(kept, first);
  const figure = toFigure(own, first);
  return figure ? [figure, table] : [table];
};

function toTable(figures: readonly PrintedFigure[], first: PrintedFigure): Table {
  const periods = [...new Set(figures.map((figure) => figure.period))].sort();
  const places = [...new Set(figures.map((figure) => figure.placeName))];
  const columns = places.flatMap((place) => periods.map((period) => ({ place, period })));
  const categories = [...new Set(figures.map((figure) => figure.category))];
  const cellOf = (category: string, column: { place: string; period: string }) => {
    const value = figures.find(
      (one) => one.category === category && one.placeName === column.place && one.period === column.period,
    )?.value;
    // Cents are whole; the plans give euro with two decimals at most.
    return value === undefined || value === null
      ? null
      : kindOf(first) === 'euro'
        ? Math.round(value * 100)
        : value;
  };
  const rows = categories.map(
    (category): Extract<Row, { cells: unknown }> => ({
      cells: [
        category === '' ? 'Valore' : capital(category),
        ...columns.map((column) => cellOf(category, column)),
      ],
      ...(isTotal(category) ? { style: 'total' as const } : {}),
    }),
  );
  const totals = categories.length > 1 ? rows.filter((row) => row.style === 'total') : [];
  const notes = [...new Set(figures.flatMap((figure) => figure.note ?? []))];
  return {
    kind: 'table',
    caption: captionOf(first, places, periods),
    columns: [
      { title: 'Voce', kind: 'text', width: 2.4 },
      ...columns.map(
        ({ place, period }): Column => ({
          title: periods.length > 1 || places.length === 1 ? sayPeriod(period) : place,
          ...(periods.length > 1 && places.length > 1 ? { group: place } : {}),
          kind: kindOf(first),
        }),
      ),
    ],
    rows:
      totals.length > 0
        ? rows.filter((row) => row.style !== 'total')
        : rows.map((row) => ({ cells: row.cells })),
    ...(totals.length > 0 ? { footer: totals } : {}),
    ...(notes.length > 0 ? { notes: notes.map(capital) } : {}),
    source: sourcesOf(figures),
  };
}

/** Money by item is stacked by year; a total over the years is a line; parts of one moment are bars. */
function toFigure(own: readonly PrintedFigure[], first: PrintedFigure): Figure | null {
  const periods = [...new Set(own.map((one) => one.period))].sort();
  const parts = own.filter((one) => !isTotal(one.category));
  const unit = SHOWN.get(first.unit) ?? '';
  const decimals = Math.min(2, Math.max(0, ...own.map((one) => decimalsOf(one.value))));
  const caption = captionOf(first, [first.placeName], periods);
  const frame = { id: `serie-${slug(first.variable)}`, title: caption };
  const rest = { kind: 'figure' as const, caption, source: sourcesOf(own) };
  const linesOf = (figures: readonly PrintedFigure[]) =>
    [...Map.groupBy(figures, (one) => one.category)].map(([name, points]) => ({
      name: capital(name),
      points: points.map(({ period, value }) => ({ period, value })),
    }));
  if (periods.length > 1 && first.unit === 'euro' && parts.length > 0) {
    const props = { layers: linesOf(parts), unit, decimals: 0 };
    return {
      ...rest,
      svg: svgDocument(<StackedBars {...frame} {...props} />),
      alt: describeStackedBars(props),
    };
  }
  const totals = own.filter((one) => isTotal(one.category) || one.category === '');
  if (periods.length > 2 && totals.length > 2) {
    const props = { lines: linesOf(totals), unit, decimals };
    return { ...rest, svg: svgDocument(<Series {...frame} {...props} />), alt: describeSeries(props) };
  }
  if (periods.length === 1 && parts.length > 2) {
    const bars = parts.map((one) => ({ label: capital(one.category), value: one.value }));
    const props = { bars, unit, decimals };
    return { ...rest, svg: svgDocument(<Bars {...frame} {...props} />), alt: describeBars(props) };
  }
  return null;
}

function kindOf(figure: PrintedFigure): 'number' | 'euro' | 'percent' {
  return figure.unit === 'euro' ? 'euro' : figure.unit === 'percentuale' ? 'percent' : 'number';
}

function captionOf(figure: PrintedFigure, places: readonly string[], periods: readonly string[]): string {
  const isSaid = figure.variableName.toLowerCase().includes(figure.unit.toLowerCase());
  const unit = kindOf(figure) === 'number' && !isSaid ? ` (${figure.unit})` : '';
  const [from, to] = [periods[0] ?? '', periods.at(-1) ?? ''];
  const span = from === to ? sayPeriod(from) : `${sayPeriod(from)}–${sayPeriod(to)}`;
  return `${capital(figure.variableName)}${unit}, ${places[0] ?? ''}, ${span}`;
}

/** School years (2019/2020) and other periods that the plans write their own way stay as they are. */
function sayPeriod(period: string): string {
  return /^\d{4}(-\d{2}){0,2}$/.test(period) ? formatPeriod(period) : period;
}

function sourcesOf(figures: readonly PrintedFigure[]): string {
  const stated = [...new Set(figures.flatMap((figure) => figure.statedSource ?? []))].filter(
    (source) => source !== 'non indicata',
  );
  const published = [...new Set(figures.map((figure) => figure.source))].join('; ');
  return stated.length > 0
    ? `${stated.join('; ')}, in ${published}`
    : `${published}, che non indica la fonte`;
}

function decimalsOf(value: number | null): number {
  return value === null ? 0 : (String(value).split('.')[1] ?? '').length;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
