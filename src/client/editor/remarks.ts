import type { Node as DocNode } from '@tiptap/pm/model';
import { Decoration } from '@tiptap/pm/view';
import type { ShownRemark } from '../../domains/plan/writing/shown-remark.types.js';
import { button } from './dialogs';
import type { EditorWords } from './words';

export type Choice = 'resolved' | 'accepted' | 'refused';

export interface RemarkSetting {
  words: EditorWords;
  /** Where remarks are answered: the page of comments. */
  comments: string;
  /** Address of an image by its hash. */
  imageAddress: (hash: string) => string;
  /** Proposals of this person are the text itself here, and not shown beside it. */
  isProposing: boolean;
  /** Sends a decision; afterwards the remarks are asked for again. */
  decide: (remark: ShownRemark, choice: Choice) => Promise<void>;
  /** Shows a part of the text. */
  goTo: (part: string) => void;
  /** Gives the focus back to the text. */
  toText: () => void;
}

/** Comments and proposals on the chapter: a list under the text, and marks in it. Both follow what others do. */
export class Remarks {
  readonly #set: RemarkSetting;
  readonly element = document.createElement('section');
  #list: readonly ShownRemark[] = [];

  constructor(setting: RemarkSetting) {
    this.#set = setting;
    this.element.className = 'trama-editor-remarks';
    this.element.setAttribute('aria-label', setting.words.remarks);
  }

  /** @returns what happened meanwhile, in words to be announced; nothing of one's own doing */
  take(list: readonly ShownRemark[]): string[] {
    const former = new Map(this.#list.map((one) => [one.id, one]));
    const news = list.flatMap((one) => this.#newsOf(one, former.get(one.id)));
    this.#list = list;
    this.#draw();
    return news;
  }

  open(list: readonly ShownRemark[]): void {
    this.#list = list;
    this.#draw();
  }

  /** One's own proposals that somebody refused since: their text is to go back. */
  refusedSince(list: readonly ShownRemark[]): string[] {
    const was = new Map(this.#list.map((one) => [one.id, one.state]));
    // One that is not known yet was made a moment ago, and decided before it was heard of.
    return list.flatMap((one) =>
      one.isMine && one.state === 'refused' && (was.get(one.id) ?? 'open') === 'open' ? [one.part] : [],
    );
  }

  #newsOf(now: ShownRemark, former: ShownRemark | undefined): string[] {
    const { words } = this.#set;
    const isComment = now.words === null && now.kind === 'words';
    const decided = () =>
      now.state === 'open' ? [] : [words.decided[now.state](now.decidedBy ?? words.somebody, now.by)];
    if (!former) {
      // Somebody may decide of it before its own author hears of it.
      if (now.isMine) return now.state === 'accepted' || now.state === 'refused' ? decided() : [];
      if (now.state !== 'open') return [];
      return [isComment ? words.newComment(now.by) : words.newProposal(now.by)];
    }
    if (former.state === 'open' && now.state !== 'open') return decided();
    const answer = now.answers.at(-1);
    return answer && now.answers.length > former.answers.length ? [words.newAnswer(answer.by)] : [];
  }

  #open(): ShownRemark[] {
    return this.#list.filter((one) => one.state === 'open');
  }

  #isShown(remark: ShownRemark): boolean {
    return !(this.#set.isProposing && remark.isMine && remark.words !== null);
  }

  #draw(): void {
    const { words, comments } = this.#set;
    const open = this.#open();
    const title = document.createElement('h2');
    title.textContent = `${words.remarks} (${open.length})`;
    title.tabIndex = -1;
    const list = document.createElement('ul');
    for (const remark of open) {
      const item = document.createElement('li');
      item.append(this.#box(remark, true));
      list.append(item);
    }
    const none = paragraph(words.noRemarks, 'trama-muted');
    const all = document.createElement('a');
    all.href = comments;
    all.textContent = words.allRemarks;
    const last = document.createElement('p');
    last.append(all);
    this.element.replaceChildren(title, open.length > 0 ? list : none, last);
  }

  #box(remark: ShownRemark, leads: boolean): HTMLElement {
    const { words, decide, goTo, imageAddress, toText } = this.#set;
    const box = document.createElement('div');
    box.className = 'trama-remark-box';
    const isProposal = remark.words !== null;
    const who = paragraph('', 'trama-remark-who');
    const name = document.createElement('strong');
    name.textContent = remark.by;
    const does = (remark.image ? words.proposesImage : words.proposes)[remark.kind];
    who.append(name, ` ${isProposal ? does : words.comments}`);
    box.append(who);
    if (leads && remark.quote !== '') {
      const quote = document.createElement('blockquote');
      quote.textContent = remark.quote;
      box.append(quote);
    }
    if (remark.body !== '') box.append(paragraph(remark.body));
    // Beside the text the picture stands above already, unless it is the one that is proposed.
    if (remark.image && (leads || remark.kind === 'add' || remark.kind === 'looks'))
      box.append(pictureOf(remark.image, imageAddress, words));
    // Of a picture that comes, goes or moves the words stand under it; those that change are told.
    if (remark.words && (!remark.image || remark.kind === 'words')) box.append(wordsOf(remark.words));
    for (const answer of remark.answers) box.append(paragraph(`${answer.by}: ${answer.body}`, 'trama-muted'));
    const acts = document.createElement('p');
    acts.className = 'trama-actions';
    const act = (label: string, choice: Choice, kind: string) => {
      const made = button(label, `btn ${kind} btn-xs`);
      made.setAttribute('aria-label', `${label}: ${remark.by}`);
      made.addEventListener('click', () => {
        made.disabled = true;
        void decide(remark, choice).finally(() => {
          made.disabled = false;
          // The button is gone with what it decided upon: who works by keyboard goes on from beside it.
          if (leads) this.element.querySelector('h2')?.focus();
          else toText();
        });
      });
      acts.append(made);
    };
    if (remark.mayDecide) {
      act(words.accept, 'accepted', 'btn-primary');
      act(words.refuse, 'refused', 'btn-outline-primary');
    }
    if (remark.mayResolve) act(words.resolve, 'resolved', 'btn-outline-primary');
    if (leads) {
      const go = button(words.goToPassage, 'btn btn-link btn-xs');
      go.addEventListener('click', () => goTo(remark.after ?? remark.part));
      acts.append(go);
    }
    if (acts.childElementCount > 0) box.append(acts);
    return box;
  }

  /** Marks of a part: words that somebody commented, and under it what others would write there. */
  marksOf(node: DocNode, place: number, isFirst: boolean): Decoration[] {
    const id = node.attrs.id as string | null;
    const end = place + node.nodeSize;
    return this.#open().flatMap((remark): Decoration[] => {
      if (remark.words === null) {
        const range = remark.part === id ? placeOfWords(node, place, remark.quote) : null;
        return range
          ? [Decoration.inline(range.from, range.to, { class: 'trama-remark-passage', title: remark.body })]
          : [];
      }
      const isHere = remark.kind === 'add' ? remark.after === id : remark.part === id;
      const isOpening = remark.kind === 'add' && remark.after === null && isFirst;
      if (!this.#isShown(remark) || (!isHere && !isOpening)) return [];
      return [
        ...(isHere && remark.kind !== 'add'
          ? [Decoration.node(place, end, { class: 'trama-proposed' })]
          : []),
        Decoration.widget(isOpening ? place : end, () => this.#widget(remark), {
          // Drawn anew only when what is proposed changed.
          key: `remark-${remark.id}-${JSON.stringify([remark.words, remark.image])}-${remark.body}`,
          side: isOpening ? -1 : 1,
          ignoreSelection: true,
          stopEvent: () => true,
        }),
      ];
    });
  }

  #widget(remark: ShownRemark): HTMLElement {
    const box = this.#box(remark, false);
    box.classList.add('trama-proposal');
    box.contentEditable = 'false';
    return box;
  }
}

function paragraph(text: string, className = ''): HTMLParagraphElement {
  const made = document.createElement('p');
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

function wordsOf(words: NonNullable<ShownRemark['words']>): HTMLElement {
  const made = paragraph('', 'trama-words');
  made.lang = 'it';
  for (const word of words) {
    const tag = word.kind === 'added' ? 'ins' : word.kind === 'removed' ? 'del' : 'span';
    const run = document.createElement(tag);
    run.textContent = word.text;
    made.append(run);
  }
  return made;
}

/** The picture itself, with its caption and with what it tells to who does not see it. */
function pictureOf(
  { hash, alt, caption }: NonNullable<ShownRemark['image']>,
  imageAddress: RemarkSetting['imageAddress'],
  words: EditorWords,
): HTMLElement {
  const figure = document.createElement('figure');
  figure.className = 'trama-remark-picture';
  figure.lang = 'it';
  const picture = document.createElement('img');
  picture.src = imageAddress(hash);
  // What is seen stands in words under it.
  picture.alt = '';
  const under = document.createElement('figcaption');
  if (caption !== '') {
    const title = document.createElement('strong');
    title.textContent = caption;
    under.append(title);
  }
  const seen = document.createElement('span');
  seen.textContent = `${words.alt}: ${alt}`;
  under.append(seen);
  figure.append(picture, under);
  return figure;
}

/** Where the words of a comment stand; the whole part where it named none, nothing where they are gone. */
function placeOfWords(node: DocNode, place: number, quote: string): { from: number; to: number } | null {
  if (node.isAtom) return null;
  if (quote === '') return { from: place + 1, to: place + node.nodeSize - 1 };
  let found: { from: number; to: number } | null = null;
  node.descendants((inner, offset) => {
    if (found || !inner.isTextblock) return !found;
    // Each thing that is no letter takes one place, as it does in the document.
    const text = inner.textBetween(0, inner.content.size, '\n', '\ufffc');
    const at = text.indexOf(quote);
    const start = place + 1 + offset + 1;
    if (at >= 0) found = { from: start + at, to: start + at + quote.length };
    return false;
  });
  if (found || !node.isTextblock) return found;
  const at = node.textBetween(0, node.content.size, '\n', '\ufffc').indexOf(quote);
  return at < 0 ? null : { from: place + 1 + at, to: place + 1 + at + quote.length };
}
