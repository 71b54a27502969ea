import type { VNode } from 'preact';
import type { FieldContent } from '#domains/documents/index.js';
import type { ListItem, RichText } from '../chapter.types.js';
import { toItems, toText } from './compose.rules.js';
import { type LightPart, readLightText } from './light-text.rules.js';

/** The text of a long field as a page shows it. */
export function LightText({ text }: { text: string }): VNode {
  return (
    <div class="trama-long">
      {readLightText(text).map((part, index) =>
        part.type === 'paragraph' ? (
          <p key={String(index)}>
            <Rich text={part.text} />
          </p>
        ) : (
          <Items key={String(index)} items={part.items} ordered={part.ordered ?? false} />
        ),
      )}
    </div>
  );
}

/** The same under a page's title: one paragraph is its opening sentence, more stand below it. */
export function lightLead(text: string | null): { lead?: VNode; below?: VNode } {
  if (text === null) return {};
  const [first, ...others] = readLightText(text);
  return first?.type === 'paragraph' && others.length === 0
    ? { lead: <Rich text={first.text} /> }
    : { below: <LightText text={text} /> };
}

/** The same as the content of a field of a printed sheet: footnotes are the document's own. */
export function lightFields(text: string | null): FieldContent[] {
  return text === null ? [] : readLightText(text).map(toField);
}

function toField(part: LightPart): FieldContent {
  return part.type === 'paragraph'
    ? { kind: 'text', text: toText(part.text) }
    : { kind: 'list', items: toItems(part.items), ...(part.ordered ? { ordered: true } : {}) };
}

function Items({ items, ordered }: { items: readonly ListItem[]; ordered: boolean }): VNode {
  const own = items.map((item, index) =>
    typeof item === 'string' ? (
      <li key={String(index)}>{item}</li>
    ) : (
      <li key={String(index)}>
        <Rich text={item.text} />
        {item.items ? <Items items={item.items} ordered={item.ordered ?? ordered} /> : null}
      </li>
    ),
  );
  return ordered ? <ol>{own}</ol> : <ul>{own}</ul>;
}

function Rich({ text }: { text: RichText }): VNode {
  if (typeof text === 'string') return <>{text}</>;
  return (
    <>
      {text.map((run, index) => {
        if ('note' in run)
          return (
            <small key={String(index)} class="trama-aside">
              {' '}
              [{run.note}]
            </small>
          );
        if (!('text' in run)) return null;
        const em = run.em ? <em>{run.text}</em> : run.text;
        const marked = run.strong ? <strong>{em}</strong> : em;
        return run.href === undefined ? (
          <span key={String(index)}>{marked}</span>
        ) : (
          <a key={String(index)} href={run.href}>
            {marked}
          </a>
        );
      })}
    </>
  );
}
