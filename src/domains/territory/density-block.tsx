import { type BlockProvider, p, type Table } from '#domains/documents/index.js';
import { Bars, describeBars } from '#platform/charts/bars.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { ChoroplethMap, describeMap } from '#platform/charts/map.js';
import { classScale } from '#platform/charts/scale-classes.js';
import type { Ctx } from '#platform/http/context.js';
import { formatMeasure, formatNumber, formatPercent } from '#platform/i18n/format.js';
import { choosePeriod, readByComune, shareOf, sumOf, tableByComune } from './context-block.js';
import { listPlaces } from './place.sql.js';
import type { Place } from './place.types.js';
import { findMap } from './territory-map.js';

const MAP_SIZE = { width: 640, maxHeight: 620 };
const UNIT = 'ab./km²';

interface Density {
  places: Place[];
  comuni: Place[];
  period: string;
  source: string;
  residents: (comuni: readonly Place[]) => number | null;
  km2: (comuni: readonly Place[]) => number | null;
  density: (comuni: readonly Place[]) => number | null;
}

/** Residents over km²: for several comuni both are summed first, then divided. */
async function readDensity(ctx: Ctx, asked: string | undefined): Promise<Density> {
  const places = await listPlaces(ctx.tx);
  const population = await readByComune(ctx, 'population');
  const land = await readByComune(ctx, 'land-area');
  const period = choosePeriod(population, asked);
  const landPeriod = land.periods.at(-1) ?? '';
  const residents = (comuni: readonly Place[]) =>
    sumOf(comuni.map((comune) => population.get(comune.code, period)));
  // Land hardly changes: where the figures have none of a comune, the list of Italy's comuni has.
  const km2 = (comuni: readonly Place[]) =>
    sumOf(comuni.map((comune) => land.get(comune.code, landPeriod) ?? comune.km2));
  return {
    places,
    comuni: places.filter((place) => place.kind === 'comune'),
    period,
    source: [...new Set([population.source, land.source].filter(Boolean))].join('; '),
    residents,
    km2,
    density: (comuni) => {
      const [people, area] = [residents(comuni), km2(comuni)];
      return people === null || area === null || area === 0 ? null : people / area;
    },
  };
}

export const keyFigures: BlockProvider = async (ctx, _subject, params) => {
  const { comuni, period, residents, km2, density } = await readDensity(ctx, params.period);
  const foreign = await readByComune(ctx, 'foreign-population');
  const foreignPeriod = foreign.periods.at(-1);
  const strangers =
    foreignPeriod === undefined ? null : sumOf(comuni.map((one) => foreign.get(one.code, foreignPeriod)));
  const whole = foreignPeriod === undefined ? null : sumOf(await populationIn(ctx, comuni, foreignPeriod));
  const share = shareOf(strangers, whole);
  return [
    {
      kind: 'keyFigures',
      items: [
        { value: formatNumber(comuni.length), label: 'comuni' },
        { value: formatNumber(residents(comuni)), label: 'residenti', note: `1° gennaio ${period}` },
        {
          value: formatMeasure(km2(comuni), 'km²', { decimals: 1 }),
          label: 'superficie',
          note: `${formatMeasure(density(comuni), UNIT, { decimals: 1 })}`,
        },
        ...(share === null
          ? []
          : [
              {
                value: formatPercent(share, { decimals: 1 }),
                label: 'cittadini stranieri',
                note: `1° gennaio ${foreignPeriod}`,
              },
            ]),
      ],
    },
  ];
};

/** The whole of which foreign residents are a share, as in the table of foreign residents. */
async function populationIn(ctx: Ctx, comuni: readonly Place[], period: string): Promise<(number | null)[]> {
  const foreign = await readByComune(ctx, 'foreign-population');
  const italian = await readByComune(ctx, 'italian-population');
  const population = await readByComune(ctx, 'population');
  return comuni.map((one) => {
    const [strangers, citizens] = [foreign.get(one.code, period), italian.get(one.code, period)];
    return strangers !== null && citizens !== null ? strangers + citizens : population.get(one.code, period);
  });
}

export const densityMap: BlockProvider = async (ctx, subject, params) => {
  const { places, comuni, period, source, residents, km2, density } = await readDensity(ctx, params.period);
  const shapes = await findMap(ctx, MAP_SIZE);
  const values = comuni.map((comune) => ({
    code: comune.code,
    name: comune.name,
    value: density([comune]),
    label: formatMeasure(density([comune]), UNIT, { decimals: 1 }),
  }));
  const caption = `Densità abitativa dei comuni dell’${subject.ambito}, 1° gennaio ${period}`;
  const scale = classScale(
    values.map((one) => one.value),
    { unit: UNIT, decimals: 1 },
  );
  const bars = values.map((one) => ({ label: one.name, value: one.value }));
  const drawing = shapes ? (
    <ChoroplethMap id="mappa-densita" title={caption} shapes={shapes} values={values} scale={scale} />
  ) : (
    <Bars id="densita" title={caption} bars={bars} unit={UNIT} decimals={1} />
  );
  const alt = shapes
    ? describeMap({ shapes, values, scale })
    : describeBars({ bars, unit: UNIT, decimals: 1 });
  return [
    p(
      `Nei ${formatMeasure(km2(comuni), 'km²', { decimals: 2 })} dell’ambito vivono in media ${formatMeasure(density(comuni), UNIT, { decimals: 1 })}.`,
    ),
    {
      kind: 'figure',
      id: 'figura-densita',
      svg: svgDocument(drawing),
      alt,
      caption,
      source,
      ...(shapes?.source === 'points'
        ? {
            note: 'I confini sono indicativi: ogni comune è l’area più vicina al suo capoluogo che agli altri.',
          }
        : {}),
    },
    tableByComune(
      places,
      {
        id: 'densita',
        caption: `Superficie, residenti e densità per comune, 1° gennaio ${period}`,
        columns: [
          { title: 'Superficie (km²)', kind: 'number', decimals: 2 },
          { title: 'Residenti', kind: 'number' },
          { title: 'Densità (ab./km²)', kind: 'number', decimals: 1 },
        ],
        source,
      },
      (rows) => [km2(rows), residents(rows), density(rows)],
    ),
  ];
};

/** Thresholds of ISTAT's usual classes for small comuni: up to 1.000, 2.000, 3.000, 5.000, 15.000 residents. */
const LIMITS = [1_000, 2_000, 3_000, 5_000, 15_000];

export const sizeClasses: BlockProvider = async (ctx, _subject, params) => {
  const { comuni, period, source, residents } = await readDensity(ctx, params.period);
  const classes = [...LIMITS, Number.POSITIVE_INFINITY].map((limit, index) => {
    const over = index === 0 ? 0 : (LIMITS[index - 1] ?? 0);
    const inside = comuni.filter((comune) => {
      const people = residents([comune]);
      return people !== null && people > over && people <= limit;
    });
    return { label: labelOf(over, limit), inside, people: residents(inside) };
  });
  const total = residents(comuni);
  const table: Table = {
    kind: 'table',
    id: 'classi-ampiezza',
    caption: `Comuni per classe di ampiezza demografica, 1° gennaio ${period}`,
    columns: [
      { title: 'Residenti', kind: 'text', width: 2 },
      { title: 'Comuni', kind: 'number', width: 1 },
      { title: 'Popolazione', kind: 'number', width: 1.3 },
      { title: 'Quota della popolazione', kind: 'percent', decimals: 1, width: 1.4 },
      { title: 'Quali', kind: 'text', width: 4 },
    ],
    rows: classes.map(({ label, inside, people }) => ({
      cells: [
        label,
        inside.length,
        people,
        shareOf(people, total),
        inside.map((comune) => comune.name).join(', ') || '—',
      ],
    })),
    footer: [{ cells: ['Totale', comuni.length, total, shareOf(total, total), ''], style: 'total' }],
    source,
  };
  return [table];
};

function labelOf(over: number, limit: number): string {
  if (over === 0) return `fino a ${formatNumber(limit)}`;
  if (limit === Number.POSITIVE_INFINITY) return `oltre ${formatNumber(over)}`;
  return `da ${formatNumber(over + 1)} a ${formatNumber(limit)}`;
}
