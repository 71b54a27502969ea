import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import { TextField } from '#platform/ui/form.js';
import { participationText } from './participation.messages.js';
import type { Tied } from './participation.types.js';

type Target = Tied & { placeName: string };

/** Needs or objectives to tick: those that are tied in sight, the others behind a line that opens. */
export function TieBoxes(props: {
  ctx: PageCtx;
  form: FormState;
  name: string;
  label: string;
  help?: string;
  targets: readonly Target[];
  /** Label of the words that go with each of those ticked. */
  why?: string;
}): VNode {
  const { ctx, form, name, targets } = props;
  const t = participationText(ctx.lang);
  const chosen = new Set([form.values[name] ?? []].flat().map(String));
  const others = targets.filter((one) => !chosen.has(one.code));
  const error = form.errors.find((one) => one.field === name);
  const box = (one: Target) => <Box key={one.code} {...props} target={one} isChosen={chosen.has(one.code)} />;
  return (
    <fieldset
      class={error ? 'trama-field trama-choices trama-field-wrong' : 'trama-field trama-choices'}
      id={name}
    >
      <legend>{props.label}</legend>
      {props.help ? <p class="trama-help">{props.help}</p> : null}
      {error ? <p class="trama-field-error">{fieldMessage(error, ctx.lang)}</p> : null}
      {targets.filter((one) => chosen.has(one.code)).map(box)}
      {others.length > 0 || targets.length === 0 ? (
        <details>
          <summary>
            {t('participation.choose', { count: others.length })}
            <span class="visually-hidden">: {props.label}</span>
          </summary>
          {others.map(box)}
        </details>
      ) : null}
    </fieldset>
  );
}

function Box(props: {
  ctx: PageCtx;
  form: FormState;
  name: string;
  why?: string;
  target: Target;
  isChosen: boolean;
}): VNode {
  const { name, target } = props;
  const id = `${name}-${target.code}`;
  return (
    <div class="trama-tie">
      <div class="form-check">
        <input
          type="checkbox"
          class="form-check-input"
          id={id}
          name={name}
          value={target.code}
          checked={props.isChosen}
        />
        <label class="form-check-label" for={id}>
          <span class="trama-code">{target.code}</span> {target.title}
          <span class="trama-why">{target.placeName}</span>
        </label>
      </div>
      {props.why === undefined ? null : (
        <div class="trama-tie-words">
          <TextField
            ctx={props.ctx}
            form={props.form}
            name={`why-${target.code}`}
            label={props.why}
            optional
          />
        </div>
      )}
    </div>
  );
}
