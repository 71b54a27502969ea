import { visit } from '@hotwired/turbo';

const FIRST_MS = 1000;
const LONGEST_MS = 5000;

/**
 * `<trama-job id data-state>`: long work. While it waits or runs, the same page is asked again and its new text is
 * shown in place; when it is over the page opens anew, with what it made. Who listens hears of it when a quarter more is
 * done and when it is over, not at every change.
 */
class JobElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = FIRST_MS;
  #quarter = 0;

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
      if (!this.#isUnderWay()) {
        announce(this.dataset.over);
        return visit(location.href, { action: 'replace' });
      }
      this.#say();
    }
    this.#plan();
  }

  #say(): void {
    const bar = this.querySelector('progress');
    if (!bar || bar.position < 0) return;
    const quarter = Math.floor(bar.position * 4);
    if (quarter <= this.#quarter) return;
    this.#quarter = quarter;
    const lines = [...this.querySelectorAll('.trama-job-line span')].map((one) => one.textContent?.trim());
    announce(
      [lines.join(': '), this.querySelector('.trama-job-note')?.textContent].filter(Boolean).join('. '),
    );
  }
}

/** The line of the page that is read aloud; it stays when another page opens. */
function announce(words: string | undefined): void {
  const line = document.getElementById('annuncio');
  if (line && words) line.textContent = words;
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
