/** After a page has changed in place, the keyboard and the screen reader go where a full load would have brought them. */
export function watchFocus(): void {
  let action = 'load';
  document.addEventListener('turbo:visit', (event) => {
    action = event.detail.action;
  });
  // A page sent back with errors is rendered without a visit.
  document.addEventListener('turbo:render', () => focusErrors());
  document.addEventListener('turbo:load', () => {
    if (focusErrors() || action === 'load' || action === 'restore') return;
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (location.hash === '' && !isElsewhere) {
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    }
  });
  focusErrors();
}

function focusErrors(): boolean {
  const errors = document.querySelector<HTMLElement>('.trama-errors');
  errors?.focus();
  return errors !== null;
}
