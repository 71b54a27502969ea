import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { plainText, textOf } from './chapter.rules.js';
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
  const t = documentText(ctx.lang);
  switch (part.type) {
    case 'paragraph':
      return <p>{plainText(part.text)}</p>;
    case 'quote':
      return (
        <blockquote>
          <p>{plainText(part.text)}</p>
        </blockquote>
      );
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
            <li key={String(index)}>
              {typeof item === 'string' ? item : textOf({ type: 'list', items: [item] }).join(' / ')}
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <>
          <p>{t('plan.chapter.table-words', { caption: part.caption })}</p>
          <ul>
            {[part.head, ...part.rows.map((row) => row.map(plainText))].map((row, index) => (
              <li key={String(index)}>{row.join(' | ')}</li>
            ))}
          </ul>
        </>
      );
    case 'image':
      return <p>{t('plan.chapter.image-words', { caption: part.caption, alt: part.alt })}</p>;
    case 'block': {
      const params = Object.entries(part.with ?? {}).map(([name, value]) => `${name}: ${value}`);
      return (
        <p class="trama-muted">
          {t('plan.document.live', { name: part.name })}
          {params.length > 0 ? ` (${params.join('; ')})` : ''}
        </p>
      );
    }
  }
}
