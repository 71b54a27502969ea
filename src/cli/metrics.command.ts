import { InvalidArgumentError, Option } from 'commander';
import { type MetricReading, territoryActs } from '#domains/territory/index.js';
import { formatMeasure, formatNumber } from '#platform/i18n/format.js';
import { type AddCommand, addCommand, type CommandLine } from './command-line.js';
import { textTable } from './text-table.js';

interface Options {
  ambito: string;
  misura?: string;
  periodo?: number;
  per: 'comune' | 'area' | 'ambito';
  json?: boolean;
}

/** `trama metriche --ambito SLUG --periodo 2021 --per comune` */
export const addMetrics: AddCommand = (program, line) => {
  addCommand(program, 'metriche', "calcola le misure dell'ambito")
    .requiredOption('--ambito <indirizzo>', "indirizzo dell'ambito")
    .option('--misura <codice>', 'una sola misura, per esempio densita; se manca, tutte')
    .option('--periodo <anno>', 'anno; se manca, l’ultimo che si può calcolare', readYear)
    .addOption(
      new Option('--per <livello>', 'di che cosa').choices(['comune', 'area', 'ambito']).default('ambito'),
    )
    .option('--json', 'scrive JSON, come /api/v1/{ambito}/metrics/{codice}')
    .action(async (options: Options) => {
      const installation = await line.open();
      const readings = await installation.inside(options.ambito, (ctx) =>
        territoryActs.readMetrics(ctx, {
          code: options.misura,
          year: options.periodo,
          by: options.per,
        }),
      );
      if (options.json) line.print(JSON.stringify({ metrics: readings }, null, 2));
      else if (options.per === 'ambito') printWhole(line, readings);
      else for (const reading of readings) printOne(line, reading);
    });
};

function readYear(text: string): number {
  if (!/^(19|20|21)\d{2}$/.test(text)) throw new InvalidArgumentError('Serve un anno, come 2021.');
  return Number(text);
}

/** One row a metric: the ambito is a single place. */
function printWhole(line: CommandLine, readings: readonly MetricReading[]): void {
  const rows = readings.map(({ metric, period, values }) => {
    const value = values[0];
    return [
      metric.code,
      metric.name,
      period === null ? '' : String(period),
      formatMeasure(value?.value, metric.unit, { decimals: metric.decimals }),
      value?.note ?? '',
    ];
  });
  const columns = [
    { label: 'Codice' },
    { label: 'Misura' },
    { label: 'Anno' },
    { label: 'Valore', kind: 'number' as const },
    { label: '' },
  ];
  for (const text of textTable(columns, rows)) line.print(text);
}

function printOne(line: CommandLine, { metric, period, values }: MetricReading): void {
  line.print(`${metric.name}${period === null ? '' : `, ${period}`} (${metric.code})`);
  if (values.length === 0) line.print('Mancano i dati.');
  else {
    const columns = [
      { label: 'Territorio' },
      { label: 'Valore', kind: 'number' as const },
      { label: 'Numeratore', kind: 'number' as const },
      { label: 'Denominatore', kind: 'number' as const },
      { label: '' },
    ];
    const rows = values.map((value) => [
      value.place.name,
      formatMeasure(value.value, metric.unit, { decimals: metric.decimals }),
      exact(value.numerator),
      exact(value.denominator),
      value.note ?? '',
    ]);
    for (const text of textTable(columns, rows)) line.print(text);
  }
  line.print('');
}

/** Counts are whole; land and half years are not. */
function exact(value: number | null): string {
  return formatNumber(value, { decimals: value !== null && Number.isInteger(value) ? 0 : 2 });
}
