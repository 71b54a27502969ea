import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Lang } from '../i18n/format.js';
import { word } from './chart-words.js';
import { FONT, INK, PAPER, SOFT } from './palette.js';
import { wrapText } from './text-width.js';

const MARGIN = 24;
/** Below this a heading has no room. */
const LEAST = 640;

/** A line of text under another, as tall as its rows. */
interface Lines {
  rows: string[];
  size: number;
  weight: 400 | 600;
  fill: string;
  gap: number;
}

/** What goes with a picture when it leaves its page. */
export interface DrawingWords {
  /** What the picture finds. */
  heading: string;
  /** What it is of: measure, place, unit. */
  subtitle: string;
  source: string;
  notes: readonly string[];
}

/** A chart as an SVG file that stands alone: its finding, measure, source and notes go with it, and the font is named. */
export function drawingFile(figure: VNode, words: DrawingWords, lang: Lang): string {
  const chart = render(figure);
  const sizeOf = (side: string) =>
    Number(new RegExp(`^<svg[^>]*\\s${side}="([\\d.]+)"`).exec(chart)?.[1] ?? 0);
  const width = Math.max(LEAST, sizeOf('width')) + 2 * MARGIN;
  const text = (content: string, size: number, weight: 400 | 600, fill: string, gap: number): Lines => ({
    rows: content === '' ? [] : wrapText(content, width - 2 * MARGIN, size, 6, weight),
    size,
    weight,
    fill,
    gap,
  });
  const small = (label: 'source' | 'note', content: string) =>
    text(`${word(label, lang)}: ${content}`, 11, 400, SOFT, 4);
  const above = [text(words.heading, 19, 600, INK, 6), text(words.subtitle, 13, 400, SOFT, 14)];
  const below = [
    ...(words.source === '' ? [] : [small('source', words.source)]),
    ...words.notes.map((note) => small('note', note)),
  ];
  const head = layLines(above, MARGIN);
  const foot = layLines(below, head.end + sizeOf('height') + 16);
  const total = Math.ceil(foot.end + MARGIN - 4);
  const drawing = render(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${total}`}
      width={width}
      height={total}
      font-family={FONT}
      fill={INK}
    >
      <rect width={width} height={total} fill={PAPER} />
      {[...head.texts, ...foot.texts]}
      <g transform={`translate(${MARGIN} ${head.end})`} dangerouslySetInnerHTML={{ __html: chart }} />
    </svg>,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${drawing}\n`;
}

function layLines(parts: readonly Lines[], start: number) {
  let y = start;
  const texts = parts.flatMap((part) => {
    const drawn = part.rows.map((row) => {
      y += Math.round(part.size * 1.3);
      return (
        <text
          key={`${y}`}
          x={MARGIN}
          y={y - Math.round(part.size * 0.3)}
          font-size={part.size}
          font-weight={part.weight}
          fill={part.fill}
        >
          {row}
        </text>
      );
    });
    y += part.gap;
    return drawn;
  });
  return { texts, end: y };
}
