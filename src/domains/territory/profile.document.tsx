import {
  type Block,
  type Column,
  callout,
  type Document,
  h,
  p,
  small,
  type Table,
  ul,
} from '#domains/documents/index.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { ChoroplethMap } from '#platform/charts/map.js';
import { describePyramid, Pyramid } from '#platform/charts/pyramid.js';
import { classScale } from '#platform/charts/scale-classes.js';
import { describeSeries, Series } from '#platform/charts/series.js';
import { formatNumber, type Lang } from '#platform/i18n/format.js';
import { withGaps } from './metric.periods.js';
import { sayValue } from './metric.words.js';
import { profileText } from './profile.messages.js';
import { chooseKeyMetrics } from './profile.rules.js';
import type { Profile, ProfileSection } from './profile.types.js';
import { keyNote, sayKind, sayLead, shortLabel, shortValue } from './profile.words.js';
import { sourceText } from './source-names.js';
import { territoryText } from './territory.messages.js';

/** As many as on the page: the rest is a list of its own there. */
const LISTED = 8;

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
      ...map(profile, ambito.name, lang),
      h(1, t('territory.profile.people'), { numbering: 'none' }),
      ...people(profile, ambito.name, lang),
      h(1, t('territory.profile.trends'), { numbering: 'none' }),
      ...trends(profile, ambito.name, lang),
      h(1, t('territory.profile.acts'), { numbering: 'none' }),
      ...acts(sections, lang),
      ...quality(profile, lang),
      small(`${t('territory.profile.source')}: ${sourceText(profile.sources, lang)}`),
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

/** The ambito's own map would show nothing that its name does not. */
function map({ place, map: shapes }: Profile, ambito: string, lang: Lang): Block[] {
  if (!shapes || place.kind === 'ambito') return [];
  const t = profileText(lang);
  const inside = new Set(place.kind === 'comune' ? [place.code] : place.comuni);
  const title = t('territory.profile.map', { name: place.name });
  return [
    {
      kind: 'figure',
      id: 'dove',
      svg: svgDocument(
        <ChoroplethMap
          id="dove"
          title={title}
          lang={lang}
          shapes={shapes}
          values={shapes.shapes.map(({ code }) => ({
            code,
            value: inside.has(code) ? 1 : 0,
            label: inside.has(code) ? place.name : '',
          }))}
          scale={classScale([0, 1], { count: 2, method: 'equal', unit: '', decimals: 0, lang })}
          labels={false}
          legend={false}
        />,
      ),
      alt: t('territory.profile.map-alt', { name: place.name, ambito }),
      caption: title,
      width: 0.4,
    },
  ];
}

function people({ ages, population, place }: Profile, ambito: string, lang: Lang): Block[] {
  const t = profileText(lang);
  const blocks: Block[] = [];
  if (ages) {
    const title = t('territory.profile.pyramid', { year: String(ages.year) });
    blocks.push({
      kind: 'figure',
      id: 'piramide',
      svg: svgDocument(
        <Pyramid
          id="piramide"
          title={title}
          classes={ages.classes}
          {...(ages.whole ? { comparison: { name: ambito, classes: ages.whole } } : {})}
          lang={lang}
        />,
      ),
      alt: describePyramid({ classes: ages.classes, lang }),
      caption: title,
      width: 0.7,
    });
  } else {
    blocks.push(
      callout(
        'note',
        p(`${t('territory.profile.pyramid-missing-title')}. ${t('territory.profile.pyramid-missing')}`),
      ),
    );
  }
  const points = withGaps(population);
  if (points.filter((point) => point.value !== null).length > 2) {
    const series = { lines: [{ name: place.name, points }], unit: '', decimals: 0, lang } as const;
    blocks.push({
      kind: 'figure',
      id: 'residenti',
      svg: svgDocument(
        <Series id="serie-popolazione" title={t('territory.profile.population')} {...series} />,
      ),
      alt: describeSeries(series),
      caption: t('territory.profile.population'),
      width: 0.8,
    });
  }
  return blocks;
}

function trends({ metrics, holder, place }: Profile, ambito: string, lang: Lang): Block[] {
  const t = profileText(lang);
  const known = metrics.filter((one) => one.latest !== null);
  const unknown = metrics.filter((one) => one.latest === null).map((one) => one.metric.name);
  const missing =
    unknown.length > 0 ? [small(t('territory.profile.unknown', { names: unknown.join(', ') }))] : [];
  if (known.length === 0) return [p(t('territory.profile.no-metrics')), ...missing];
  const number = (title: string): Column => ({ title, kind: 'text', align: 'end', width: 1.4 });
  const table: Table = {
    kind: 'table',
    id: 'misure',
    caption: t('territory.profile.trends'),
    columns: [
      { title: t('territory.profile.metric'), kind: 'text', width: 2.6 },
      { title: t('territory.profile.year'), kind: 'text', width: 0.8 },
      number(place.name),
      number(t('territory.profile.before-column')),
      ...(holder ? [number(holder.name)] : []),
      ...(place.kind === 'ambito' ? [] : [number(ambito)]),
    ],
    rows: known.map(({ metric, latest, before, area, whole }) => ({
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
  return [table, ...missing];
}

function acts(sections: readonly ProfileSection[], lang: Lang): Block[] {
  const t = profileText(lang);
  if (sections.length === 0) return [p(t('territory.profile.acts-none'))];
  return sections.flatMap(({ title, total, items }): Block[] => {
    const more = total - LISTED;
    const listed = items
      .slice(0, LISTED)
      .map((item) => (item.note ? `${item.title} (${item.note})` : item.title));
    if (more > 0) listed.push(t('territory.profile.acts-more', { count: more }));
    return [h(2, title, { numbering: 'none' }), ul(listed)];
  });
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
