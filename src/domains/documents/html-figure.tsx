import type { JSX } from 'preact';
import { HtmlRuns } from './html-text.js';
import { getImageSize } from './image.js';
import type { NumberedDocument, NumberedFigure, NumberedImage } from './number.js';
import { getPictureSize, prefixSvgIds, setSvgWidth } from './picture.js';

/** Points of an image to each point of a screen of 96 to the inch: print shows them at 150. */
const imageDensity = 150 / 96;

type Properties = { figure: NumberedFigure; numbered: NumberedDocument };

/** A drawing with its caption, note and source; the alternative text is the picture's name. */
export function HtmlFigure({ figure, numbered }: Properties): JSX.Element {
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
      <HtmlRemarks block={figure} numbered={numbered} />
    </figure>
  );
}

/** A photograph or scan; its caption, when it has one, above it as those of drawings. */
export function HtmlImage(props: {
  image: NumberedImage;
  numbered: NumberedDocument;
  /** Writes the bytes into the page also where an address is known. */
  embedsImages: boolean;
}): JSX.Element {
  const { image, numbered } = props;
  const size = getImageSize(Buffer.from(image.data, 'base64'), image.format);
  const src =
    image.src === undefined || props.embedsImages
      ? `data:image/${image.format};base64,${image.data}`
      : image.src;
  const share = image.width === undefined ? undefined : `${Math.round(image.width * 100)}%`;
  return (
    <figure
      class="doc-figure doc-image"
      id={image.anchor}
      {...(image.label ? { 'aria-labelledby': `${image.anchor}-caption` } : {})}
    >
      {image.label && (
        <figcaption id={`${image.anchor}-caption`}>
          <span class="doc-number">{image.label}.</span> {image.caption}
        </figcaption>
      )}
      <img
        src={src}
        alt={image.alt}
        width={share ?? Math.round(size.width / imageDensity)}
        height={share ? undefined : Math.round(size.height / imageDensity)}
        loading="lazy"
      />
      <HtmlRemarks block={image} numbered={numbered} />
    </figure>
  );
}

function HtmlRemarks(props: { block: NumberedFigure | NumberedImage; numbered: NumberedDocument }) {
  const { block, numbered } = props;
  return (
    <>
      {block.note && (
        <p class="doc-table-note">
          <HtmlRuns runs={numbered.toRuns(block.note)} />
        </p>
      )}
      {block.source && (
        <p class="doc-source">
          {numbered.words.source}: <HtmlRuns runs={numbered.toRuns(block.source)} />
        </p>
      )}
    </>
  );
}
