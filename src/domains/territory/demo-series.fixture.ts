import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const demo = new URL('../../../demo/oglio-po/', import.meta.url);

const Recipes = z.array(
  z.object({
    file: z.string(),
    mapping: z.object({
      values: z.object({
        columns: z.array(
          z.object({
            column: z.object({ index: z.int() }),
            variable: z.string(),
            unit: z.string(),
            category: z.string(),
          }),
        ),
      }),
    }),
  }),
);

interface DemoSeriesRow {
  indicator: string;
  territory: string;
  period: string;
  category: string;
  value: string;
  unit: string;
}

const text = (file: string): string => readFileSync(new URL(file, demo), 'utf8');

/**
 * The demonstration's series as the plan printed them: those of its long table, and those of tables that an office
 * exports, whose first columns are comune and day. Read here without Trama's own readers, to be compared with them.
 */
export function listDemoSeries(): DemoSeriesRow[] {
  const series: DemoSeriesRow[] = parse(text('series.csv'), { columns: true });
  const tables = Recipes.parse(JSON.parse(text('recipes.json'))).flatMap(({ file, mapping }) => {
    const rows: string[][] = parse(text(file), { delimiter: ';', from_line: 2 });
    return rows.flatMap(([territory = '', day = '', ...figures]) =>
      mapping.values.columns.map(({ column, variable, unit, category }) => ({
        indicator: variable,
        territory,
        period: day.split('/').reverse().join('-'),
        category,
        value: figures[column.index - 2] ?? '',
        unit,
      })),
    );
  });
  return [...series, ...tables];
}
