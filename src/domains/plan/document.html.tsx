import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import {
  DocumentBlocks,
  DocumentHtml,
  DocumentNotes,
  type NumberedDocument,
  StandaloneDocument,
} from '#domains/documents/index.js';
import { documentText } from './document.messages.js';
import type { ChapterRange, PlanDocument } from './document.types.js';

/** The whole document. The page around it has its own first-level heading, so the cover's title is one lower. */
export function wholeDocumentHtml(composed: PlanDocument): string {
  return render(<DocumentHtml doc={composed.document} titleLevel={2} />);
}

/**
 * One chapter without its title, which is the page's own.
 * @param marksBlocks whether live blocks are outlined, for who writes
 * @returns null when the chapter is not printed
 */
export function chapterHtml(
  composed: PlanDocument,
  number: string,
  marksBlocks: boolean,
  nameOf: (block: string) => string,
): string | null {
  const range = composed.chapters.find((chapter) => chapter.number === number);
  if (!range) return null;
  const { numbered } = composed;
  const t = documentText('it');
  const [first] = range.parts;
  const addressOf = (anchor: string) => addressInChapters(composed, range, anchor);
  const piece = (start: number, end: number) => (
    <DocumentBlocks numbered={numbered} start={start} end={end} addressOf={addressOf} />
  );
  return render(
    <div class="doc-body">
      {piece(range.start + 1, first?.start ?? range.end)}
      {range.parts.map((part) => {
        const blocks = piece(part.start, part.end);
        return part.block !== null && marksBlocks ? (
          <div class="doc-body doc-live" data-name={t('plan.document.live', { name: nameOf(part.block) })}>
            {blocks}
          </div>
        ) : (
          blocks
        );
      })}
      <DocumentNotes numbered={numbered} start={range.start} end={range.end} />
    </div>,
  );
}

/** Chapters are pages beside one another, so a relative address leads to the other one on either face. */
function addressInChapters({ chapters, numbered }: PlanDocument, here: ChapterRange, anchor: string): string {
  const at = numbered.blocks.findIndex((block) => 'anchor' in block && block.anchor === anchor);
  const chapter = chapters.find(({ start, end }) => at >= start && at < end);
  if (!chapter || chapter.number === here.number) return `#${anchor}`;
  // A chapter's heading is the title of its page.
  return at === chapter.start ? chapter.number : `${chapter.number}#${anchor}`;
}

/** A few blocks by themselves, to be looked at before they enter a chapter. */
export function blockHtml(numbered: NumberedDocument): string {
  return render(
    <div class="doc-body">
      <DocumentBlocks numbered={numbered} start={0} end={numbered.blocks.length} />
      <DocumentNotes numbered={numbered} start={0} end={numbered.blocks.length} />
    </div>,
  );
}

/** The document as a page of its own, without the site around it. */
export function standaloneHtml({ document }: Pick<PlanDocument, 'document'>): VNode {
  return <StandaloneDocument doc={document} />;
}
