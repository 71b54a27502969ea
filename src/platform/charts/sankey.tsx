import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import type { VNode } from 'preact';
import type { Lang } from '../i18n/format.js';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { word } from './chart-words.js';
import { BAR_EDGE, GOOD, INK, LATE, PAPER, SOFT } from './palette.js';
import { fitText, textWidth } from './text-width.js';

export type SankeyNode = {
  id: string;
  /** From 0, left to right. */
  column: number;
  label: string;
  /** After the label, softer: "€ 120.000", "12 legami". */
  detail: string;
  href?: string;
  /** Stands for what is missing: dashed and in the colour of what is late. */
  isLoose?: boolean;
};

export type SankeyRibbon = { from: string; to: string; value: number; label: string };

export type SankeyProps = ChartFrame & {
  /** Titles of the three columns. */
  columns: readonly string[];
  nodes: readonly SankeyNode[];
  ribbons: readonly SankeyRibbon[];
  lang?: Lang;
};

const WIDTH = 1120;
/** Room for the words beside the first and the last column. */
const MARGIN = 270;
const BAR = 14;
const TOP = 34;
/** A line of words, so that neighbours do not touch. */
const PITCH = 20;

const COLOURS = ['#0a4f9e', INK, GOOD] as const;

/** What flows from column to column, as wide as it is much: needs to objectives to funds. */
export function Sankey(props: SankeyProps): VNode {
  const { id, title, columns, nodes, ribbons, lang = 'it' } = props;
  const drawn = nodes.filter((node) => ribbons.some(({ from, to }) => from === node.id || to === node.id));
  const tallest = Math.max(0, ...columns.map((_, i) => drawn.filter((node) => node.column === i).length));
  const height = TOP + Math.max(240, tallest * PITCH * 1.6);
  const layout = layOut(drawn, ribbons, height);
  return (
    <ChartSvg
      id={id}
      title={title}
      description={props.description ?? ''}
      width={WIDTH}
      height={height + 8}
      links={drawn.some((node) => node.href)}
    >
      {columns.map((column, i) => (
        <text
          key={column}
          x={at(columnX(i, columns.length) + (i === 0 ? BAR : i === columns.length - 1 ? 0 : BAR / 2))}
          y="16"
          font-weight="600"
          fill={SOFT}
          text-anchor={i === 0 ? 'end' : i === columns.length - 1 ? 'start' : 'middle'}
        >
          {column}
        </text>
      ))}
      <g fill="none" stroke-opacity="0.32">
        {layout.links.map((link) => (
          <path
            key={`${link.source.id} ${link.target.id}`}
            d={path(link) ?? ''}
            stroke={
              link.source.isLoose || link.target.isLoose ? LATE : link.source.column === 0 ? BAR_EDGE : GOOD
            }
            stroke-width={at(Math.max(1, link.width ?? 1))}
          >
            <title>{`${link.source.label} → ${link.target.label}: ${link.label}`}</title>
          </path>
        ))}
      </g>
      {layout.nodes.map((node) => (
        <Node key={node.id} node={node} last={columns.length - 1} />
      ))}
      {drawn.length === 0 ? <text y="44">{word('noData', lang)}</text> : null}
    </ChartSvg>
  );
}

function columnX(column: number, count: number): number {
  return MARGIN + (column * (WIDTH - 2 * MARGIN - BAR)) / Math.max(1, count - 1);
}

type Extra = { value: number; label: string };
type Laid = ReturnType<typeof layOut>;
type LaidNode = Laid['nodes'][number];

const path = sankeyLinkHorizontal<SankeyNode, Extra>();

function layOut(nodes: readonly SankeyNode[], ribbons: readonly SankeyRibbon[], height: number) {
  // The layout does not take an empty graph.
  if (nodes.length === 0) return { nodes: [], links: [] };
  const known = new Set(nodes.map((node) => node.id));
  const draw = sankey<SankeyNode, Extra>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    .nodeWidth(BAR)
    .nodePadding(PITCH - 3)
    .iterations(24)
    .extent([
      [MARGIN, TOP],
      [WIDTH - MARGIN, height],
    ]);
  const graph = draw({
    nodes: nodes.map((node) => ({ ...node })),
    links: ribbons
      .filter(({ from, to, value }) => known.has(from) && known.has(to) && value > 0)
      .map(({ from, to, value, label }) => ({ source: from, target: to, value, label })),
  });
  // Once laid out, the ends of links are nodes.
  const links = graph.links.flatMap((link) =>
    typeof link.source === 'object' && typeof link.target === 'object'
      ? [{ ...link, source: link.source, target: link.target }]
      : [],
  );
  return { nodes: graph.nodes, links };
}

function Node({ node, last }: { node: LaidNode; last: number }): VNode {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  const isFirst = node.column === 0;
  const room = node.column === last || isFirst ? MARGIN - 16 : 260;
  const x = isFirst ? x0 - 14 : x1 + 8;
  const middle = (y0 + y1) / 2 + 4;
  const label = fitText(node.label, room - textWidth(node.detail, 11) - 8, 12, 600);
  const drawing = (
    <g font-size="12">
      <title>{`${node.label}: ${node.detail}`}</title>
      <rect
        x={at(x0)}
        y={at(y0)}
        width={at(x1 - x0)}
        height={at(Math.max(2, y1 - y0))}
        fill={node.isLoose ? PAPER : (COLOURS[node.column] ?? INK)}
        {...(node.isLoose ? { stroke: LATE, 'stroke-dasharray': '4 3' } : {})}
      />
      <text
        x={at(x)}
        y={at(middle)}
        text-anchor={isFirst ? 'end' : 'start'}
        stroke={PAPER}
        stroke-width="3"
        paint-order="stroke"
      >
        <tspan font-weight="600" fill={node.isLoose ? LATE : INK}>
          {label}
        </tspan>
        <tspan dx="6" font-size="11" fill={SOFT}>
          {node.detail}
        </tspan>
      </text>
    </g>
  );
  return node.href ? <a href={node.href}>{drawing}</a> : drawing;
}
