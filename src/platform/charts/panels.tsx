import { line } from 'd3-shape';
import type { VNode } from 'preact';
import { formatMeasure, formatPeriod, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { word } from './chart-words.js';
import { ACCENT, INK, LEADER, PAPER, SOFT } from './palette.js';
import { PeriodLabels, periodAxis } from './period-axis.js';
import { describeSeries, type SeriesLine, type SeriesPoint } from './series.js';
import { fitText, textWidth } from './text-width.js';
import { ValueGrid, valueAxis } from './value-axis.js';

/** One small chart: its own line, and thin lines behind it (the comuni of an area). */
export type Panel = SeriesLine & { behind?: readonly SeriesLine[] };

export type PanelsProps = ChartFrame & {
  panels: readonly Panel[];
  /** Drawn dashed in every panel: the ambito. */
  reference?: SeriesLine;
  unit: string;
  decimals: number;
  width?: number;
  lang?: Lang;
};

const HEAD = 22;
const BODY = 112;
const FOOT = 26;
const GAP = 22;

/**
 * Small multiples: the same chart for each place, all on the same two axes, so that heights compare from one to the
 * other. A missing value breaks its line.
 */
export function Panels(props: PanelsProps): VNode {
  const { id, title, panels, reference, unit, decimals, width = 640, lang = 'it' } = props;
  const lines = [
    ...panels.flatMap((panel) => [panel, ...(panel.behind ?? [])]),
    ...(reference ? [reference] : []),
  ];
  const values = lines.flatMap((each) => each.points.flatMap((point) => point.value ?? []));
  const axis = valueAxis(values, { bottom: HEAD + BODY, top: HEAD + 6 }, { lang, allowCut: true });
  const columns = Math.max(1, Math.min(panels.length, Math.floor(width / 200)));
  const room = (width - (columns - 1) * GAP) / columns;
  const left = Math.ceil(axis.room + 12);
  const periods = periodAxis(
    lines.flatMap((each) => each.points.map((point) => point.period)),
    left + 6,
    room - 18,
    lang,
  );
  const rows = Math.ceil(panels.length / columns);
  const tall = HEAD + BODY + FOOT;
  const entries: KeyEntry[] = [
    ...(reference ? [{ text: reference.name, stroke: INK, width: '1.25', dash: '4 3' }] : []),
    ...(panels.some((panel) => (panel.behind ?? []).length > 0)
      ? [{ text: word('single', lang), stroke: LEADER, width: '1' }]
      : []),
    ...(axis.cut ? [{ text: word('axisCut', lang) }] : []),
  ];
  const key = layKey(entries, width);
  const under = rows * tall + Math.max(0, rows - 1) * 8;
  const height = Math.max(40, under + ((key.at(-1)?.row ?? -1) + 1) * KEY_ROW);
  const path = line<SeriesPoint>()
    .defined((point) => point.value !== null)
    .x((point) => fine(periods.x(point.period)))
    .y((point) => fine(axis.scale(point.value ?? 0)));
  const draw = (each: SeriesLine) => path(inOrder(each, periods.periods)) ?? '';
  const shown = (value: number) => formatMeasure(value, unit, { decimals, lang });
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeSeries({ lines: panels, unit, decimals, lang })}
      width={width}
      height={height}
    >
      {panels.map((panel, i) => {
        const last = panel.points.findLast((point) => point.value !== null);
        const value = last?.value ?? null;
        return (
          <g
            key={panel.name}
            transform={`translate(${at((i % columns) * (room + GAP))} ${Math.floor(i / columns) * (tall + 8)})`}
          >
            <text y="14" font-weight="600">
              {fitText(panel.name, room, 13, 600)}
            </text>
            {values.length > 0 ? <ValueGrid axis={axis} left={left} right={room} /> : null}
            {(panel.behind ?? []).map((each) => (
              <path
                key={each.name}
                d={draw(each)}
                fill="none"
                stroke={LEADER}
                stroke-width="1"
                opacity="0.75"
              />
            ))}
            {reference ? (
              <path d={draw(reference)} fill="none" stroke={INK} stroke-width="1.25" stroke-dasharray="4 3" />
            ) : null}
            <path d={draw(panel)} fill="none" stroke={ACCENT} stroke-width="2.25" stroke-linejoin="round" />
            <g fill={ACCENT} stroke={PAPER}>
              {panel.points.map((point) =>
                point.value === null ? null : (
                  <circle
                    key={point.period}
                    cx={fine(periods.x(point.period))}
                    cy={fine(axis.scale(point.value))}
                    r="3"
                  >
                    <title>{`${panel.name}, ${formatPeriod(point.period, lang)}: ${shown(point.value)}`}</title>
                  </circle>
                ),
              )}
            </g>
            <PeriodLabels axis={periods} y={HEAD + BODY + 18} left={left} right={room - 10} />
            {value === null ? (
              <text x={left + 6} y={HEAD + BODY / 2} font-size="12" fill={SOFT}>
                {word('unavailable', lang)}
              </text>
            ) : null}
          </g>
        );
      })}
      {panels.length === 0 ? <text y="18">{word('noData', lang)}</text> : null}
      {key.length > 0 ? <Key placed={key} top={under} /> : null}
    </ChartSvg>
  );
}

/** A tenth is what such a small chart shows; hundreds of points weigh half as much. */
function fine(value: number): number {
  return Math.round(value * 10) / 10;
}

type KeyEntry = { text: string; stroke?: string; width?: string; dash?: string };

const KEY_ROW = 20;

/** Entries side by side, on a new row where the width ends. */
function layKey(entries: readonly KeyEntry[], width: number): { entry: KeyEntry; x: number; row: number }[] {
  let [x, row] = [0, 0];
  return entries.map((entry) => {
    const room = textWidth(entry.text, 12) + (entry.stroke ? 30 : 0);
    if (x > 0 && x + room > width) [x, row] = [0, row + 1];
    const placed = { entry, x, row };
    x += room + 20;
    return placed;
  });
}

function Key({ placed, top }: { placed: ReturnType<typeof layKey>; top: number }): VNode {
  return (
    <g font-size="12" fill={SOFT}>
      {placed.map(({ entry, x, row }) => {
        const y = top + (row + 1) * KEY_ROW - 6;
        return (
          <g key={entry.text}>
            {entry.stroke ? (
              <path
                d={`M${at(x)} ${y - 4}h24`}
                stroke={entry.stroke}
                stroke-width={entry.width}
                {...(entry.dash ? { 'stroke-dasharray': entry.dash } : {})}
              />
            ) : null}
            <text x={at(x + (entry.stroke ? 30 : 0))} y={y}>
              {entry.text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function inOrder(each: SeriesLine, periods: readonly string[]): SeriesPoint[] {
  const order = new Map(periods.map((period, i) => [period, i]));
  return each.points.toSorted((a, b) => (order.get(a.period) ?? 0) - (order.get(b.period) ?? 0));
}
