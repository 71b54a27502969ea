import type { JSX } from 'preact';
import { HtmlRuns } from './html-text.js';
import type { NumberedDocument, NumberedFigure } from './number.js';
import { getPictureSize, prefixSvgIds, setSvgWidth } from './picture.js';

type Properties = { figure: NumberedFigure; numbered: NumberedDocument };

/** A drawing with its caption, note and source; the alternative text is the picture's name. */
export function HtmlFigure({ figure, numbered }: Properties): JSX.Element {
  const { words } = numbered;
  const size = getPictureSize(figure.svg);
  // A small drawing is not blown up to the column's width: its letters would outgrow the text's.
  const width = figure.width === undefined ? String(Math.round(size.width * 1.15)) : `${figure.width * 100}%`;
  return (
    <figure class="doc-figure" aria-labelledby={`${figure.anchor}-caption`} id={figure.anchor}>
      <figcaption id={`${figure.anchor}-caption`}>
        <span class="doc-number">{figure.label}.</span> {figure.caption}
      </figcaption>
      <div
        class="doc-picture"
        role="img"
        aria-label={figure.alt}
        dangerouslySetInnerHTML={{ __html: setSvgWidth(prefixSvgIds(figure.svg, figure.anchor), width) }}
      />
      {figure.note && (
        <p class="doc-table-note">
          <HtmlRuns runs={numbered.toRuns(figure.note)} />
        </p>
      )}
      {figure.source && (
        <p class="doc-source">
          {words.source}: <HtmlRuns runs={numbered.toRuns(figure.source)} />
        </p>
      )}
    </figure>
  );
}
