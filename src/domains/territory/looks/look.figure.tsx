import type { VNode } from 'preact';
import { Bars, describeBars } from '#platform/charts/bars.js';
import { ChoroplethMap, describeMap, type MapValue } from '#platform/charts/map.js';
import type { MapShapes } from '#platform/charts/map-shapes.js';
import { Panels } from '#platform/charts/panels.js';
import { type AgeClass, describePyramid, Pyramid } from '#platform/charts/pyramid.js';
import { describeScatter, Scatter, type ScatterDot } from '#platform/charts/scatter.js';
import { describeSeries, Series, type SeriesLine } from '#platform/charts/series.js';
import type { Lang } from '#platform/i18n/format.js';
import { withGaps } from '../metric.periods.js';
import { sayValue } from '../metric.words.js';
import { referenceLabel } from './look.notes.js';
import { ageLabel } from './look.rules.js';
import { type AgePyramid, type Look, type LookLine, MOST_PLACES } from './look.types.js';
import { namePyramid, titleOf } from './look.words.js';

/** Address of a place's profile, in the face where the reader is; absent in files that stand alone. */
export type ProfileAddress = (code: string) => string;

export interface LookFigureProps {
  look: Look;
  lang: Lang;
  /** Ids inside the drawing begin with it. */
  id: string;
  narrow?: boolean;
  profile?: ProfileAddress;
}

const WIDE = 640;
const NARROW = 340;

/** The picture of a look; null where there is only a table to see. */
export function LookFigure(props: LookFigureProps): VNode | null {
  const { look, lang, id } = props;
  const width = props.narrow ? NARROW : WIDE;
  const frame = { id, title: titleOf(look, lang), lang, width };
  switch (look.choice.kind) {
    case 'table':
      return null;
    case 'map':
      return <LookMap {...props} />;
    case 'series':
      return <Series {...frame} {...seriesOf(look)} />;
    case 'panels':
      return <Panels {...frame} {...panelsOf(look)} />;
    case 'scatter':
      return <Scatter {...frame} {...scatterOf(look, props.profile)} named={props.narrow ? 4 : 9} />;
    case 'pyramid':
      return <Pyramid {...frame} width={Math.min(width, 560)} {...pyramidOf(look)} />;
    default:
      return <Bars {...frame} {...barsOf(look, lang, props.profile)} />;
  }
}

/** What the picture shows, in words: the long text alternative. */
export function describeLook(look: Look, lang: Lang): string {
  switch (look.choice.kind) {
    case 'map':
      return look.map
        ? describeMap({ shapes: look.map, values: mapValues(look, look.map, lang), scale: look.scale, lang })
        : '';
    case 'series':
      return describeSeries({ ...seriesOf(look), lang });
    case 'panels':
      return describeSeries({ ...panelsOf(look), lines: panelsOf(look).panels, lang });
    case 'scatter':
      return describeScatter({ ...scatterOf(look), lang });
    case 'pyramid':
      return describePyramid({ ...pyramidOf(look), lang });
    case 'table':
      return '';
    default:
      return describeBars({ ...barsOf(look, lang), lang });
  }
}

function LookMap({ look, lang, id, narrow, profile }: LookFigureProps): VNode | null {
  const shapes = narrow ? look.narrowMap : look.map;
  if (!shapes) return null;
  return (
    <ChoroplethMap
      id={id}
      title={titleOf(look, lang)}
      lang={lang}
      shapes={shapes}
      values={mapValues(look, shapes, lang, profile)}
      scale={look.scale}
      groups={look.choice.level === 'area' ? groupsOf(look) : []}
    />
  );
}

function groupsOf({ values, areaOf }: Look) {
  return values.map(({ place }) => ({
    name: place.name,
    members: [...areaOf].flatMap(([comune, area]) => (area === place.code ? [comune] : [])),
  }));
}

/** Values by comune; for areas each comune takes its area's. */
function mapValues(look: Look, shapes: MapShapes, lang: Lang, profile?: ProfileAddress): MapValue[] {
  const { metric, values, areaOf, choice } = look;
  const byCode = new Map(values.map((value) => [value.place.code, value]));
  return shapes.shapes.map(({ code }) => {
    const target = choice.level === 'area' ? (areaOf.get(code) ?? '') : code;
    const found = byCode.get(target);
    const said = sayValue(metric, found?.value ?? null, lang);
    const label = choice.level === 'area' && found ? `${found.place.name}, ${said}` : said;
    return {
      code,
      value: found?.value ?? null,
      label,
      ...(profile && found ? { href: profile(target) } : {}),
    };
  });
}

function barsOf(look: Look, lang: Lang, profile?: ProfileAddress) {
  const { metric, values, scale, reference } = look;
  return {
    unit: metric.unit,
    decimals: metric.decimals,
    bars: values.map(({ value, place }) => {
      const fill = scale.classes[scale.classOf(value)]?.fill;
      return {
        label: place.name,
        value,
        ...(fill ? { fill } : {}),
        ...(profile ? { href: profile(place.code) } : {}),
      };
    }),
    ...(reference === null || reference.value === null
      ? {}
      : { reference: { value: reference.value, label: referenceLabel(look, lang) } }),
  };
}

function toSeries({ place, points }: LookLine): SeriesLine {
  return { name: place.name, points: withGaps(points) };
}

function seriesOf({ metric, lines, referenceLine }: Look) {
  const isShown = lines.some(({ place }) => place.code === referenceLine?.place.code);
  // The places that the reader named come first: the comparison is in the table where there is no room to draw it.
  const all = referenceLine && !isShown && lines.length < MOST_PLACES ? [...lines, referenceLine] : lines;
  return { lines: all.map(toSeries), unit: metric.unit, decimals: metric.decimals };
}

function panelsOf({ metric, lines, behind, referenceLine }: Look) {
  return {
    panels: lines.map((line) => ({
      ...toSeries(line),
      behind: (behind.get(line.place.code) ?? []).map(toSeries),
    })),
    unit: metric.unit,
    decimals: metric.decimals,
    ...(referenceLine ? { reference: toSeries(referenceLine) } : {}),
  };
}

function scatterOf(look: Look, profile?: ProfileAddress) {
  const { metric, other, values, otherValues, reference, otherReference } = look;
  const others = new Map(otherValues.map(({ place, value }) => [place.code, value]));
  return {
    dots: values.map(
      ({ place, value }): ScatterDot => ({
        label: place.name,
        x: value,
        y: others.get(place.code) ?? null,
        ...(profile ? { href: profile(place.code) } : {}),
      }),
    ),
    x: { name: metric.name, unit: metric.unit, decimals: metric.decimals },
    y: { name: other?.name ?? '', unit: other?.unit ?? '', decimals: other?.decimals ?? 0 },
    ...(reference
      ? { reference: { name: reference.place.name, x: reference.value, y: otherReference?.value ?? null } }
      : {}),
  };
}

function pyramidOf({ pyramids }: Look) {
  const [first, second] = pyramids;
  return {
    classes: first ? classesOf(first) : [],
    ...(first ? { name: namePyramid(first) } : {}),
    ...(second ? { comparison: { name: namePyramid(second), classes: classesOf(second) } } : {}),
  };
}

function classesOf({ male, female }: AgePyramid): AgeClass[] {
  return male.map((count, i) => ({ label: ageLabel(i), male: count, female: female[i] ?? 0 }));
}
