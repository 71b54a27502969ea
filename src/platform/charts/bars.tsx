import { scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { formatMeasure, formatNumber, formatUnavailable, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { joinWords, word } from './chart-words.js';
import { ACCENT, BAR_EDGE, INK, PAPER, SERIES_COLOURS, SOFT, TRACK } from './palette.js';
import { textWidth, wrapText } from './text-width.js';

export type Bar = {
  label: string;
  value: number | null;
  /** The value as written; made from `unit` and `decimals` when left out. */
  shown?: string;
  href?: string;
  /** Any colour, for instance the class of a map beside; accent when left out. */
  fill?: string;
  /** Written in bold: the place that the page is about. */
  emphasis?: boolean;
};

export type BarsProps = ChartFrame & {
  bars: readonly Bar[];
  unit: string;
  decimals: number;
  /** Drawn across all bars with its words: "media dell’ambito 13,6 %". */
  reference?: { value: number; label: string };
  /** `given` keeps the caller's order; missing values go last in the other two. */
  order?: 'descending' | 'ascending' | 'given';
  /** Where the scale ends, if further than the longest bar: 100 for shares, so that a bar is read as a part of a whole. */
  upTo?: number;
  width?: number;
  lang?: Lang;
};

const SIZE = 13;
const LINE = 16;
const BAR = 11;
const GAP = 8;

type Row = Bar & { lines: string[]; text: string; top: number; height: number };

/** Ranked horizontal bars: name, value, bar. Zero is always shown; negative values go to its left. */
export function Bars(props: BarsProps): VNode {
  const { id, title, unit, decimals, reference, width = 640, lang = 'it' } = props;
  const bars = sortBars(props.bars, props.order ?? 'descending');
  const texts = bars.map((bar) => shownOf(bar, unit, decimals, lang));
  const nameRoom = Math.min(
    Math.max(0, ...bars.map((bar) => textWidth(bar.label, SIZE, bar.emphasis ? 600 : 400))) + 2,
    width * 0.36,
  );
  const valueRoom = Math.max(0, ...texts.map((text) => textWidth(text, SIZE, 600)));
  const left = Math.ceil(nameRoom + valueRoom + 2 * GAP + 4);
  const top = reference ? 24 : 4;
  const rows = layRows(bars, texts, nameRoom, top);
  const height = (rows.at(-1)?.top ?? top) + (rows.at(-1)?.height ?? 20) + 4;
  const values = [0, ...bars.flatMap((bar) => bar.value ?? []), ...(reference ? [reference.value] : [])];
  const x = scaleLinear([Math.min(...values), Math.max(props.upTo ?? 0, ...values) || 1], [left, width - 4]);
  const zero = at(x(0));
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeBars(props)}
      width={width}
      height={height}
      links={bars.some((bar) => bar.href)}
    >
      {rows.map((row) => (
        <BarRow key={row.label} row={row} x={x} left={left} right={width - 4} nameRoom={nameRoom} />
      ))}
      {Math.min(...values) < 0 ? (
        <path d={`M${zero} ${top}V${height - 4}`} stroke={SOFT} stroke-width="1" />
      ) : null}
      {reference ? (
        <Reference at={at(x(reference.value))} label={reference.label} height={height} width={width} />
      ) : null}
      {rows.length === 0 ? <text y="18">{word('noData', lang)}</text> : null}
    </ChartSvg>
  );
}

function BarRow(props: {
  row: Row;
  x: (value: number) => number;
  left: number;
  right: number;
  nameRoom: number;
}): VNode {
  const { row, x, left, right, nameRoom } = props;
  const middle = row.top + row.height / 2;
  const weight = row.emphasis ? 600 : 400;
  const first = middle + 4.5 - ((row.lines.length - 1) * LINE) / 2;
  const name = (
    <text font-weight={weight} fill={row.href ? ACCENT : INK}>
      {row.lines.map((line, i) => (
        <tspan key={line} x="0" y={at(first + i * LINE)}>
          {line}
        </tspan>
      ))}
    </text>
  );
  const value = row.value;
  const [from, to] = value === null ? [0, 0] : [x(Math.min(0, value)), x(Math.max(0, value))];
  return (
    <g>
      <title>{`${row.label}: ${row.text}`}</title>
      {row.href ? <a href={row.href}>{name}</a> : name}
      <text
        x={at(left - GAP - 4)}
        y={at(middle + 4.5)}
        text-anchor="end"
        font-weight={value === null ? 400 : 600}
        fill={value === null ? SOFT : INK}
      >
        {row.text}
      </text>
      {nameRoom > 0 && value !== null ? (
        <>
          <rect
            x={left}
            y={at(middle - BAR / 2)}
            width={at(right - left)}
            height={BAR}
            rx="1.5"
            fill={TRACK}
          />
          <rect
            x={at(from)}
            y={at(middle - BAR / 2)}
            width={at(Math.max(to - from, value === 0 ? 0 : 1))}
            height={BAR}
            rx="1.5"
            fill={row.fill ?? SERIES_COLOURS[0]}
            {...(row.fill ? { stroke: BAR_EDGE, 'stroke-width': 0.75 } : {})}
          />
        </>
      ) : null}
    </g>
  );
}

function Reference(props: { at: number; label: string; height: number; width: number }): VNode {
  const room = textWidth(props.label, 12) / 2 + 2;
  const middle = Math.min(Math.max(props.at, room), props.width - room);
  return (
    <g>
      <path d={`M${props.at} 18V${props.height - 2}`} stroke={PAPER} stroke-width="4.5" />
      <path d={`M${props.at} 18V${props.height - 2}`} stroke={INK} stroke-width="1.75" />
      <text x={at(middle)} y="12" font-size="12" text-anchor="middle">
        {props.label}
      </text>
    </g>
  );
}

function layRows(bars: readonly Bar[], texts: readonly string[], room: number, start: number): Row[] {
  let top = start;
  return bars.map((bar, i) => {
    const lines = wrapText(bar.label, room, SIZE, 2, bar.emphasis ? 600 : 400);
    const row = { ...bar, lines, text: texts[i] ?? '', top, height: lines.length > 1 ? 38 : 24 };
    top += row.height;
    return row;
  });
}

function shownOf(bar: Bar, unit: string, decimals: number, lang: Lang): string {
  if (bar.value === null) return bar.shown || formatUnavailable(lang);
  return bar.shown ?? formatMeasure(bar.value, unit, { decimals, lang });
}

function sortBars(bars: readonly Bar[], order: 'descending' | 'ascending' | 'given'): Bar[] {
  if (order === 'given') return [...bars];
  const sign = order === 'ascending' ? 1 : -1;
  return bars.toSorted((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * (a.value - b.value) || a.label.localeCompare(b.label, 'it');
  });
}

/** The bars in one paragraph: how many, the first and last, how many are over the reference, what is missing. */
export function describeBars(
  props: Pick<BarsProps, 'bars' | 'unit' | 'decimals' | 'reference' | 'lang'>,
): string {
  const { unit, decimals, reference, lang = 'it' } = props;
  const it = lang === 'it';
  const said = (bar: Bar): string => `${bar.label} (${shownOf(bar, unit, decimals, lang)})`;
  const present = sortBars(
    props.bars.filter((bar) => bar.value !== null),
    'descending',
  );
  const missing = props.bars.filter((bar) => bar.value === null).map((bar) => bar.label);
  if (present.length === 0) return word('noData', lang);
  const top = joinWords(present.slice(0, 3).map(said), lang);
  const last = present.length > 3 ? present.at(-1) : undefined;
  const parts = [it ? `I valori più alti: ${top}.` : `Highest values: ${top}.`];
  if (last) parts.push(it ? `Il più basso: ${said(last)}.` : `Lowest: ${said(last)}.`);
  if (reference) {
    const over = formatNumber(present.filter((bar) => (bar.value ?? 0) > reference.value).length, { lang });
    const of = formatNumber(present.length, { lang });
    parts.push(
      it
        ? `Sopra il riferimento (${reference.label}): ${over} su ${of}.`
        : `Over the reference (${reference.label}): ${over} of ${of}.`,
    );
  }
  if (missing.length > 0) {
    parts.push(`${it ? 'Non disponibili' : 'Not available'}: ${joinWords(missing, lang)}.`);
  }
  return parts.join(' ');
}
