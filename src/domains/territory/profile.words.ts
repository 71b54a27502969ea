import { formatNumber, type Lang } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { sayValue } from './metric.words.js';
import { profileText } from './profile.messages.js';
import { compareRounded } from './profile.rules.js';
import type { Profile, ProfileMetric } from './profile.types.js';

/** "più anziano della media dell'ambito (196,2)"; null where there is nothing to compare with. */
export function sayAgainst({ metric, latest, whole }: ProfileMetric, lang: Lang): string | null {
  if (whole === null || latest?.value === null || latest === null) return null;
  const t = profileText(lang);
  const keys = [`territory.profile.than.${metric.code}`, `territory.profile.growth.${metric.code}`];
  const key = keys.find(hasMessage) ?? 'territory.profile.than.other';
  const words = translate(lang, key, {
    direction: compareRounded(latest.value, whole, metric.decimals),
    of: t('territory.profile.ref.ambito'),
  });
  return t('territory.profile.against-value', { words, value: sayValue(metric, whole, lang) });
}

/** "in calo dal 2020 (13,1 %)"; null without an earlier year. */
export function sayChange({ metric, latest, before }: ProfileMetric, lang: Lang): string | null {
  if (!before || latest?.value === null || !latest) return null;
  const direction = { over: 'up', under: 'down', same: 'same' }[
    compareRounded(latest.value, before.value, metric.decimals)
  ];
  return profileText(lang)('territory.profile.since', {
    direction,
    year: String(before.year),
    before: sayValue(metric, before.value, lang),
  });
}

/** One or two sentences on who lives there, written from the figures. */
export function sayLead({ place, population }: Profile, lang: Lang): string {
  const t = profileText(lang);
  const known = population.filter((one) => one.value !== null);
  const [before, last] = [known.at(-2), known.at(-1)];
  const number = (value: number | null) => formatNumber(value, { lang });
  if (!last || last.value === null) return t('territory.profile.no-data');
  const first = t('territory.profile.lead', {
    residents: number(last.value),
    year: String(last.year),
    comuni: place.comuni.length,
    kind: place.kind === 'comune' ? 'comune' : 'group',
  });
  if (!before || before.value === null) return first;
  const change = last.value - before.value;
  const second = t('territory.profile.lead-change', {
    amount: number(Math.abs(change)),
    direction: change > 0 ? 'up' : change < 0 ? 'down' : 'same',
    year: String(before.year),
  });
  return `${first} ${second}`;
}

/** "Comune del Casalasco, provincia di CR"; "Sub-ambito". */
export function sayKind({ place, holder }: Profile, lang: Lang): string {
  const t = profileText(lang);
  if (place.kind === 'comune')
    return t('territory.profile.comune-of', {
      area: holder?.name ?? '',
      areaKind: holder ? 'some' : 'none',
      province: place.province ?? '',
    });
  return t(place.kind === 'area' ? 'territory.profile.subtitle.area' : 'territory.profile.subtitle.ambito');
}

/** A long unit would break the big figure in two: it goes into the label. */
const isShortUnit = (unit: string) => unit.length <= 1;

/** The figure alone, with its sign where that is one letter. */
export function shortValue({ metric, latest }: ProfileMetric, lang: Lang): string {
  return sayValue(
    { ...metric, unit: isShortUnit(metric.unit) ? metric.unit : '' },
    latest?.value ?? null,
    lang,
  );
}

/** "Densità abitativa (ab./km²), 2021". */
export function shortLabel({ metric, latest }: ProfileMetric): string {
  const unit = isShortUnit(metric.unit) ? '' : ` (${metric.unit})`;
  return latest ? `${metric.name}${unit}, ${latest.year}` : `${metric.name}${unit}`;
}

/** What is said under a key figure. */
export function keyNote(one: ProfileMetric, holder: string | null, lang: Lang): string {
  const area =
    holder !== null && one.area !== null
      ? profileText(lang)('territory.profile.area-value', {
          name: holder,
          value: sayValue(one.metric, one.area, lang),
        })
      : null;
  return [sayAgainst(one, lang), area, sayChange(one, lang)].filter((part) => part !== null).join('; ');
}
