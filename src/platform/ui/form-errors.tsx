import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import type { FieldError } from '#platform/errors.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import type { Lang } from '#platform/i18n/messages.js';
import { uiText } from './ui.messages.js';

/** Labels of the fields among what a form holds, in the page's order; those inside components of their own stay unknown. */
export function labelsOf(
  children: ComponentChildren,
  found = new Map<string, string>(),
): Map<string, string> {
  for (const child of toChildArray(children)) {
    if (!isValidElement(child)) continue;
    const {
      name,
      label,
      children: inner,
    } = child.props as {
      name?: unknown;
      label?: unknown;
      children?: ComponentChildren;
    };
    if (typeof name === 'string' && typeof label === 'string') found.set(name, label);
    if (inner !== undefined && typeof inner !== 'function') labelsOf(inner, found);
  }
  return found;
}

/** What is wrong, field by field in the page's order, each a link to its field. */
export function ErrorSummary(props: {
  lang: Lang;
  form: FormState;
  labels: ReadonlyMap<string, string>;
}): VNode {
  const { lang, form, labels } = props;
  const t = uiText(lang);
  const order = [...labels.keys()];
  const fieldOf = (error: FieldError) =>
    labels.has(error.field) ? error.field : (error.field.split('.')[0] ?? '');
  const errors = [...form.errors].sort((a, b) => order.indexOf(fieldOf(a)) - order.indexOf(fieldOf(b)));
  const fields = errors.filter((error) => error.field !== '');
  return (
    <div class="trama-errors" role="alert" tabIndex={-1} id="errori">
      {fields.length > 0 ? <h2>{t('ui.error-summary', { count: fields.length })}</h2> : null}
      <ul>
        {errors.map((error) => {
          const label = labels.get(fieldOf(error));
          // A cell of fields that repeat has an address of its own.
          const row = /^\w+\.(\d+)\.\w+$/.exec(error.field);
          return (
            <li key={error.field}>
              {error.field === '' ? (
                fieldMessage(error, lang)
              ) : (
                <a href={`#${row ? error.field.replaceAll('.', '-') : fieldOf(error)}`}>
                  {label === undefined ? '' : row ? `${label} (${Number(row[1]) + 1}): ` : `${label}: `}
                  {fieldMessage(error, lang)}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
