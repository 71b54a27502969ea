import { render } from 'preact-render-to-string';
import { word } from '#platform/charts/chart-words.js';
import { FONT, INK, PAPER, SOFT } from '#platform/charts/palette.js';
import { wrapText } from '#platform/charts/text-width.js';
import type { Lang } from '#platform/i18n/format.js';
import { LookFigure } from './look.figure.js';
import { briefSource, notesOf } from './look.notes.js';
import type { Look } from './look.types.js';
import { headingOf, subtitleOf } from './look.words.js';

const MARGIN = 24;
const WIDTH = 640 + 2 * MARGIN;

/** A line of text under another, as tall as its rows. */
interface Lines {
  rows: string[];
  size: number;
  weight: 400 | 600;
  fill: string;
  gap: number;
}

/**
 * The picture as a file that stands alone: its finding, measure, source and notes go with it, and the font is named.
 * @returns null where there is only a table to see
 */
export function drawLook(look: Look, lang: Lang): string | null {
  const figure = LookFigure({ look, lang, id: 'figura' });
  if (!figure) return null;
  const chart = render(figure);
  const height = Number(/^<svg[^>]*\sheight="([\d.]+)"/.exec(chart)?.[1] ?? 0);
  const text = (content: string, size: number, weight: 400 | 600, fill: string, gap: number): Lines => ({
    rows: wrapText(content, WIDTH - 2 * MARGIN, size, 6, weight),
    size,
    weight,
    fill,
    gap,
  });
  const above = [
    text(headingOf(look, lang), 19, 600, INK, 6),
    text(subtitleOf(look, lang), 13, 400, SOFT, 14),
  ];
  const below = [
    text(`${word('source', lang)}: ${briefSource(look.sources, lang)}`, 11, 400, SOFT, 4),
    ...notesOf(look, lang).map((note) => text(`${word('note', lang)}: ${note}`, 11, 400, SOFT, 4)),
  ];
  const head = layLines(above, MARGIN);
  const foot = layLines(below, head.end + height + 16);
  const total = Math.ceil(foot.end + MARGIN - 4);
  const drawing = render(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${total}`}
      width={WIDTH}
      height={total}
      font-family={FONT}
      fill={INK}
    >
      <rect width={WIDTH} height={total} fill={PAPER} />
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
