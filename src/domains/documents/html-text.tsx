import { Fragment, type JSX } from 'preact';
import type { List } from './documents.types.js';
import type { NumberedDocument, NumberedNote, NumberedRun } from './number.js';
import type { Words } from './words.js';

/** Line feeds inside a text are breaks: people type them in fields. */
function HtmlLines({ text }: { text: string }) {
  const lines = text.split('\n');
  return (
    <>
      {lines.map((line, index) => (
        <Fragment>
          {index > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </>
  );
}

function HtmlRun({ run }: { run: NumberedRun }): JSX.Element {
  switch (run.kind) {
    case 'break':
      return <br />;
    case 'link':
      return <HtmlMarks run={run} content={<a href={run.href}>{run.text}</a>} />;
    case 'ref':
      return run.anchor ? <a href={run.href ?? `#${run.anchor}`}>{run.text}</a> : <span>{run.text}</span>;
    case 'note':
      return <HtmlNoteMark note={run.note} />;
    case 'text':
      return <HtmlMarks run={run} content={<HtmlLines text={run.text} />} />;
  }
}

type Marks = { strong?: boolean | undefined; em?: boolean | undefined };

function HtmlMarks({ run, content }: { run: Marks; content: JSX.Element }) {
  const marked = run.em ? <em>{content}</em> : content;
  return run.strong ? <strong>{marked}</strong> : marked;
}

function HtmlNoteMark({ note }: { note: NumberedNote }) {
  return (
    <sup class="doc-note-mark">
      <a id={`${note.anchor}-testo`} href={`#${note.anchor}`} role="doc-noteref">
        {note.number}
      </a>
    </sup>
  );
}

/** Footnotes, which a page without pages has at its end, each with the way back. */
export function HtmlNotes(props: { notes: readonly NumberedNote[]; words: Words }): JSX.Element | null {
  const { notes, words } = props;
  const [first] = notes;
  if (!first) return null;
  return (
    <section class="doc-footnotes" role="doc-endnotes" aria-label={words.notes}>
      <ol start={first.number}>
        {notes.map((note) => (
          <li id={note.anchor}>
            <HtmlRuns runs={note.runs} />{' '}
            <a
              href={`#${note.anchor}-testo`}
              role="doc-backlink"
              aria-label={`${words.noteBack} ${note.number}`}
            >
              ↩
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Inline text. */
export function HtmlRuns({ runs }: { runs: readonly NumberedRun[] }): JSX.Element {
  return (
    <>
      {runs.map((run) => (
        <HtmlRun run={run} />
      ))}
    </>
  );
}

type Items = List['items'];

function HtmlItems({
  items,
  ordered,
  numbered,
}: {
  items: Items;
  ordered: boolean;
  numbered: NumberedDocument;
}) {
  const content = items.map((item) => (
    <li>
      <HtmlRuns runs={numbered.toRuns(item.text)} />
      {item.children?.length ? (
        <HtmlItems items={item.children} ordered={item.ordered ?? ordered} numbered={numbered} />
      ) : null}
    </li>
  ));
  return ordered ? <ol>{content}</ol> : <ul>{content}</ul>;
}

/** A list with its nested lists. */
export function HtmlList({ list, numbered }: { list: List; numbered: NumberedDocument }): JSX.Element | null {
  if (list.items.length === 0) return null;
  return <HtmlItems items={list.items} ordered={list.ordered ?? false} numbered={numbered} />;
}
