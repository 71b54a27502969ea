export type Typed = [string, string][];

/** What a person wrote in a form: not its token and version, never passwords or files. */
export function typedIn(form: HTMLFormElement): Typed {
  const typed: Typed = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const fields = form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
    if ([...fields].some((field) => field.type === 'hidden' || field.type === 'password')) continue;
    typed.push([name, value]);
  }
  return typed;
}

export function isSame(a: Typed, b: Typed): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Puts back what was written; fields that are no more are left out. */
export function typeAgain(form: HTMLFormElement, typed: Typed): void {
  const left = new Map<string, string[]>();
  for (const [name, value] of typed) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      field.checked = left.get(field.name)?.includes(field.value) ?? false;
    } else if (
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && !['hidden', 'password', 'file', 'submit'].includes(field.type))
    ) {
      const value = left.get(field.name)?.shift();
      if (value !== undefined) field.value = value;
    }
  }
}

/**
 * Forms whose words are worth keeping. Those about persons say no (`data-draft="no"`); of those sent without Turbo nobody
 * would learn here that they were saved.
 */
export function keptForms(): HTMLFormElement[] {
  return [
    ...document.querySelectorAll<HTMLFormElement>(
      'form.trama-form:not([data-draft="no"], [data-turbo="false"])',
    ),
  ];
}
