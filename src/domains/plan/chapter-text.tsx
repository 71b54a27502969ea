import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { ChapterContent, ChapterPart } from './chapter.types.js';
import { documentText } from './document.messages.js';

type Ctx = Pick<PageCtx, 'lang'>;

/** A chapter's parts in words, without drawing its live blocks: to compare and to copy from. */
export function ContentText({ ctx, content }: { ctx: Ctx; content: ChapterContent }): VNode {
  return (
    <>
      {content.map((part, index) => (
        <PartText key={String(index)} ctx={ctx} part={part} />
      ))}
    </>
  );
}

export function PartText({ ctx, part }: { ctx: Ctx; part: ChapterPart }): VNode {
  switch (part.type) {
    case 'paragraph':
      return <p>{part.text}</p>;
    case 'heading':
      return (
        <p>
          <strong>{part.text}</strong>
        </p>
      );
    case 'list':
      return (
        <ul>
          {part.items.map((item, index) => (
            <li key={String(index)}>{item}</li>
          ))}
        </ul>
      );
    case 'block': {
      const params = Object.entries(part.with ?? {}).map(([name, value]) => `${name}: ${value}`);
      return (
        <p class="trama-muted">
          {documentText(ctx.lang)('plan.document.live', { name: part.name })}
          {params.length > 0 ? ` (${params.join('; ')})` : ''}
        </p>
      );
    }
  }
}
