import { formatNumber, type Lang } from '#platform/i18n/format.js';
import { AGE_GROUPS, type Measure } from './projection/age-vector.js';
import { type Band, bandOf, roundBand, roundingOf } from './projection/band.js';
import { projectionText } from './projection.messages.js';
import type { NamedScenario, Projection } from './projection.types.js';

/** A place so small that its ranges must be looked at first. Residents. */
const SMALL_PLACE = 1_000;

export type Direction = 'up' | 'down' | 'unsure';

/** Whether a group grows or falls can be said when the whole range, as it is said, lies on one side of today. */
export function directionOf(now: number, band: Band): Direction {
  const { low, high } = roundBand(band);
  return low > now ? 'up' : high < now ? 'down' : 'unsure';
}

/** "da 1.900 a 2.300"; "circa 12" where both ends are the same. */
export function sayRange(band: Band, lang: Lang): string {
  const { low, high } = roundBand(band);
  return projectionText(lang)('territory.projection.range', {
    same: low === high ? 'yes' : 'no',
    low: formatNumber(low, { lang }),
    high: formatNumber(high, { lang }),
  });
}

/** "1.900–2.300". */
export function shortRange(band: Band, lang: Lang): string {
  const { low, high } = roundBand(band);
  return low === high
    ? formatNumber(low, { lang })
    : `${formatNumber(low, { lang })}–${formatNumber(high, { lang })}`;
}

/** The middle of the range without digits that it covers. */
export function sayMiddle(band: Band, lang: Lang): string {
  return formatNumber(roundBand(band).value, { lang });
}

/** The difference from today, rounded as the range is. */
export function sayChange(now: number, band: Band, lang: Lang): string {
  const step = roundingOf(band);
  return formatNumber(Math.round((band.value - now) / step) * step, { lang, sign: 'always' });
}

/** "le persone di 6–13 anni". */
export function sayWho(measure: Measure, lang: Lang): string {
  const group = AGE_GROUPS.find(({ code }) => code === measure);
  return projectionText(lang)('territory.projection.who', {
    measure: measure === 'total' ? 'total' : measure === '85+' ? '85' : 'other',
    ages: group ? `${group.from}–${group.to}` : '',
  });
}

/** What the projection says of one group, in a sentence. */
export function sayFuture(
  { choice, course, ground }: Projection,
  measure: Measure,
  lang: Lang,
): string | null {
  if (!course) return null;
  const t = projectionText(lang);
  const years = choice.until - ground.base;
  const now = bandOf(course, 0, measure).value;
  const later = bandOf(course, years, measure);
  const sentence = t('territory.projection.told.sentence', {
    years,
    who: sayWho(measure, lang),
    range: sayRange(later, lang),
    now: formatNumber(now, { lang }),
  });
  return directionOf(now, later) === 'unsure'
    ? `${sentence} ${t('territory.projection.told.unsure')}`
    : sentence;
}

export function isSmall({ course }: Projection): boolean {
  return course !== null && bandOf(course, 0, 'total').value < SMALL_PLACE;
}

/** Each supposition with its figures: for the page, the workbook and the API alike. */
export function sayAssumptions(
  { ground, scenario, choice }: Pick<Projection, 'ground' | 'scenario' | 'choice'>,
  lang: Lang,
): { key: string; label: string; text: string }[] {
  const t = projectionText(lang);
  const number = (value: number, decimals: number, sign: 'negative' | 'always' = 'negative') =>
    formatNumber(value, { decimals, lang, sign });
  const { base, years, backTest } = ground;
  const widening =
    backTest === null ? 'untested' : backTest.widening > 1.05 ? number(backTest.widening, 1) : 'none';
  const values: Record<(typeof SAID)[number], Record<string, string | number>> = {
    base: { base: String(base), until: String(choice.until) },
    years: { first: String(years[0] ?? 'none'), last: String(years.at(-1) ?? '') },
    births: {
      now: number(ground.fertility, 2),
      later: number(scenario.fertility, 2),
      known: ground.birthsKnown ? 'yes' : 'no',
    },
    life: {
      males: number(ground.lifeExpectancy.m, 1),
      females: number(ground.lifeExpectancy.f, 1),
      known: ground.deathsKnown ? 'yes' : 'no',
      gain: scenario.lifeGain,
      gainText: number(scenario.lifeGain, 1, 'always'),
    },
    moves: {
      now: number(ground.migration, 1, 'always'),
      later: number(scenario.migration, 1, 'always'),
    },
    small: {},
    band: { widening },
    not: {},
  };
  return SAID.map((key) => ({
    key,
    label: t(`territory.projection.assume.${key}`),
    text: t(`territory.projection.assume.${key}-text`, values[key]),
  }));
}

const SAID = ['base', 'years', 'births', 'life', 'moves', 'small', 'band', 'not'] as const;

/** "Scenario centrale"; the office's own are named as it named them. */
export function sayScenario({ name, own }: Pick<NamedScenario, 'name' | 'own'>, lang: Lang): string {
  return projectionText(lang)('territory.projection.scenario-told', {
    name: own ? `«${name}»` : name.toLocaleLowerCase(lang),
  });
}

/** A sentence begins with a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the picture finds, and of which place and scenario it is. Empty when the place cannot be projected. */
export function projectionWords(
  { choice, course, ground, place, scenario }: Projection,
  lang: Lang,
): { heading: string; subtitle: string } {
  const t = projectionText(lang);
  if (!course) return { heading: '', subtitle: place.name };
  return {
    heading: t('territory.projection.heading', {
      year: String(choice.until),
      base: String(ground.base),
      who: sayWho(choice.measure, lang),
      range: sayRange(bandOf(course, choice.until - ground.base, choice.measure), lang),
      now: formatNumber(bandOf(course, 0, choice.measure).value, { lang }),
    }),
    subtitle: t('territory.projection.subtitle', {
      place: place.name,
      scenario: capital(sayScenario(scenario, lang)),
    }),
  };
}
