import { visit } from '@hotwired/turbo';

const FIRST_MS = 1000;
const LONGEST_MS = 5000;

/**
 * `<trama-job id data-state>`: long work. While it waits or runs, the same page is asked again and its new text is
 * shown in place; when it is over the page opens anew, with what it made.
 */
class JobElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = FIRST_MS;

  connectedCallback(): void {
    this.#plan();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #isUnderWay(): boolean {
    return this.dataset.state === 'waiting' || this.dataset.state === 'running';
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#isUnderWay()) this.#timer = setTimeout(() => void this.#ask(), this.#pause);
    this.#pause = Math.min(LONGEST_MS, this.#pause * 1.2);
  }

  async #ask(): Promise<void> {
    const page = await fetchPage();
    if (!this.isConnected) return;
    if (page) {
      const now = page.getElementById(this.id);
      this.dataset.state = now?.dataset.state ?? 'done';
      if (now) this.replaceChildren(...now.childNodes);
      if (!this.#isUnderWay()) return visit(location.href, { action: 'replace' });
    }
    this.#plan();
  }
}

/** Undefined when the server did not answer: it is asked again later. */
async function fetchPage(): Promise<Document | undefined> {
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!response.ok) return undefined;
    return new DOMParser().parseFromString(await response.text(), 'text/html');
  } catch {
    return undefined;
  }
}

customElements.define('trama-job', JobElement);
