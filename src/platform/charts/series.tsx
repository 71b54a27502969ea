import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import type { VNode } from 'preact';
import { formatMeasure, formatPeriod, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { word } from './chart-words.js';
import { dodgeLabels } from './label-dodge.js';
import { LEADER, PAPER, SERIES_COLOURS, SOFT } from './palette.js';
import { type PeriodAxis, PeriodLabels, periodAxis } from './period-axis.js';
import { textWidth, wrapText } from './text-width.js';
import { type ValueAxis, ValueGrid, valueAxis } from './value-axis.js';

export type SeriesPoint = { period: string; value: number | null };

/** One line. A null value breaks it: missing years are never drawn as if they were known. */
export type SeriesLine = { name: string; points: readonly SeriesPoint[] };

export type SeriesProps = ChartFrame & {
  /** One to six lines. */
  lines: readonly SeriesLine[];
  unit: string;
  decimals: number;
  /** Whether the axis may leave zero out when all values are far from it; it then says so. True when left out. */
  allowCut?: boolean;
  width?: number;
  height?: number;
  lang?: Lang;
};

// Shape tells lines apart where colour cannot: in grey print and for colour-blind eyes.
const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCircle, symbolSquare];
const DASHES = ['', '', '', '', '6 3', '2 3'];
const LABEL = 12;

/** Lines over time, labelled at their ends, with points where there are data and gaps where there are none. */
export function Series(props: SeriesProps): VNode {
  const { id, title, unit, decimals, width = 640, height = 300, lang = 'it', allowCut = true } = props;
  const lines = props.lines.slice(0, SERIES_COLOURS.length);
  const values = lines.flatMap((each) => each.points.flatMap((point) => point.value ?? []));
  const axis = valueAxis(values, { bottom: height - 28, top: 14 }, { lang, allowCut });
  const ends = lines.map((each) => endLabel(each, unit, decimals, lang, width));
  const right = width - Math.max(24, ...ends.map((end) => end.room + 30));
  const left = Math.ceil(axis.room + 14);
  const periods = periodAxis(
    lines.flatMap((each) => each.points.map((point) => point.period)),
    left + 10,
    right - 6,
    lang,
  );
  const places = dodgeLabels(
    ends.map((end) => (end.last === undefined ? height / 2 : axis.scale(end.last.value))),
    Math.max(LABEL + 4, ...ends.map((end) => end.lines.length * (LABEL + 2) + 3)),
    18,
    height - 34,
  );
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeSeries(props)}
      width={width}
      height={height + (axis.cut ? 16 : 0)}
    >
      {values.length > 0 ? <ValueGrid axis={axis} left={left} right={right} /> : null}
      <PeriodLabels axis={periods} y={height - 8} left={left} right={right} />
      {lines.map((each, i) => (
        <OneLine
          key={each.name}
          line={each}
          index={i}
          axis={axis}
          periods={periods}
          format={(value) => formatMeasure(value, unit, { decimals, lang })}
          lang={lang}
        />
      ))}
      {ends.map((end, i) => (
        <EndLabel
          key={lines[i]?.name}
          end={end}
          index={i}
          y={places[i] ?? 0}
          right={right}
          axis={axis}
          periods={periods}
        />
      ))}
      {axis.cut ? (
        <text x={left} y={height + 11} font-size="11" fill={SOFT}>
          {word('axisCut', lang)}
        </text>
      ) : null}
      {values.length === 0 ? (
        <text x={left + 12} y={height / 2}>
          {word('noData', lang)}
        </text>
      ) : null}
    </ChartSvg>
  );
}

function OneLine(props: {
  line: SeriesLine;
  index: number;
  axis: ValueAxis;
  periods: PeriodAxis;
  format: (value: number) => string;
  lang: Lang;
}): VNode {
  const { index, axis, periods, format, lang } = props;
  const order = new Map(periods.periods.map((period, i) => [period, i]));
  const points = props.line.points.toSorted(
    (a, b) => (order.get(a.period) ?? 0) - (order.get(b.period) ?? 0),
  );
  const colour = SERIES_COLOURS[index] ?? SOFT;
  const path = line<SeriesPoint>()
    .defined((point) => point.value !== null)
    .x((point) => at(periods.x(point.period)))
    .y((point) => at(axis.scale(point.value ?? 0)))(points);
  const dash = DASHES[index] ? { 'stroke-dasharray': DASHES[index] } : {};
  const mark = symbol(SHAPES[index] ?? symbolCircle, 42).digits(1)() ?? '';
  return (
    <g>
      <path
        d={path ?? ''}
        fill="none"
        stroke={colour}
        stroke-width="2.25"
        stroke-linejoin="round"
        {...dash}
      />
      {points.map((point) =>
        point.value === null ? null : (
          <path
            key={point.period}
            d={mark}
            transform={`translate(${at(periods.x(point.period))} ${at(axis.scale(point.value))})`}
            fill={colour}
            stroke={PAPER}
          >
            <title>{`${props.line.name}, ${formatPeriod(point.period, lang)}: ${format(point.value)}`}</title>
          </path>
        ),
      )}
    </g>
  );
}

type End = { last: { period: string; value: number } | undefined; lines: string[]; room: number };

function endLabel(each: SeriesLine, unit: string, decimals: number, lang: Lang, width: number): End {
  const present = each.points.flatMap((p) =>
    p.value === null ? [] : [{ period: p.period, value: p.value }],
  );
  const last = present.toSorted((a, b) => (a.period < b.period ? -1 : 1)).at(-1);
  const value = last ? formatMeasure(last.value, unit, { decimals, lang }) : word('unavailable', lang);
  const lines = [...wrapText(each.name, width * 0.26, LABEL, 2, 600), value];
  return { last, lines, room: Math.max(...lines.map((text) => textWidth(text, LABEL, 600))) };
}

function EndLabel(props: {
  end: End;
  index: number;
  y: number;
  right: number;
  axis: ValueAxis;
  periods: PeriodAxis;
}): VNode {
  const { end, index, y, right, axis, periods } = props;
  const height = LABEL + 2;
  const first = y + 4 - ((end.lines.length - 1) * height) / 2;
  const [fromX, fromY] = end.last ? [periods.x(end.last.period) + 6, axis.scale(end.last.value)] : [right, y];
  const needsLeader = Math.abs(fromY - y) > 4 || right - fromX > 8;
  return (
    <g>
      {needsLeader ? (
        <path
          d={`M${at(fromX)} ${at(fromY)}L${at(right + 10)} ${at(y)}`}
          stroke={LEADER}
          fill="none"
          stroke-width="1.25"
        />
      ) : null}
      <path
        d={symbol(SHAPES[index] ?? symbolCircle, 42).digits(1)() ?? ''}
        transform={`translate(${right + 17} ${at(first - 4)})`}
        fill={SERIES_COLOURS[index] ?? SOFT}
      />
      <text font-size={LABEL}>
        {end.lines.map((text, i) => (
          <tspan
            key={text}
            x={right + 26}
            y={at(first + i * height)}
            font-weight={i === end.lines.length - 1 ? 400 : 600}
          >
            {text}
          </tspan>
        ))}
      </text>
    </g>
  );
}

/** Each line in a sentence: from what to what, its highest and lowest where they are not the ends, its gaps. */
export function describeSeries(props: Pick<SeriesProps, 'lines' | 'unit' | 'decimals' | 'lang'>): string {
  const { lines, unit, decimals, lang = 'it' } = props;
  const sentences = lines.map((each) => describeLine(each, unit, decimals, lang));
  return sentences.length === 0 ? word('noData', lang) : sentences.join(' ');
}

function describeLine(each: SeriesLine, unit: string, decimals: number, lang: Lang): string {
  const it = lang === 'it';
  const present = each.points
    .flatMap((p) => (p.value === null ? [] : [{ period: p.period, value: p.value }]))
    .toSorted((a, b) => (a.period < b.period ? -1 : 1));
  const [first, last] = [present[0], present.at(-1)];
  if (!first || !last) return `${each.name}: ${word('unavailable', lang)}.`;
  const said = (point: { period: string; value: number }): string =>
    `${formatMeasure(point.value, unit, { decimals, lang })} (${formatPeriod(point.period, lang)})`;
  if (present.length === 1) return `${each.name}: ${said(first)}.`;
  const most = present.reduce((a, b) => (b.value > a.value ? b : a));
  const least = present.reduce((a, b) => (b.value < a.value ? b : a));
  const inner = [
    most === first || most === last ? '' : `${it ? 'massimo' : 'highest'} ${said(most)}`,
    least === first || least === last ? '' : `${it ? 'minimo' : 'lowest'} ${said(least)}`,
  ].filter((text) => text !== '');
  const gaps = each.points.length - present.length;
  if (gaps > 0) inner.push(it ? `valori mancanti: ${gaps}` : `missing values: ${gaps}`);
  const path = it ? `da ${said(first)} a ${said(last)}` : `from ${said(first)} to ${said(last)}`;
  return `${[`${each.name}: ${path}`, ...inner].join('; ')}.`;
}
