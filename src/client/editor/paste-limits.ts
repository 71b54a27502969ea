import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { findTooLargeTable } from '../../domains/plan/writing/pasted.rules.js';
import { MOST_PARTS } from '../../domains/plan/writing/text-size.rules.js';
import { textWords } from './text-words';

/**
 * Refuses, before it is drawn, what a text cannot hold: nothing is inserted, and the clipboard stays as it is.
 * @param tell shows why, and what to do
 */
export function pasteLimits(tell: (why: string) => void): Plugin {
  const words = textWords();
  let isTold = false;
  const refuse = (why: string, event: Event) => {
    event.preventDefault();
    tell(why);
    isTold = true;
    return true;
  };
  /** What was refused before is no news once something enters. */
  const enters = () => {
    if (isTold) tell('');
    isTold = false;
    return false;
  };
  const tooLarge = (event: Event, brought: DataTransfer | null) => {
    const found = findTooLargeTable(brought?.getData('text/html') ?? '');
    return found !== null && refuse(words.tooLargeTable[found.of](figure(found.count), found.most), event);
  };
  const tooMany = (view: EditorView, event: Event, brought: number) =>
    brought > 1 &&
    view.state.doc.childCount + brought - 1 > MOST_PARTS &&
    refuse(words.tooManyParts(figure(brought), MOST_PARTS), event);
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (_view, event) => tooLarge(event, event.clipboardData),
        // What is dragged inside the text itself is there already.
        drop: (view, event) => view.dragging === null && tooLarge(event, event.dataTransfer),
      },
      handlePaste: (view, event, slice) => tooMany(view, event, slice.content.childCount) || enters(),
      handleDrop: (view, event, slice, isMoved) => !isMoved && tooMany(view, event, slice.content.childCount),
    },
  });
}

const figure = (count: number) =>
  new Intl.NumberFormat(document.documentElement.lang, { useGrouping: 'always' }).format(count);
