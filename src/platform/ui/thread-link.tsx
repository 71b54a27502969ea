import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from './address.js';
import { ButtonLink } from './parts.js';
import { uiText } from './ui.messages.js';

/** Where the thread starts: the word of its address, and an identifier or a code. */
export interface ThreadStart {
  ctx: PageCtx;
  word: string;
  id: string;
}

function threadHref({ ctx, word, id }: ThreadStart): string {
  return at(ctx, `/filo/${word}/${encodeURIComponent(id)}`);
}

/** Among the acts of a page: what it rests on and what follows from it. */
export function ThreadLink(props: ThreadStart): VNode {
  return <ButtonLink href={threadHref(props)}>{uiText(props.ctx.lang)('ui.thread')}</ButtonLink>;
}

/** The same in a row of a table; `of` names the row for who does not see it. */
export function RowThreadLink(props: ThreadStart & { of: string }): VNode {
  return (
    <a class="trama-row-thread" href={threadHref(props)}>
      {uiText(props.ctx.lang)('ui.thread')}
      <span class="visually-hidden"> {props.of}</span>
    </a>
  );
}
