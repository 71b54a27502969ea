import type { VNode } from 'preact';
import { formatPercent, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { word } from './chart-words.js';
import { ACCENT, GOOD, INK, LATE, SOFT, TRACK } from './palette.js';
import { textWidth } from './text-width.js';

export type GaugeProps = ChartFrame & {
  /** Progress in hundredths; over 100 fills the gauge and is told by the text; null when it cannot be computed. */
  value: number | null;
  /** What is written beside it; the percentage when left out. "raggiunto", "senza valore atteso". */
  shown?: string;
  /** Where it should be today, in hundredths. */
  expected?: number;
  /** `late` and `reached` change colour; the words must say it too. */
  state?: 'ongoing' | 'late' | 'reached';
  /** Length of the gauge, without the text. */
  length?: number;
  lang?: Lang;
};

const COLOURS = { ongoing: ACCENT, late: LATE, reached: GOOD };

/** A short horizontal gauge with its value written beside it, for rows of a table. */
export function Gauge(props: GaugeProps): VNode {
  const { id, title, value, expected, state = 'ongoing', length = 96, lang = 'it' } = props;
  const text =
    props.shown ?? (value === null ? word('unavailable', lang) : formatPercent(value, { decimals: 0, lang }));
  const filled = at((length * Math.max(0, Math.min(100, value ?? 0))) / 100);
  const mark = expected === undefined ? undefined : at((length * Math.max(0, Math.min(100, expected))) / 100);
  const description = props.description ?? describeGauge(props);
  return (
    <ChartSvg
      id={id}
      title={title}
      description={description}
      width={Math.ceil(length + 10 + textWidth(text, 13))}
      height={20}
    >
      {value === null ? (
        <path d={`M1 10H${length - 1}`} stroke={SOFT} stroke-width="1.5" stroke-dasharray="2 4" />
      ) : (
        <rect y="6" width={length} height="8" rx="4" fill={TRACK} />
      )}
      {filled > 0 ? (
        <rect
          y="6"
          width={Math.max(filled, 3)}
          height="8"
          rx={Math.min(4, filled / 2)}
          fill={COLOURS[state]}
        />
      ) : null}
      {mark === undefined ? null : (
        <path d={`M${Math.min(Math.max(mark, 1), length - 1)} 2V18`} stroke={INK} stroke-width="2" />
      )}
      <text x={length + 8} y="14.5" fill={value === null ? SOFT : INK}>
        {text}
      </text>
    </ChartSvg>
  );
}

/** The bar alone, for a list that writes the number beside it: readers of the page hear the number once. */
export function GaugeBar({
  value,
  expected,
  state = 'ongoing',
  length = 96,
}: {
  /** Progress in hundredths. */
  value: number;
  /** Where it should be today, in hundredths. */
  expected?: number | undefined;
  state?: NonNullable<GaugeProps['state']>;
  length?: number;
}): VNode {
  const along = (hundredths: number) => at((length * Math.max(0, Math.min(100, hundredths))) / 100);
  const filled = along(value);
  // With a mark, which stands out above and below, the drawing is higher.
  const [height, top] = expected === undefined ? [8, 0] : [16, 4];
  return (
    <svg
      viewBox={`0 0 ${length} ${height}`}
      width={length}
      height={height}
      aria-hidden="true"
      focusable="false"
    >
      <rect y={top || undefined} width={length} height="8" rx="4" fill={TRACK} />
      {filled > 0 ? (
        <rect
          y={top || undefined}
          width={Math.max(filled, 3)}
          height="8"
          rx={Math.min(4, filled / 2)}
          fill={COLOURS[state]}
        />
      ) : null}
      {expected === undefined ? null : (
        <path
          d={`M${Math.min(Math.max(along(expected), 1), length - 1)} 0V16`}
          stroke={INK}
          stroke-width="2"
        />
      )}
    </svg>
  );
}

/** "67 %; atteso 80 %." */
export function describeGauge(props: Pick<GaugeProps, 'value' | 'expected' | 'shown' | 'lang'>): string {
  const { value, expected, shown, lang = 'it' } = props;
  const now =
    value === null ? (shown ?? word('unavailable', lang)) : formatPercent(value, { decimals: 0, lang });
  if (expected === undefined) return `${now}.`;
  return `${now}; ${word('expected', lang)} ${formatPercent(expected, { decimals: 0, lang })}.`;
}
