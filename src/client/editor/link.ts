import { Mark, markPasteRule } from '@tiptap/core';
import { isHistoryTransaction } from '@tiptap/pm/history';
import type { MarkType } from '@tiptap/pm/model';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import {
  addressOfWord,
  findAddresses,
  readAddress,
  SAFE_ADDRESS,
} from '../../domains/plan/writing/web-address.rules.js';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    link: {
      setLink: (attributes: { href: string }) => ReturnType;
      unsetLink: () => ReturnType;
    };
  }
}

/**
 * Words that lead elsewhere. An address becomes a link when the word ends, when it is pasted, and when it is pasted on
 * chosen words. The library's own link brings a list of all the world's domains, three times this.
 */
export const Link = Mark.create({
  name: 'link',
  // Outside bold and italic, so that one link is one element.
  priority: 1000,
  keepOnSplit: false,
  exitable: true,
  inclusive: true,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => (SAFE_ADDRESS.test(element.getAttribute('href') ?? '') ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', HTMLAttributes, 0],
  addCommands() {
    return {
      setLink:
        (attributes) =>
        ({ commands }) =>
          SAFE_ADDRESS.test(attributes.href) && commands.setMark(this.name, attributes),
      unsetLink:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    };
  },
  addPasteRules() {
    return [
      markPasteRule({
        type: this.type,
        find: (text) =>
          findAddresses(text).map(({ address, index }) => ({
            text: address,
            index,
            data: { href: address },
          })),
        getAttributes: ({ data }) => ({ href: data?.href }),
      }),
    ];
  },
  addProseMirrorPlugins() {
    const { editor, type } = this;
    return [
      new Plugin({
        appendTransaction: (transactions, before, state) => linkTyped(transactions, before, state, type),
        props: {
          handlePaste: (view, _event, slice) => {
            if (view.state.selection.empty) return false;
            const href = readAddress(slice.content.textBetween(0, slice.content.size));
            return href !== null && editor.commands.setMark(type, { href });
          },
        },
      }),
    ];
  },
});

/** Makes a link of an address that a space or a new line has just ended, and lets none go on over that space. */
function linkTyped(
  transactions: readonly Transaction[],
  before: EditorState,
  { doc, tr, selection }: EditorState,
  type: MarkType,
): Transaction | null {
  if (doc.eq(before.doc) || transactions.some(isHistoryTransaction)) return null;
  for (const { from, to } of insertedRanges(transactions)) {
    const space = /\s+$/.exec(doc.textBetween(from, to, ' ', ' '))?.[0].length ?? 0;
    if (space === 0) continue;
    const $to = doc.resolve(to);
    const carried = type.isInSet($to.nodeBefore?.marks ?? []);
    if (carried && !carried.isInSet($to.nodeAfter?.marks ?? [])) {
      tr.removeMark(to - Math.min(space, $to.parentOffset), to, type);
      if (selection.empty && selection.from === to) tr.removeStoredMark(type);
    }
    const $from = doc.resolve(from);
    const $end = $from.sameParent($to) ? $to : $from;
    if (!$end.parent.isTextblock) continue;
    const word = /\S+(?=\s*$)/.exec($end.parent.textBetween(0, $end.parentOffset, undefined, ' '));
    const found = word && addressOfWord(word[0]);
    if (!found) continue;
    const start = $end.start() + word.index + found.index;
    const end = start + found.address.length;
    if (!doc.rangeHasMark(start, end, type)) tr.addMark(start, end, type.create({ href: found.address }));
  }
  return tr.steps.length > 0 ? tr : null;
}

/** What the transactions put in, where it stands after all of them; the last first. */
function insertedRanges(transactions: readonly Transaction[]): { from: number; to: number }[] {
  const maps = transactions.flatMap((one) => one.mapping.maps);
  const ranges: { from: number; to: number }[] = [];
  maps.forEach((map, index) => {
    map.forEach((_start, _end, start, end) => {
      let [from, to] = [start, end];
      for (const later of maps.slice(index + 1)) [from, to] = [later.map(from, 1), later.map(to, -1)];
      if (from < to) ranges.push({ from, to });
    });
  });
  return ranges.sort((a, b) => b.to - a.to);
}
