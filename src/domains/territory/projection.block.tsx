import { type Block, type LiveBlock, type LiveBlockParam, p, type Table } from '#domains/documents/index.js';
import { BandSeries, describeBandSeries } from '#platform/charts/band-series.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { Refused } from '#platform/errors.js';
import { formatNumber } from '#platform/i18n/format.js';
import { briefSource } from './looks/look.notes.js';
import { listPlaces } from './place.sql.js';
import { MEASURES, type Measure } from './projection/age-vector.js';
import { bandOf, type PlaceCourse, roundBand } from './projection/band.js';
import { HORIZON, SHIPPED_SCENARIOS } from './projection/scenario.types.js';
import { seriesOf } from './projection.figure.js';
import { projectionText } from './projection.messages.js';
import { readProjection } from './projection.reading.js';
import type { Projection } from './projection.types.js';
import { sayFuture, sayScenario, shortRange } from './projection.words.js';
import { listOwnScenarios } from './projection-scenario.sql.js';

const isMeasure = (text: string): text is Measure => MEASURES.some((one) => one === text);

const place: LiveBlockParam = {
  name: 'territory',
  label: { it: 'Territorio', en: 'Place' },
  choices: async (ctx) =>
    (await listPlaces(ctx.tx))
      .filter(({ kind }) => kind === 'ambito' || kind === 'area' || kind === 'comune')
      .map(({ code, name }) => ({ value: code, label: name })),
};

const scenario: LiveBlockParam = {
  name: 'scenario',
  label: { it: 'Scenario', en: 'Scenario' },
  choices: async (ctx) => [
    ...SHIPPED_SCENARIOS.map((code) => ({
      value: code,
      label: projectionText(ctx.lang)(`territory.projection.scenario.${code}`),
    })),
    // A plan is published: what it shows must be for everybody.
    ...(await listOwnScenarios(ctx.tx, true)).map(({ code, name }) => ({ value: code, label: name })),
  ],
};

const group: LiveBlockParam = {
  name: 'group',
  label: { it: 'Persone nel grafico', en: 'People in the chart' },
  choices: async (ctx) =>
    MEASURES.map((measure) => ({
      value: measure,
      label: projectionText(ctx.lang)(`territory.projection.measure.${measure}`),
    })),
};

const years: LiveBlockParam = {
  name: 'years',
  label: { it: 'Anni in avanti', en: 'Years ahead' },
  choices: async () =>
    Array.from({ length: HORIZON }, (_, year) => ({ value: String(year + 1), label: String(year + 1) })),
};

/** Parameters of the block that shows a page's choice; the years are told from the start, which moves on. */
export function paramsOfProjection({ choice, ground }: Projection): Record<string, string> {
  return {
    territory: choice.place,
    scenario: choice.scenario,
    group: choice.measure,
    years: String(choice.until - ground.base),
  };
}

/** Residents over the next ten years in a plan's chapter: what is said, the course with its band, the age groups. */
export const projectionBlock: LiveBlock = {
  params: [place, scenario, group, years],
  build: async (ctx, { lang }, params): Promise<Block[]> => {
    const t = projectionText(lang);
    const measure = params.group ?? '85+';
    const reading = await readProjection(
      { ...ctx, lang },
      {
        luogo: params.territory,
        scenario: params.scenario,
        gruppo: isMeasure(measure) ? measure : '85+',
        ...(params.years === undefined ? {} : { years: Number(params.years) }),
      },
      true,
    );
    if (reading.kind === 'lack') throw new Refused('territory.projection.block.lack');
    const { projection } = reading;
    const { course } = projection;
    if (!course)
      throw new Refused('territory.projection.block.missing', {
        place: projection.place.name,
        names: projection.place.missing.join(', '),
      });
    return [
      p(
        t('territory.projection.block.text', {
          sentence: sayFuture(projection, projection.choice.measure, lang) ?? '',
          fertility: formatNumber(projection.scenario.fertility, { decimals: 2, lang }),
          life: formatNumber(projection.scenario.lifeGain, { decimals: 1, lang, sign: 'always' }),
          migration: formatNumber(projection.scenario.migration, { decimals: 1, lang, sign: 'always' }),
        }),
      ),
      figureOf(projection, lang),
      tableOf(projection, course, lang),
    ];
  },
};

function figureOf(projection: Projection, lang: 'it'): Block {
  const t = projectionText(lang);
  const series = seriesOf(projection, lang, `proiezione-${projection.place.code}`);
  return {
    kind: 'figure',
    svg: svgDocument(<BandSeries {...series} />),
    alt: describeBandSeries(series),
    caption: t('territory.projection.block.figure', {
      measure: t(`territory.projection.measure.${projection.choice.measure}`),
      place: projection.place.name,
      from: series.seen[0]?.period ?? String(projection.ground.base),
      until: String(projection.choice.until),
      scenario: scenarioIn(projection, lang),
    }),
    source: sourceOf(projection, lang),
  };
}

function tableOf(projection: Projection, course: PlaceCourse, lang: 'it'): Table {
  const t = projectionText(lang);
  const { ground, choice } = projection;
  const [base, until] = [String(ground.base), String(choice.until)];
  return {
    kind: 'table',
    caption: t('territory.projection.block.caption', {
      place: projection.place.name,
      base,
      until,
      scenario: scenarioIn(projection, lang),
    }),
    columns: [
      { title: t('territory.projection.table-ages'), kind: 'text', width: 2 },
      { title: base, kind: 'number', decimals: 0 },
      { title: until, kind: 'number', decimals: 0 },
      { title: t('territory.projection.table-range', { until }), kind: 'text', align: 'end' },
    ],
    rows: MEASURES.map((measure) => {
      const later = bandOf(course, choice.until - ground.base, measure);
      return {
        cells: [
          t(`territory.projection.measure.${measure}`),
          bandOf(course, 0, measure).value,
          roundBand(later).value,
          shortRange(later, lang),
        ],
        ...(measure === 'total' ? { style: 'total' as const } : {}),
      };
    }),
    notes: [t('territory.projection.block.note')],
    source: sourceOf(projection, lang),
  };
}

/** In the course of a caption. */
function scenarioIn({ scenario }: Projection, lang: 'it'): string {
  const said = sayScenario(scenario, lang);
  return said.charAt(0).toLowerCase() + said.slice(1);
}

function sourceOf({ ground }: Projection, lang: 'it'): string {
  return projectionText(lang)('territory.projection.block.source', {
    sources: briefSource(ground.sources, lang),
  });
}
