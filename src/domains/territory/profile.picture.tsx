import type { VNode } from 'preact';
import { at, ChartSvg } from '#platform/charts/chart-svg.js';
import { ChoroplethMap } from '#platform/charts/map.js';
import { describePyramid, Pyramid } from '#platform/charts/pyramid.js';
import { classScale } from '#platform/charts/scale-classes.js';
import { describeSeries, Series } from '#platform/charts/series.js';
import type { Lang } from '#platform/i18n/format.js';
import { withGaps } from './metric.periods.js';
import { profileText } from './profile.messages.js';
import type { Profile } from './profile.types.js';

const WIDTH = 700;
const GAP = 24;
/** Left for the ages, right for the years and the place: together as high as the pyramid, and no higher. */
const LEFT = 324;
const PYRAMID = { width: 370, height: 424 };
const SERIES = { height: 176, cut: 16 };
const HEAD = 20;

/** Where the place is, who lives there and how many they were: one picture, so that a profile stays on two sheets. */
export interface ProfilePicture {
  drawing: VNode;
  /** All three in words. */
  alt: string;
  caption: string;
}

interface Part {
  title: string;
  alt: string;
  width: number;
  height: number;
  drawn: VNode;
}

/** @returns null where there is nothing to draw */
export function pictureOf(profile: Profile, ambito: string, lang: Lang): ProfilePicture | null {
  const pyramid = agesOf(profile, ambito, lang);
  const [left, right] = pyramid ? [LEFT, WIDTH - LEFT - GAP] : [WIDTH / 2 - GAP, WIDTH / 2];
  const series = yearsOf(profile, pyramid ? right : left, lang);
  const map = mapOf(profile, ambito, lang, { width: right, height: pyramid ? 130 : SERIES.height });
  const parts = [pyramid, series, map].filter((one) => one !== null);
  if (parts.length === 0) return null;
  const beside = parts.slice(1);
  const column = pyramid
    ? beside.reduce((sum, one) => sum + HEAD + one.height + GAP, -GAP)
    : Math.max(0, ...beside.map((one) => HEAD + one.height));
  const height = Math.max(HEAD + (parts[0]?.height ?? 0), column);
  let y = 0;
  const placed = parts.map((part, index) => {
    const place = { part, x: index === 0 ? 0 : left + GAP, y: index === 0 ? 0 : y };
    if (index > 0 && pyramid) y += HEAD + part.height + GAP;
    return place;
  });
  const caption = parts.map((one) => one.title).join('; ');
  const alt = parts.map((one) => `${one.title}. ${one.alt}`).join(' ');
  return {
    drawing: (
      <ChartSvg id="profilo" title={caption} description={alt} width={WIDTH} height={Math.ceil(height)}>
        {placed.map(({ part, x, y: top }) => (
          <g key={part.title} transform={`translate(${at(x)} ${at(top)})`}>
            <text y="13" font-size="13" font-weight="600">
              {part.title}
            </text>
            <g transform={`translate(0 ${HEAD})`}>{part.drawn}</g>
          </g>
        ))}
      </ChartSvg>
    ),
    alt,
    caption,
  };
}

function agesOf({ ages }: Profile, ambito: string, lang: Lang): Part | null {
  if (!ages) return null;
  const title = profileText(lang)('territory.profile.pyramid', { year: String(ages.year) });
  const scale = LEFT / PYRAMID.width;
  return {
    title,
    alt: describePyramid({ classes: ages.classes, lang }),
    width: LEFT,
    height: PYRAMID.height * scale,
    drawn: (
      <g transform={`scale(${at(scale * 100) / 100})`}>
        <Pyramid
          id="piramide"
          title={title}
          width={PYRAMID.width}
          classes={ages.classes}
          {...(ages.whole ? { comparison: { name: ambito, classes: ages.whole } } : {})}
          lang={lang}
        />
      </g>
    ),
  };
}

function yearsOf({ population, place }: Profile, width: number, lang: Lang): Part | null {
  const points = withGaps(population);
  if (points.filter((point) => point.value !== null).length <= 2) return null;
  const title = profileText(lang)('territory.profile.population');
  const series = { lines: [{ name: place.name, points }], unit: '', decimals: 0, lang } as const;
  return {
    title,
    alt: describeSeries(series),
    width,
    height: SERIES.height + SERIES.cut,
    drawn: <Series id="serie-popolazione" title={title} width={width} height={SERIES.height} {...series} />,
  };
}

/** The ambito's own map would show nothing that its name does not. */
function mapOf(
  { place, map: shapes }: Profile,
  ambito: string,
  lang: Lang,
  room: { width: number; height: number },
): Part | null {
  if (!shapes || place.kind === 'ambito') return null;
  const t = profileText(lang);
  const inside = new Set(place.kind === 'comune' ? [place.code] : place.comuni);
  const scale = Math.min(room.width / shapes.width, room.height / shapes.height);
  const title = t('territory.profile.map', { name: place.name });
  return {
    title,
    alt: t('territory.profile.map-alt', { name: place.name, ambito }),
    width: shapes.width * scale,
    height: shapes.height * scale,
    drawn: (
      <g transform={`scale(${scale.toFixed(4)})`}>
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
        />
      </g>
    ),
  };
}
