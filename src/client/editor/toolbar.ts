import type { Editor } from '@tiptap/core';
import type { TextActs } from './text-acts';
import type { TextWords } from './text-words';

export interface Tool {
  label: string;
  /** Short sign that stands for it where there is one. */
  sign?: string;
  act: (editor: Editor) => unknown;
  isOn?: (editor: Editor) => boolean;
  isShown?: (editor: Editor) => boolean;
}

/** The fewer buttons over a long field of a form. */
export function makeFieldToolbar(editor: Editor, acts: TextActs, words: TextWords): HTMLElement {
  return drawBar(editor, [...textTools(acts, words), ...undoTools(words)], words, null);
}

export function textTools(acts: TextActs, words: TextWords): Tool[] {
  const inList = (one: Editor) => one.isActive('listItem');
  return [
    {
      label: words.bold,
      sign: 'G',
      act: (one) => one.chain().focus().toggleBold().run(),
      isOn: (one) => one.isActive('bold'),
    },
    {
      label: words.italic,
      sign: 'C',
      act: (one) => one.chain().focus().toggleItalic().run(),
      isOn: (one) => one.isActive('italic'),
    },
    {
      label: words.bullets,
      act: (one) => one.chain().focus().toggleBulletList().run(),
      isOn: (one) => one.isActive('bulletList'),
    },
    {
      label: words.numbers,
      act: (one) => one.chain().focus().toggleOrderedList().run(),
      isOn: (one) => one.isActive('orderedList'),
    },
    {
      label: words.deeper,
      act: (one) => one.chain().focus().sinkListItem('listItem').run(),
      isShown: inList,
    },
    {
      label: words.higher,
      act: (one) => one.chain().focus().liftListItem('listItem').run(),
      isShown: inList,
    },
    { label: words.link, act: acts.link, isOn: (one) => one.isActive('link') },
    { label: words.note, act: acts.note, isOn: (one) => one.isActive('note') },
  ];
}

export function undoTools(words: TextWords): Tool[] {
  return [
    { label: words.undo, act: (one) => one.chain().focus().undo().run() },
    { label: words.redo, act: (one) => one.chain().focus().redo().run() },
  ];
}

/** One stop of the Tab key, arrows within (WAI-ARIA, toolbar pattern). */
export function drawBar(
  editor: Editor,
  tools: readonly Tool[],
  words: TextWords,
  style: { element: HTMLSelectElement; show: () => void } | null,
): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'trama-toolbar';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', words.toolbar);
  const buttons = tools.map((tool) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = tool.sign ?? tool.label;
    if (tool.sign !== undefined) {
      made.setAttribute('aria-label', tool.label);
      made.title = tool.label;
    }
    if (tool.label === words.bold) made.classList.add('trama-tool-bold');
    if (tool.label === words.italic) made.classList.add('trama-tool-italic');
    made.addEventListener('click', () => tool.act(editor));
    return { tool, made };
  });
  const all = [...(style ? [style.element] : []), ...buttons.map(({ made }) => made)];
  bar.append(...all);

  const stops = () => all.filter((one) => !one.hidden);
  const stopAt = (one: HTMLElement | undefined) => {
    for (const other of stops()) other.tabIndex = other === one ? 0 : -1;
  };
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const shown = stops();
    const place = shown.indexOf(document.activeElement as HTMLButtonElement);
    const target =
      event.key === 'Home'
        ? shown[0]
        : event.key === 'End'
          ? shown.at(-1)
          : step
            ? shown[(place + step + shown.length) % shown.length]
            : undefined;
    if (!target) return;
    event.preventDefault();
    stopAt(target);
    target.focus();
  });
  bar.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLElement) stopAt(event.target);
  });

  const show = () => {
    style?.show();
    for (const { tool, made } of buttons) {
      made.hidden = tool.isShown ? !tool.isShown(editor) : false;
      if (tool.isOn) made.setAttribute('aria-pressed', String(tool.isOn(editor)));
    }
    if (!stops().some((one) => one.tabIndex === 0)) stopAt(stops()[0]);
  };
  editor.on('transaction', show);
  stopAt(all[0]);
  show();
  return bar;
}
