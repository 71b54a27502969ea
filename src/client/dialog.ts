import { config } from '@hotwired/turbo';
import { say } from './words';

/** Asks in the page's own face. Saying no is the first button, and what Escape means. */
export function ask(question: { title: string; text?: string; no: string; yes: string }): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'trama-dialog';
  dialog.setAttribute('aria-labelledby', 'trama-dialog-title');
  const title = element('h2', question.title);
  title.id = 'trama-dialog-title';
  dialog.append(title);
  if (question.text !== undefined) dialog.append(element('p', question.text));
  const end = document.createElement('form');
  end.method = 'dialog';
  end.className = 'trama-dialog-end';
  end.append(button('no', question.no, 'primary'), button('yes', question.yes, 'outline-primary'));
  dialog.append(end);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue === 'yes');
    });
  });
}

/** Acts that say their consequence (`data-turbo-confirm`) are asked about here instead of in the browser's own box. */
export function askBeforeActs(): void {
  config.forms.confirm = (consequence, form) => {
    const words = say();
    const act = form.querySelector('button')?.textContent?.trim() || words.go;
    return ask({ title: consequence, no: words.cancel, yes: act });
  };
  // A page kept for the back button must not keep a dialog.
  document.addEventListener('turbo:before-cache', () => {
    for (const dialog of document.querySelectorAll('.trama-dialog')) dialog.remove();
  });
}

function element(name: 'h2' | 'p', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function button(value: string, label: string, kind: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.value = value;
  made.className = `btn btn-${kind}`;
  made.textContent = label;
  return made;
}
