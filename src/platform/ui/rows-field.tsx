import type { VNode } from 'preact';
import type { SitePageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import type { Choice } from './form.js';
import { uiText } from './ui.messages.js';

export interface RowColumn {
  key: string;
  label: string;
  kind?: 'text' | 'longText' | 'number' | 'choice' | 'hidden';
  choices?: readonly Choice[];
  /** Words of the choice that chooses nothing. */
  empty?: string;
  /** Takes the whole width of the row. */
  wide?: boolean;
}

interface RowsFieldProps {
  ctx: SitePageCtx;
  form: FormState;
  name: string;
  label: string;
  help?: string;
  /** Name of one row, for who hears it: "Azione". */
  one: string;
  columns: readonly RowColumn[];
  /** Empty rows at the end, for what is new. */
  blanks?: number;
}

/** Fields that repeat, a group a row; without JavaScript, rows are added in the empty ones and taken away by emptying them. */
export function RowsField(props: RowsFieldProps): VNode {
  const { ctx, form, name, columns } = props;
  const t = uiText(ctx.lang);
  const value = form.values[name];
  const rows: Record<string, unknown>[] = [
    ...(Array.isArray(value) ? value : []),
    ...Array.from({ length: props.blanks ?? 2 }, () => ({})),
  ];
  const whole = form.errors.find((error) => error.field === name);
  return (
    <fieldset class="trama-field trama-row-fields" id={name}>
      <legend>{props.label}</legend>
      <p class="trama-help">
        {props.help} {t('ui.rows-help')}
      </p>
      {whole ? <p class="trama-field-error">{fieldMessage(whole, ctx.lang)}</p> : null}
      {rows.map((row, at) => (
        <fieldset class="trama-row-field" key={String(at)}>
          <legend>
            {props.one} {at + 1}
          </legend>
          {columns.map((column) => (
            <RowInput key={column.key} {...props} column={column} row={row} at={at} />
          ))}
        </fieldset>
      ))}
    </fieldset>
  );
}

function RowInput(
  props: RowsFieldProps & { column: RowColumn; row: Record<string, unknown>; at: number },
): VNode {
  const { ctx, form, name, column, row, at } = props;
  const value = row[column.key];
  const text = value === null || value === undefined ? '' : String(value);
  const field = `${name}.${column.key}`;
  if (column.kind === 'hidden') return <input type="hidden" name={field} value={text} />;
  const id = `${name}-${at}-${column.key}`;
  const error = form.errors.find((one) => one.field === `${name}.${at}.${column.key}`);
  const attributes = {
    id,
    name: field,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': error ? `${id}-errore` : undefined,
  };
  return (
    <div class={`${column.wide ? 'trama-row-wide' : ''}${error ? ' trama-field-wrong' : ''}`}>
      <label for={id}>{column.label}</label>
      {error ? (
        <p class="trama-field-error" id={`${id}-errore`}>
          {fieldMessage(error, ctx.lang)}
        </p>
      ) : null}
      {column.kind === 'longText' ? (
        <textarea {...attributes} class="form-control" rows={2}>
          {text}
        </textarea>
      ) : column.kind === 'choice' ? (
        <select {...attributes} class="form-select">
          <option value="">{column.empty ?? ''}</option>
          {(column.choices ?? []).map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === text}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...attributes}
          type="text"
          class="form-control"
          inputMode={column.kind === 'number' ? 'decimal' : undefined}
          autocomplete="off"
          value={text}
        />
      )}
    </div>
  );
}
