/** What the server answers to a form that is looked at: the page, or the page that tells what is wrong. */
const SHOWN = new Set([200, 422]);

/**
 * `<trama-live data-result data-ask="act=look">` around a form or within it: while its fields change, what they come to is
 * asked of the server, with that button pressed, and shown in the element of that id. Without it the button is pressed by
 * hand.
 */
class LiveElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  #form: HTMLFormElement | null = null;

  connectedCallback(): void {
    this.#form = this.closest('form') ?? this.querySelector('form');
    this.#form?.addEventListener('input', this.#plan);
    this.#form?.addEventListener('change', this.#plan);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#form?.removeEventListener('input', this.#plan);
    this.#form?.removeEventListener('change', this.#plan);
  }

  readonly #plan = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), 500);
  };

  async #ask(): Promise<void> {
    const form = this.#form;
    const shown = document.getElementById(this.dataset.result ?? '');
    if (!form || !shown) return;
    this.#asked += 1;
    const turn = this.#asked;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    const [button = '', value = ''] = (this.dataset.ask ?? '').split('=');
    body.set(button, value);
    try {
      const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      // A later question overtakes an earlier one.
      if (!SHOWN.has(response.status) || turn !== this.#asked) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.getElementById(shown.id);
      if (fresh) shown.replaceChildren(...fresh.childNodes);
    } catch {
      // The button asks again, and says what is wrong.
    }
  }
}

customElements.define('trama-live', LiveElement);
