import { textWords } from './text-words';

export interface AskedField {
  name: string;
  label: string;
  help?: string;
  kind?: 'text' | 'long' | 'number' | 'file' | 'choice';
  value?: string;
  choices?: readonly { value: string; label: string; group?: string }[];
  required?: boolean;
  /** What is wrong with it, in words; undefined when nothing is. */
  fault?: (value: string) => string | undefined;
}

/** Asks for a few values in a dialog of the page. Null when it was left; errors stand at their fields. */
export function askFields(
  title: string,
  fields: readonly AskedField[],
  yes: string,
): Promise<{ values: Record<string, string>; files: Record<string, File> } | null> {
  const words = textWords();
  const dialog = document.createElement('dialog');
  dialog.className = 'trama-dialog trama-dialog-fields';
  dialog.setAttribute('aria-labelledby', 'trama-ask-title');
  const heading = make('h2', title);
  heading.id = 'trama-ask-title';
  const form = document.createElement('form');
  form.noValidate = true;
  const rows = fields.map((field) => row(field));
  const end = document.createElement('div');
  end.className = 'trama-dialog-end';
  const confirm = button(yes, 'btn btn-primary', 'submit');
  const leave = button(words.cancel, 'btn btn-outline-primary', 'button');
  end.append(confirm, leave);
  form.append(...rows.map((one) => one.element), end);
  dialog.append(heading, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    let answer: { values: Record<string, string>; files: Record<string, File> } | null = null;
    leave.addEventListener('click', () => dialog.close());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const values: Record<string, string> = {};
      const files: Record<string, File> = {};
      let wrong: HTMLElement | undefined;
      for (const { field, input, told } of rows) {
        const value = input.value.trim();
        const [file] = input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
        if (file) files[field.name] = file;
        values[field.name] = value;
        const fault = field.required && value === '' ? words.required : field.fault?.(value);
        told.textContent = fault ?? '';
        told.hidden = fault === undefined;
        input.setAttribute('aria-invalid', String(fault !== undefined));
        if (fault !== undefined) wrong ??= input;
      }
      if (wrong) return wrong.focus();
      answer = { values, files };
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(answer);
    });
  });
}

function row(field: AskedField) {
  const element = document.createElement('div');
  element.className = 'trama-field';
  const id = `ask-${field.name}`;
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = field.label;
  const input = inputOf(field);
  input.id = id;
  input.setAttribute('aria-describedby', `${id}-help ${id}-wrong`);
  const help = make('p', field.help ?? '');
  help.id = `${id}-help`;
  help.className = 'trama-help';
  help.hidden = !field.help;
  const told = make('p', '');
  told.id = `${id}-wrong`;
  told.className = 'trama-field-error';
  told.hidden = true;
  element.append(label, help, input, told);
  return { field, element, input, told };
}

function inputOf(field: AskedField): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (field.kind === 'choice') {
    const select = document.createElement('select');
    select.className = 'form-select';
    let group: HTMLOptGroupElement | undefined;
    for (const choice of field.choices ?? []) {
      const option = new Option(choice.label, choice.value, false, choice.value === field.value);
      if (choice.group !== undefined && group?.label !== choice.group) {
        group = document.createElement('optgroup');
        group.label = choice.group;
        select.append(group);
      }
      if (choice.group === undefined) select.add(option);
      else group?.append(option);
    }
    return select;
  }
  if (field.kind === 'long') {
    const area = document.createElement('textarea');
    area.className = 'form-control';
    area.rows = 4;
    area.value = field.value ?? '';
    return area;
  }
  const input = document.createElement('input');
  input.className = 'form-control';
  input.type = field.kind ?? 'text';
  if (field.kind === 'file') input.accept = 'image/png,image/jpeg';
  else input.value = field.value ?? '';
  return input;
}

function make(name: 'h2' | 'p', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

export function button(
  label: string,
  classes: string,
  type: 'button' | 'submit' = 'button',
): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = type;
  made.className = classes;
  made.textContent = label;
  return made;
}

/** What went wrong, and what to do. */
export function callout(message: string): HTMLElement {
  const text = make('p', message);
  text.className = 'trama-callout trama-callout-late';
  return text;
}
