/**
 * `<trama-copy data-label data-done>` around a link: beside it, a button that copies the link's whole address. Without
 * scripts, or where the browser gives no clipboard, the link itself is there.
 */
class CopyElement extends HTMLElement {
  connectedCallback(): void {
    const link = this.querySelector('a');
    if (!link || !navigator.clipboard || this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-outline-primary btn-sm';
    button.textContent = this.dataset.label ?? '';
    const said = document.createElement('span');
    said.role = 'status';
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(link.href).then(
        () => {
          said.textContent = this.dataset.done ?? '';
        },
        // Refused by the browser: the link is still there to be copied by hand.
        () => link.focus(),
      );
    });
    this.append(button, said);
  }
}

customElements.define('trama-copy', CopyElement);
