import type { VNode } from 'preact';
import { formatNumber, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg, DECORATION, HatchPattern } from './chart-svg.js';
import { joinWords, word } from './chart-words.js';
import { ClassLegend, classLegendHeight } from './class-legend.js';
import type { MapShape, MapShapes } from './map-shapes.js';
import { INK, PAPER, SOFT, textColourOn } from './palette.js';
import type { ClassScale } from './scale-classes.js';
import { textWidth } from './text-width.js';

export type { MapPlace, MapShapes } from './map-shapes.js';
export { mapShapes } from './map-shapes.js';

/** What a place shows: the value that colours it, the text that says it ("17,4 %"), where it leads. */
export type MapValue = { code: string; value: number | null; label: string; href?: string };

export type ChoroplethMapProps = ChartFrame & {
  /** From `mapShapes`, kept by the caller between renderings. */
  shapes: MapShapes;
  values: readonly MapValue[];
  scale: ClassScale;
  lang?: Lang;
  /** Names written where they fit; true when left out. */
  labels?: boolean;
  /** Names of groups of places, written in the middle of each instead of those of its places. */
  groups?: readonly { name: string; members: readonly string[] }[];
  legend?: boolean;
};

const NEUTRAL = '#eef2f6';

/**
 * Map of a territory coloured by class, with names, group borders, scale bar and legend. A place with `href` is a link
 * that the keyboard reaches; without links the whole is one image. A place without value is hatched.
 */
export function ChoroplethMap(props: ChoroplethMapProps): VNode {
  const { id, title, shapes, values, scale, lang = 'it', labels = true, legend = true, groups = [] } = props;
  const byCode = new Map(values.map((each) => [each.code, each]));
  const hatchId = `${id}-hatch`;
  const links = values.some((each) => each.href);
  const legendY = shapes.height + 12;
  const height = shapes.height + (legend ? 12 + classLegendHeight(scale, shapes.width) : 0);
  const fillOf = (code: string): string => {
    const found = byCode.get(code);
    if (!found || scale.classes.length === 0) return scale.missing > 0 ? `url(#${hatchId})` : NEUTRAL;
    return scale.classes[scale.classOf(found.value)]?.fill ?? `url(#${hatchId})`;
  };
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeMap({ shapes, values, scale, lang })}
      width={shapes.width}
      height={Math.ceil(height)}
      links={links}
    >
      <defs>
        <HatchPattern id={hatchId} />
      </defs>
      <g stroke={PAPER} stroke-width="1" stroke-linejoin="round">
        {shapes.shapes.map((shape) => (
          <Place
            key={shape.code}
            shape={shape}
            fill={fillOf(shape.code)}
            value={byCode.get(shape.code)}
            lang={lang}
          />
        ))}
      </g>
      {shapes.groupBorders ? (
        <path
          d={shapes.groupBorders}
          fill="none"
          stroke={INK}
          stroke-width="1.75"
          stroke-linejoin="round"
          stroke-linecap="round"
          pointer-events="none"
        />
      ) : null}
      {labels && groups.length > 0 ? <GroupNames groups={groups} shapes={shapes} /> : null}
      {labels && groups.length === 0 ? (
        <g font-weight="600" text-anchor="middle" pointer-events="none" {...DECORATION}>
          {shapes.shapes.map((shape) => (
            <PlaceLabel key={shape.code} shape={shape} fill={fillOf(shape.code)} />
          ))}
        </g>
      ) : null}
      <ScaleBar shapes={shapes} lang={lang} />
      {legend ? <ClassLegend scale={scale} width={shapes.width} y={legendY} hatchId={hatchId} /> : null}
    </ChartSvg>
  );
}

function Place(props: { shape: MapShape; fill: string; value: MapValue | undefined; lang: Lang }): VNode {
  const { shape, fill, value, lang } = props;
  const said = `${shape.name}: ${value?.label || word('unavailable', lang)}`;
  const [x, y] = shape.centre;
  const drawing = shape.path ? (
    <path d={shape.path} fill={fill} fill-rule="evenodd" class="trama-map-place">
      <title>{said}</title>
    </path>
  ) : (
    <circle cx={x} cy={y} r="6" fill={fill} stroke={SOFT} class="trama-map-place">
      <title>{said}</title>
    </circle>
  );
  return value?.href ? (
    <a href={value.href} aria-label={said}>
      {drawing}
    </a>
  ) : (
    drawing
  );
}

function PlaceLabel({ shape, fill }: { shape: MapShape; fill: string }): VNode | null {
  const { label } = shape;
  if (!label) return null;
  const hatched = fill.startsWith('url');
  const first = label.y + label.size * (0.35 - 0.575 * (label.lines.length - 1));
  const halo = hatched ? { stroke: PAPER, 'stroke-width': 3, 'paint-order': 'stroke' } : {};
  return (
    <text font-size={label.size} fill={hatched ? INK : textColourOn(fill)} {...halo}>
      {label.lines.map((line, i) => (
        <tspan key={line} x={label.x} y={Math.round((first + i * label.size * 1.15) * 10) / 10}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** The middle of a group's places may lie outside it: its name stands in the place that is nearest to it. */
function GroupNames(props: { groups: NonNullable<ChoroplethMapProps['groups']>; shapes: MapShapes }): VNode {
  const { groups, shapes } = props;
  const size = shapes.width < 500 ? 13 : 17;
  return (
    <g font-weight="600" font-size={size} text-anchor="middle" pointer-events="none" {...DECORATION}>
      {groups.map(({ name, members }) => {
        const centres = shapes.shapes.filter(({ code }) => members.includes(code)).map((one) => one.centre);
        if (centres.length === 0) return null;
        const mean = (axis: 0 | 1) => centres.reduce((sum, centre) => sum + centre[axis], 0) / centres.length;
        const [x, y] = [mean(0), mean(1)];
        const far = ([a, b]: readonly [number, number]) => Math.hypot(a - x, b - y);
        const nearest = centres.toSorted((a, b) => far(a) - far(b))[0] ?? [x, y];
        const half = textWidth(name, size, 600) / 2 + 3;
        return (
          <text
            key={name}
            x={at(Math.max(half, Math.min(shapes.width - half, nearest[0])))}
            y={at(nearest[1] + size * 0.35)}
            fill={INK}
            stroke={PAPER}
            stroke-width="4"
            paint-order="stroke"
            stroke-linejoin="round"
          >
            {name}
          </text>
        );
      })}
    </g>
  );
}

/** A round length (1, 2, 5, 10, 20, 50… km) about a sixth of the map wide, at the bottom left. */
function ScaleBar({ shapes, lang }: { shapes: MapShapes; lang: Lang }): VNode | null {
  const sixth = (shapes.width / 6) * shapes.kmPerUnit;
  const magnitude = 10 ** Math.floor(Math.log10(sixth));
  const km = ([5, 2, 1].find((each) => each * magnitude <= sixth) ?? 1) * magnitude;
  if (!Number.isFinite(km) || shapes.height < 80) return null;
  const length = Math.round((km / shapes.kmPerUnit) * 10) / 10;
  const y = shapes.height - 8;
  const decimals = km < 1 ? Math.ceil(-Math.log10(km)) : 0;
  return (
    <g {...DECORATION}>
      <path d={`M2 ${y - 4}v4h${length}v-4`} fill="none" stroke={SOFT} />
      <text x={length / 2 + 2} y={y - 5} font-size="11" fill={SOFT} text-anchor="middle">
        {`${formatNumber(km, { decimals, lang })} km`}
      </text>
    </g>
  );
}

/** The map in one paragraph: how many places, the classes with their counts, the two ends, what is missing. */
export function describeMap(props: {
  shapes: MapShapes;
  values: readonly MapValue[];
  scale: ClassScale;
  lang?: Lang;
}): string {
  const { shapes, values, scale, lang = 'it' } = props;
  const it = lang === 'it';
  const names = new Map(shapes.shapes.map((shape) => [shape.code, shape.name]));
  const present = values
    .flatMap((each) => (each.value === null ? [] : [{ ...each, value: each.value }]))
    .toSorted((a, b) => a.value - b.value);
  const [low, high] = [present[0], present.at(-1)];
  const drawn = formatNumber(shapes.shapes.length, { lang });
  if (!low || !high) {
    return it
      ? `Mappa di ${drawn} territori. ${word('noData', lang)}`
      : `Map of ${drawn} places. ${word('noData', lang)}`;
  }
  const classes = joinWords(
    scale.classes.map((each) => `${each.label}: ${formatNumber(each.count, { lang })}`),
    lang,
  );
  const ends = it
    ? `Il valore più basso è di ${names.get(low.code) ?? low.code} (${low.label}), il più alto di ${names.get(high.code) ?? high.code} (${high.label}).`
    : `The lowest value is ${names.get(low.code) ?? low.code}'s (${low.label}), the highest ${names.get(high.code) ?? high.code}'s (${high.label}).`;
  const missing =
    scale.missing === 0
      ? ''
      : ` ${it ? 'Valori non disponibili' : 'Values not available'}: ${formatNumber(scale.missing, { lang })}.`;
  const counts = it ? `Territori per classe: ${classes}.` : `Places by class: ${classes}.`;
  const opening = it ? `Mappa di ${drawn} territori.` : `Map of ${drawn} places.`;
  return `${opening} ${ends} ${counts}${missing}`;
}
