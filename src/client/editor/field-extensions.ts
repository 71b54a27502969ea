import { type AnyExtension, Node } from '@tiptap/core';
import StarterKit, { type StarterKitOptions } from '@tiptap/starter-kit';

/** What chapters and long fields have in common. */
export const common = {
  blockquote: false,
  code: false,
  codeBlock: false,
  horizontalRule: false,
  strike: false,
  underline: false,
  link: {
    openOnClick: false,
    autolink: true,
    defaultProtocol: 'https',
    protocols: ['mailto', 'tel'],
    isAllowedUri: (address: string | undefined) =>
      /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)[^\s<>"]*$/i.test(address ?? ''),
    HTMLAttributes: { target: null, rel: null },
  },
} satisfies Partial<StarterKitOptions>;

/** Of a long field: paragraphs, lists, bold, italic, links, notes. */
export function fieldExtensions(): AnyExtension[] {
  return [StarterKit.configure({ ...common, heading: false, trailingNode: false }), note()];
}

export const note = () =>
  Node.create({
    name: 'note',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({ text: { default: '' } }),
    renderHTML: ({ node }) => ['span', { class: 'trama-note-mark', title: String(node.attrs.text) }, '*'],
    renderText: ({ node }) => ` [${node.attrs.text}]`,
  });
