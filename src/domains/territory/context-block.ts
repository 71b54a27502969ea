import { type Block, type BlockProvider, p, type Row, type Table } from '#domains/documents/index.js';
import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import { listPrintedFigures, type PrintedFigure } from './context-block.sql.js';
import { listPlaces } from './place.sql.js';
import type { Place } from './place.types.js';
import { findingsBeside } from './quality-block.js';

/** The figures of one variable by comune, for the periods that the ambito has them. */
export interface ByComune {
  periods: string[];
  /** Null where the comune has no figure of that period. */
  get: (comune: string, period: string, sex?: '' | 'm' | 'f') => number | null;
  source: string;
}

/** Stocks of 1 January are kept by year: a day names its year. */
export function yearOfPeriod(period: string): string {
  return period.slice(0, 4);
}

export async function readByComune(ctx: Ctx, variable: string): Promise<ByComune> {
  const figures = (await listPrintedFigures(ctx.tx, [variable], null)).filter(
    (figure) => figure.kind === 'comune' && figure.category === '',
  );
  const byKey = new Map(figures.map((one) => [`${one.place} ${one.period} ${one.sex}`, one.value]));
  return {
    periods: [...new Set(figures.map((figure) => figure.period))].sort(),
    get: (comune, period, sex = '') => byKey.get(`${comune} ${period} ${sex}`) ?? null,
    source: sourceOf(figures),
  };
}

export function sourceOf(figures: readonly PrintedFigure[]): string {
  return [...new Set(figures.map((figure) => figure.source))].join('; ');
}

/** The period asked for, or the last one that there is. @throws Refused when the figures do not reach it */
export function choosePeriod(data: ByComune, asked: string | undefined): string {
  const period = asked === undefined ? data.periods.at(-1) : yearOfPeriod(asked);
  if (period === undefined) throw new Refused('territory.block.no-figures-yet');
  if (!data.periods.includes(period)) throw new Refused('territory.block.no-figures', { period });
  return period;
}

/** Comuni under the area that holds them, areas in their order; without areas, one group. */
export function groupComuni(places: readonly Place[]): { title: string | null; comuni: Place[] }[] {
  const comuni = places.filter((place) => place.kind === 'comune');
  const areas = places.filter((place) => place.kind === 'area');
  const groups: { title: string | null; comuni: Place[] }[] = areas.map((area) => ({
    title: area.name,
    comuni: comuni.filter((comune) => comune.area === area.code),
  }));
  const outside = comuni.filter((comune) => !areas.some((area) => area.code === comune.area));
  if (outside.length > 0) groups.push({ title: areas.length > 0 ? 'Altri comuni' : null, comuni: outside });
  return groups.filter((group) => group.comuni.length > 0);
}

/** Adds what is known; null when anything is missing, because a partial sum would pass for the whole. */
export function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

export function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : (part * 100) / whole;
}

/** A table with a row a comune, a total under each area and one for the ambito. */
export function tableByComune(
  places: readonly Place[],
  table: Pick<Table, 'id' | 'caption' | 'columns' | 'source' | 'notes'>,
  cellsOf: (comuni: readonly Place[]) => (number | null)[],
): Table {
  const groups = groupComuni(places);
  const rows = groups.flatMap(({ title, comuni }): Row[] => [
    ...(title === null ? [] : [{ group: title }]),
    ...comuni.map((comune) => ({ cells: [comune.name, ...cellsOf([comune])] })),
    ...(title === null ? [] : [{ cells: [`Totale ${title}`, ...cellsOf(comuni)], style: 'total' as const }]),
  ]);
  const all = groups.flatMap((group) => group.comuni);
  return {
    kind: 'table',
    ...table,
    columns: [{ title: 'Comune', kind: 'text', width: 2.4 }, ...table.columns],
    rows,
    footer: [{ cells: ['Totale ambito', ...cellsOf(all)], style: 'total' }],
  };
}

export const populationTable: BlockProvider = async (ctx, subject, params) => {
  const places = await listPlaces(ctx.tx);
  const population = await readByComune(ctx, 'population');
  const period = choosePeriod(population, params.period);
  const sum = (comuni: readonly Place[], sex: '' | 'm' | 'f') =>
    sumOf(comuni.map((comune) => population.get(comune.code, period, sex)));
  const comuni = places.filter((place) => place.kind === 'comune');
  const [total, women] = [sum(comuni, ''), sum(comuni, 'f')];
  return [
    p(
      `Al 1° gennaio ${period} i residenti ${total === null ? 'non sono noti per tutti i comuni' : `sono ${formatNumber(total)}`}` +
        `${women === null ? '' : `, di cui ${formatNumber(women)} donne (${formatPercent(shareOf(women, total), { decimals: 1 })})`}.`,
    ),
    tableByComune(
      places,
      {
        id: 'popolazione-residente',
        caption: `Popolazione residente per comune e sesso nell’${subject.ambito}, 1° gennaio ${period}`,
        columns: [
          { title: 'Maschi', kind: 'number' },
          { title: 'Femmine', kind: 'number' },
          { title: 'Totale', kind: 'number' },
          { title: 'Quota di donne', kind: 'percent', decimals: 1 },
        ],
        source: population.source,
      },
      (rows) => [sum(rows, 'm'), sum(rows, 'f'), sum(rows, ''), shareOf(sum(rows, 'f'), sum(rows, ''))],
    ),
    ...(await findingsBeside(ctx, ['population'], period)),
  ];
};

export const populationChange: BlockProvider = async (ctx, subject, params) => {
  const places = await listPlaces(ctx.tx);
  const population = await readByComune(ctx, 'population');
  const to = choosePeriod(population, params.to);
  const from = choosePeriod(population, params.from ?? population.periods.at(-2));
  const sum = (comuni: readonly Place[], period: string) =>
    sumOf(comuni.map((comune) => population.get(comune.code, period)));
  const change = (comuni: readonly Place[]) => {
    const [before, after] = [sum(comuni, from), sum(comuni, to)];
    return before === null || after === null ? null : after - before;
  };
  const comuni = places.filter((place) => place.kind === 'comune');
  const growing = comuni.filter((comune) => (change([comune]) ?? 0) > 0);
  const overall = change(comuni);
  return [
    p(
      `Dal 1° gennaio ${from} al 1° gennaio ${to} ` +
        `${overall === null ? 'la variazione non si calcola per tutti i comuni' : `l’${subject.ambito} ${overall < 0 ? 'perde' : 'guadagna'} ${formatNumber(Math.abs(overall))} residenti (${formatPercent(shareOf(overall, sum(comuni, from)), { decimals: 1, sign: 'always' })})`}. ` +
        `${growing.length === 0 ? 'Nessun comune cresce.' : `Crescono: ${growing.map((comune) => comune.name).join(', ')}.`}`,
    ),
    tableByComune(
      places,
      {
        id: 'variazione-popolazione',
        caption: `Variazione della popolazione residente per comune, ${from}–${to}`,
        columns: [
          { title: from, group: 'Residenti al 1° gennaio', kind: 'number' },
          { title: to, group: 'Residenti al 1° gennaio', kind: 'number' },
          { title: 'Assoluta', group: 'Variazione', kind: 'number', signed: true },
          { title: 'Percentuale', group: 'Variazione', kind: 'percent', decimals: 1, signed: true },
        ],
        source: population.source,
      },
      (rows) => [sum(rows, from), sum(rows, to), change(rows), shareOf(change(rows), sum(rows, from))],
    ),
  ];
};

export const foreignResidents: BlockProvider = async (ctx, subject, params): Promise<Block[]> => {
  const places = await listPlaces(ctx.tx);
  const foreign = await readByComune(ctx, 'foreign-population');
  const italian = await readByComune(ctx, 'italian-population');
  const population = await readByComune(ctx, 'population');
  const period = choosePeriod(foreign, params.period);
  const sum = (data: ByComune, comuni: readonly Place[]) =>
    sumOf(comuni.map((comune) => data.get(comune.code, period)));
  // Where the source gives Italians and foreigners together, their sum is the whole: it can differ from the residents.
  const wholeOf = (comuni: readonly Place[]) => {
    const [strangers, citizens] = [sum(foreign, comuni), sum(italian, comuni)];
    return strangers !== null && citizens !== null ? strangers + citizens : sum(population, comuni);
  };
  const comuni = places.filter((place) => place.kind === 'comune');
  const ranked = comuni
    .map((comune) => ({ name: comune.name, share: shareOf(sum(foreign, [comune]), wholeOf([comune])) }))
    .filter((one) => one.share !== null)
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
  const [highest, lowest] = [ranked[0], ranked.at(-1)];
  const overall = shareOf(sum(foreign, comuni), wholeOf(comuni));
  const share = (value: number | null) => formatPercent(value, { decimals: 1 });
  return [
    p(
      `Al 1° gennaio ${period} i cittadini stranieri nell’${subject.ambito} sono ${formatNumber(sum(foreign, comuni))}, il ${share(overall)} dei residenti.` +
        (highest && lowest
          ? ` L’incidenza va dal ${share(lowest.share)} di ${lowest.name} al ${share(highest.share)} di ${highest.name}.`
          : ''),
    ),
    tableByComune(
      places,
      {
        id: 'cittadini-stranieri',
        caption: `Cittadini stranieri residenti per comune, 1° gennaio ${period}`,
        columns: [
          { title: 'Italiani', kind: 'number' },
          { title: 'Stranieri', kind: 'number' },
          { title: 'Totale', kind: 'number' },
          { title: 'Incidenza degli stranieri', kind: 'percent', decimals: 1 },
        ],
        source: foreign.source,
      },
      (rows) => [
        sum(italian, rows),
        sum(foreign, rows),
        wholeOf(rows),
        shareOf(sum(foreign, rows), wholeOf(rows)),
      ],
    ),
    ...(await findingsBeside(ctx, ['foreign-population'], period)),
  ];
};
