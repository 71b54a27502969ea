const PAUSE_MS = 700;
/** Longer texts say no more of what they are about, and an address has a limit. */
const MOST_LETTERS = 1_500;

/**
 * While something is added, tells what the plan has that is like it. `data-alike` is the address that answers;
 * `data-alike-title` and `data-alike-text` name the fields that are compared.
 */
export function watchAlike(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: AbortController | undefined;

  async function ask(place: HTMLElement, form: HTMLFormElement): Promise<void> {
    const data = new FormData(form);
    const of = (name: string | undefined) => String(data.get(name ?? '') ?? '').slice(0, MOST_LETTERS);
    const [title, text] = [of(place.dataset.alikeTitle), of(place.dataset.alikeText)];
    const address = new URL(place.dataset.alike ?? '', location.href);
    address.searchParams.set('titolo', title);
    address.searchParams.set('testo', text);
    last?.abort();
    last = new AbortController();
    try {
      const answer = await fetch(address, { signal: last.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page.getElementById('simili');
      if (!found) return;
      // Nothing alike needs no words; what was said before must not stay.
      place.replaceChildren(...(found.dataset.count === '0' ? [] : found.children));
    } catch {
      // Without a connection there is nothing to tell: the page says it again after saving.
    }
  }

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    const place = field.form?.querySelector<HTMLElement>('[data-alike]');
    const isAsked = field.name === place?.dataset.alikeTitle || field.name === place?.dataset.alikeText;
    if (!place || !field.form || !isAsked) return;
    const { form } = field;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(place, form), PAUSE_MS);
  });
}
