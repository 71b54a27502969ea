import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { SAFE_ADDRESS } from '../../domains/plan/writing/web-address.rules.js';
import { askFields } from './dialogs';
import type { TextWords } from './text-words';

/** What the buttons of every text do, a chapter's and a long field's. */
export type TextActs = Record<'link' | 'note', (editor: Editor) => void>;

/** Links and notes, which long fields have too. */
export function makeTextActs(words: TextWords): TextActs {
  async function link(editor: Editor) {
    const href = String(editor.getAttributes('link').href ?? '');
    const fault = (value: string) =>
      value === '' || SAFE_ADDRESS.test(value) ? undefined : words.badAddress;
    const answer = await askFields(
      words.link,
      [{ name: 'href', label: words.address, help: words.addressHelp, value: href, fault }],
      words.change,
    );
    if (!answer) return;
    const address = answer.values.href ?? '';
    const chain = editor.chain().focus().extendMarkRange('link');
    if (address === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && href === '')
      chain
        .insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] })
        .run();
    else chain.setLink({ href: address }).run();
  }

  async function note(editor: Editor) {
    const present = selected(editor, 'note');
    const answer = await askFields(
      words.note,
      [
        {
          name: 'text',
          label: words.noteText,
          kind: 'long',
          required: true,
          value: String(present?.attrs.text ?? ''),
        },
      ],
      present ? words.change : words.insert,
    );
    if (!answer) return;
    const attrs = { text: (answer.values.text ?? '').replace(/\s+/g, ' ').slice(0, 2_000) };
    if (present) editor.chain().focus().updateAttributes('note', attrs).run();
    else editor.chain().focus().insertContent({ type: 'note', attrs }).run();
  }

  return { link: (editor) => void link(editor), note: (editor) => void note(editor) };
}

/** The thing of that kind that is chosen as a whole. */
export function selected(editor: Editor, name: string) {
  const { selection } = editor.state;
  return selection instanceof NodeSelection && selection.node.type.name === name ? selection.node : null;
}
