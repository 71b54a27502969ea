import type { VNode } from 'preact';
import { formatMeasure, formatNumber, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg, DECORATION } from './chart-svg.js';
import { joinWords, word } from './chart-words.js';
import { placeLabels } from './label-beside.js';
import { ACCENT, INK, LINE, PAPER, SOFT } from './palette.js';
import { textWidth, wrapText } from './text-width.js';
import { type ValueAxis, ValueGrid, valueAxis } from './value-axis.js';

/** One measure of the two: its name stands beside its axis. */
export type ScatterMeasure = { name: string; unit: string; decimals: number };

export type ScatterDot = {
  label: string;
  /** A dot is drawn when both are known. */
  x: number | null;
  y: number | null;
  href?: string;
  emphasis?: boolean;
};

export type ScatterProps = ChartFrame & {
  dots: readonly ScatterDot[];
  x: ScatterMeasure;
  y: ScatterMeasure;
  /** What all are compared with (the ambito, Italy): a line across for each value, with its name. */
  reference?: { name: string; x: number | null; y: number | null };
  /** How many of the farthest dots are named, as far as there is room; eight when left out. */
  named?: number;
  width?: number;
  lang?: Lang;
};

type Known = ScatterDot & { x: number; y: number };

const RADIUS = 5;
const SIZE = 12;

/** Two measures of the same places, one dot each. The farthest from the middle are named where a name fits. */
export function Scatter(props: ScatterProps): VNode {
  const { id, title, x, y, reference, width = 640, named = 8, lang = 'it' } = props;
  const height = Math.round(width * (width < 400 ? 0.95 : 0.72));
  const known = knownDots(props.dots);
  const xs = [...known.map((dot) => dot.x), ...present(reference?.x)];
  const ys = [...known.map((dot) => dot.y), ...present(reference?.y)];
  const top = 30;
  const bottom = height - 48;
  const vertical = valueAxis(ys, { bottom, top }, { lang, allowCut: true });
  const left = Math.ceil(vertical.room + 14);
  const right = width - 10;
  const across = valueAxis(xs, { bottom: left + 8, top: right - 8 }, { lang, allowCut: true });
  const shown = known.map((dot) => ({
    ...dot,
    cx: at(across.scale(dot.x)),
    cy: at(vertical.scale(dot.y)),
  }));
  const frame = { left: left + 2, top: top - 6, right: width - 2, bottom: bottom - 2 };
  const names = placeLabels(
    rankByDistance(known)
      .slice(0, named)
      .map((index) => {
        const dot = shown[index];
        const weight = dot?.emphasis ? 600 : 400;
        return {
          index,
          text: dot?.label ?? '',
          width: textWidth(dot?.label ?? '', SIZE, weight),
          height: SIZE + 2,
        };
      }),
    shown.map(({ cx, cy }) => ({ x: cx, y: cy, radius: RADIUS })),
    frame,
  );
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeScatter(props)}
      width={width}
      height={height}
      links={known.some((dot) => dot.href)}
    >
      <text y="14" font-size={SIZE} fill={SOFT}>
        {axisName(y, width - 8)}
      </text>
      {known.length > 0 ? <ValueGrid axis={vertical} left={left} right={right} /> : null}
      {known.length > 0 ? <Across axis={across} top={top} bottom={bottom} /> : null}
      <text x={right} y={height - 6} font-size={SIZE} fill={SOFT} text-anchor="end">
        {axisName(x, right - 8)}
      </text>
      {reference ? (
        <Reference reference={reference} vertical={vertical} across={across} frame={{ ...frame, left }} />
      ) : null}
      {shown.map((dot) => (
        <Dot key={`${dot.label} ${dot.cx} ${dot.cy}`} dot={dot} said={sayDot(dot, x, y, lang)} />
      ))}
      <g font-size={SIZE} pointer-events="none" {...DECORATION}>
        {names.map((name) => (
          <text
            key={name.index}
            x={at(name.x)}
            y={at(name.y)}
            stroke={PAPER}
            stroke-width="3"
            paint-order="stroke"
            stroke-linejoin="round"
            font-weight={shown[name.index]?.emphasis ? 600 : 400}
          >
            {name.text}
          </text>
        ))}
      </g>
      {known.length === 0 ? (
        <text x={left + 12} y={height / 2}>
          {word('noData', lang)}
        </text>
      ) : null}
    </ChartSvg>
  );
}

function Dot({ dot, said }: { dot: ScatterDot & { cx: number; cy: number }; said: string }): VNode {
  const circle = (
    <circle
      cx={dot.cx}
      cy={dot.cy}
      r={dot.emphasis ? RADIUS + 1.5 : RADIUS}
      fill={dot.emphasis ? INK : ACCENT}
      fill-opacity="0.72"
      stroke={PAPER}
      class="trama-map-place"
    >
      <title>{said}</title>
    </circle>
  );
  return dot.href ? (
    <a href={dot.href} aria-label={said}>
      {circle}
    </a>
  ) : (
    circle
  );
}

function Across({ axis, top, bottom }: { axis: ValueAxis; top: number; bottom: number }): VNode {
  return (
    <g font-size={SIZE} fill={SOFT} {...DECORATION}>
      {axis.ticks.map(({ value, label }) => {
        const x = at(axis.scale(value));
        return (
          <g key={label}>
            <path d={`M${x} ${top}V${bottom + 4}`} stroke={value === 0 ? SOFT : LINE} />
            <text x={x} y={bottom + 18} text-anchor="middle">
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Reference(props: {
  reference: { name: string; x: number | null; y: number | null };
  vertical: ValueAxis;
  across: ValueAxis;
  frame: { left: number; top: number; right: number; bottom: number };
}): VNode {
  const { reference, vertical, across, frame } = props;
  const x = reference.x === null ? null : at(across.scale(reference.x));
  const y = reference.y === null ? null : at(vertical.scale(reference.y));
  const room = textWidth(reference.name, SIZE);
  return (
    <g fill={INK} font-size={SIZE} {...DECORATION}>
      <g stroke={INK} stroke-width="1" stroke-dasharray="4 3" fill="none">
        {x === null ? null : <path d={`M${x} ${frame.top}V${frame.bottom}`} />}
        {y === null ? null : <path d={`M${frame.left} ${y}H${frame.right}`} />}
      </g>
      {x === null ? null : (
        <text
          x={at(Math.min(x + 4, frame.right - room))}
          y={frame.top + 4}
          stroke={PAPER}
          stroke-width="3"
          paint-order="stroke"
        >
          {reference.name}
        </text>
      )}
      {x === null && y !== null ? (
        <text x={at(frame.right - room)} y={y - 4} stroke={PAPER} stroke-width="3" paint-order="stroke">
          {reference.name}
        </text>
      ) : null}
    </g>
  );
}

function present(value: number | null | undefined): number[] {
  return value === null || value === undefined ? [] : [value];
}

function knownDots(dots: readonly ScatterDot[]): Known[] {
  return dots.filter((dot): dot is Known => dot.x !== null && dot.y !== null);
}

function axisName(measure: ScatterMeasure, room: number): string {
  const unit = measure.unit === '' ? '' : ` (${measure.unit})`;
  return wrapText(`${measure.name}${unit}`, room, SIZE, 1)[0] ?? '';
}

function sayDot(dot: Known, x: ScatterMeasure, y: ScatterMeasure, lang: Lang): string {
  const say = (measure: ScatterMeasure, value: number): string =>
    `${measure.name} ${formatMeasure(value, measure.unit, { decimals: measure.decimals, lang })}`;
  return `${dot.label}: ${say(x, dot.x)}; ${say(y, dot.y)}`;
}

/**
 * Indexes from the farthest to the nearest to the middle (median of each measure, distances in quartile ranges, so that
 * one giant does not make all others look alike). Emphasised dots come first.
 */
function rankByDistance(dots: readonly Known[]): number[] {
  const middle = (values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const quarter = (p: number) => sorted[Math.round((sorted.length - 1) * p)] ?? 0;
    return { at: quarter(0.5), spread: quarter(0.75) - quarter(0.25) || quarter(1) - quarter(0) || 1 };
  };
  const x = middle(dots.map((dot) => dot.x));
  const y = middle(dots.map((dot) => dot.y));
  const distance = (dot: Known) =>
    dot.emphasis
      ? Number.POSITIVE_INFINITY
      : Math.hypot((dot.x - x.at) / x.spread, (dot.y - y.at) / y.spread);
  return [...dots.keys()].sort((a, b) => {
    const [one, two] = [dots[a], dots[b]];
    return one && two ? compare(distance(two), distance(one)) || a - b : 0;
  });
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The picture in one paragraph: how many dots, the farthest ones with their two values, what is missing. */
export function describeScatter(props: Pick<ScatterProps, 'dots' | 'x' | 'y' | 'lang'>): string {
  const { x, y, lang = 'it' } = props;
  const it = lang === 'it';
  const known = knownDots(props.dots);
  if (known.length === 0) return word('noData', lang);
  const far = rankByDistance(known)
    .slice(0, 3)
    .flatMap((index) => known[index] ?? [])
    .map((dot) => sayDot(dot, x, y, lang));
  const missing = props.dots.filter((dot) => dot.x === null || dot.y === null).map((dot) => dot.label);
  const count = formatNumber(known.length, { lang });
  const opening = it
    ? `${count} territori, ciascuno un punto: in orizzontale ${x.name}, in verticale ${y.name}.`
    : `${count} places, a dot each: ${x.name} across, ${y.name} up.`;
  const farthest = `${it ? 'I più lontani dal centro' : 'Farthest from the middle'}: ${far.join('. ')}.`;
  const gone =
    missing.length === 0 ? '' : ` ${it ? 'Non disponibili' : 'Not available'}: ${joinWords(missing, lang)}.`;
  return `${opening} ${farthest}${gone}`;
}
