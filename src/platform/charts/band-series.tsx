import { area, line } from 'd3-shape';
import type { VNode } from 'preact';
import { formatNumber, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { word } from './chart-words.js';
import { dodgeLabels } from './label-dodge.js';
import { ACCENT, INK, PAPER, SOFT } from './palette.js';
import { PeriodLabels, periodAxis } from './period-axis.js';
import { textWidth, wrapText } from './text-width.js';
import { ValueGrid, valueAxis } from './value-axis.js';

/** A value that is not certain, the range in which it is expected, and how that is said: "da 1.900 a 2.300". */
export type BandPoint = { period: string; value: number; low: number; high: number; said: string };

export type BandSeriesProps = ChartFrame & {
  /** What was counted, oldest first; its last point is where the band opens. */
  seen: readonly { period: string; value: number }[];
  seenName: string;
  band: readonly BandPoint[];
  bandName: string;
  /** How the end of the band is said: "1.900–2.300". */
  bandEnd: string;
  /** Other courses, drawn thin: other scenarios. */
  others?: readonly { name: string; points: readonly { period: string; value: number }[] }[];
  width?: number;
  height?: number;
  lang?: Lang;
};

/** Light enough that lines and grid are seen over it, dark enough to be seen on paper. */
const BAND = '#cfe2f6';
const LABEL = 12;
const LINE_HEIGHT = LABEL + 2;
const DASHES = ['2 3', '8 3'];

/** A course known so far and a band of where it may go: counted years with points, the future without any. */
export function BandSeries(props: BandSeriesProps): VNode {
  const { id, title, seen, band, others = [], width = 640, height = 320, lang = 'it' } = props;
  const last = seen.at(-1);
  const opening = last ? [{ ...last, low: last.value, high: last.value, said: '' }, ...band] : [...band];
  const end = band.at(-1);
  const values = [
    ...seen.map(({ value }) => value),
    ...band.flatMap(({ low, high }) => [low, high]),
    ...others.flatMap(({ points }) => points.map(({ value }) => value)),
  ];
  const axis = valueAxis(values, { bottom: height - 28, top: 14 }, { lang, allowCut: true });
  const labels = [
    ...(end ? [{ name: props.bandName, said: props.bandEnd, y: axis.scale(end.value), colour: ACCENT }] : []),
    ...others.flatMap(({ name, points }) => {
      const [to] = points.slice(-1);
      return to ? [{ name, said: '', y: axis.scale(to.value), colour: SOFT }] : [];
    }),
  ].map((label) => ({ ...label, lines: linesOf(label, width) }));
  const room = Math.max(
    24,
    ...labels.flatMap(({ lines }) => lines.map((text) => textWidth(text, LABEL, 600) + 18)),
  );
  const [left, right] = [Math.ceil(axis.room + 14), width - room];
  const periods = periodAxis(
    [...seen, ...band].map(({ period }) => period),
    left + 10,
    right - 6,
    lang,
  );
  const places = dodgeLabels(
    labels.map(({ y }) => y),
    Math.max(LABEL, ...labels.map(({ lines }) => lines.length * LINE_HEIGHT)) + 4,
    20,
    height - 40,
  );
  const x = ({ period }: { period: string }) => at(periods.x(period));
  const course = line<{ period: string; value: number }>()
    .x(x)
    .y(({ value }) => at(axis.scale(value)));
  const surface = area<BandPoint>()
    .x(x)
    .y0(({ low }) => at(axis.scale(low)))
    .y1(({ high }) => at(axis.scale(high)));
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeBandSeries(props)}
      width={width}
      height={height + (axis.cut ? 16 : 0)}
    >
      {band.length > 0 ? <path d={surface(opening) ?? ''} fill={BAND} /> : null}
      {values.length > 0 ? <ValueGrid axis={axis} left={left} right={right} /> : null}
      <PeriodLabels axis={periods} y={height - 8} left={left} right={right} />
      {others.map(({ name, points }, index) => (
        <path
          key={name}
          d={course(last ? [last, ...points] : points) ?? ''}
          fill="none"
          stroke={SOFT}
          stroke-width="1.25"
          stroke-dasharray={DASHES[index % DASHES.length]}
        />
      ))}
      <path d={course(seen) ?? ''} fill="none" stroke={INK} stroke-width="2.25" stroke-linejoin="round" />
      <path
        d={course(opening) ?? ''}
        fill="none"
        stroke={ACCENT}
        stroke-width="2.25"
        stroke-dasharray="6 3"
      />
      {seen.map((point) => (
        <circle
          key={point.period}
          cx={x(point)}
          cy={at(axis.scale(point.value))}
          r="3.5"
          fill={INK}
          stroke={PAPER}
        >
          <title>{`${props.seenName}, ${point.period}: ${formatNumber(point.value, { lang })}`}</title>
        </circle>
      ))}
      {band.map((point) => (
        <circle key={point.period} cx={x(point)} cy={at(axis.scale(point.value))} r="7" fill="transparent">
          <title>{`${point.period}: ${point.said}`}</title>
        </circle>
      ))}
      {labels.map(({ name, said, colour, lines }, index) => (
        <text key={name} font-size={LABEL} fill={colour}>
          {lines.map((text, nth) => (
            <tspan
              key={text}
              x={right + 8}
              y={at((places[index] ?? 0) + 4 + (nth - (lines.length - 1) / 2) * LINE_HEIGHT)}
              font-weight={said === '' || nth === lines.length - 1 ? 400 : 600}
            >
              {text}
            </tspan>
          ))}
        </text>
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

/** A long name takes a quarter of the drawing at most, in two lines. */
function linesOf({ name, said }: { name: string; said: string }, width: number): string[] {
  return [...wrapText(name, width * 0.26, LABEL, 2, 600), ...(said === '' ? [] : [said])];
}

/** The course in two sentences: what was counted, from what to what; and where it may go. */
export function describeBandSeries(
  props: Pick<BandSeriesProps, 'seen' | 'seenName' | 'band' | 'bandName' | 'lang'>,
): string {
  const { seen, seenName, band, bandName, lang = 'it' } = props;
  const said = ({ period, value }: { period: string; value: number }) =>
    `${formatNumber(value, { lang })} (${period})`;
  const [first, last, end] = [seen[0], seen.at(-1), band.at(-1)];
  const sentences = [
    first && last
      ? first === last
        ? `${seenName}: ${said(first)}.`
        : lang === 'it'
          ? `${seenName}: da ${said(first)} a ${said(last)}.`
          : `${seenName}: from ${said(first)} to ${said(last)}.`
      : '',
    end ? `${bandName}, ${end.period}: ${end.said}.` : '',
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? word('noData', lang) : sentences.join(' ');
}
