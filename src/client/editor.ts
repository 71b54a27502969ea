/**
 * `<trama-editor>` with what it needs as JSON in `data-setting`: the editor of a chapter, loaded only where somebody
 * writes. What stands inside it, a plain form, stays where it cannot be loaded.
 */
class EditorElement extends HTMLElement {
  #close: (() => void) | undefined;

  connectedCallback(): void {
    if (this.#close) return;
    const setting = this.dataset.setting;
    if (setting === undefined) return;
    void import('./editor/chapter-editor').then(({ openChapterEditor }) => {
      if (this.isConnected && !this.#close) this.#close = openChapterEditor(this, JSON.parse(setting));
    });
  }

  disconnectedCallback(): void {
    this.#close?.();
    this.#close = undefined;
  }
}

customElements.define('trama-editor', EditorElement);
