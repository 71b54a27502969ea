import type { Editor } from '@tiptap/core';
import type { NamedPart } from '../../domains/plan/chapter.types.js';
import type { PartEdit, Rival } from '../../domains/plan/writing/edits.rules.js';
import type { ShownRemark } from '../../domains/plan/writing/shown-remark.types.js';
import { forgetKept, type KeptChapter, readKept, writeKept } from './kept';
import { KnownChapter } from './known';

/** After the last key; while one goes on typing, at most so long. */
const PAUSE_MS = 1_500;
const LONGEST_MS = 5_000;
const NEWS_MS = 2_500;
const RETRY_MS = 3_000;
/** A save that takes longer is told to be slow. */
const SLOW_MS = 5_000;
/** A connection that is gone need not say so: what was sent is given up and sent again, which does no harm. */
const ANSWER_MS = 30_000;

export interface Present {
  name: string;
  part: string | null;
}

export type SyncState =
  | { kind: 'saved'; at: number | null }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** Nothing arrives: without a connection, or where the server does not answer; kept in this browser, if it may keep. */
  | { kind: 'offline' | 'unanswered'; at: number; isKept: boolean }
  | { kind: 'expired' }
  | { kind: 'refused'; why: string };

interface Told {
  state: (state: SyncState) => void;
  present: (people: Present[]) => void;
  /** Somebody else's words have come in. */
  news: (name: string | null) => void;
  /** Comments and proposals are others than before. */
  remarks: (list: ShownRemark[]) => void;
  kept: () => void;
}

interface SavedAnswer {
  version: number;
  savedAt: string;
  content: NamedPart[];
  isWhole: boolean;
  rivals: Rival[];
  kept: string[];
  present: Present[];
}
interface NewsAnswer {
  version: number;
  content: NamedPart[] | null;
  savedBy: string | null;
  present: Present[];
  remarks: { stamp: string; list: ShownRemark[] } | null;
}

export interface SyncSetting {
  /** Proposals are sent all together: the server has as many as differ from its text. */
  mode: 'write' | 'propose';
  /** State of the remarks that the page came with. */
  stamp: string;
  editor: Editor;
  /** Address of the chapter in the API. */
  api: string;
  token: string;
  /** Names chapter and person in this browser's keeping. */
  key: string;
  version: number;
  content: NamedPart[];
  told: Told;
}

/** Sends what is written a moment after it is, and brings in what others write. */
export class Sync {
  readonly #set: SyncSetting;
  readonly #known: KnownChapter;
  readonly #tab = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  #version: number;
  #stamp: string;
  #savedAt: number | null = null;
  /** Proposals as the server has them. */
  #proposed = '[]';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #news: ReturnType<typeof setTimeout> | undefined;
  #firstAt = 0;
  #isBusy = false;
  #isOver = false;
  /** Since nothing arrives: until something does, what is written is told to be kept here. */
  #isCut = false;
  #slow: ReturnType<typeof setTimeout> | undefined;
  /** What was sent a short while ago. */
  readonly #sent = new Set<AbortController>();

  constructor(setting: SyncSetting) {
    this.#set = setting;
    this.#known = new KnownChapter(setting.editor);
    this.#version = setting.version;
    this.#stamp = setting.stamp;
    this.#known.open(setting.content);
    if (setting.mode === 'propose') this.#proposed = JSON.stringify(this.#known.edits());
    setting.editor.on('update', ({ transaction }) => {
      if (!transaction.getMeta('remote')) this.#written();
    });
    addEventListener('online', this.#atOnce);
    addEventListener('offline', this.#cut);
    document.addEventListener('visibilitychange', this.#atOnce);
    addEventListener('pagehide', this.#keep);
    this.#listen(NEWS_MS);
  }

  close(): void {
    this.#keep();
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#news);
    removeEventListener('online', this.#atOnce);
    removeEventListener('offline', this.#cut);
    document.removeEventListener('visibilitychange', this.#atOnce);
    removeEventListener('pagehide', this.#keep);
  }

  hasUnsaved(): boolean {
    const edits = this.#known.edits();
    return this.#set.mode === 'propose' ? JSON.stringify(edits) !== this.#proposed : edits.length > 0;
  }

  /** Puts back the text of proposals that somebody refused. */
  giveUp(parts: readonly string[]): void {
    if (this.#set.mode !== 'propose' || parts.length === 0) return;
    for (const part of parts) this.#known.giveUp(part);
    this.#proposed = JSON.stringify(this.#known.edits());
  }

  /** What this browser kept of the chapter and the server does not have. */
  findKept(): KeptChapter | null {
    const kept = readKept(this.#set.key);
    return kept && kept.parts.length + kept.known.length > 0 ? kept : null;
  }

  discardKept(): void {
    forgetKept(this.#set.key);
  }

  /** The page as it was when it could not be saved; what others wrote since comes in around it. */
  takeKept(kept: KeptChapter): void {
    const { content } = this.#set;
    this.#known.restore(kept);
    this.#known.take(content);
    this.#written();
    void this.saveNow();
  }

  #written(): void {
    if (this.#isOver) return;
    const now = Date.now();
    if (this.#firstAt === 0) this.#firstAt = now;
    if (this.#isCut) this.#tellCut();
    else this.#set.told.state({ kind: 'unsaved' });
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(PAUSE_MS, this.#firstAt + LONGEST_MS - now));
    this.#timer = setTimeout(() => void this.saveNow(), wait);
  }

  readonly #atOnce = () => {
    if (document.visibilityState === 'hidden') this.#keep();
    void this.saveNow();
    if (document.visibilityState === 'visible') this.#listen(0);
  };

  readonly #keep = (): boolean =>
    !this.hasUnsaved() ||
    writeKept(this.#set.key, { at: Date.now(), version: this.#version, ...this.#known.store() });

  /** The browser knows that the connection is gone: what is on its way has nobody to answer it. */
  readonly #cut = () => {
    for (const one of this.#sent) one.abort();
    if (this.hasUnsaved() && !this.#isBusy) this.#unsent();
  };

  #tellCut(): void {
    this.#isCut = true;
    const kind = navigator.onLine ? 'unanswered' : 'offline';
    this.#set.told.state({ kind, at: Date.now(), isKept: this.#keep() });
  }

  #at(): string | null {
    const { $from } = this.#set.editor.state.selection;
    const id = $from.depth > 0 ? $from.node(1).attrs.id : ($from.nodeAfter?.attrs.id ?? null);
    return typeof id === 'string' ? id : null;
  }

  async saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isBusy || this.#isOver) return;
    const edits = this.#known.edits();
    if (!this.hasUnsaved()) {
      // What was typed and taken back, or an empty line at the end, is nothing to save.
      if (this.#isCut) forgetKept(this.#set.key);
      if (this.#firstAt > 0 || this.#isCut) this.#set.told.state({ kind: 'saved', at: this.#savedAt });
      this.#isCut = false;
      this.#firstAt = 0;
      return;
    }
    // Nothing can be sent; the browser says when it can.
    if (!navigator.onLine) return this.#unsent();
    if (this.#set.mode === 'propose') return this.#propose(edits);
    this.#sendingBegins();
    try {
      const response = await this.#send('/edits', {
        method: 'POST',
        body: JSON.stringify({ version: this.#version, edits, tab: this.#tab, at: this.#at() }),
      });
      if (!response.ok) return await this.#refused(response);
      const answer = (await response.json()) as SavedAnswer;
      this.#known.confirm(edits, answer.content, answer.rivals);
      if (answer.isWhole) this.#known.take(answer.content);
      if (answer.kept.length > 0) this.#set.told.kept();
      this.#version = answer.version;
      this.#stored(answer);
    } catch {
      this.#unsent();
    } finally {
      this.#sendingEnds();
    }
  }

  #sendingBegins(): void {
    this.#isBusy = true;
    this.#firstAt = 0;
    if (!this.#isCut) this.#set.told.state({ kind: 'saving' });
    this.#slow = setTimeout(() => this.#tellCut(), SLOW_MS);
  }

  #sendingEnds(): void {
    this.#isBusy = false;
    clearTimeout(this.#slow);
  }

  async #propose(edits: readonly PartEdit[]): Promise<void> {
    const meant = JSON.stringify(edits);
    this.#sendingBegins();
    try {
      const response = await this.#send('/proposals', {
        method: 'POST',
        body: JSON.stringify({ version: this.#version, edits, tab: this.#tab, at: this.#at() }),
      });
      if (!response.ok) return await this.#refused(response);
      const answer = (await response.json()) as { savedAt: string; present: Present[] };
      this.#proposed = meant;
      this.#stored(answer);
    } catch {
      this.#unsent();
    } finally {
      this.#sendingEnds();
    }
  }

  /** What was sent is stored; what was written meanwhile goes after a pause. */
  #stored({ savedAt, present }: { savedAt: string; present: Present[] }): void {
    this.#isCut = false;
    this.#set.told.present(present);
    if (this.hasUnsaved()) {
      this.#again(PAUSE_MS);
      return;
    }
    forgetKept(this.#set.key);
    this.#savedAt = Date.parse(savedAt);
    this.#set.told.state({ kind: 'saved', at: this.#savedAt });
  }

  /** Nothing arrived: what is written is kept here, and sent again. */
  #unsent(): void {
    this.#firstAt = 0;
    this.#tellCut();
    this.#again(RETRY_MS);
  }

  #again(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.saveNow(), wait);
  }

  async #refused(response: Response): Promise<void> {
    if (response.status >= 500 || response.status === 429) return this.#unsent();
    this.#keep();
    this.#isCut = false;
    if (response.status === 403 || response.status === 404) return this.#set.told.state({ kind: 'expired' });
    const problem = (await response.json()) as {
      detail?: string;
      title?: string;
      errors?: { message?: string }[];
    };
    const said = problem.errors?.flatMap((error) => error.message ?? []).join(' ');
    this.#set.told.state({ kind: 'refused', why: said || problem.detail || problem.title || '' });
  }

  #listen(wait: number): void {
    clearTimeout(this.#news);
    if (!this.#isOver) this.#news = setTimeout(() => void this.#ask(), wait);
  }

  /** What others did, now: after an act of one's own. */
  async askNow(): Promise<void> {
    clearTimeout(this.#news);
    await this.#ask();
  }

  async #ask(): Promise<void> {
    // Nobody looks at a page in the background; it asks again when it comes forward.
    if (document.visibilityState === 'hidden' || this.#isBusy) return this.#listen(NEWS_MS);
    const query = new URLSearchParams({
      version: String(this.#version),
      tab: this.#tab,
      remarks: this.#stamp,
    });
    const at = this.#at();
    if (at !== null) query.set('at', at);
    try {
      const response = await this.#send(`/news?${query}`);
      const answer = response.ok ? ((await response.json()) as NewsAnswer) : null;
      // What is being saved meanwhile was written on the text as it was: the news is asked for again afterwards.
      if (answer && !this.#isBusy && !this.#isOver) {
        if (answer.content && answer.version > this.#version) {
          this.#version = answer.version;
          const isSent = !this.hasUnsaved();
          this.#known.take(answer.content);
          // What was accepted is a proposal no more, and nothing that is still to be sent.
          if (this.#set.mode === 'propose' && isSent) this.#proposed = JSON.stringify(this.#known.edits());
          this.#set.told.news(answer.savedBy);
        }
        this.#set.told.present(answer.present);
        if (answer.remarks) {
          this.#stamp = answer.remarks.stamp;
          this.#set.told.remarks(answer.remarks.list);
        }
      }
    } catch {
      // Without a connection there is no news; saving says so.
    }
    this.#listen(NEWS_MS);
  }

  #send(path: string, request: RequestInit = {}): Promise<Response> {
    const one = new AbortController();
    this.#sent.add(one);
    setTimeout(() => {
      one.abort();
      this.#sent.delete(one);
    }, ANSWER_MS);
    return fetch(this.#set.api + path, {
      ...request,
      signal: one.signal,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json', 'x-trama-form': this.#set.token }),
      },
    });
  }
}
