/**
 * `<trama-fill data-label data-accept>` around a field for long text: above it, a choice of a file whose text fills it.
 * The file goes nowhere by itself; without scripts its text is pasted.
 */
class FillElement extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector('textarea');
    if (!field || this.querySelector('input[type=file]')) return;
    const label = document.createElement('label');
    label.className = 'trama-fill';
    label.textContent = this.dataset.label ?? '';
    const choice = document.createElement('input');
    choice.type = 'file';
    choice.className = 'form-control';
    choice.accept = this.dataset.accept ?? '';
    choice.addEventListener('change', async () => {
      const [file] = choice.files ?? [];
      if (!file) return;
      field.value = await file.text();
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    label.append(choice);
    this.prepend(label);
  }
}

customElements.define('trama-fill', FillElement);
