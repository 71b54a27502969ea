import { Editor } from '@tiptap/core';
import type { NamedPart } from '../../domains/plan/chapter.types.js';
import { type LightPart, readLightText } from '../../domains/plan/writing/light-text.rules.js';
import { writeLightText } from '../../domains/plan/writing/light-text-writing.rules.js';
import { callout } from './dialogs';
import { toNode, toPart } from './parts';
import { cleanPasted } from './paste';
import { pasteLimits } from './paste-limits';
import { makeTextActs } from './text-acts';
import { textExtensions } from './text-extensions';
import { textWords } from './text-words';
import { makeFieldToolbar } from './toolbar';

/** Opens an editor in place of a form's text area. @returns how to give the text area back */
export function openFieldEditor(host: HTMLElement, area: HTMLTextAreaElement): () => void {
  const words = textWords();
  const { id } = area;
  const label = document.querySelector<HTMLElement>(`label[for="${CSS.escape(id)}"]`);
  if (label) label.id ||= `${id}-nome`;
  const surface = document.createElement('div');
  surface.className = 'trama-text-surface trama-long';
  const described = area.getAttribute('aria-describedby');
  const editor = new Editor({
    element: surface,
    injectCSS: false,
    extensions: textExtensions(),
    content: toDoc(area.value),
    editorProps: {
      transformPastedHTML: cleanPasted,
      attributes: {
        // The error summary's link leads to the field by its name.
        id,
        lang: 'it',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-required': String(area.required),
        ...(label ? { 'aria-labelledby': label.id } : {}),
        ...(described === null ? {} : { 'aria-describedby': described }),
        ...(area.hasAttribute('aria-invalid') ? { 'aria-invalid': 'true' } : {}),
      },
    },
  });
  const told = document.createElement('div');
  told.className = 'trama-editor-told';
  told.setAttribute('role', 'alert');
  editor.registerPlugin(
    pasteLimits((why) => told.replaceChildren(...(why === '' ? [] : [callout(why)]))),
    (mine, others) => [mine, ...others],
  );
  let written = area.value;
  editor.on('update', () => {
    written = writeLightText(partsOf(editor));
    area.value = written;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  /** A draft that was taken back is in the text area already. */
  const takeBack = () => {
    if (area.value === written) return;
    written = area.value;
    editor.commands.setContent(toDoc(written), { emitUpdate: false });
  };
  const toEditor = () => editor.commands.focus();
  area.form?.addEventListener('input', takeBack);
  label?.addEventListener('click', toEditor);
  const box = document.createElement('div');
  box.className = 'trama-text-editor';
  box.append(makeFieldToolbar(editor, makeTextActs(words), words), told, surface);
  const rest = [...host.children];
  const hadFocus = document.activeElement === area;
  area.removeAttribute('id');
  for (const child of rest) if (child instanceof HTMLElement) child.hidden = true;
  host.append(box);
  // Who was quicker than the editor goes on writing.
  if (hadFocus) editor.commands.focus('end');
  return () => {
    area.form?.removeEventListener('input', takeBack);
    label?.removeEventListener('click', toEditor);
    editor.destroy();
    box.remove();
    area.id = id;
    for (const child of rest) if (child instanceof HTMLElement) child.hidden = false;
  };
}

function toDoc(text: string) {
  const parts = readLightText(text);
  const content = parts.map((part, index) => toNode({ ...part, id: `p${index}` } as NamedPart));
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

function partsOf(editor: Editor): LightPart[] {
  const parts: LightPart[] = [];
  editor.state.doc.forEach((node) => {
    const part = toPart({ ...node.toJSON(), attrs: { id: 'p0' } });
    if (part?.type === 'paragraph' || part?.type === 'list') parts.push(part);
  });
  return parts;
}
