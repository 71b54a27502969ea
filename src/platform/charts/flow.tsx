import type { VNode } from 'preact';
import { formatNumber, type Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { word } from './chart-words.js';
import {
  type FlowBox,
  type FlowColumn,
  type FlowLayout,
  type FlowLink,
  type FlowRibbon,
  keptLinks,
  layoutFlow,
} from './flow-layout.js';
import { INK, LATE, LINE, PAPER, SERIES_COLOURS, SOFT, WASH } from './palette.js';

export type { FlowColumn, FlowLayout, FlowLink } from './flow-layout.js';
export { layoutFlow } from './flow-layout.js';

export type FlowProps = ChartFrame & {
  columns: readonly FlowColumn[];
  links: readonly FlowLink[];
  /** 960 when left out. Under some 600 units boxes are too narrow for words: show the nested list instead. */
  width?: number;
  /** From `layoutFlow` with the same columns, links and width, where the caller keeps it between renderings. */
  layout?: FlowLayout;
  lang?: Lang;
};

/**
 * What rests on what, from left to right: needs, objectives, funds. Ribbons are as thick as what passes; a box that
 * lacks its left or right has a dashed border and says what it lacks.
 */
export function Flow(props: FlowProps): VNode {
  const { id, title, columns, links, width = 960, lang = 'it' } = props;
  const layout = props.layout ?? layoutFlow(columns, links, width);
  const colourOf = ribbonColours(layout);
  const names = new Map(layout.boxes.map((box) => [box.id, box.label]));
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? describeFlow(props)}
      width={width}
      height={layout.height}
      links={layout.boxes.some((box) => box.href)}
    >
      {columns.map((column, i) => (
        <text
          key={column.title}
          x={at(columnX(layout, i))}
          y="16"
          font-size="13"
          font-weight="600"
          fill={SOFT}
        >
          {`${column.title} (${formatNumber(column.nodes.length, { lang })})`}
        </text>
      ))}
      <g fill="none" stroke-opacity="0.38">
        {layout.ribbons.map((ribbon) => (
          <Ribbon
            key={`${ribbon.from} ${ribbon.to}`}
            ribbon={ribbon}
            names={names}
            stroke={colourOf(ribbon.from)}
            lang={lang}
          />
        ))}
      </g>
      {layout.boxes.map((box) => (
        <Box key={box.id} box={box} lang={lang} />
      ))}
      {layout.boxes.length === 0 ? <text y="44">{word('noData', lang)}</text> : null}
    </ChartSvg>
  );
}

function columnX(layout: FlowLayout, column: number): number {
  return layout.boxes.find((box) => box.column === column)?.x ?? 0;
}

/** Neighbouring sources alternate four colours, so that a ribbon is told from the next one. */
function ribbonColours(layout: FlowLayout): (id: string) => string {
  const colours = new Map<string, string>();
  for (const [i, box] of layout.boxes.entries()) colours.set(box.id, SERIES_COLOURS[i % 4] ?? SOFT);
  return (id) => colours.get(id) ?? SOFT;
}

function Ribbon(props: {
  ribbon: FlowRibbon;
  names: ReadonlyMap<string, string>;
  stroke: string;
  lang: Lang;
}): VNode {
  const { ribbon, names, stroke, lang } = props;
  const nameOf = (id: string): string => names.get(id) ?? id;
  const middle = at((ribbon.fromX + ribbon.toX) / 2);
  const [y0, y1] = [at(ribbon.fromY), at(ribbon.toY)];
  return (
    <path
      d={`M${at(ribbon.fromX)} ${y0}C${middle} ${y0} ${middle} ${y1} ${at(ribbon.toX)} ${y1}`}
      stroke={stroke}
      stroke-width={at(ribbon.thickness)}
    >
      <title>{`${nameOf(ribbon.from)} → ${nameOf(ribbon.to)}: ${ribbon.label ?? formatNumber(ribbon.weight, { lang })}`}</title>
    </path>
  );
}

function Box({ box, lang }: { box: FlowBox; lang: Lang }): VNode {
  const isLoose = box.loose.length > 0;
  const rows = box.lines.length + (box.detail ? 1 : 0);
  const first = box.y + box.height / 2 + 4 - ((rows - 1) * 14) / 2;
  const lacking = box.loose.map((title) => title.toLocaleLowerCase(lang)).join(', ');
  const lack = isLoose ? ` (${lang === 'it' ? 'senza' : 'without'}: ${lacking})` : '';
  const drawing = (
    <g font-size="12">
      <title>{`${box.label}${box.detail ? `, ${box.detail}` : ''}${lack}`}</title>
      <rect
        x={at(box.x + 0.5)}
        y={at(box.y + 0.5)}
        width={at(box.width - 1)}
        height={at(box.height - 1)}
        rx="4"
        fill={isLoose ? PAPER : WASH}
        stroke={isLoose ? LATE : LINE}
        {...(isLoose ? { 'stroke-dasharray': '4 3' } : {})}
      />
      <text fill={INK}>
        {box.lines.map((line, i) => (
          <tspan key={line} x={at(box.x + 9)} y={at(first + i * 14)} font-weight="600">
            {line}
          </tspan>
        ))}
        {box.detail ? (
          <tspan x={at(box.x + 9)} y={at(first + box.lines.length * 14)} fill={SOFT}>
            {box.detail}
          </tspan>
        ) : null}
      </text>
    </g>
  );
  return box.href ? <a href={box.href}>{drawing}</a> : drawing;
}

/** Columns with their sizes, how many links, and what lacks a link, by column. */
export function describeFlow(props: Pick<FlowProps, 'columns' | 'links' | 'lang'>): string {
  const { columns, links, lang = 'it' } = props;
  const it = lang === 'it';
  if (columns.every((column) => column.nodes.length === 0)) return word('noData', lang);
  const count = (n: number): string => formatNumber(n, { lang });
  const sizes = columns.map((column) => `${column.title}: ${count(column.nodes.length)}`).join('; ');
  const kept = keptLinks(columns, links);
  const [sources, targets] = [new Set(kept.map((link) => link.from)), new Set(kept.map((link) => link.to))];
  const loose = columns.flatMap((column, i) => {
    const lacking = column.nodes.filter(
      ({ id }) => (i > 0 && !targets.has(id)) || (i < columns.length - 1 && !sources.has(id)),
    );
    return lacking.length > 0 ? [`${column.title}: ${count(lacking.length)}`] : [];
  });
  const opening = it ? `${sizes}. Legami: ${count(kept.length)}.` : `${sizes}. Links: ${count(kept.length)}.`;
  if (loose.length === 0) return opening;
  return `${opening} ${it ? 'Senza un legame' : 'Lacking a link'}: ${loose.join('; ')}.`;
}
