import type { VNode } from 'preact';
import { formatMeasure, formatPeriod, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { joinWords, word } from './chart-words.js';
import { dodgeLabels } from './label-dodge.js';
import { INK, LEADER, PAPER, REST_COLOUR, SERIES_COLOURS, SOFT } from './palette.js';
import { type PeriodAxis, PeriodLabels } from './period-axis.js';
import type { SeriesLine } from './series.js';
import { textWidth, wrapText } from './text-width.js';
import { type ValueAxis, ValueGrid, valueAxis } from './value-axis.js';

export type StackedBarsProps = ChartFrame & {
  /** One layer an item (of spending, of services), with a value a period. Beyond six, the least go into "altro". */
  layers: readonly SeriesLine[];
  unit: string;
  decimals: number;
  /** `grouped` sets the items of a period side by side, to compare items rather than totals. */
  mode?: 'stacked' | 'grouped';
  width?: number;
  height?: number;
  lang?: Lang;
};

type Layer = { name: string; fill: string; byPeriod: Map<string, number> };
type Block = {
  layer: Layer;
  period: string;
  value: number;
  x: number;
  width: number;
  from: number;
  to: number;
};

const LABEL = 12;

/**
 * Vertical bars over periods, cut by item, largest item at the foot, with the total above and the items' names beside
 * the last bar. A period whose values are all missing says so; negative values (corrections) hang under zero.
 */
export function StackedBars(props: StackedBarsProps): VNode {
  const { id, title, unit, decimals, mode = 'stacked', width = 640, height = 320, lang = 'it' } = props;
  const layers = foldLayers(props.layers, lang);
  const periods = [...new Set(props.layers.flatMap((each) => each.points.map((point) => point.period)))];
  const ordered = periods.toSorted((a, b) => (a < b ? -1 : 1));
  const extents = ordered.flatMap((period) => extentOf(layers, period, mode));
  const axis = valueAxis(extents, { bottom: height - 28, top: 24 }, { lang, allowCut: false });
  const left = Math.ceil(axis.room + 14);
  const names = layers.map((layer) => wrapText(layer.name, width * 0.27, LABEL, 2));
  const right = Math.floor(width - Math.max(0, ...names.flat().map((text) => textWidth(text, LABEL))) - 34);
  const step = (right - left) / Math.max(1, ordered.length);
  const bar = Math.min(72, step * 0.68);
  const middle = (period: string): number => left + step * (ordered.indexOf(period) + 0.5);
  const periodsAxis: PeriodAxis = {
    periods: ordered,
    labels: ordered.map((p) => formatPeriod(p, lang)),
    x: middle,
  };
  const blocks = ordered.flatMap((period) => blocksOf(layers, period, mode, middle(period), bar));
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeStackedBars(props)}
      width={width}
      height={height}
    >
      {ordered.length > 0 ? <ValueGrid axis={axis} left={left} right={right} /> : null}
      <PeriodLabels axis={periodsAxis} y={height - 8} left={left} right={right} />
      {blocks.map((block) => (
        <BlockRect
          key={`${block.period} ${block.layer.name}`}
          block={block}
          axis={axis}
          said={`${block.layer.name}, ${formatPeriod(block.period, lang)}: ${formatMeasure(block.value, unit, { decimals, lang })}`}
        />
      ))}
      {ordered.map((period) => (
        <Total
          key={period}
          layers={layers}
          period={period}
          x={middle(period)}
          axis={axis}
          mode={mode}
          step={step}
          lang={lang}
          decimals={decimals}
        />
      ))}
      <LayerNames
        layers={layers}
        names={names}
        blocks={blocks}
        axis={axis}
        last={ordered.at(-1)}
        right={right}
        mode={mode}
        top={24}
        bottom={height - 34}
      />
      {ordered.length === 0 ? (
        <text x={left + 12} y={height / 2}>
          {word('noData', lang)}
        </text>
      ) : null}
    </ChartSvg>
  );
}

/** At most six items by total, the largest first; what is left becomes one item, "altro". */
function foldLayers(given: readonly SeriesLine[], lang: Lang): Layer[] {
  const total = (line: SeriesLine): number => line.points.reduce((sum, p) => sum + Math.abs(p.value ?? 0), 0);
  const ranked = given.toSorted((a, b) => total(b) - total(a));
  const most = SERIES_COLOURS.length;
  const folded = ranked.length > most ? ranked.slice(most) : [];
  const layers = ranked
    .slice(0, most)
    .map((line, i) => layerOf(line.name, SERIES_COLOURS[i] ?? SOFT, [line]));
  return folded.length > 0 ? [...layers, layerOf(word('rest', lang), REST_COLOUR, folded)] : layers;
}

function layerOf(name: string, fill: string, lines: readonly SeriesLine[]): Layer {
  const byPeriod = new Map<string, number>();
  for (const { period, value } of lines.flatMap((line) => line.points)) {
    if (value !== null) byPeriod.set(period, (byPeriod.get(period) ?? 0) + value);
  }
  return { name, fill, byPeriod };
}

function extentOf(layers: readonly Layer[], period: string, mode: 'stacked' | 'grouped'): number[] {
  const values = layers.flatMap((layer) => layer.byPeriod.get(period) ?? []);
  if (mode === 'grouped') return values;
  const sum = (sign: 1 | -1): number => values.reduce((s, v) => s + (v * sign > 0 ? v : 0), 0);
  return [sum(1), sum(-1)];
}

function blocksOf(
  layers: readonly Layer[],
  period: string,
  mode: 'stacked' | 'grouped',
  x: number,
  bar: number,
): Block[] {
  let [over, under] = [0, 0];
  const each = bar / Math.max(1, layers.length);
  return layers.flatMap((layer, i): Block[] => {
    const value = layer.byPeriod.get(period);
    if (value === undefined || value === 0) return [];
    if (mode === 'grouped') {
      return [{ layer, period, value, x: x - bar / 2 + i * each, width: each, from: 0, to: value }];
    }
    const from = value > 0 ? over : under;
    if (value > 0) over += value;
    else under += value;
    return [{ layer, period, value, x: x - bar / 2, width: bar, from, to: from + value }];
  });
}

function BlockRect({ block, axis, said }: { block: Block; axis: ValueAxis; said: string }): VNode {
  const [top, bottom] = [
    axis.scale(Math.max(block.from, block.to)),
    axis.scale(Math.min(block.from, block.to)),
  ];
  return (
    <rect
      x={at(block.x)}
      y={at(top)}
      width={at(block.width)}
      height={at(bottom - top)}
      fill={block.layer.fill}
      stroke={PAPER}
      stroke-width="0.75"
    >
      <title>{said}</title>
    </rect>
  );
}

/** The total above a stacked bar, where it is not wider than the bar's step; "n.d." where nothing is known. */
function Total(props: {
  layers: readonly Layer[];
  period: string;
  x: number;
  axis: ValueAxis;
  mode: 'stacked' | 'grouped';
  step: number;
  decimals: number;
  lang: Lang;
}): VNode | null {
  const { layers, period, x, axis, mode, step, lang, decimals } = props;
  const values = layers.flatMap((layer) => layer.byPeriod.get(period) ?? []);
  if (mode === 'grouped' && values.length > 0) return null;
  const sum = values.length === 0 ? null : values.reduce((s, v) => s + v, 0);
  const text = formatMeasure(sum, '', { decimals: Math.abs(sum ?? 0) >= 1000 ? 0 : decimals, lang });
  if (textWidth(text, LABEL, 600) > step) return null;
  const top = values.reduce((s, v) => s + Math.max(0, v), 0);
  return (
    <text
      x={at(x)}
      y={at(axis.scale(top) - 6)}
      font-size={LABEL}
      font-weight="600"
      text-anchor="middle"
      fill={sum === null ? SOFT : INK}
    >
      {text}
    </text>
  );
}

/** Names at the right, each at the height of its block in the last bar; with a swatch, since thin blocks move away. */
function LayerNames(props: {
  layers: readonly Layer[];
  names: readonly string[][];
  blocks: readonly Block[];
  axis: ValueAxis;
  last: string | undefined;
  right: number;
  mode: 'stacked' | 'grouped';
  top: number;
  bottom: number;
}): VNode {
  const { layers, names, blocks, axis, last, right, mode, top, bottom } = props;
  const tallest = Math.max(1, ...names.map((lines) => lines.length));
  const height = LABEL + 2;
  const wanted = layers.map((layer, i) => {
    const block = blocks.find((each) => each.period === last && each.layer === layer);
    // Grouped bars start all from zero: their names are a plain list from the top.
    if (mode === 'grouped') return top + i * (tallest * height + 5);
    // What has no block in the last bar is named above it, where the stack would have gone on.
    return block ? axis.scale((block.from + block.to) / 2) : top;
  });
  const places = dodgeLabels(wanted, tallest * height + 4, top, bottom);
  return (
    <g font-size={LABEL} fill={INK}>
      {layers.map((layer, i) => {
        const y = places[i] ?? 0;
        const block = blocks.find((each) => each.period === last && each.layer === layer);
        const lines = names[i] ?? [];
        const first = y + 4 - ((lines.length - 1) * height) / 2;
        return (
          <g key={layer.name}>
            {block && mode === 'stacked' ? (
              <path
                d={`M${at(block.x + block.width + 1)} ${at(wanted[i] ?? y)}L${right + 8} ${at(y)}`}
                stroke={LEADER}
                fill="none"
              />
            ) : null}
            <rect x={right + 10} y={at(y - 5)} width="10" height="10" fill={layer.fill} />
            <text>
              {lines.map((text, n) => (
                <tspan key={text} x={right + 26} y={at(first + n * height)}>
                  {text}
                </tspan>
              ))}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** First and last period with their totals, and the largest items of the last one. */
export function describeStackedBars(
  props: Pick<StackedBarsProps, 'layers' | 'unit' | 'decimals' | 'lang'>,
): string {
  const { unit, decimals, lang = 'it' } = props;
  const it = lang === 'it';
  const layers = props.layers.map((line) => layerOf(line.name, '', [line]));
  const periods = [...new Set(layers.flatMap((layer) => [...layer.byPeriod.keys()]))].toSorted();
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return word('noData', lang);
  const measure = (value: number): string => formatMeasure(value, unit, { decimals, lang });
  const total = (period: string): string =>
    `${measure(layers.reduce((sum, layer) => sum + (layer.byPeriod.get(period) ?? 0), 0))} (${formatPeriod(period, lang)})`;
  const items = layers
    .flatMap((layer) => {
      const value = layer.byPeriod.get(last);
      return value === undefined ? [] : [{ name: layer.name, value }];
    })
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 3)
    .map((item) => `${item.name} ${measure(item.value)}`);
  const course =
    first === last
      ? `${it ? 'Totale' : 'Total'}: ${total(last)}.`
      : it
        ? `Totale da ${total(first)} a ${total(last)}.`
        : `Total from ${total(first)} to ${total(last)}.`;
  return `${course} ${it ? 'Voci maggiori' : 'Largest items'} (${formatPeriod(last, lang)}): ${joinWords(items, lang)}.`;
}
