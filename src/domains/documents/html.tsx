import type { ComponentChildren, JSX } from 'preact';
import { formatDate } from '#platform/i18n/format.js';
import type { Document, Emblem, KeyFigures, QualityNote, Quote } from './documents.types.js';
import { toDataAddress } from './emblem/emblem.rules.js';
import { HtmlFigure, HtmlImage } from './html-figure.js';
import { HtmlSheet } from './html-sheet.js';
import { HtmlTable } from './html-table.js';
import { HtmlList, HtmlNotes, HtmlRuns } from './html-text.js';
import {
  type Entry,
  type NumberedBlock,
  type NumberedDocument,
  type NumberedHeading,
  numberDocument,
} from './number.js';
import { getWords } from './words.js';

/**
 * The whole content of a document's web page: one `<article>` with its title (h1), contents, chapters, tables and
 * figures. The page around it provides header, navigation and `<main>`, and the h1 when `titleLevel` is 2; styles are in client/css/document.css.
 * A page that must stand by itself `embedsImages`.
 */
export function DocumentHtml(props: {
  doc: Document;
  titleLevel?: 1 | 2;
  embedsImages?: boolean;
}): JSX.Element {
  const { doc, titleLevel, embedsImages = false } = props;
  const numbered = numberDocument(doc);
  const { words } = numbered;
  const isBook = doc.form !== 'report';
  return (
    <article class="doc" lang={doc.lang} data-form={doc.form ?? 'book'}>
      <HtmlCover doc={doc} titleLevel={titleLevel ?? 1} />
      {isBook && (
        <nav class="doc-contents" aria-labelledby="doc-contents-title">
          <a class="visually-hidden-focusable" href="#doc-body">
            {words.skipContents}
          </a>
          <h2 id="doc-contents-title">{words.contents}</h2>
          <HtmlContents entries={numbered.contents} />
          <HtmlEntries title={words.listOfTables} entries={numbered.tables} />
          <HtmlEntries title={words.listOfFigures} entries={numbered.figures} />
        </nav>
      )}
      <div class="doc-body" id="doc-body">
        {doc.sourceNote && (
          <aside class="doc-sources" aria-label={words.sources}>
            <p>
              <strong>{words.sources}.</strong> <HtmlRuns runs={numbered.toRuns(doc.sourceNote)} />
            </p>
          </aside>
        )}
        {numbered.blocks.map((block) => (
          <HtmlBlock block={block} numbered={numbered} embedsImages={embedsImages} />
        ))}
        <HtmlNotes notes={numbered.notes} words={words} />
      </div>
    </article>
  );
}

/**
 * A run of blocks of a document that is shown in pieces: from `start`, up to `end` excluded. References to what is in
 * another piece need its `addressOf`.
 */
export function DocumentBlocks(props: {
  numbered: NumberedDocument;
  start: number;
  end: number;
  addressOf?: (anchor: string) => string;
}): JSX.Element {
  const { start, end, addressOf } = props;
  const numbered = addressOf ? withAddresses(props.numbered, addressOf) : props.numbered;
  return (
    <>
      {numbered.blocks.slice(start, end).map((block) => (
        <HtmlBlock block={block} numbered={numbered} />
      ))}
    </>
  );
}

function withAddresses(numbered: NumberedDocument, addressOf: (anchor: string) => string): NumberedDocument {
  return {
    ...numbered,
    toRuns: (text) =>
      numbered
        .toRuns(text)
        .map((run) =>
          run.kind === 'ref' && run.anchor !== undefined ? { ...run, href: addressOf(run.anchor) } : run,
        ),
  };
}

/** The footnotes of a run of blocks: below it, or below the last of the runs that make a page. */
export function DocumentNotes(props: {
  numbered: NumberedDocument;
  start: number;
  end: number;
}): JSX.Element | null {
  const { numbered, start, end } = props;
  return <HtmlNotes notes={numbered.listNotes(start, end)} words={numbered.words} />;
}

function HtmlCover({ doc, titleLevel }: { doc: Document; titleLevel: 1 | 2 }) {
  const Title = titleLevel === 1 ? 'h1' : 'h2';
  return (
    <header class="doc-cover">
      {doc.emblem && <HtmlEmblem emblem={doc.emblem} />}
      <p class="doc-ambito">{doc.ambito}</p>
      <Title class="doc-title">{doc.title}</Title>
      {doc.subtitle && <p class="doc-subtitle">{doc.subtitle}</p>}
      {doc.period && <p class="doc-period">{doc.period}</p>}
      {doc.coverLines.map((line) => (
        <p class="doc-cover-line">{line}</p>
      ))}
      <p class="doc-version">
        {doc.version} · {getWords(doc.lang).textOf}{' '}
        <time dateTime={doc.date}>{formatDate(doc.date, { lang: doc.lang })}</time>
      </p>
    </header>
  );
}

function HtmlEmblem({ emblem }: { emblem: Emblem }) {
  return <img class="doc-emblem" src={toDataAddress(emblem)} alt={emblem.alt} />;
}

type EntryTree = { entry: Entry; children: EntryTree[] };

/** Contents come flat, with levels; lists are nested, so that a screen reader says the depth. */
function nestEntries(entries: readonly Entry[]): EntryTree[] {
  const roots: EntryTree[] = [];
  const path: EntryTree[] = [];
  for (const entry of entries) {
    while ((path.at(-1)?.entry.level ?? 0) >= entry.level) path.pop();
    const node = { entry, children: [] };
    (path.at(-1)?.children ?? roots).push(node);
    path.push(node);
  }
  return roots;
}

function HtmlContents({ entries }: { entries: readonly Entry[] }) {
  return <HtmlContentsLevel nodes={nestEntries(entries)} />;
}

function HtmlContentsLevel({ nodes }: { nodes: readonly EntryTree[] }) {
  return (
    <ol>
      {nodes.map(({ entry, children }) => (
        <li>
          <HtmlEntry entry={entry} />
          {children.length > 0 && <HtmlContentsLevel nodes={children} />}
        </li>
      ))}
    </ol>
  );
}

function HtmlEntry({ entry }: { entry: Entry }) {
  return (
    <a href={`#${entry.anchor}`}>
      {entry.label && <span class="doc-number">{entry.label} </span>}
      <span>{entry.title}</span>
    </a>
  );
}

function HtmlEntries({ title, entries }: { title: string; entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <details class="doc-list-of">
      <summary>
        {title} ({entries.length})
      </summary>
      <ol>
        {entries.map((entry) => (
          <li>
            <HtmlEntry entry={entry} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function HtmlBlock(props: {
  block: NumberedBlock;
  numbered: NumberedDocument;
  embedsImages?: boolean;
}): JSX.Element | null {
  const { block, numbered } = props;
  switch (block.kind) {
    case 'heading':
      return <HtmlHeading heading={block} />;
    case 'paragraph':
      return (
        <p class={block.style && `doc-${block.style}`}>
          <HtmlRuns runs={numbered.toRuns(block.text)} />
        </p>
      );
    case 'list':
      return <HtmlList list={block} numbered={numbered} />;
    case 'table':
      return <HtmlTable table={block} numbered={numbered} />;
    case 'figure':
      return <HtmlFigure figure={block} numbered={numbered} />;
    case 'image':
      return <HtmlImage image={block} numbered={numbered} embedsImages={props.embedsImages ?? false} />;
    case 'sheet':
      return <HtmlSheet sheet={block} numbered={numbered} />;
    case 'keyFigures':
      return <HtmlKeyFigures block={block} />;
    case 'callout':
      return (
        <HtmlNote tone={block.tone} title={block.title ?? numbered.words[block.tone]}>
          {block.blocks.map((inner) => (
            <HtmlBlock block={inner} numbered={numbered} />
          ))}
        </HtmlNote>
      );
    case 'quote':
      return <HtmlQuote quote={block} numbered={numbered} />;
    case 'qualityNote':
      return <HtmlQualityNote note={block} numbered={numbered} />;
    case 'pageBreak':
      // Pages exist on paper only; the class makes the break when the web page is printed.
      return <div class="doc-page-break" />;
  }
}

function HtmlHeading({ heading }: { heading: NumberedHeading }) {
  const content: ComponentChildren = (
    <>
      {heading.number && <span class="doc-number">{heading.number} </span>}
      {heading.text}
    </>
  );
  // The document's title is the page's h1, so chapters start from h2.
  switch (heading.level) {
    case 1:
      return <h2 id={heading.anchor}>{content}</h2>;
    case 2:
      return <h3 id={heading.anchor}>{content}</h3>;
    case 3:
      return <h4 id={heading.anchor}>{content}</h4>;
    case 4:
      return <h5 id={heading.anchor}>{content}</h5>;
  }
}

function HtmlQuote({ quote, numbered }: { quote: Quote; numbered: NumberedDocument }) {
  return (
    <figure class="doc-quote">
      <blockquote>
        {quote.blocks.map((inner) => (
          <HtmlBlock block={inner} numbered={numbered} />
        ))}
      </blockquote>
      {quote.cite && (
        <figcaption>
          <HtmlRuns runs={numbered.toRuns(quote.cite)} />
        </figcaption>
      )}
    </figure>
  );
}

function HtmlKeyFigures({ block }: { block: KeyFigures }) {
  return (
    <dl class="doc-key-figures">
      {block.items.map((item) => (
        <div>
          <dt>{item.label}</dt>
          <dd class="doc-key-value">{item.value}</dd>
          {item.note && <dd class="doc-key-note">{item.note}</dd>}
        </div>
      ))}
    </dl>
  );
}

function HtmlNote(props: { tone: 'note' | 'warning'; title: string; children: ComponentChildren }) {
  return (
    <div class={`doc-note doc-note-${props.tone}`} role="note" aria-label={props.title}>
      <p class="doc-note-title">{props.title}</p>
      {props.children}
    </div>
  );
}

function HtmlQualityNote({ note, numbered }: { note: QualityNote; numbered: NumberedDocument }) {
  const { words } = numbered;
  return (
    <div class="doc-quality" role="note" aria-label={`${words.qualityNote}: ${note.where}`}>
      <p class="doc-quality-where">{note.where}</p>
      <dl>
        <div>
          <dt>{words.published}</dt>
          <dd>{note.published}</dd>
        </div>
        <div>
          <dt>{words.expected}</dt>
          <dd>{note.expected}</dd>
        </div>
        {note.difference && (
          <div>
            <dt>{words.difference}</dt>
            <dd>{note.difference}</dd>
          </div>
        )}
      </dl>
      <p>
        <HtmlRuns runs={numbered.toRuns(note.message)} />
      </p>
    </div>
  );
}
