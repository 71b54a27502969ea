const PAUSE_MS = 350;

interface Kept {
  id: string;
  selection: [number | null, number | null] | null;
  scroll: number;
}

/** A list answers as one types: the form asks by itself, and focus, caret and place on the page stay where they were. */
export function watchFilters(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept: Kept | undefined;

  const ask = (field: HTMLInputElement | HTMLSelectElement, after: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // The form may have been replaced since by the answer to an earlier question.
      const form = (document.getElementById(field.id) ?? field).closest('form');
      form?.setAttribute('data-turbo-action', 'replace');
      form?.requestSubmit();
    }, after);
  };
  document.addEventListener('input', (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.id !== '' && field.closest('.trama-filter'))
      ask(field, PAUSE_MS);
  });
  document.addEventListener('change', (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.id !== '' && field.closest('.trama-filter'))
      ask(field, 0);
  });

  document.addEventListener('turbo:before-render', (event) => {
    const field = document.activeElement;
    kept = undefined;
    if (!(field instanceof HTMLElement) || field.id === '' || !field.closest('.trama-filter')) return;
    const next = event.detail.newBody.querySelector(`#${CSS.escape(field.id)}`);
    if (!next?.closest('.trama-filter')) return;
    const isText = field instanceof HTMLInputElement && next instanceof HTMLInputElement;
    // What was typed while the answer was on its way is newer than the answer.
    if (isText) next.value = field.value;
    kept = {
      id: field.id,
      selection: isText ? [field.selectionStart, field.selectionEnd] : null,
      scroll: window.scrollY,
    };
  });
  document.addEventListener('turbo:render', () => {
    if (!kept) return;
    const field = document.getElementById(kept.id);
    field?.focus({ preventScroll: true });
    if (kept.selection && field instanceof HTMLInputElement) field.setSelectionRange(...kept.selection);
    const found = document.querySelector('.trama-rows')?.textContent;
    const announcement = document.getElementById('annuncio');
    if (announcement) announcement.textContent = found ?? '';
  });
  document.addEventListener('turbo:load', () => {
    if (kept) window.scrollTo({ top: kept.scroll, behavior: 'instant' });
    kept = undefined;
  });
}
