import { cache } from '@hotwired/turbo';
import { KEPT_PREFIX } from './editor/kept';
import { isSame, keptForms, type Typed, typeAgain, typedIn } from './typed';
import { clock, say } from './words';

const PREFIX = 'trama.draft:';
const PAUSE_MS = 400;
/** What nobody took back for a month is not wanted any more. */
const LONGEST_KEPT_MS = 30 * 24 * 60 * 60_000;

interface Draft {
  at: number;
  version: string | null;
  typed: Typed;
}

/**
 * What is typed stays in the browser until it is saved or discarded: through a closed session, a lost connection, a closed
 * laptop. It is offered to nobody but its writer; of who did not sign in nothing outlives the tab.
 */
export function watchDrafts(): void {
  const stored = new WeakMap<HTMLFormElement, Typed>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  forgetOld();
  const prepare = () => {
    for (const form of keptForms()) {
      if (stored.has(form)) continue;
      stored.set(form, typedIn(form));
      if (!form.querySelector('.trama-errors')) offer(form);
    }
  };
  const keep = (form: HTMLFormElement) => {
    const typed = typedIn(form);
    if (isSame(typed, stored.get(form) ?? [])) forget(form);
    else write(form, { at: Date.now(), version: versionOf(form)?.value ?? null, typed });
  };
  document.addEventListener('input', (event) => {
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    if (!form || !stored.has(form)) return;
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE_MS);
  });
  document.addEventListener('turbo:submit-end', ({ detail }) => {
    const form = detail.formSubmission.formElement;
    const response = detail.fetchResponse?.response;
    clearTimeout(timer);
    if (!detail.success || !response?.redirected) return;
    const path = new URL(form.action).pathname;
    if (path === '/esci') forgetAll();
    // A session that has ended leads to the sign-in page: nothing was saved.
    if (new URL(response.url).pathname !== '/accesso') forget(form);
    else if (stored.has(form)) keep(form);
  });
  document.addEventListener('turbo:before-cache', () => {
    for (const note of document.querySelectorAll('.trama-draft')) note.remove();
  });
  document.addEventListener('turbo:render', prepare);
  prepare();
}

function offer(form: HTMLFormElement): void {
  const draft = read(form);
  if (!draft || isSame(draft.typed, typedIn(form))) return;
  const words = say();
  const version = versionOf(form);
  const hasChanged = version !== null && draft.version !== null && version.value !== draft.version;
  const note = document.createElement('div');
  note.className = 'trama-draft';
  note.setAttribute('role', 'status');
  const text = document.createElement('p');
  text.textContent = [words.found(clock(draft.at)), hasChanged ? words.changed : ''].join(' ').trim();
  const acts = document.createElement('div');
  acts.className = 'trama-actions';
  acts.append(
    button(words.restore, 'btn btn-primary btn-sm', () => {
      typeAgain(form, draft.typed);
      // Saved against the text it was written on, so that nobody's later words are overwritten unseen.
      if (version && draft.version !== null) version.value = draft.version;
      note.remove();
      form.dispatchEvent(new Event('input', { bubbles: true }));
    }),
    button(words.discard, 'btn btn-link btn-sm', () => {
      forget(form);
      note.remove();
    }),
  );
  note.append(text, acts);
  form.prepend(note);
}

function button(label: string, classes: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = classes;
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

function versionOf(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>('input[type="hidden"][name="version"]');
}

function keyOf(form: HTMLFormElement): string {
  return `${PREFIX}${person()}${new URL(form.action).pathname}`;
}

function person(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="trama-person"]')?.content ?? '';
}

function keeping(): Storage {
  return person() === '' ? sessionStorage : localStorage;
}

function read(form: HTMLFormElement): Draft | undefined {
  try {
    const text = keeping().getItem(keyOf(form));
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

function write(form: HTMLFormElement, draft: Draft): void {
  try {
    keeping().setItem(keyOf(form), JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the form itself still holds the words, and leaving it asks first.
  }
}

function forget(form: HTMLFormElement): void {
  try {
    keeping().removeItem(keyOf(form));
  } catch {
    // Nothing was kept where nothing may be.
  }
}

function forgetOld(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const { at } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Draft>;
      if (at === undefined || Date.now() - at > LONGEST_KEPT_MS) localStorage.removeItem(key);
    }
  } catch {
    // A forbidden store keeps nothing.
  }
}

/** The next person at this desk finds nothing: neither words nor pages. */
function forgetAll(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  for (const key of Object.keys(localStorage))
    if (key.startsWith(KEPT_PREFIX) || key.startsWith(PREFIX)) localStorage.removeItem(key);
  cache.clear();
}
