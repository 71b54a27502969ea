/**
 * `<trama-text>` around the text area of a long field: an editor in its place, loaded only where there is such a field. What
 * is written goes into the text area letter by letter, so drafts, checks and sending are those of any form.
 */
class TextElement extends HTMLElement {
  #close: (() => void) | undefined;

  connectedCallback(): void {
    const area = this.querySelector('textarea');
    if (this.#close || !area) return;
    void import('./editor/field-editor').then(({ openFieldEditor }) => {
      if (this.isConnected && !this.#close) this.#close = openFieldEditor(this, area);
    });
  }

  disconnectedCallback(): void {
    this.#close?.();
    this.#close = undefined;
  }
}

customElements.define('trama-text', TextElement);
