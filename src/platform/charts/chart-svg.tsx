import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { FONT, INK } from './palette.js';

/** What every chart takes. */
export type ChartFrame = {
  /** Unique in the page or document; the ids inside the drawing start with it. */
  id: string;
  /** The short text alternative: what the picture is of. */
  title: string;
  /** The long one: what it shows, in words. Left out, each chart writes its own from the data. */
  description?: string;
};

/**
 * The root of every drawing. All presentation is in attributes, none in CSS or `style`: the same SVG goes into the
 * page (whose policy forbids inline styles), the PDF and DOCX.
 *
 * Without links it is one image with a name and a description. With links it is a group, because what is inside an
 * image cannot be reached by assistive technology.
 */
export function ChartSvg(
  props: ChartFrame & { width: number; height: number; links?: boolean; children?: ComponentChildren },
): VNode {
  const { id, width, height, title, description, links = false, children } = props;
  const labelledBy = description ? `${id}-title ${id}-desc` : `${id}-title`;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="trama-chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role={links ? 'group' : 'img'}
      aria-labelledby={labelledBy}
      font-family={FONT}
      font-size="13"
      fill={INK}
    >
      <title id={`${id}-title`}>{title}</title>
      {description ? <desc id={`${id}-desc`}>{description}</desc> : null}
      {children}
    </svg>
  );
}

/** A chart as a file of its own (download, PDF, DOCX): XML declaration and the drawing, links left out by the caller. */
export function svgDocument(chart: VNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(chart)}\n`;
}

/** For parts that repeat what titles and links already say: assistive technology passes over them. */
export const DECORATION = { 'aria-hidden': 'true' } as const;

/** Diagonal lines for what is not available: told by texture, so that grey prints and colour-blind eyes see it too. */
export function HatchPattern({ id }: { id: string }): VNode {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill="#f5f8fb" />
      <rect width="1.6" height="6" fill="#9aa9b7" />
    </pattern>
  );
}

/** Coordinate with at most two decimals: what a screen or a printer can show. */
export function at(value: number): number {
  return Math.round(value * 100) / 100;
}
