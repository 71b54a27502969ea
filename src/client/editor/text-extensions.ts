import { type AnyExtension, Node } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { Link } from './link';

/**
 * All of a long field, the ground of a chapter: paragraphs, lists, bold, italic, links, notes. One by one: the library's kit
 * brings half as much again, which nobody uses.
 */
export const textExtensions = (): AnyExtension[] => [
  Document,
  Paragraph,
  Text,
  HardBreak,
  Bold,
  Italic,
  Link,
  BulletList,
  OrderedList,
  ListItem,
  ListKeymap,
  UndoRedo,
  Dropcursor,
  note(),
];

const note = () =>
  Node.create({
    name: 'note',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({ text: { default: '' } }),
    renderHTML: ({ node }) => ['span', { class: 'trama-note-mark', title: String(node.attrs.text) }, '*'],
    renderText: ({ node }) => ` [${node.attrs.text}]`,
  });
