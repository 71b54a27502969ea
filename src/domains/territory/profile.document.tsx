import {
  type Block,
  type Column,
  callout,
  type Document,
  h,
  p,
  small,
  type Table,
} from '#domains/documents/index.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { formatNumber, type Lang } from '#platform/i18n/format.js';
import { briefSource } from './looks/look.notes.js';
import { sayValue } from './metric.words.js';
import { profileText } from './profile.messages.js';
import { pictureOf } from './profile.picture.js';
import { chooseKeyMetrics } from './profile.rules.js';
import type { Profile, ProfileSection } from './profile.types.js';
import { keyNote, sayKind, sayLead, shortLabel, shortValue } from './profile.words.js';
import { territoryText } from './territory.messages.js';

/** Two sheets hold so much, with titles and names of any length: the rest is counted, and stands on the page. */
const LISTED = 3;
const MOST_LETTERS = 85;
const MOST_LINES = 23;
/** Letters of a metric's name that stand on a line of the table. */
const LINE_LETTERS = 42;
/** Lines that the warning takes the place of. */
const WARNING_LINES = 4;
const MOST_IN_HEAD = 28;

interface Subject {
  ambito: { name: string; leadBody: string | null };
  profile: Profile;
  sections: readonly ProfileSection[];
}

/** The profile as a report, for PDF/UA and Word; in Italian, as everything that the ambito publishes on paper. */
export function composeProfile({ ambito, profile, sections }: Subject): Document {
  const lang = 'it';
  const { place } = profile;
  const t = profileText(lang);
  return {
    title: place.name,
    subtitle: sayKind(profile, lang),
    ambito: ambito.name,
    version: t('territory.profile.version'),
    // The day of the figures: a day of making would make a new file of the same content every morning.
    date: profile.changedOn ?? '2000-01-01',
    lang,
    coverLines: ambito.leadBody === null ? [] : [ambito.leadBody],
    form: 'report',
    blocks: [
      p(sayLead(profile, lang)),
      keyFigures(profile, lang),
      h(1, t('territory.profile.people'), { numbering: 'none' }),
      ...people(profile, ambito.name, lang),
      h(1, t('territory.profile.trends'), { numbering: 'none' }),
      ...trends(profile, ambito.name, lang),
      h(1, t('territory.profile.acts'), { numbering: 'none' }),
      ...acts(sections, lang),
      ...quality(profile, lang),
      small(`${t('territory.profile.source')}: ${briefSource(profile.sources, lang)}`),
    ],
  };
}

function keyFigures(profile: Profile, lang: Lang): Block {
  const t = profileText(lang);
  const residents = profile.population.findLast((one) => one.value !== null);
  return {
    kind: 'keyFigures',
    items: [
      {
        value: formatNumber(residents?.value, { lang }),
        label: t('territory.profile.residents'),
        ...(residents ? { note: t('territory.profile.on', { year: String(residents.year) }) } : {}),
      },
      ...chooseKeyMetrics(profile.metrics).map((one) => {
        const note = one.latest
          ? keyNote(one, profile.holder?.name ?? null, lang)
          : t('territory.profile.missing-value');
        return {
          value: shortValue(one, lang),
          label: shortLabel(one),
          ...(note === '' ? {} : { note }),
        };
      }),
    ],
  };
}

function people(profile: Profile, ambito: string, lang: Lang): Block[] {
  const t = profileText(lang);
  const picture = pictureOf(profile, ambito, lang);
  const missing = callout(
    'note',
    p(`${t('territory.profile.pyramid-missing-title')}. ${t('territory.profile.pyramid-missing')}`),
  );
  return [
    ...(picture
      ? [
          {
            kind: 'figure' as const,
            id: 'chi-vi-abita',
            svg: svgDocument(picture.drawing),
            alt: picture.alt,
            caption: picture.caption,
            width: 1,
          },
        ]
      : []),
    ...(profile.ages ? [] : [missing]),
  ];
}

function trends({ metrics, holder, place, findings }: Profile, ambito: string, lang: Lang): Block[] {
  const t = profileText(lang);
  const head = (name: string, kind: 'ambito' | 'area') =>
    name.length > MOST_IN_HEAD ? t(`territory.profile.head.${kind}`) : name;
  const known = metrics.filter((one) => one.latest !== null);
  const unknown = metrics.filter((one) => one.latest === null).map((one) => one.metric.name);
  const missing =
    unknown.length > 0 ? [small(t('territory.profile.unknown', { names: unknown.join(', ') }))] : [];
  if (known.length === 0) return [p(t('territory.profile.no-metrics')), ...missing];
  const shown = fitting(known, MOST_LINES - (findings.length > 0 ? WARNING_LINES : 0));
  const number = (title: string): Column => ({ title, kind: 'text', align: 'end', width: 1.2 });
  const table: Table = {
    kind: 'table',
    id: 'misure',
    caption: t('territory.profile.trends'),
    columns: [
      { title: t('territory.profile.metric'), kind: 'text', width: 3.4 },
      { title: t('territory.profile.year'), kind: 'text', width: 0.7 },
      number(place.name.length > MOST_IN_HEAD ? t('territory.profile.head.here') : place.name),
      number(t('territory.profile.before-column')),
      ...(holder ? [number(head(holder.name, 'area'))] : []),
      ...(place.kind === 'ambito' ? [] : [number(head(ambito, 'ambito'))]),
    ],
    rows: shown.map(({ metric, latest, before, area, whole }) => ({
      cells: [
        metric.name,
        String(latest?.year ?? ''),
        sayValue(metric, latest?.value ?? null, lang),
        before ? sayValue(metric, before.value, lang) : '–',
        ...(holder ? [sayValue(metric, area, lang)] : []),
        ...(place.kind === 'ambito' ? [] : [sayValue(metric, whole, lang)]),
      ],
    })),
  };
  const more = known.length - shown.length;
  return [
    table,
    ...(more > 0 ? [small(t('territory.profile.metrics-more', { count: more }))] : []),
    ...missing,
  ];
}

/** The first ones, as many as take so many lines. */
function fitting(metrics: Profile['metrics'], lines: number): Profile['metrics'] {
  let left = lines;
  return metrics.filter(({ metric }) => {
    left -= Math.max(1, Math.ceil(metric.name.length / LINE_LETTERS));
    return left >= 0;
  });
}

function acts(sections: readonly ProfileSection[], lang: Lang): Block[] {
  const t = profileText(lang);
  if (sections.length === 0) return [p(t('territory.profile.acts-none'))];
  const table: Table = {
    kind: 'table',
    id: 'che-cosa-si-fa',
    caption: t('territory.profile.acts-caption'),
    columns: [
      { title: t('territory.profile.acts-what'), kind: 'text', width: 1 },
      { title: t('territory.profile.acts-which'), kind: 'text', width: 4 },
    ],
    rows: sections.map(({ title, total, items }) => {
      const listed = items.slice(0, LISTED).map((item) => clip(item.title, MOST_LETTERS));
      const more = total - listed.length;
      if (more > 0) listed.push(t('territory.profile.acts-more', { count: more }));
      return { cells: [title, listed.join('; ')] };
    }),
  };
  return [table];
}

/** At the end of a word. */
function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, text.lastIndexOf(' ', most)).replace(/[,;:]$/, '')}…`;
}

function quality({ findings }: Profile, lang: Lang): Block[] {
  if (findings.length === 0) return [];
  return [
    callout(
      'warning',
      p(
        `${profileText(lang)('territory.profile.findings', { count: findings.length })}: ${territoryText(lang)('territory.quality.kicker')}.`,
      ),
    ),
  ];
}
