import { visit } from '@hotwired/turbo';

/** Field and header of the form's token, as the server knows them. */
const TOKEN_FIELD = '_form';
const TOKEN_HEADER = 'x-trama-form';

/**
 * `<trama-drop>` around a form with a field for files: files may be dropped on it, and are sent one by one as soon as
 * they are chosen, each with its progress. Without it the form sends them all together.
 */
class DropElement extends HTMLElement {
  #isSending = false;
  #depth = 0;

  connectedCallback(): void {
    this.dataset.ready = '';
    this.addEventListener('dragenter', this.#enter);
    this.addEventListener('dragleave', this.#leave);
    this.addEventListener('dragover', this.#over);
    this.addEventListener('drop', this.#drop);
    this.addEventListener('change', this.#change);
    this.addEventListener('submit', this.#submit);
  }

  readonly #enter = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    this.#depth += 1;
    this.dataset.over = '';
  };

  readonly #leave = () => {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) delete this.dataset.over;
  };

  readonly #over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #drop = (event: DragEvent) => {
    this.#depth = 0;
    delete this.dataset.over;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void this.#send([...event.dataTransfer.files]);
  };

  readonly #change = () => {
    const files = [...(this.#input()?.files ?? [])];
    if (files.length > 0) void this.#send(files);
  };

  readonly #submit = (event: Event) => {
    const files = [...(this.#input()?.files ?? [])];
    // With nothing chosen the server says so, in its own words.
    if (files.length === 0) return;
    event.preventDefault();
    void this.#send(files);
  };

  #input(): HTMLInputElement | null {
    return this.querySelector('input[type=file]');
  }

  async #send(files: readonly File[]): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    const input = this.#input();
    if (input) input.disabled = true;
    let page = location.href;
    let failed = 0;
    for (const file of files) {
      const line = this.#line(file.name);
      try {
        const address = await this.#post(file, line.progress);
        line.item.remove();
        if (files.length === 1) page = address;
      } catch (error) {
        failed += 1;
        line.item.textContent = this.#say('notSent', file.name).replace('{why}', reasonOf(error));
        line.item.dataset.failed = '';
      }
    }
    this.#isSending = false;
    if (input) {
      input.disabled = false;
      input.value = '';
    }
    // Who has gone elsewhere meanwhile is left there.
    if (!this.isConnected) return;
    // What did not arrive stays in sight; what did is shown by the page.
    if (failed === 0) visit(page, { action: page === location.href ? 'replace' : 'advance' });
    else if (failed < files.length) await this.#refreshList();
  }

  #say(key: 'sending' | 'notSent', name: string): string {
    return (this.dataset[key] ?? '').replace('{name}', name);
  }

  #line(name: string): { item: HTMLLIElement; progress: HTMLProgressElement } {
    const item = document.createElement('li');
    const label = document.createElement('span');
    label.textContent = this.#say('sending', name);
    const progress = document.createElement('progress');
    progress.setAttribute('aria-label', label.textContent);
    progress.max = 1;
    progress.value = 0;
    item.append(label, progress);
    this.querySelector('.trama-drop-list')?.append(item);
    return { item, progress };
  }

  /** @returns the address of the page that the server leads to */
  #post(file: File, progress: HTMLProgressElement): Promise<string> {
    const form = this.querySelector('form');
    const token = form?.querySelector<HTMLInputElement>(`input[name=${TOKEN_FIELD}]`)?.value ?? '';
    const body = new FormData();
    body.append(TOKEN_FIELD, token);
    body.append('file', file);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', form?.action ?? location.href);
      // Refusals come back as data, with their reason.
      request.setRequestHeader('accept', 'application/json');
      request.setRequestHeader(TOKEN_HEADER, token);
      request.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable) progress.value = event.loaded / event.total;
      });
      request.addEventListener('load', () => {
        if (request.status < 400) resolve(request.responseURL);
        else reject(new Error(titleOf(request.responseText)));
      });
      request.addEventListener('error', () => reject(new Error(this.dataset.noNetwork ?? '')));
      request.send(body);
    });
  }

  /** Shows what has arrived without losing the lines of what has not. */
  async #refreshList(): Promise<void> {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('attesa');
    if (!fresh) return;
    const shown = document.getElementById('attesa');
    if (shown) shown.replaceWith(fresh);
    else this.after(fresh);
  }
}

function titleOf(text: string): string {
  try {
    const { title } = JSON.parse(text) as { title?: unknown };
    return typeof title === 'string' ? title : text.slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

customElements.define('trama-drop', DropElement);
