import type { Editor } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { Selection, type Transaction } from '@tiptap/pm/state';
import type { NamedPart } from '../../domains/plan/chapter.types.js';
import {
  editsBetween,
  isSamePart,
  type PartEdit,
  type Rival,
} from '../../domains/plan/writing/edits.rules.js';
import { toNode, toPart } from './parts';

interface Known {
  /** The part as the server has it. */
  base: NamedPart;
  /** The same as this editor writes it: what differs from this was written here. */
  seen: NamedPart;
}

/** What the editor knows of the chapter on the server, part by part, and what was written here since. */
export class KnownChapter {
  #known = new Map<string, Known>();
  #order: string[] = [];
  readonly #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** The page's parts; blocks that are empty say nothing. */
  parts(): NamedPart[] {
    const parts: NamedPart[] = [];
    this.#editor.state.doc.forEach((node) => {
      const part = toPart(node.toJSON());
      if (part) parts.push(part);
    });
    return parts;
  }

  edits(): PartEdit[] {
    const before = this.#order.flatMap((id) => this.#known.get(id)?.seen ?? []);
    return editsBetween(before, this.parts()).map((edit) => ({
      ...edit,
      base: this.#known.get(edit.id)?.base ?? null,
    }));
  }

  /** As it is when the page is opened. */
  open(content: readonly NamedPart[]): void {
    for (const part of content) this.#know(part);
    this.#order = content.map((part) => part.id);
  }

  #know(base: NamedPart): void {
    this.#known.set(base.id, { base, seen: this.#seen(base) });
  }

  /** A part as this editor would write it. */
  #seen(base: NamedPart): NamedPart {
    return toPart(this.#editor.schema.nodeFromJSON(toNode(base)).toJSON()) ?? base;
  }

  /** Puts a part back as the server has it: away where it is new, there again where it was taken out. */
  giveUp(id: string): void {
    const { tr } = this.#editor.state;
    const known = this.#known.get(id);
    const block = listBlocks(tr.doc).find((one) => one.id === id);
    const node = known && this.#editor.schema.nodeFromJSON(toNode(known.base));
    if (block && node) tr.replaceWith(block.place, block.place + block.node.nodeSize, node);
    else if (block) tr.delete(block.place, block.place + block.node.nodeSize);
    else if (node) tr.insert(placeAfter(tr.doc, this.#order[this.#order.indexOf(id) - 1] ?? null), node);
    this.#dispatch(tr);
  }

  /** What was sent has arrived. @param stored the parts as the server keeps them */
  confirm(edits: readonly PartEdit[], stored: readonly NamedPart[], rivals: readonly Rival[]): void {
    const bases = new Map(stored.map((part) => [part.id, part]));
    for (const { id, part } of edits) {
      if (part === null) this.#known.delete(id);
      else this.#known.set(id, { base: bases.get(id) ?? part, seen: part });
    }
    for (const rival of rivals) this.#stepAside(rival, bases.get(rival.id));
    this.#order = this.parts().flatMap((part) => (this.#known.has(part.id) ? [part.id] : []));
  }

  /** Somebody else's text was there first: the one written here goes on under its new name, the cursor in it. */
  #stepAside(rival: Rival, base: NamedPart | undefined): void {
    const mine = this.#known.get(rival.of);
    this.#known.delete(rival.of);
    if (!base) return;
    const { tr, doc } = this.#editor.state;
    doc.forEach((node, place) => {
      if (node.attrs.id !== rival.of) return;
      tr.setNodeAttribute(place, 'id', rival.id).setNodeAttribute(place, 'rival', rival.of);
    });
    const seen = mine ? { ...mine.seen, id: rival.id, rival: rival.of } : base;
    this.#known.set(rival.id, { base, seen });
    this.#dispatch(tr);
  }

  #dispatch(tr: Transaction): void {
    if (tr.docChanged) this.#editor.view.dispatch(tr.setMeta('addToHistory', false).setMeta('remote', true));
  }

  /** Brings in what others wrote; what was written here and not sent yet stays as it is. */
  take(content: readonly NamedPart[]): void {
    const { tr } = this.#editor.state;
    const theirs = new Map(content.map((part) => [part.id, part]));
    for (const { node, place, id } of listBlocks(tr.doc).reverse()) {
      const known = this.#known.get(id);
      if (!known || theirs.has(id) || !this.#isUntouched(node, known)) continue;
      this.#known.delete(id);
      if (tr.doc.childCount > 1) tr.delete(place, place + node.nodeSize);
      else tr.replaceWith(place, place + node.nodeSize, this.#editor.schema.node('paragraph'));
    }
    let previous: string | null = null;
    for (const part of content) {
      const block = listBlocks(tr.doc).find((one) => one.id === part.id);
      const known = this.#known.get(part.id);
      if (block) {
        const isMine = known && isSamePart(toPart(block.node.toJSON()), this.#seen(part));
        // What stands here is what the server has now: somebody accepted it, or an answer was lost.
        if (!known || isMine) this.#know(part);
        else if (!isSamePart(part, known.base) && this.#isUntouched(block.node, known)) {
          const fresh = this.#editor.schema.nodeFromJSON(toNode(part));
          const { from } = tr.selection;
          const isInside = from > block.place && from < block.place + block.node.nodeSize;
          tr.replaceWith(block.place, block.place + block.node.nodeSize, fresh);
          if (isInside)
            tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from, block.place + fresh.nodeSize - 1))));
          this.#know(part);
        }
        previous = part.id;
      } else if (!known) {
        tr.insert(placeAfter(tr.doc, previous), this.#editor.schema.nodeFromJSON(toNode(part)));
        this.#know(part);
        previous = part.id;
      }
    }
    this.#reorder(tr, content);
    this.#dispatch(tr);
    this.#order = content.flatMap((part) => (this.#known.has(part.id) ? [part.id] : []));
  }

  #isUntouched(node: DocNode, known: Known): boolean {
    return isSamePart(toPart(node.toJSON()), known.seen);
  }

  /** Only what others moved moves: parts that this editor has moved wait until that is sent. */
  #reorder(tr: Transaction, content: readonly NamedPart[]): void {
    const there = new Set(listBlocks(tr.doc).map((one) => one.id));
    const former = this.#order.filter((id) => there.has(id));
    const here = listBlocks(tr.doc).flatMap(({ id }) => (former.includes(id) ? [id] : []));
    if (former.join() !== here.join()) return;
    const name = (id: string): NamedPart => ({ type: 'paragraph', id, text: id });
    const now = listBlocks(tr.doc).flatMap(({ id }) =>
      content.some((part) => part.id === id) ? [name(id)] : [],
    );
    const wanted = content.filter((part) => there.has(part.id)).map((part) => name(part.id));
    for (const { id, after } of editsBetween(now, wanted)) {
      const block = listBlocks(tr.doc).find((one) => one.id === id);
      if (!block || after === undefined) continue;
      tr.delete(block.place, block.place + block.node.nodeSize);
      tr.insert(placeAfter(tr.doc, after), block.node);
    }
  }

  /** For the browser's own keeping: enough to go on from where this editor is. */
  store(): { known: Known[]; order: string[]; parts: NamedPart[] } {
    return { known: [...this.#known.values()], order: this.#order, parts: this.parts() };
  }

  /** Goes on from what was kept: the page as it was written, and what it was written on. */
  restore(kept: { known: Known[]; order: string[]; parts: NamedPart[] }): void {
    this.#known = new Map(kept.known.map((one) => [one.base.id, one]));
    this.#order = kept.order;
    const blocks = kept.parts.length > 0 ? kept.parts.map(toNode) : [{ type: 'paragraph' }];
    this.#editor.commands.setContent({ type: 'doc', content: blocks }, { emitUpdate: false });
  }
}

function listBlocks(doc: DocNode): { node: DocNode; place: number; id: string }[] {
  const blocks: { node: DocNode; place: number; id: string }[] = [];
  doc.forEach((node, place) => {
    blocks.push({ node, place, id: String(node.attrs.id ?? '') });
  });
  return blocks;
}

function placeAfter(doc: DocNode, id: string | null): number {
  if (id === null) return 0;
  const block = listBlocks(doc).find((one) => one.id === id);
  return block ? block.place + block.node.nodeSize : doc.content.size;
}
