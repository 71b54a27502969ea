import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '../i18n/format.js';
import { word } from './chart-words.js';

export type FigureLink = {
  label: string;
  href: string;
  /** Name of the file to save; the link opens when left out. */
  download?: string;
};

export type ChartFigureProps = {
  /** Unique in the page; the same as the chart's, with another ending. */
  id: string;
  /** The finding, as a sentence: "A Casteldidone più di un residente su cinque è straniero". */
  heading: string;
  /** Place of the heading in the page's outline; 3 when left out. */
  level?: 2 | 3 | 4;
  /** Measure and unit: "Residenti stranieri ogni 100 residenti, 27 comuni". */
  subtitle?: string;
  /** Any chart of this folder; left out where the figures are only a table, elsewhere on the page. */
  chart?: VNode;
  /** The same chart drawn some 340 units wide, shown instead on narrow screens so that its text stays readable. */
  narrow?: VNode;
  /** A legend, for a chart that does not label itself. */
  legend?: ComponentChildren;
  source?: ComponentChildren;
  note?: ComponentChildren;
  /** Table, CSV, image, stable address. */
  links?: readonly FigureLink[];
  lang?: Lang;
};

/** A chart with what makes it readable and verifiable: finding, measure, source, note and the ways to its figures. */
export function ChartFigure(props: ChartFigureProps): VNode {
  const {
    id,
    heading,
    level = 3,
    subtitle,
    chart,
    narrow,
    legend,
    source,
    note,
    links = [],
    lang = 'it',
  } = props;
  const Heading = `h${level}` as const;
  return (
    <figure id={id} class="trama-figure" aria-labelledby={`${id}-heading`}>
      <figcaption class="trama-figure-caption">
        <Heading class="trama-figure-heading" id={`${id}-heading`}>
          {heading}
        </Heading>
        {subtitle ? <p class="trama-figure-subtitle">{subtitle}</p> : null}
      </figcaption>
      {chart ? <div class={narrow ? 'trama-figure-wide' : 'trama-figure-drawing'}>{chart}</div> : null}
      {narrow ? <div class="trama-figure-narrow">{narrow}</div> : null}
      {legend ? <div class="trama-figure-legend">{legend}</div> : null}
      {source ? (
        <p class="trama-figure-source">
          {word('source', lang)}: {source}
        </p>
      ) : null}
      {note ? (
        <p class="trama-figure-source">
          {word('note', lang)}: {note}
        </p>
      ) : null}
      {links.length > 0 ? (
        <ul class="trama-figure-links">
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href} {...(link.download === undefined ? {} : { download: link.download })}>
                {link.label}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </figure>
  );
}
