/**
 * `<trama-live data-result>` around a form: while its fields change, what they come to is asked of the server and shown
 * in the element of that id. Without it the form has a button for the same.
 */
class LiveElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  connectedCallback(): void {
    this.addEventListener('input', this.#plan);
    this.addEventListener('change', this.#plan);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  readonly #plan = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), 500);
  };

  async #ask(): Promise<void> {
    const form = this.querySelector('form');
    const shown = document.getElementById(this.dataset.result ?? '');
    if (!form || !shown) return;
    this.#asked += 1;
    const turn = this.#asked;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    body.set('act', 'look');
    try {
      const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      // A later question overtakes an earlier one.
      if (!response.ok || turn !== this.#asked) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.getElementById(shown.id);
      if (fresh) shown.replaceChildren(...fresh.childNodes);
    } catch {
      // The button asks again, and says what is wrong.
    }
  }
}

customElements.define('trama-live', LiveElement);
