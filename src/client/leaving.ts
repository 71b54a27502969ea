import { visit } from '@hotwired/turbo';
import { ask } from './dialog';
import { isSame, type Typed, typedIn } from './typed';
import { say } from './words';

/** Leaving a form with unsaved words asks first. */
export function watchLeaving(): void {
  let stored = new Map<HTMLFormElement, Typed>();
  let mayLeave = false;

  const prepare = () => {
    mayLeave = false;
    const forms = document.querySelectorAll<HTMLFormElement>('form.trama-form');
    stored = new Map([...forms].map((form) => [form, typedIn(form)]));
  };
  const hasUnsaved = () =>
    !mayLeave &&
    [...stored].some(
      ([form, typed]) =>
        form.isConnected && (form.querySelector('.trama-errors') !== null || !isSame(typed, typedIn(form))),
    );

  document.addEventListener('submit', (event) => {
    if (event.target instanceof HTMLFormElement && stored.has(event.target)) mayLeave = true;
  });
  document.addEventListener('turbo:submit-end', ({ detail }) => {
    if (!detail.success) mayLeave = false;
  });
  document.addEventListener('turbo:before-visit', (event) => {
    if (!hasUnsaved()) return;
    event.preventDefault();
    const words = say();
    void ask({ title: words.leaveTitle, text: words.leave, no: words.stay, yes: words.go }).then((leaves) => {
      if (!leaves) return;
      mayLeave = true;
      visit(event.detail.url);
    });
  });
  addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
  document.addEventListener('turbo:render', prepare);
  prepare();
}
