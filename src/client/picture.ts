/**
 * `<trama-picture data-keys>` around a drawing: tells the figure under the pointer at once, where the browser's own
 * tooltip waits, and lets the arrow keys go from one figure to the next. The figures are the `title`s of the drawing's
 * marks; without scripts they are there all the same, and the table has them all.
 */
class PictureElement extends HTMLElement {
  #tip: HTMLElement | undefined;
  #at = -1;

  connectedCallback(): void {
    if (this.#tip) return;
    const marks = this.#marks();
    if (marks.length === 0) return;
    this.tabIndex = 0;
    this.role = 'group';
    this.ariaLabel = this.dataset.keys ?? '';
    this.#tip = document.createElement('output');
    this.#tip.className = 'trama-picture-tip';
    this.#tip.hidden = true;
    this.append(this.#tip);
    this.addEventListener('pointermove', (event) => this.#point(event));
    this.addEventListener('pointerleave', () => this.#hide());
    this.addEventListener('blur', () => this.#hide());
    this.addEventListener('keydown', (event) => this.#go(event));
  }

  disconnectedCallback(): void {
    this.#tip?.remove();
    this.#tip = undefined;
  }

  /** Marks with a figure, in the order of the drawing; the drawing's own title is not one. */
  #marks(): Element[] {
    return [...this.querySelectorAll('svg title')].flatMap((title) => {
      const mark = title.parentElement;
      return mark && mark.tagName !== 'svg' ? [mark] : [];
    });
  }

  #point(event: PointerEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const mark = target?.closest('svg :has(> title)');
    if (mark && mark.tagName !== 'svg') this.#show(mark, event.clientX, event.clientY);
    else this.#hide();
  }

  #go(event: KeyboardEvent): void {
    if (event.target !== this) return;
    const marks = this.#marks();
    const last = marks.length - 1;
    const next: Record<string, number> = {
      ArrowRight: Math.min(last, this.#at + 1),
      ArrowDown: Math.min(last, this.#at + 1),
      ArrowLeft: Math.max(0, this.#at - 1),
      ArrowUp: Math.max(0, this.#at - 1),
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape') {
      this.#hide();
      return;
    }
    const at = next[event.key];
    const mark = at === undefined ? undefined : marks[at];
    if (at === undefined || !mark) return;
    event.preventDefault();
    this.#at = at;
    const box = mark.getBoundingClientRect();
    this.#show(mark, box.left + box.width / 2, box.top + box.height / 2);
  }

  #show(mark: Element, x: number, y: number): void {
    const tip = this.#tip;
    if (!tip) return;
    this.querySelector('.trama-marked')?.classList.remove('trama-marked');
    mark.classList.add('trama-marked');
    const text = mark.querySelector(':scope > title')?.textContent ?? '';
    if (tip.textContent !== text) tip.textContent = text;
    tip.hidden = false;
    const frame = this.getBoundingClientRect();
    const left = Math.min(Math.max(0, x - frame.left + 12), Math.max(0, frame.width - tip.offsetWidth));
    tip.style.left = `${left}px`;
    tip.style.top = `${Math.max(0, y - frame.top - tip.offsetHeight - 10)}px`;
  }

  #hide(): void {
    this.querySelector('.trama-marked')?.classList.remove('trama-marked');
    if (this.#tip) this.#tip.hidden = true;
  }
}

customElements.define('trama-picture', PictureElement);
