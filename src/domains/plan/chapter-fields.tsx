import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { type DraftPart, fieldName, keptPart } from './chapter.form.js';
import { PartText } from './chapter-text.js';
import { documentText } from './document.messages.js';

/** A live block that may stand in a chapter, with what may be set in it. */
export interface PaletteEntry {
  name: string;
  title: string;
  params: { name: string; label: string; choices: { value: string; label: string }[] | null }[];
}

interface PartFieldsProps {
  ctx: PageCtx;
  index: number;
  /** Position of the part to which the attention goes. */
  focus?: number;
  palette: readonly PaletteEntry[];
}

/** Marks, tables and images are changed in the editor; here they are seen, moved and taken out. */
export function Kept({ ctx, json, index }: { ctx: PageCtx; json: string; index: number }): VNode {
  const part = keptPart(json);
  return (
    <>
      <input type="hidden" name={fieldName(index, 'json')} value={json} />
      <p class="trama-help">{documentText(ctx.lang)('plan.chapter.kept-help')}</p>
      {part ? (
        <div lang="it">
          <PartText ctx={ctx} part={part} />
        </div>
      ) : null}
    </>
  );
}

export function TextFields(
  props: PartFieldsProps & { part: Exclude<DraftPart, { type: 'block' | 'kept' }> },
): VNode {
  const { ctx, part, index } = props;
  const t = documentText(ctx.lang);
  const id = fieldName(index, 'text');
  const rows =
    part.type === 'heading'
      ? 1
      : part.type === 'list'
        ? part.text.split('\n').length + 1
        : rowsFor(part.text);
  return (
    <>
      <label for={id} class="visually-hidden">
        {t('plan.chapter.part.title', { position: index + 1, kind: t(`plan.chapter.part.${part.type}`) })}
      </label>
      {part.type === 'list' ? <p class="trama-help">{t('plan.chapter.list-help')}</p> : null}
      <textarea
        id={id}
        name={id}
        rows={rows}
        class="form-control"
        lang="it"
        autofocus={props.focus === index}
      >
        {part.text}
      </textarea>
      {part.type === 'heading' ? (
        <Choice
          id={fieldName(index, 'level')}
          label={t('plan.chapter.level')}
          value={String(part.level)}
          choices={(['2', '3', '4'] as const).map((value) => ({
            value,
            label: t(`plan.chapter.level.${value}`),
          }))}
        />
      ) : null}
      {part.type === 'list' ? (
        <div class="form-check">
          <input
            type="checkbox"
            class="form-check-input"
            id={fieldName(index, 'ordered')}
            name={fieldName(index, 'ordered')}
            value="yes"
            checked={part.ordered}
          />
          <label class="form-check-label" for={fieldName(index, 'ordered')}>
            {t('plan.chapter.ordered')}
          </label>
        </div>
      ) : null}
    </>
  );
}

/** Lines of some hundred characters, with one to spare. */
function rowsFor(text: string): number {
  return Math.min(24, Math.max(3, Math.ceil(text.length / 95) + 1));
}

export function BlockFields(props: PartFieldsProps & { part: Extract<DraftPart, { type: 'block' }> }): VNode {
  const { ctx, part, index, palette } = props;
  const t = documentText(ctx.lang);
  const known = palette.find((entry) => entry.name === part.name);
  const params = known?.params ?? [];
  // What is stored and no longer asked stays in sight: removing it is the editor's choice.
  const others = Object.keys(part.with).filter((name) => !params.some((param) => param.name === name));
  const id = (name: string) => fieldName(index, `with_${name}`);
  return (
    <>
      <input type="hidden" name={fieldName(index, 'name')} value={part.name} />
      <p class="trama-part-block">{known?.title ?? part.name}</p>
      {params.length + others.length === 0 ? (
        <p class="trama-help">{t('plan.chapter.no-parameters')}</p>
      ) : null}
      {params.map((param) =>
        param.choices ? (
          <Choice
            key={param.name}
            id={id(param.name)}
            label={param.label}
            value={part.with[param.name] ?? ''}
            choices={withPresent(param.choices, part.with[param.name])}
            empty={t('plan.chapter.param-any')}
          />
        ) : (
          <TextInput key={param.name} id={id(param.name)} label={param.label} value={part.with[param.name]} />
        ),
      )}
      {others.map((name) => (
        <TextInput key={name} id={id(name)} label={name} value={part.with[name]} />
      ))}
    </>
  );
}

/** A stored value that is not among the choices any more must not be lost by opening the form. */
function withPresent(choices: { value: string; label: string }[], value: string | undefined) {
  const isKnown = value === undefined || choices.some((choice) => choice.value === value);
  return isKnown ? choices : [...choices, { value, label: value }];
}

function TextInput(props: { id: string; label: string; value: string | undefined }): VNode {
  return (
    <div class="trama-field">
      <label for={props.id}>{props.label}</label>
      <input
        type="text"
        class="form-control"
        id={props.id}
        name={props.id}
        value={props.value ?? ''}
        autocomplete="off"
      />
    </div>
  );
}

function Choice(props: {
  id: string;
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  empty?: string;
}): VNode {
  return (
    <div class="trama-field">
      <label for={props.id}>{props.label}</label>
      <select class="form-select trama-short" id={props.id} name={props.id}>
        {props.empty === undefined ? null : <option value="">{props.empty}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === props.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
