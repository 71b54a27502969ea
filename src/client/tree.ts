type Place = 'before' | 'after' | 'inside';

const PLACES: readonly Place[] = ['before', 'after', 'inside'];
const KEYS: Readonly<Record<string, string>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/** What was moved last: once the page has come back, it has the focus again and its place is told. */
let moved: string | null = null;

/**
 * `<trama-tree>` around a form of nested lists whose buttons move their items: the same by dragging a handle, or with the
 * arrow keys while it has the focus. `data-flat`: nothing stands under anything. Every move goes to the server, which says what came of it.
 */
class TreeElement extends HTMLElement {
  #dragged: HTMLLIElement | null = null;
  #over: { item: HTMLLIElement; place: Place } | null = null;

  connectedCallback(): void {
    this.dataset.ready = '';
    this.addEventListener('pointerdown', this.#take);
    this.addEventListener('pointermove', this.#move);
    this.addEventListener('pointerup', this.#drop);
    this.addEventListener('pointercancel', this.#cancel);
    this.addEventListener('keydown', this.#press);
    this.addEventListener('submit', this.#remember);
    // After the focus that a page takes when it changes in place.
    setTimeout(() => this.#tell(), 60);
  }

  #tell(): void {
    const item = moved === null ? null : this.querySelector<HTMLLIElement>(`li[data-id="${moved}"]`);
    if (!item || document.documentElement.hasAttribute('data-turbo-preview')) return;
    moved = null;
    item.querySelector<HTMLElement>('.trama-tree-handle')?.focus();
    const status = this.querySelector('[role=status]');
    if (status) status.textContent = item.dataset.said ?? '';
  }

  readonly #remember = (event: SubmitEvent) => {
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.name === 'move')
      moved = button.value.split(':')[1] ?? null;
  };

  readonly #press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.#dragged) {
      this.#cancel();
      return;
    }
    const move = KEYS[event.key];
    const handle = event.target instanceof Element ? event.target.closest('.trama-tree-handle') : null;
    const item = handle?.closest('li');
    if (!move || !item || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const button = this.querySelector<HTMLButtonElement>(`button[value="${move}:${item.dataset.id}"]`);
    // Without a button there is nowhere to go: at the first place, or out of no branch.
    button?.form?.requestSubmit(button);
  };

  readonly #take = (event: PointerEvent) => {
    const handle = event.target instanceof Element ? event.target.closest('.trama-tree-handle') : null;
    if (!handle || event.button !== 0) return;
    this.#dragged = handle.closest('li');
    this.#dragged?.classList.add('trama-tree-dragged');
    this.setPointerCapture(event.pointerId);
  };

  readonly #move = (event: PointerEvent) => {
    if (!this.#dragged) return;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const row = under?.closest('.trama-tree-row');
    const item = row?.closest('li');
    this.#unmark();
    if (!row || !item || this.#dragged.contains(item)) return;
    const { top, height } = row.getBoundingClientRect();
    const share = (event.clientY - top) / height;
    const [up, down] = 'flat' in this.dataset ? [0.5, 0.5] : [0.3, 0.7];
    const place: Place = share < up ? 'before' : share >= down ? 'after' : 'inside';
    item.classList.add(`trama-tree-${place}`);
    this.#over = { item, place };
  };

  readonly #drop = () => {
    const [dragged, over] = [this.#dragged, this.#over];
    this.#cancel();
    const form = this.querySelector('form');
    if (!dragged || !over || !form) return;
    moved = dragged.dataset.id ?? null;
    const button = document.createElement('button');
    button.name = 'move';
    button.value = `${over.place}:${dragged.dataset.id}:${over.item.dataset.id}`;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  };

  readonly #cancel = () => {
    this.#dragged?.classList.remove('trama-tree-dragged');
    this.#dragged = null;
    this.#unmark();
  };

  #unmark(): void {
    for (const place of PLACES) this.#over?.item.classList.remove(`trama-tree-${place}`);
    this.#over = null;
  }
}

customElements.define('trama-tree', TreeElement);
