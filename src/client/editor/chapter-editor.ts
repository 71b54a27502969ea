import { Editor } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { NamedPart } from '../../domains/plan/chapter.types.js';
import type { ReferenceTarget } from '../../domains/plan/writing/reference.rules.js';
import type { ShownRemark } from '../../domains/plan/writing/shown-remark.types.js';
import { clock } from '../words';
import { makeActs, type PaletteEntry } from './acts';
import { makeToolbar } from './chapter-toolbar';
import { button, callout } from './dialogs';
import { extensions, listTargets } from './extensions';
import { toNode } from './parts';
import { pasteLimits } from './paste-limits';
import { Remarks } from './remarks';
import { type Present, Sync, type SyncState } from './sync';
import { editorWords } from './words';

/** Long enough to be read. */
const NEWS_SHOWN_MS = 8_000;
/** A message that says what to do is longer. */
const READ_MS = 20_000;

/** What the page gives to the editor of a chapter. */
export interface ChapterSetting {
  /** What is written is the chapter's text, or becomes proposals of who writes. */
  mode: 'write' | 'propose';
  /** `/api/v1/{ambito}/plans/{plan}` */
  api: string;
  number: string;
  /** Where images are sent to and shown from. */
  images: string;
  token: string;
  key: string;
  version: number;
  content: NamedPart[];
  /** The text as it is shown: with this person's proposals, where they propose. */
  shown: NamedPart[];
  palette: PaletteEntry[];
  /** What a reference may lead to in the other chapters. */
  targets: ReferenceTarget[];
  /** Comments and proposals, with the stamp by which later ones are asked for. */
  remarks: { stamp: string; list: ShownRemark[] };
  /** The page of comments. */
  comments: string;
  signIn: string;
}

/** Opens the editor of a chapter inside an element of the page. @returns how to close it */
export function openChapterEditor(host: HTMLElement, setting: ChapterSetting): () => void {
  const words = editorWords();
  const isProposing = setting.mode === 'propose';
  const blockTitle = (name: string) => setting.palette.find((one) => one.name === name)?.title ?? name;
  const status = document.createElement('p');
  status.className = 'trama-editor-status';
  status.setAttribute('role', 'status');
  const people = document.createElement('p');
  people.className = 'trama-editor-people';
  const news = document.createElement('p');
  news.setAttribute('role', 'status');
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const told = document.createElement('div');
  told.className = 'trama-editor-told';
  told.setAttribute('role', 'alert');
  const surface = document.createElement('div');
  surface.className = 'trama-editor-surface doc';
  let present: Present[] = [];
  const imageAddress = (hash: string) => `${setting.images}/${hash}`;
  const presence = new PluginKey('presence');

  const editor = new Editor({
    element: surface,
    injectCSS: false,
    extensions: extensions({
      words,
      imageAddress,
      blockTitle,
      targets: setting.targets,
      drawBlock: (name, params) => drawBlock(setting.api, name, params),
    }),
    editorProps: {
      attributes: {
        class: 'doc-body',
        lang: 'it',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': words.text,
      },
    },
    content: {
      type: 'doc',
      content: setting.shown.length > 0 ? setting.shown.map(toNode) : [{ type: 'paragraph' }],
    },
  });

  const state = (now: SyncState) => {
    const text = sayState(now);
    if (status.textContent !== text) status.textContent = text;
    status.dataset.kind = now.kind;
    if (now.kind === 'expired' && !status.querySelector('a')) {
      const link = document.createElement('a');
      link.href = setting.signIn;
      link.dataset.turbo = 'false';
      link.textContent = words.signIn;
      status.append(' ', link);
    }
  };
  function sayState(now: SyncState): string {
    if (now.kind === 'saved' && now.at !== null)
      return isProposing ? words.proposed(clock(now.at)) : words.saved(clock(now.at));
    if (now.kind === 'saved') return isProposing ? words.proposing : '';
    if (now.kind === 'offline' || now.kind === 'unanswered')
      return `${words[now.kind]} ${now.isKept ? words.keptHere(clock(now.at)) : words.keptNowhere}`;
    return now.kind === 'refused' ? `${words.refused} ${now.why}` : words[now.kind];
  }
  let toldAt = 0;
  const tell = (message: string) => {
    toldAt = Date.now();
    told.replaceChildren();
    if (message === '') return;
    told.append(callout(message));
  };

  const announce = (text: string) => {
    news.textContent = text;
    clearTimeout(forgetting);
    forgetting = setTimeout(() => {
      news.textContent = '';
    }, NEWS_SHOWN_MS);
  };
  const redraw = () =>
    editor.view.dispatch(editor.state.tr.setMeta(presence, true).setMeta('addToHistory', false));
  const remarks = new Remarks({
    words,
    comments: setting.comments,
    imageAddress,
    isProposing,
    decide: async (remark, choice) => {
      try {
        // What is accepted meets the text that the server has.
        await sync.saveNow();
        await sendJson(setting, `comments/${remark.id}/decision`, { choice });
      } catch (error) {
        tell(error instanceof Error && error.message !== '' ? error.message : words.decisionFailed);
      }
      await sync.askNow();
    },
    goTo: (part) => goToPart(editor, part),
    toText: () => editor.commands.focus(),
  });
  remarks.open(setting.remarks.list);

  const sync = new Sync({
    mode: setting.mode,
    stamp: setting.remarks.stamp,
    editor,
    api: `${setting.api}/chapters/${setting.number}`,
    token: setting.token,
    key: setting.key,
    version: setting.version,
    content: setting.content,
    told: {
      state: (now) => {
        // What was refused is read first: the text around it may be saved a moment later.
        if (now.kind === 'saved' && Date.now() - toldAt > READ_MS) tell('');
        state(now);
      },
      present: (now) => {
        if (JSON.stringify(now) === JSON.stringify(present)) return;
        present = now;
        const names = [...new Set(now.map((one) => one.name))].join(', ');
        people.textContent = names === '' ? '' : words.present(names);
        redraw();
      },
      news: (name) => announce(words.news(name ?? words.somebody)),
      remarks: (list) => {
        sync.giveUp(remarks.refusedSince(list));
        const happened = remarks.take(list);
        redraw();
        if (happened.length > 0) announce([...new Set(happened)].join(' '));
      },
      kept: () => tell(words.kept),
    },
  });

  editor.registerPlugin(
    new Plugin({
      key: presence,
      props: {
        decorations: ({ doc }) => marksOf(editor, doc, { present, remarks, save: () => void sync.saveNow() }),
      },
    }),
  );

  // First of all: a link's own way of pasting looks at single lines only, but nothing shall draw what is too large.
  editor.registerPlugin(pasteLimits(tell), (mine, others) => [mine, ...others]);

  const acts = makeActs({
    words,
    palette: setting.palette,
    listTargets: (doc) => [
      ...listTargets(doc, blockTitle).map((one) => ({ ...one, group: words.here })),
      ...setting.targets,
    ],
    sendImage: (file) => sendImage(setting, file),
    tell,
    sendComment: async (comment) => {
      // A comment is tied to a text that the server has.
      await sync.saveNow();
      if (!isProposing && sync.hasUnsaved()) throw new Error(words.commentFirst);
      await sendJson(setting, 'comments', comment);
      await sync.askNow();
    },
  });
  const bar = makeToolbar(editor, acts, words);
  const head = document.createElement('div');
  head.className = 'trama-editor-head';
  const line = document.createElement('div');
  line.className = 'trama-editor-line';
  line.append(status, news, people);
  head.append(bar, line, told);
  host.dataset.mode = setting.mode;
  host.replaceChildren(head, surface, remarks.element);
  state({ kind: 'saved', at: null });
  offerKept(head, sync);

  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    void sync.saveNow();
  };
  const onLeave = (event: BeforeUnloadEvent) => {
    if (sync.hasUnsaved()) event.preventDefault();
  };
  host.addEventListener('keydown', onKey);
  addEventListener('beforeunload', onLeave);
  return () => {
    void sync.saveNow();
    sync.close();
    removeEventListener('beforeunload', onLeave);
    host.removeEventListener('keydown', onKey);
    editor.destroy();
  };
}

function offerKept(head: HTMLElement, sync: Sync): void {
  const kept = sync.findKept();
  if (!kept) return;
  const words = editorWords();
  const note = document.createElement('div');
  note.className = 'trama-draft';
  note.setAttribute('role', 'status');
  const text = document.createElement('p');
  text.textContent = words.found(clock(kept.at));
  const acts = document.createElement('div');
  acts.className = 'trama-actions';
  const restore = button(words.restore, 'btn btn-primary btn-sm');
  const discard = button(words.discard, 'btn btn-link btn-sm');
  restore.addEventListener('click', () => {
    note.remove();
    sync.takeKept(kept);
  });
  discard.addEventListener('click', () => {
    note.remove();
    sync.discardKept();
  });
  acts.append(restore, discard);
  note.append(text, acts);
  head.append(note);
}

/** Where others are, and texts of which one is to be chosen. */
function marksOf(
  editor: Editor,
  doc: Editor['state']['doc'],
  shown: { present: Present[]; remarks: Remarks; save: () => void },
): DecorationSet {
  const { present, remarks, save } = shown;
  const words = editorWords();
  const marks: Decoration[] = [];
  const names = new Set<string>();
  doc.forEach((node) => {
    names.add(String(node.attrs.id));
  });
  doc.forEach((node, place) => {
    const id = node.attrs.id as string | null;
    const there = present.flatMap((one) => (one.part !== null && one.part === id ? [one.name] : []));
    if (there.length > 0)
      marks.push(
        Decoration.node(place, place + node.nodeSize, {
          class: 'trama-there',
          'data-name': there.join(', '),
        }),
      );
    marks.push(...remarks.marksOf(node, place, place === 0));
    // Without the first text there is nothing to choose.
    if (node.attrs.rival === null || !names.has(String(node.attrs.rival))) return;
    marks.push(Decoration.node(place, place + node.nodeSize, { class: 'trama-rival' }));
    marks.push(
      Decoration.widget(place, () => rivalChoice(editor, String(id), String(node.attrs.rival), save), {
        key: `rival-${id}`,
        side: -1,
        ignoreSelection: true,
      }),
    );
  });
  return DecorationSet.create(doc, marks);

  function rivalChoice(one: Editor, id: string, other: string, done: () => void): HTMLElement {
    const box = document.createElement('div');
    box.className = 'trama-rival-choice';
    box.contentEditable = 'false';
    const text = document.createElement('p');
    text.textContent = words.rival;
    const choose = (label: string, gone: string | null) => {
      const made = button(label, 'btn btn-outline-primary btn-xs');
      made.addEventListener('click', () => {
        const { tr } = one.state;
        one.state.doc.forEach((node, place) => {
          if (node.attrs.id === id && gone !== id) tr.setNodeAttribute(place, 'rival', null);
        });
        one.state.doc.forEach((node, place) => {
          if (node.attrs.id === gone) tr.delete(place, place + node.nodeSize);
        });
        one.view.dispatch(tr);
        done();
      });
      return made;
    };
    box.append(
      text,
      choose(words.keepThis, other),
      choose(words.keepOther, id),
      choose(words.keepBoth, null),
    );
    return box;
  }
}

async function drawBlock(api: string, name: string, params: Record<string, string>): Promise<string> {
  const response = await fetch(`${api}/blocks/${name}?${new URLSearchParams(params)}`, {
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(String(response.status));
  return ((await response.json()) as { html: string }).html;
}

/** Shows a part of the text and puts the cursor there. */
function goToPart(editor: Editor, part: string): void {
  editor.state.doc.forEach((node, place) => {
    if (node.attrs.id !== part) return;
    editor.commands.focus(place + 1);
    const shown = editor.view.nodeDOM(place);
    if (shown instanceof HTMLElement) shown.scrollIntoView({ block: 'center' });
  });
}

/** @throws Error with words for who sent it */
async function sendJson({ api, number, token }: ChapterSetting, path: string, what: object): Promise<void> {
  const response = await fetch(`${api}/chapters/${number}/${path}`, {
    method: 'POST',
    body: JSON.stringify(what),
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-trama-form': token },
  });
  if (response.ok) return;
  const answer = (await response.json()) as { detail?: string; title?: string };
  throw new Error(answer.detail ?? answer.title ?? '');
}

/** @returns the image's hash @throws Error with words for who sent it */
async function sendImage({ images, token }: ChapterSetting, file: File): Promise<string> {
  const body = new FormData();
  body.append('_form', token);
  body.append('file', file);
  const response = await fetch(images, {
    method: 'POST',
    body,
    headers: { accept: 'application/json', 'x-trama-form': token },
  });
  const answer = (await response.json()) as { hash?: string; detail?: string };
  if (!response.ok || !answer.hash) throw new Error(answer.detail ?? '');
  return answer.hash;
}
