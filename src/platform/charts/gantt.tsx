import type { VNode } from 'preact';
import { formatDate, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg, HatchPattern } from './chart-svg.js';
import { word } from './chart-words.js';
import { ACCENT, GOOD, INK, LATE, LINE, PAPER, SOFT } from './palette.js';
import { textWidth, wrapText } from './text-width.js';

/** How a bar looks: what is to come is empty, what goes on is light, what is done is full, what stopped is hatched. */
export type GanttLook = 'open' | 'going' | 'done' | 'part' | 'stopped' | 'late';

export type GanttRow = {
  key: string;
  label: string;
  /** Days `YYYY-MM-DD`; a row with neither says that it has no dates. */
  from: string | null;
  to: string | null;
  look: GanttLook;
  /** The state in words, written at the bar. */
  said: string;
};

export type GanttProps = ChartFrame & {
  rows: readonly GanttRow[];
  /** First and last day of the axis. */
  span: { from: string; to: string };
  /** Where to draw the line of today; none when it is outside the span. */
  today?: string;
  width?: number;
  lang?: Lang;
};

const LABEL = 13;
const SMALL = 12;
const LINE_HEIGHT = 16;
const BAR = 18;
/** Narrower than this, labels stand above their bars instead of beside them. */
const NARROW = 560;
const TOP = 44;

const LOOKS: Record<GanttLook, { fill: string; stroke: string; ink: string }> = {
  open: { fill: PAPER, stroke: ACCENT, ink: INK },
  going: { fill: '#b5d3f2', stroke: ACCENT, ink: INK },
  done: { fill: GOOD, stroke: GOOD, ink: PAPER },
  part: { fill: '#cfe8de', stroke: GOOD, ink: INK },
  stopped: { fill: '', stroke: SOFT, ink: INK },
  late: { fill: '#fbe9d6', stroke: LATE, ink: INK },
};

type Axis = { x: (day: string) => number; left: number; right: number; years: number[] };

/**
 * Steps over time, one a row: a bar from the first day to the last, a diamond where only the last is known, a bar that
 * fades into an arrow where only the first is.
 */
export function Gantt(props: GanttProps): VNode {
  const { id, title, rows, today, width = 960, lang = 'it' } = props;
  const isNarrow = width < NARROW;
  const left = isNarrow ? 4 : Math.round(width * 0.36);
  const axis = axisOf(props.span, left, width - 8);
  const labels = rows.map((row) => wrapText(row.label, isNarrow ? width - 8 : left - 20, LABEL, 3));
  const heights = labels.map((lines) => {
    const text = lines.length * LINE_HEIGHT;
    return isNarrow ? text + BAR + 16 : Math.max(text, BAR) + 14;
  });
  const tops = heights.map((_, i) => TOP + heights.slice(0, i).reduce((sum, one) => sum + one, 0));
  const height = TOP + heights.reduce((sum, one) => sum + one, 0) + 4;
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeGantt(props)}
      width={width}
      height={height}
    >
      <defs>
        <HatchPattern id={`${id}-hatch`} />
      </defs>
      <TimeGrid axis={axis} bottom={height - 4} />
      {today === undefined || today < props.span.from || today > props.span.to ? null : (
        <Today x={axis.x(today)} bottom={height - 4} axis={axis} lang={lang} />
      )}
      <path d={tops.map((top) => `M0 ${at(top)}H${width}`).join('')} stroke={LINE} />
      {rows.map((row, i) => {
        const lines = labels[i] ?? [];
        const top = tops[i] ?? TOP;
        const rowHeight = heights[i] ?? 0;
        const barTop = isNarrow ? top + lines.length * LINE_HEIGHT + 6 : top + (rowHeight - BAR) / 2;
        const first = isNarrow
          ? top + LINE_HEIGHT - 2
          : top + (rowHeight - lines.length * LINE_HEIGHT) / 2 + LINE_HEIGHT - 4;
        return (
          <g key={row.key}>
            <text {...(isNarrow ? { stroke: PAPER, 'stroke-width': 4, 'paint-order': 'stroke' } : {})}>
              {lines.map((text, n) => (
                <tspan key={text} x="0" y={at(first + n * LINE_HEIGHT)}>
                  {text}
                </tspan>
              ))}
            </text>
            {stepOf({ row, axis, top: barTop, hatch: `url(#${id}-hatch)`, isNarrow, lang })}
          </g>
        );
      })}
      {rows.length === 0 ? (
        <text x={left} y={TOP + 20} fill={SOFT}>
          {word('noData', lang)}
        </text>
      ) : null}
    </ChartSvg>
  );
}

function axisOf(span: { from: string; to: string }, left: number, right: number): Axis {
  const [start, end] = [Date.parse(span.from), Date.parse(span.to)];
  const length = Math.max(1, end - start);
  const first = Number(span.from.slice(0, 4));
  const last = Number(span.to.slice(0, 4));
  return {
    left,
    right,
    years: Array.from({ length: last - first + 1 }, (_, i) => first + i),
    x: (day) =>
      at(left + ((Math.min(end, Math.max(start, Date.parse(day))) - start) / length) * (right - left)),
  };
}

/** A line at each first of January with its year, a lighter one at each quarter where there is room for it. */
function TimeGrid({ axis, bottom }: { axis: Axis; bottom: number }): VNode {
  const yearWidth = (axis.right - axis.left) / Math.max(1, axis.years.length);
  const lines = (days: readonly string[], top: number) =>
    days.map((day) => `M${axis.x(day)} ${top}V${bottom}`).join('');
  return (
    <g font-size={SMALL} fill={SOFT}>
      {yearWidth > 110 ? <path d={lines(axis.years.flatMap(quartersOf), TOP - 6)} stroke="#eef2f6" /> : null}
      <path
        d={`${lines(axis.years.map(firstOf), TOP - 22)}M${axis.right} ${TOP - 22}V${bottom}`}
        stroke={LINE}
      />
      {axis.years.map((year) => {
        const x = axis.x(firstOf(year));
        const end = axis.x(`${year}-12-31`);
        return end - x > 30 ? (
          <text key={year} x={at((x + end) / 2)} y={TOP - 12} text-anchor="middle">
            {year}
          </text>
        ) : null;
      })}
    </g>
  );
}

const firstOf = (year: number): string => `${year}-01-01`;
const quartersOf = (year: number): string[] => ['04', '07', '10'].map((month) => `${year}-${month}-01`);

function stepOf(props: {
  row: GanttRow;
  axis: Axis;
  top: number;
  hatch: string;
  isNarrow: boolean;
  lang: Lang;
}): VNode {
  const { row, axis, top, hatch, isNarrow, lang } = props;
  const look = LOOKS[row.look];
  const fill = row.look === 'stopped' ? hatch : look.fill;
  const middle = top + BAR / 2;
  if (row.from === null && row.to === null) {
    return (
      <text x={axis.left + 6} y={at(middle + 4)} font-size={SMALL} fill={SOFT} font-style="italic">
        {`${row.said} · ${wordsOfDates(row, lang)}`}
      </text>
    );
  }
  const from = axis.x(row.from ?? row.to ?? '');
  const to = row.to === null ? axis.right : axis.x(row.to);
  const shape =
    row.from === null
      ? `M${at(to - 9)} ${at(middle)}L${to} ${at(middle - 9)}L${at(to + 9)} ${at(middle)}L${to} ${at(middle + 9)}Z`
      : row.to === null
        ? `M${from} ${top}H${at(to - 9)}L${to} ${at(middle)}L${at(to - 9)} ${top + BAR}H${from}Z`
        : `M${from} ${top}H${at(Math.max(to, from + 3))}V${top + BAR}H${from}Z`;
  const start = row.from === null ? to - 9 : from;
  const end = row.from === null ? to + 9 : Math.max(to, from + 3);
  return (
    <>
      <path d={shape} fill={fill} stroke={look.stroke} stroke-width="1.4">
        {/* Shown under a pointer, which narrow screens do not have. */}
        {isNarrow ? null : <title>{`${row.label}: ${row.said}, ${wordsOfDates(row, lang)}`}</title>}
      </path>
      {stateWordOf({
        said: row.said,
        start,
        end,
        axis,
        y: middle + 4,
        ink: look.ink,
        hatched: fill === hatch,
      })}
    </>
  );
}

/** The state inside its bar where it fits, else at its right, else at its left; in a hatched bar only where no side has room. */
function stateWordOf(props: {
  said: string;
  start: number;
  end: number;
  axis: Axis;
  y: number;
  ink: string;
  hatched: boolean;
}): VNode {
  const { said, start, end, axis, y, ink, hatched } = props;
  const room = textWidth(said, SMALL) + 8;
  const [before, after] = [start - axis.left, axis.right - end];
  const outlined = { stroke: PAPER, 'stroke-width': 4, 'paint-order': 'stroke' };
  const common = { y: at(y), 'font-size': SMALL };
  if (end - start >= room + 4 && (!hatched || Math.max(before, after) < room)) {
    return (
      <text {...common} x={at(start + 6)} fill={ink} {...(hatched ? outlined : {})}>
        {said}
      </text>
    );
  }
  const isRight = after >= room || after >= before;
  return (
    <text
      {...common}
      {...outlined}
      x={at(isRight ? end + 6 : start - 6)}
      fill={INK}
      {...(isRight ? {} : { 'text-anchor': 'end' })}
    >
      {said}
    </text>
  );
}

function Today({ x, bottom, axis, lang }: { x: number; bottom: number; axis: Axis; lang: Lang }): VNode {
  const text = lang === 'it' ? 'oggi' : 'today';
  const half = textWidth(text, SMALL, 600) / 2;
  const middle = Math.min(axis.right - half, Math.max(axis.left + half, x));
  return (
    <g>
      <path d={`M${x} ${TOP - 8}V${bottom}`} stroke={INK} stroke-dasharray="3 3" />
      <text x={at(middle)} y={TOP - 31} font-size={SMALL} font-weight="600" text-anchor="middle">
        {text}
      </text>
    </g>
  );
}

function wordsOfDates(row: Pick<GanttRow, 'from' | 'to'>, lang: Lang): string {
  const it = lang === 'it';
  const day = (value: string): string => formatDate(value, { lang });
  if (row.from && row.to)
    return it ? `dal ${day(row.from)} al ${day(row.to)}` : `from ${day(row.from)} to ${day(row.to)}`;
  if (row.to) return it ? `entro il ${day(row.to)}` : `by ${day(row.to)}`;
  if (row.from) return it ? `dal ${day(row.from)}` : `from ${day(row.from)}`;
  return it ? 'senza date' : 'no dates';
}

/** Each step with its state and days: the picture has no other content. */
export function describeGantt({ rows, lang = 'it' }: Pick<GanttProps, 'rows' | 'lang'>): string {
  if (rows.length === 0) return word('noData', lang);
  return `${rows.map((row) => `${row.label}: ${row.said}, ${wordsOfDates(row, lang)}`).join('; ')}.`;
}
