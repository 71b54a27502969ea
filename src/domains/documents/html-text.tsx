import { Fragment, type JSX } from 'preact';
import type { List } from './documents.types.js';
import type { NumberedDocument, NumberedRun } from './number.js';

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
      return <a href={run.href}>{run.text}</a>;
    case 'ref':
      return run.anchor ? <a href={`#${run.anchor}`}>{run.text}</a> : <span>{run.text}</span>;
    case 'text': {
      const lines = <HtmlLines text={run.text} />;
      const marked = run.em ? <em>{lines}</em> : lines;
      return run.strong ? <strong>{marked}</strong> : marked;
    }
  }
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
        <HtmlItems items={item.children} ordered={ordered} numbered={numbered} />
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
