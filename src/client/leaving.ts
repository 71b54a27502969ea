import { visit } from '@hotwired/turbo';
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
    void askToLeave().then((leaves) => {
      if (!leaves) return;
      mayLeave = true;
      visit(event.detail.url);
    });
  });
  addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
  document.addEventListener('turbo:before-cache', () => {
    for (const dialog of document.querySelectorAll('.trama-dialog')) dialog.remove();
  });
  document.addEventListener('turbo:render', prepare);
  prepare();
}

function askToLeave(): Promise<boolean> {
  const words = say();
  const dialog = document.createElement('dialog');
  dialog.className = 'trama-dialog';
  dialog.setAttribute('aria-labelledby', 'trama-dialog-title');
  const title = document.createElement('h2');
  title.id = 'trama-dialog-title';
  title.textContent = words.leaveTitle;
  const text = document.createElement('p');
  text.textContent = words.leave;
  const end = document.createElement('form');
  end.method = 'dialog';
  end.className = 'trama-dialog-end';
  for (const [value, label, kind] of [
    ['stay', words.stay, 'primary'],
    ['go', words.go, 'outline-primary'],
  ] as const) {
    const button = document.createElement('button');
    button.value = value;
    button.className = `btn btn-${kind}`;
    button.textContent = label;
    end.append(button);
  }
  dialog.append(title, text, end);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue === 'go');
    });
  });
}
