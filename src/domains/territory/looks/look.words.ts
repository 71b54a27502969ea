import { joinWords } from '#platform/charts/chart-words.js';
import { formatNumber, formatPercent, type Lang } from '#platform/i18n/format.js';
import type { MetricValue } from '../metric.types.js';
import { noteOf, sayValue } from '../metric.words.js';
import { lookText } from './look.messages.js';
import { MOST_NAMES } from './look.notes.js';
import { courseOf, FEW_PAIRS, rankShown, sharesOf, type Tie, tieOf } from './look.rules.js';
import type { AgePyramid, Look } from './look.types.js';

/** The finding of the picture, as a sentence written from its data. */
export function headingOf(look: Look, lang: Lang): string {
  switch (look.choice.kind) {
    case 'series':
      return look.lines.length === 1 ? oneCourse(look, lang) : manyCourses(look, lang);
    case 'panels':
      return manyCourses(look, lang);
    case 'scatter':
      return scatterHeading(look, lang);
    case 'pyramid':
      return pyramidHeading(look, lang);
    case 'table':
      return lookText(lang)('territory.look.heading.table', {
        metric: look.metric.name,
        count: look.lines.length,
        span: spanOf(look).join('–'),
      });
    default:
      return rankHeading(look, lang);
  }
}

function rankHeading({ metric, choice, values, reference }: Look, lang: Lang): string {
  const t = lookText(lang);
  const say = (value: number) => sayValue(metric, value, lang);
  const { level } = choice;
  const ranking = rankShown(values, metric.decimals);
  switch (ranking.kind) {
    case 'none':
      return t('territory.look.heading.none', { metric: metric.name, year: String(choice.year), level });
    case 'one':
      return t('territory.look.heading.one', {
        place: ranking.only.name,
        value: say(ranking.only.value),
      });
    case 'equal':
      return t('territory.look.heading.equal', { count: ranking.count, level, value: say(ranking.value) });
    case 'tie':
      return t('territory.look.heading.tie', {
        count: ranking.first.length,
        names: joinWords(
          ranking.first.map(({ name }) => name),
          lang,
        ),
        level,
        value: say(ranking.first[0]?.value ?? 0),
      });
    case 'first': {
      const { name, value } = ranking.first;
      return reference === null || reference.value === null
        ? t('territory.look.heading.first', { place: name, value: say(value) })
        : t('territory.look.heading.first-against', {
            place: name,
            value: say(value),
            reference: say(reference.value),
            name: reference.place.name,
          });
    }
  }
}

function oneCourse({ metric, lines }: Look, lang: Lang): string {
  const t = lookText(lang);
  const say = (value: number) => sayValue(metric, value, lang);
  const [line] = lines;
  const course = line ? courseOf(line, metric.decimals) : null;
  if (line && course)
    return t('territory.look.heading.course', {
      place: line.place.name,
      direction: course.direction,
      from: say(course.from.value),
      fromYear: String(course.from.year),
      to: say(course.to.value),
      toYear: String(course.to.year),
    });
  const only = line?.points.find(({ value }) => value !== null);
  return only
    ? t('territory.look.heading.course-one', {
        place: line?.place.name ?? '',
        value: say(only.value ?? 0),
        year: String(only.year),
      })
    : t('territory.look.heading.courses-none', { metric: metric.name });
}

/** Only places known at both ends of the same span are counted together. */
function manyCourses({ metric, lines }: Look, lang: Lang): string {
  const t = lookText(lang);
  const courses = lines.flatMap((line) => courseOf(line, metric.decimals) ?? []);
  const from = Math.min(...courses.map((course) => course.from.year));
  const to = Math.max(...courses.map((course) => course.to.year));
  const whole = courses.filter((course) => course.from.year === from && course.to.year === to);
  if (whole.length === 0) return t('territory.look.heading.courses-none', { metric: metric.name });
  const count = (direction: string) => whole.filter((course) => course.direction === direction).length;
  const all = (['up', 'down', 'same'] as const).find((direction) => count(direction) === whole.length);
  return t('territory.look.heading.courses', {
    all: all ?? 'mixed',
    from: String(from),
    to: String(to),
    up: count('up'),
    down: count('down'),
    count: whole.length,
  });
}

function tieBetween({ values, otherValues }: Look): Tie {
  const others = new Map(otherValues.map(({ place, value }) => [place.code, value]));
  return tieOf(
    values.flatMap(({ place, value }) => {
      const other = others.get(place.code) ?? null;
      return value === null || other === null ? [] : [{ x: value, y: other }];
    }),
  );
}

function scatterHeading(look: Look, lang: Lang): string {
  const t = lookText(lang);
  const tie = tieBetween(look);
  const names = { x: look.metric.name, y: look.other?.name ?? '' };
  switch (tie.kind) {
    case 'few':
      return t('territory.look.heading.scatter-few', { count: tie.count, year: String(look.choice.year) });
    case 'flat':
      return t('territory.look.heading.scatter-flat', { name: names[tie.which] });
    default:
      return t(`territory.look.heading.scatter-${tie.kind}`, names);
  }
}

function pyramidHeading({ pyramids }: Look, lang: Lang): string {
  const t = lookText(lang);
  const [first, second] = pyramids;
  const shares = first ? sharesOf(first) : null;
  const others = second ? sharesOf(second) : null;
  if (!first || !shares) return t('territory.look.empty-ages-title');
  const said = {
    place: first.place.name,
    year: String(first.year),
    old: formatPercent(shares.old, { lang }),
  };
  if (!second || !others) return t('territory.look.heading.pyramid', said);
  return t('territory.look.heading.pyramid-over', {
    ...said,
    otherOld: formatPercent(others.old, { lang }),
    over: overOf(first, second, lang),
  });
}

function overOf(first: AgePyramid, second: AgePyramid, lang: Lang): string {
  const t = lookText(lang);
  const values = { place: second.place.name, year: String(second.year) };
  if (second.place.code === first.place.code) return t('territory.look.heading.over-year', values);
  return t(`territory.look.heading.over-${second.year === first.year ? 'place' : 'both'}`, values);
}

/** "Ambito Oglio Po 2024": which population a bar or an outline is. */
export function namePyramid({ place, year }: AgePyramid): string {
  return `${place.name} ${year}`;
}

/** First and last year of what is drawn; one year alone when they are the same. */
export function spanOf({ lines, choice }: Look): string[] {
  const years = lines.flatMap(({ points }) => points.map(({ year }) => year));
  const [from, to] =
    years.length === 0 ? [choice.year, choice.year] : [Math.min(...years), Math.max(...years)];
  return from === to ? [String(from)] : [String(from), String(to)];
}

/** Measure, unit and year, under the finding. */
export function subtitleOf(look: Look, lang: Lang): string {
  const t = lookText(lang);
  const { metric, other, choice } = look;
  const [from = '', to] = spanOf(look);
  switch (choice.kind) {
    case 'pyramid':
      return t('territory.look.subtitle.pyramid');
    case 'scatter':
      return t('territory.look.subtitle.scatter', {
        x: metric.name,
        y: other?.name ?? '',
        year: String(choice.year),
        level: choice.level,
      });
    case 'series':
    case 'panels':
    case 'table':
      return to === undefined
        ? t('territory.look.subtitle.year', { explanation: metric.explanation, year: from })
        : t('territory.look.subtitle.span', { explanation: metric.explanation, from, to });
    default:
      return t('territory.look.subtitle.year', {
        explanation: metric.explanation,
        year: String(choice.year),
      });
  }
}

/** What the picture is of, in few words: its name for who does not see it, and in lists. */
export function titleOf(look: Look, lang: Lang): string {
  const t = lookText(lang);
  const { metric, other, choice, pyramids } = look;
  const [from = '', to] = spanOf(look);
  switch (choice.kind) {
    case 'pyramid':
      return t('territory.look.picture.pyramid', { names: joinWords(pyramids.map(namePyramid), lang) });
    case 'scatter':
      return t('territory.look.picture.scatter', {
        x: metric.name,
        y: other?.name ?? '',
        year: String(choice.year),
      });
    case 'series':
    case 'panels':
    case 'table':
      if (to !== undefined) return t('territory.look.picture.span', { metric: metric.name, from, to });
      break;
    default:
  }
  return t('territory.look.picture.year', {
    metric: metric.name,
    year: String(choice.year),
    level: choice.level,
  });
}

/** A sentence, with the figure that matters set apart. */
export interface Sentence {
  before: string;
  strong?: string;
  after?: string;
}

/** What the picture says, in two or three sentences. */
export function toldOf(look: Look, lang: Lang): Sentence[] {
  switch (look.choice.kind) {
    case 'series':
    case 'panels':
      return toldCourses(look, lang);
    case 'scatter':
      return toldScatter(look, lang);
    case 'pyramid':
      return toldPyramids(look, lang);
    case 'table':
      return [
        { before: lookText(lang)('territory.look.told.table', { count: look.lines.length }) },
        ...toldCourses({ ...look, lines: look.referenceLine ? [look.referenceLine] : [] }, lang),
      ];
    default:
      return toldRanking(look, lang);
  }
}

function toldRanking({ metric, choice, whole, values, reference }: Look, lang: Lang): Sentence[] {
  const t = lookText(lang);
  const say = (value: number) => sayValue(metric, value, lang);
  const here = whole.find(({ year }) => year === choice.year);
  const ranking = rankShown(values, metric.decimals);
  const sentences: Sentence[] = [];
  if (here && here.value !== null) {
    const hasEnds = ranking.kind === 'first' || ranking.kind === 'tie';
    const high =
      ranking.kind === 'first' ? ranking.first : ranking.kind === 'tie' ? ranking.first[0] : undefined;
    sentences.push({
      before: `${t('territory.look.told.value')} `,
      strong: say(here.value),
      after:
        hasEnds && high
          ? t('territory.look.told.range', {
              low: say(ranking.last.value),
              lowPlace: ranking.last.name,
              high: say(high.value),
              highPlace: high.name,
            })
          : '.',
    });
  } else if (here)
    sentences.push({ before: t('territory.look.told.missing', { note: noteOf(here, lang) ?? '' }) });
  const over = countOver(values, reference, metric.decimals);
  if (over && reference && reference.value !== null)
    sentences.push({
      before: t('territory.look.told.over', {
        ...over,
        level: choice.level,
        name: reference.place.name,
        value: say(reference.value),
      }),
    });
  const earlier = whole.filter(({ year, value }) => year < choice.year && value !== null).at(-1);
  if (here && here.value !== null && earlier && earlier.value !== null) {
    const change = Number((here.value - earlier.value).toFixed(metric.decimals));
    sentences.push({
      before: t('territory.look.told.change', {
        year: String(earlier.year),
        before: say(earlier.value),
        direction: change > 0 ? 'up' : change < 0 ? 'down' : 'same',
      }),
    });
  }
  return sentences;
}

/** How many places are over the value compared with, as values are written. */
export function countOver(
  values: readonly MetricValue[],
  reference: MetricValue | null,
  decimals: number,
): { over: number; equal: number; of: number } | null {
  if (reference === null || reference.value === null) return null;
  const limit = Number(reference.value.toFixed(decimals));
  const others = values.flatMap(({ value, place }) =>
    value === null || place.code === reference.place.code ? [] : [Number(value.toFixed(decimals))],
  );
  if (others.length < 2) return null;
  return {
    over: others.filter((value) => value > limit).length,
    equal: others.filter((value) => value === limit).length,
    of: others.length,
  };
}

function toldCourses({ metric, lines }: Look, lang: Lang): Sentence[] {
  const t = lookText(lang);
  const say = (value: number) => sayValue(metric, value, lang);
  return lines.slice(0, MOST_NAMES).flatMap((line) => {
    const course = courseOf(line, metric.decimals);
    return course
      ? [
          {
            before: t('territory.look.told.course', {
              place: line.place.name,
              from: say(course.from.value),
              fromYear: String(course.from.year),
              to: say(course.to.value),
              toYear: String(course.to.year),
            }),
          },
        ]
      : [];
  });
}

function toldScatter(look: Look, lang: Lang): Sentence[] {
  const t = lookText(lang);
  const tie = tieBetween(look);
  if (tie.kind === 'few')
    return [{ before: t('territory.look.told.scatter-few', { least: FEW_PAIRS, count: tie.count }) }];
  if (tie.kind === 'flat') return [];
  return [
    {
      before: t('territory.look.told.scatter', {
        rho: formatNumber(tie.rho, { decimals: 2, lang }),
        count: tie.count,
        isSure: tie.kind === 'none' ? 'no' : 'yes',
      }),
    },
  ];
}

function toldPyramids({ pyramids }: Look, lang: Lang): Sentence[] {
  return pyramids.flatMap((pyramid) => {
    const shares = sharesOf(pyramid);
    if (!shares) return [];
    return [
      {
        before: lookText(lang)('territory.look.told.pyramid', {
          place: pyramid.place.name,
          year: String(pyramid.year),
          total: formatNumber(shares.total, { lang }),
          young: formatPercent(shares.young, { lang }),
          old: formatPercent(shares.old, { lang }),
        }),
      },
    ];
  });
}
