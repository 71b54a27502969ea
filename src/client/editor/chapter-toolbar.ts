import type { Editor } from '@tiptap/core';
import type { Acts } from './acts';
import { drawBar, type Tool, textTools, undoTools } from './toolbar';
import type { EditorWords } from './words';

/** Buttons over a chapter's text. */
export function makeToolbar(editor: Editor, acts: Acts, words: EditorWords): HTMLElement {
  const inTable = (one: Editor) => one.isActive('table');
  const tools: Tool[] = [
    ...textTools(acts, words),
    { label: words.reference, act: acts.reference },
    { label: words.table, act: acts.table, isShown: (one) => !inTable(one) },
    { label: words.addRow, act: (one) => one.chain().focus().addRowAfter().run(), isShown: inTable },
    { label: words.removeRow, act: (one) => one.chain().focus().deleteRow().run(), isShown: inTable },
    { label: words.addColumn, act: (one) => one.chain().focus().addColumnAfter().run(), isShown: inTable },
    { label: words.removeColumn, act: (one) => one.chain().focus().deleteColumn().run(), isShown: inTable },
    { label: words.caption, act: acts.caption, isShown: inTable },
    { label: words.removeTable, act: (one) => one.chain().focus().deleteTable().run(), isShown: inTable },
    { label: words.image, act: acts.image, isOn: (one) => one.isActive('picture') },
    { label: words.block, act: acts.block, isOn: (one) => one.isActive('liveBlock') },
    { label: words.comment, act: acts.comment },
    { label: words.up, sign: '↑', act: acts.up },
    { label: words.down, sign: '↓', act: acts.down },
    ...undoTools(words),
  ];
  return drawBar(editor, tools, words, styleChoice(editor, words));
}

function styleChoice(editor: Editor, words: EditorWords): { element: HTMLSelectElement; show: () => void } {
  const element = document.createElement('select');
  element.setAttribute('aria-label', words.style);
  const styles = ['paragraph', 'heading2', 'heading3', 'heading4', 'quote'] as const;
  for (const one of styles) element.add(new Option(words[one], one));
  const now = () => {
    if (editor.isActive('blockquote')) return 'quote';
    for (const level of [2, 3, 4] as const)
      if (editor.isActive('heading', { level })) return `heading${level}`;
    return 'paragraph';
  };
  element.addEventListener('change', () => {
    const chosen = element.value;
    const chain = editor.chain().focus();
    if (editor.isActive('blockquote') && chosen !== 'quote') chain.lift('blockquote');
    if (chosen === 'quote') chain.setParagraph().wrapIn('blockquote').run();
    else if (chosen === 'paragraph') chain.setParagraph().run();
    else chain.setHeading({ level: Number(chosen.at(-1)) as 2 | 3 | 4 }).run();
  });
  return {
    element,
    show: () => {
      element.value = now();
    },
  };
}
