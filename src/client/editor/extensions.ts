import { type AnyExtension, Extension, mergeAttributes, Node } from '@tiptap/core';
import { Heading } from '@tiptap/extension-heading';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import { TrailingNode } from '@tiptap/extensions/trailing-node';
import { type Node as DocNode, Fragment, Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { ReferenceTarget } from '../../domains/plan/writing/reference.rules.js';
import { cleanPasted } from './paste';
import { textExtensions } from './text-extensions';
import type { EditorWords } from './words';

/** Blocks of the page: each is a part of the chapter, with its name. */
const NAMED = [
  'paragraph',
  'heading',
  'blockquote',
  'bulletList',
  'orderedList',
  'table',
  'picture',
  'liveBlock',
];

export interface EditorSetting {
  words: EditorWords;
  /** Address of an image by its hash. */
  imageAddress: (hash: string) => string;
  /** What a block of data is called. */
  blockTitle: (name: string) => string;
  /** What a reference may lead to in the other chapters. */
  targets: readonly ReferenceTarget[];
  /** Markup of a block of data, drawn by the server. */
  drawBlock: (name: string, params: Record<string, string>) => Promise<string>;
}

const newId = () => `p${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;

/** Gives every block of the page a name that no other has: new ones, and copies. */
const PartNames = Extension.create({
  name: 'partNames',
  addGlobalAttributes() {
    const hidden = { default: null, keepOnSplit: false, rendered: false, parseHTML: () => null };
    return [{ types: NAMED, attributes: { id: hidden, rival: hidden } }];
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _before, state) => {
          if (!transactions.some((one) => one.docChanged)) return null;
          const seen = new Set<string>();
          const change = state.tr;
          state.doc.forEach((node, place) => {
            const id = node.attrs.id as string | null;
            if (id !== null && !seen.has(id)) seen.add(id);
            else {
              const fresh = newId();
              seen.add(fresh);
              change.setNodeAttribute(place, 'id', fresh).setNodeAttribute(place, 'rival', null);
            }
          });
          return change.docChanged ? change.setMeta('addToHistory', false) : null;
        },
        props: {
          transformPastedHTML: cleanPasted,
          // A heading, a list or a table stays one: only words flow into the paragraph of the cursor.
          transformPasted: (slice) =>
            slice.content.firstChild?.type.name === 'paragraph'
              ? slice
              : new Slice(
                  slice.content,
                  0,
                  slice.content.lastChild?.type.name === 'paragraph' ? slice.openEnd : 0,
                ),
        },
      }),
    ];
  },
});

export function extensions(setting: EditorSetting): AnyExtension[] {
  const { words } = setting;
  return [
    ...textExtensions(),
    Heading.configure({ levels: [2, 3, 4] }),
    TrailingNode.configure({ notAfter: [] }),
    Gapcursor,
    PartNames,
    // One paragraph each: that is what a quotation, a cell and an item hold in the printed document.
    Node.create({
      name: 'blockquote',
      content: 'paragraph',
      group: 'block',
      defining: true,
      parseHTML: () => [{ tag: 'blockquote' }],
      renderHTML: ({ HTMLAttributes }) => ['blockquote', HTMLAttributes, 0],
    }),
    Table.extend({
      addAttributes: () => ({
        caption: {
          default: '',
          parseHTML: (element: HTMLElement) => element.querySelector('caption')?.textContent ?? '',
          rendered: false,
        },
      }),
      renderHTML: ({ node }) => [
        'table',
        { class: 'trama-written-table' },
        ['caption', { contenteditable: 'false' }, node.attrs.caption || words.noCaption],
        ['tbody', 0],
      ],
      // Its own view draws no caption.
      addNodeView: () => null,
    }).configure({ resizable: false }),
    TableRow,
    TableHeader.extend({
      content: 'paragraph+',
      renderHTML: ({ HTMLAttributes }) => ['th', mergeAttributes(HTMLAttributes, { scope: 'col' }), 0],
    }),
    TableCell.extend({ content: 'paragraph+' }),
    picture(setting),
    liveBlock(setting),
    crossRef(setting),
  ];
}

const picture = ({ imageAddress, words }: EditorSetting) =>
  Node.create({
    name: 'picture',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({ image: { default: '' }, alt: { default: '' }, caption: { default: '' } }),
    renderHTML: ({ node }) => [
      'figure',
      { class: 'trama-picture-written' },
      ['img', { src: imageAddress(String(node.attrs.image)), alt: String(node.attrs.alt) }],
      ['figcaption', {}, node.attrs.caption || words.noCaption],
    ],
  });

const liveBlock = ({ blockTitle, drawBlock, words }: EditorSetting) =>
  Node.create({
    name: 'liveBlock',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({ name: { default: '' }, with: { default: {} } }),
    renderHTML: () => ['div', { class: 'trama-live-written' }],
    addNodeView: () => (given) => {
      let { node } = given;
      const dom = document.createElement('div');
      dom.className = 'trama-live-written';
      const title = document.createElement('p');
      const drawing = document.createElement('div');
      drawing.className = 'doc';
      drawing.lang = 'it';
      // A picture of what will be printed: nothing in it is to be used here.
      drawing.inert = true;
      dom.append(title, drawing);
      const draw = () => {
        const name = String(node.attrs.name);
        const params = node.attrs.with as Record<string, string>;
        title.textContent = [blockTitle(name), ...Object.values(params)].join(' · ');
        drawing.textContent = words.drawing;
        drawBlock(name, params)
          // What comes is drawn by the server, for the document's own page.
          .then((html) => {
            drawing.innerHTML = html;
          })
          .catch(() => {
            drawing.textContent = words.notDrawn;
          });
      };
      draw();
      return {
        dom,
        update: (next: DocNode) => {
          if (next.type !== node.type) return false;
          const isSame =
            JSON.stringify([next.attrs.name, next.attrs.with]) ===
            JSON.stringify([node.attrs.name, node.attrs.with]);
          node = next;
          if (!isSame) draw();
          return true;
        },
        // Links and menus inside the drawing are not the editor's text.
        ignoreMutation: () => true,
      };
    },
  });

const crossRef = ({ words, blockTitle, targets }: EditorSetting) =>
  Node.create({
    name: 'crossRef',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({ to: { default: '' } }),
    addNodeView:
      () =>
      ({ node, editor }) => {
        const dom = document.createElement('span');
        dom.className = 'trama-reference';
        const say = () => {
          const named = (target: { value: string }) => target.value === node.attrs.to;
          const here = listTargets(editor.state.doc, blockTitle).find(named);
          const there = here ?? targets.find(named);
          dom.textContent = there?.label ?? words.missing;
          dom.classList.toggle('trama-reference-lost', !there);
        };
        say();
        editor.on('update', say);
        return { dom, destroy: () => editor.off('update', say) };
      },
  });

/** Headings, tables, images and blocks of data of the page, in words; numbers are known when the document is printed. */
export function listTargets(
  doc: DocNode,
  blockTitle: (name: string) => string,
): { value: string; label: string }[] {
  const targets: { value: string; label: string }[] = [];
  doc.forEach((node) => {
    const label =
      node.type.name === 'heading'
        ? node.textContent
        : node.type.name === 'table' || node.type.name === 'picture'
          ? String(node.attrs.caption || node.attrs.alt || '')
          : node.type.name === 'liveBlock'
            ? blockTitle(String(node.attrs.name))
            : '';
    if (label !== '') targets.push({ value: String(node.attrs.id), label: `«${label}»` });
  });
  return targets;
}

/** Puts the block in which the cursor stands before or after its neighbour. */
export function moveBlock(editor: import('@tiptap/core').Editor, step: -1 | 1): boolean {
  const { doc, selection, tr } = editor.state;
  const index = selection.$from.index(0);
  const [first, second] = step < 0 ? [index - 1, index] : [index, index + 1];
  if (first < 0 || second >= doc.childCount) return false;
  const [before, after] = [doc.child(first), doc.child(second)];
  let start = 0;
  for (let at = 0; at < first; at += 1) start += doc.child(at).nodeSize;
  const inside = selection.from - (step < 0 ? start + before.nodeSize : start);
  tr.replaceWith(start, start + before.nodeSize + after.nodeSize, Fragment.from([after, before]));
  editor.view.dispatch(tr);
  editor.commands.setTextSelection((step < 0 ? start : start + after.nodeSize) + inside);
  return true;
}
