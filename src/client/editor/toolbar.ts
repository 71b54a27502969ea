import type { Editor } from '@tiptap/core';
import type { Acts } from './acts';
import type { TextActs } from './text-acts';
import type { EditorWords } from './words';

interface Tool {
  label: string;
  /** Short sign that stands for it where there is one. */
  sign?: string;
  act: (editor: Editor) => unknown;
  isOn?: (editor: Editor) => boolean;
  isShown?: (editor: Editor) => boolean;
}

/** Buttons over a chapter's text. @param isProposing images are sent only by who keeps the plan */
export function makeToolbar(
  editor: Editor,
  acts: Acts,
  words: EditorWords,
  isProposing: boolean,
): HTMLElement {
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
    ...(isProposing
      ? []
      : [{ label: words.image, act: acts.image, isOn: (one: Editor) => one.isActive('picture') }]),
    { label: words.block, act: acts.block, isOn: (one) => one.isActive('liveBlock') },
    { label: words.comment, act: acts.comment },
    { label: words.up, sign: '↑', act: acts.up },
    { label: words.down, sign: '↓', act: acts.down },
    ...undoTools(words),
  ];
  return drawBar(editor, tools, words, styleChoice(editor, words));
}

/** The fewer buttons over a long field of a form. */
export function makeFieldToolbar(editor: Editor, acts: TextActs, words: EditorWords): HTMLElement {
  return drawBar(editor, [...textTools(acts, words), ...undoTools(words)], words, null);
}

function textTools(acts: TextActs, words: EditorWords): Tool[] {
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

function undoTools(words: EditorWords): Tool[] {
  return [
    { label: words.undo, act: (one) => one.chain().focus().undo().run() },
    { label: words.redo, act: (one) => one.chain().focus().redo().run() },
  ];
}

/** One stop of the Tab key, arrows within (WAI-ARIA, toolbar pattern). */
function drawBar(
  editor: Editor,
  tools: readonly Tool[],
  words: EditorWords,
  style: ReturnType<typeof styleChoice> | null,
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
