import type { VNode } from 'preact';
import { BandSeries, type BandSeriesProps } from '#platform/charts/band-series.js';
import { type AgeClass, Pyramid } from '#platform/charts/pyramid.js';
import type { Lang } from '#platform/i18n/format.js';
import { MEASURES, type Population, sumAges } from './projection/age-vector.js';
import { bandOf } from './projection/band.js';
import { projectionText } from './projection.messages.js';
import type { Projection } from './projection.types.js';
import { sayRange, sayScenario, shortRange } from './projection.words.js';

export const NARROW = 340;

/** What the chart of a projection shows; drawings and their words are made of it. */
export function seriesOf(projection: Projection, lang: Lang, id: string): BandSeriesProps {
  const { choice, course, seen, ground, place, scenario, compared } = projection;
  const t = projectionText(lang);
  const { measure } = choice;
  const index = MEASURES.indexOf(measure);
  const years = Array.from({ length: choice.until - ground.base }, (_, year) => year + 1);
  const end = course ? bandOf(course, choice.until - ground.base, measure) : null;
  const period = (year: number) => String(ground.base + year);
  return {
    id,
    lang,
    title: t('territory.projection.chart', {
      measure: t(`territory.projection.measure.${measure}`),
      place: place.name,
      from: String(seen[0]?.year ?? ground.base),
      to: String(choice.until),
    }),
    seenName: t('territory.projection.seen'),
    seen: seen.map(({ year, values }) => ({ period: String(year), value: values[index] ?? 0 })),
    bandName: sayScenario(scenario, lang),
    bandEnd: end ? shortRange(end, lang) : '',
    band: course
      ? years.map((year) => {
          const band = bandOf(course, year, measure);
          return { period: period(year), ...band, said: sayRange(band, lang) };
        })
      : [],
    others: compared
      .filter((one) => one.scenario.code !== scenario.code)
      .map((one) => ({
        name: one.scenario.name,
        points: years.map((year) => ({
          period: period(year),
          value: bandOf(one.course, year, measure).value,
        })),
      })),
  };
}

export function ProjectionSeries(props: {
  projection: Projection;
  lang: Lang;
  id: string;
  narrow?: boolean;
}): VNode {
  const series = seriesOf(props.projection, props.lang, props.id);
  return <BandSeries {...series} {...(props.narrow ? { width: NARROW, height: 280 } : {})} />;
}

const FIVE = 5;
const LAST_FIVE = 90;

/** Five-year classes up to 90 and over. */
function classesOf(population: Population): AgeClass[] {
  return Array.from({ length: LAST_FIVE / FIVE + 1 }, (_, index) => {
    const from = index * FIVE;
    const [to, label] =
      from === LAST_FIVE ? [undefined, `${from}+`] : [from + FIVE - 1, `${from}–${from + FIVE - 1}`];
    return {
      label,
      male: Math.round(sumAges(population.m, from, to)),
      female: Math.round(sumAges(population.f, from, to)),
    };
  });
}

/** Then as bars, now as a line over them. */
export function ProjectionPyramid(props: {
  projection: Projection;
  now: Population;
  later: Population;
  lang: Lang;
  id: string;
  narrow?: boolean;
}): VNode {
  const { projection, lang } = props;
  const t = projectionText(lang);
  const { choice, ground } = projection;
  return (
    <Pyramid
      id={props.id}
      lang={lang}
      title={t('territory.projection.pyramid', { until: String(choice.until), base: String(ground.base) })}
      classes={classesOf(props.later)}
      comparison={{
        name: t('territory.projection.pyramid-now', { base: String(ground.base) }),
        classes: classesOf(props.now),
      }}
      width={props.narrow ? NARROW : 560}
    />
  );
}

/** People of 65 and over in 100 residents. */
export function shareOfOld(population: Population): number {
  const old = sumAges(population.m, 65) + sumAges(population.f, 65);
  const all = sumAges(population.m) + sumAges(population.f);
  return all > 0 ? (old / all) * 100 : 0;
}
