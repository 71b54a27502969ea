import type { ComponentChildren, InputHTMLAttributes, VNode } from 'preact';
import type { SitePageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import type { Lang } from '#platform/i18n/messages.js';
import { ErrorSummary, labelsOf } from './form-errors.js';
import { uiText } from './ui.messages.js';

interface FormProps {
  ctx: SitePageCtx;
  action: string;
  form: FormState;
  children: ComponentChildren;
  /** Label of the one primary button; it saves when nothing else is said. */
  submit?: string;
  /** Where to go without saving. */
  cancel?: string;
  multipart?: boolean;
  /** False where the words are about persons: the browser then keeps nothing of what is typed. */
  keepsDraft?: boolean;
}

/** One column, the errors first, one primary button. Shows the other editor's values when two have met. */
export function Form({
  ctx,
  action,
  form,
  children,
  submit,
  cancel,
  multipart,
  keepsDraft,
}: FormProps): VNode {
  return (
    <form
      method="post"
      action={action}
      class="trama-form"
      novalidate
      data-draft={keepsDraft === false ? 'no' : undefined}
      encType={multipart ? 'multipart/form-data' : undefined}
      // The browser itself sends files: it shows how far it is, and takes any answer.
      data-turbo={multipart ? 'false' : undefined}
    >
      <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
      {form.values.version === undefined ? null : (
        <input type="hidden" name="version" value={String(form.values.version)} />
      )}
      {form.errors.length > 0 ? (
        <ErrorSummary lang={ctx.lang} form={form} labels={labelsOf(children)} />
      ) : null}
      {children}
      <div class="trama-form-end">
        <button type="submit" class="btn btn-primary">
          {submit ?? uiText(ctx.lang)('ui.save')}
        </button>
        {cancel ? (
          <a class="btn btn-outline-primary" href={cancel}>
            {uiText(ctx.lang)('ui.cancel')}
          </a>
        ) : null}
      </div>
    </form>
  );
}

/** A form that is a single button: an act without fields. */
export function ActButton(props: {
  ctx: SitePageCtx;
  action: string;
  label: string;
  kind?: 'primary' | 'outline-primary' | 'danger' | 'link';
  values?: Record<string, string>;
  /** On what it acts, for who hears the button without its surroundings. */
  about?: string;
  /**
   * The consequence, asked about before the act. Without JavaScript nobody asks: what cannot be undone has a page of its
   * own instead.
   */
  confirm?: string;
}): VNode {
  return (
    <form
      method="post"
      action={props.action}
      class="trama-act"
      {...(props.confirm === undefined ? {} : { 'data-turbo-confirm': props.confirm })}
    >
      <input type="hidden" name={CSRF_FIELD} value={props.ctx.view.csrf()} />
      {Object.entries(props.values ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={`btn btn-${props.kind ?? 'outline-primary'} btn-sm`}>
        {props.label}
        {props.about ? <span class="visually-hidden"> {props.about}</span> : null}
      </button>
    </form>
  );
}

interface FieldProps {
  ctx: SitePageCtx;
  form: FormState;
  name: string;
  label: string;
  help?: ComponentChildren;
  optional?: boolean;
}

function textOf(form: FormState, name: string): string {
  return written(form.values[name]);
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n');
  return value === null || value === undefined ? '' : String(value);
}

/** Label above, help under it, the error at the field, the other editor's text beside. */
function Field(
  props: FieldProps & { children: (attributes: Record<string, string | boolean | undefined>) => VNode },
): VNode {
  const { ctx, form, name } = props;
  const t = uiText(ctx.lang);
  const error = form.errors.find((one) => one.field === name || one.field.startsWith(`${name}.`));
  const theirs =
    form.theirs && String(form.theirs[name] ?? '') !== String(form.values[name] ?? '')
      ? form.theirs[name]
      : undefined;
  const described = [props.help ? `${name}-aiuto` : '', error ? `${name}-errore` : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div class={error ? 'trama-field trama-field-wrong' : 'trama-field'}>
      <label for={name}>
        {props.label}
        {props.optional ? <span class="trama-optional"> ({t('ui.optional')})</span> : null}
      </label>
      {props.help ? (
        <p class="trama-help" id={`${name}-aiuto`}>
          {props.help}
        </p>
      ) : null}
      {error ? (
        <p class="trama-field-error" id={`${name}-errore`}>
          {fieldMessage(error, ctx.lang)}
        </p>
      ) : null}
      {props.children({
        id: name,
        name,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error ? 'true' : undefined,
        required: props.optional ? undefined : true,
      })}
      {theirs === undefined ? null : (
        <div class="trama-theirs">
          <p>{t('ui.theirs')}</p>
          <blockquote>{written(theirs) === '' ? t('ui.theirs-empty') : written(theirs)}</blockquote>
        </div>
      )}
    </div>
  );
}

export function TextField(
  props: FieldProps & {
    type?: 'text' | 'email' | 'password' | 'date' | 'search' | 'url';
    autocomplete?: string;
    inputMode?: 'decimal' | 'numeric';
    short?: boolean;
    /** Id of a datalist: words to choose from, where others may be written too. */
    list?: string;
  },
): VNode {
  return (
    <Field {...props}>
      {(attributes) => {
        const input = {
          ...attributes,
          type: props.type ?? 'text',
          class: props.short ? 'form-control trama-short' : 'form-control',
          inputMode: props.inputMode,
          list: props.list,
          autocomplete: props.autocomplete ?? 'off',
          value: props.type === 'password' ? '' : textOf(props.form, props.name),
        } as InputHTMLAttributes<HTMLInputElement>;
        return <input {...input} />;
      }}
    </Field>
  );
}

/** @param props.marks the text may have bold, italic, lists, links and notes: an editor where the browser has JavaScript */
export function LongTextField(props: FieldProps & { rows?: number; marks?: boolean }): VNode {
  const t = uiText(props.ctx.lang);
  return (
    <Field {...props}>
      {(attributes) => {
        const area = (
          <textarea {...attributes} class="form-control" rows={props.rows ?? 4}>
            {textOf(props.form, props.name)}
          </textarea>
        );
        if (!props.marks) return area;
        return (
          <trama-text>
            {area}
            <p class="trama-help">{t('ui.marks')}</p>
          </trama-text>
        );
      }}
    </Field>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-text': { children: ComponentChildren };
    }
  }
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectField(props: FieldProps & { choices: readonly Choice[]; empty?: string }): VNode {
  const chosen = textOf(props.form, props.name);
  return (
    <Field {...props}>
      {(attributes) => (
        <select {...attributes} class="form-select">
          {props.empty === undefined ? null : <option value="">{props.empty}</option>}
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === chosen}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Boxes to tick, many at once. */
export function TickField(props: Omit<FieldProps, 'optional'> & { choices: readonly Choice[] }): VNode {
  const value = props.form.values[props.name];
  const ticked = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  return <Group {...props} type="checkbox" isChosen={(choice) => ticked.includes(choice)} />;
}

/** One of few, all in sight. */
export function RadioField(props: Omit<FieldProps, 'optional'> & { choices: readonly Choice[] }): VNode {
  const chosen = textOf(props.form, props.name);
  return <Group {...props} type="radio" isChosen={(choice) => choice === chosen} />;
}

/** Yes, no, not said: values `yes`, `no` and empty; a stored boolean is understood. */
export function YesNoField(props: Omit<FieldProps, 'optional'>): VNode {
  const t = uiText(props.ctx.lang);
  const value = props.form.values[props.name];
  const chosen = value === true ? 'yes' : value === false ? 'no' : (value ?? '');
  const form = { ...props.form, values: { ...props.form.values, [props.name]: chosen } };
  const choices = [
    { value: 'yes', label: t('ui.yes') },
    { value: 'no', label: t('ui.no') },
    { value: '', label: t('ui.not-said') },
  ];
  return <RadioField {...props} form={form} choices={choices} />;
}

function Group(
  props: Omit<FieldProps, 'optional'> & {
    choices: readonly Choice[];
    type: 'checkbox' | 'radio';
    isChosen: (value: string) => boolean;
  },
): VNode {
  const error = props.form.errors.find(
    (one) => one.field === props.name || one.field.startsWith(`${props.name}.`),
  );
  return (
    <fieldset class={error ? 'trama-field trama-field-wrong' : 'trama-field'} id={props.name}>
      <legend>{props.label}</legend>
      {props.help ? <p class="trama-help">{props.help}</p> : null}
      {error ? <p class="trama-field-error">{fieldMessage(error, props.ctx.lang)}</p> : null}
      {props.choices.map((choice) => {
        const id = `${props.name}-${choice.value === '' ? 'vuoto' : choice.value}`;
        return (
          <div class="form-check" key={choice.value}>
            <input
              type={props.type}
              class="form-check-input"
              id={id}
              name={props.name}
              value={choice.value}
              checked={props.isChosen(choice.value)}
            />
            <label class="form-check-label" for={id}>
              {choice.label}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}

/** One file, or many at once. A browser lets files be dropped on it too. */
export function FileField(props: FieldProps & { accept?: string; multiple?: boolean }): VNode {
  return (
    <Field {...props}>
      {(attributes) => (
        <input
          {...attributes}
          type="file"
          class="form-control"
          accept={props.accept}
          multiple={props.multiple}
        />
      )}
    </Field>
  );
}

/** A form that only asks: its answer is an address that can be kept. */
export function FilterForm(props: {
  lang: Lang;
  action: string;
  children: ComponentChildren;
  /** What is searched, where it is not simply the list. */
  label?: string;
  submit?: string;
  /** Where nothing is filtered; left out while nothing is. */
  clear?: string | undefined;
  clearLabel?: string;
  /** Present order of the list, which a filter keeps. */
  order?: string | undefined;
}): VNode {
  const ui = uiText(props.lang);
  return (
    <form
      method="get"
      action={props.action}
      class="trama-filter"
      role="search"
      aria-label={props.label ?? ui('ui.results-in')}
    >
      {props.order ? <input type="hidden" name="ordine" value={props.order} /> : null}
      {props.children}
      <button type="submit" class="btn btn-outline-primary btn-sm">
        {props.submit ?? ui('ui.filter')}
      </button>
      {props.clear ? (
        <a href={props.clear} class="trama-filter-clear">
          {props.clearLabel ?? ui('ui.clear-filters')}
        </a>
      ) : null}
    </form>
  );
}
