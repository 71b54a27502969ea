import { joinWords } from '#platform/charts/chart-words.js';
import { formatMeasure, type Lang } from '#platform/i18n/format.js';
import type { MetricSource } from '../metric.sql.js';
import { sourceText } from '../source-names.js';
import { lookText } from './look.messages.js';
import { FEW_CASES, listFewCases } from './look.rules.js';
import type { Look } from './look.types.js';

/** Names that a sentence still bears; beyond, they are counted. */
export const MOST_NAMES = 3;

/** What must be known to read the picture rightly: few cases, missing places, borders that are not the true ones. */
export function notesOf(look: Look, lang: Lang): string[] {
  const t = lookText(lang);
  const { choice, asked, reference, map, boundaries } = look;
  const notes: string[] = [];
  if (choice.kind === 'pyramid') {
    if (look.pyramids.length > 1) notes.push(t('territory.look.note.ages-other'));
    return notes;
  }
  const isOfYear = choice.kind === 'map' || choice.kind === 'bars' || choice.kind === 'scatter';
  if (isOfYear) {
    const few = listFewCases(look.values).map(({ place }) => place.name);
    if (few.length > 0) notes.push(sayFew(few, lang));
    const missing = look.values.filter(({ value }) => value === null).map(({ place }) => place.name);
    if (missing.length > 0 && missing.length < look.values.length) notes.push(sayMissing(missing, lang));
  }
  if (choice.against !== null && (reference === null || reference.value === null)) {
    const name = look.options.against.find(({ code }) => code === choice.against)?.name;
    if (name !== undefined && isOfYear) notes.push(t('territory.look.note.reference', { name }));
  }
  if (asked === 'map' && choice.kind === 'bars') notes.push(t('territory.look.note.no-map'));
  if (choice.kind === 'map' && map?.source === 'points') notes.push(t('territory.look.note.cells'));
  else if (choice.kind === 'map' && boundaries)
    notes.push(t('territory.look.note.boundaries', { source: sourceText([boundaries], lang, '').trim() }));
  return notes;
}

function sayFew(names: readonly string[], lang: Lang): string {
  const t = lookText(lang);
  return names.length > MOST_NAMES
    ? t('territory.look.note.few-many', { count: names.length, few: FEW_CASES })
    : t('territory.look.note.few', { count: names.length, names: joinWords(names, lang), few: FEW_CASES });
}

function sayMissing(names: readonly string[], lang: Lang): string {
  const t = lookText(lang);
  return names.length > MOST_NAMES
    ? t('territory.look.note.missing-many', { count: names.length })
    : t('territory.look.note.missing', { count: names.length, names: joinWords(names, lang) });
}

/** "ambito 13,6 %": what a line across the picture is. */
export function referenceLabel({ metric, reference }: Look, lang: Lang): string {
  return lookText(lang)('territory.look.reference', {
    name: reference?.place.name ?? '',
    value: formatMeasure(reference?.value ?? null, metric.unit, { decimals: metric.decimals, lang }),
  });
}

/** Notes as one paragraph after "Nota:": the first goes on from it, the others begin with a capital. */
export function joinNotes(notes: readonly string[]): string {
  return notes.map((note, i) => (i === 0 ? note : capitalised(note))).join(' ');
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Datasets of one source that are still named one by one; a course of many years rests on dozens. */
const MOST_TITLES = 3;

/** Where the figures come from, in a line or two; the workbook lists every dataset. */
export function briefSource(sources: readonly MetricSource[], lang: Lang): string {
  const t = lookText(lang);
  const groups = Map.groupBy(sources, ({ source, licence }) => `${source}\u0000${licence}`);
  const named = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || group.length <= MOST_TITLES) return [sourceText(group, lang, '').replace(/\. $/, '')];
    const licence = first.licence && first.licence !== 'other' ? ` (${first.licence})` : '';
    const years = group
      .flatMap(({ referenceOn }) => (referenceOn === null ? [] : [referenceOn.slice(0, 4)]))
      .sort();
    const [from, to] = [years[0], years.at(-1)];
    return [
      t('territory.look.sources', {
        source: first.source || `«${first.title}»`,
        count: group.length,
        dated: from !== undefined && to !== undefined && from !== to ? 'yes' : 'no',
        from: from ?? '',
        to: to ?? '',
        licence,
      }),
    ];
  });
  const end = sourceText([], lang);
  return named.length === 0 ? end : `${named.join('; ')}. ${end}`;
}
