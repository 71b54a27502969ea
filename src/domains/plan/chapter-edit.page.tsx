import type { ComponentChildren, VNode } from 'preact';
import type { FieldError } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { fieldMessage } from '#platform/http/errors.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from './chapter.actions.js';
import { type Draft, type DraftPart, fieldName } from './chapter.form.js';
import { ContentText } from './chapter-text.js';
import { documentText } from './document.messages.js';
import { documentCrumbs } from './document.page.js';
import { chapterLabel, documentPath } from './document-parts.js';
import type { Plan } from './plan.types.js';

/** A live block that may stand in a chapter, with what may be set in it. */
export interface PaletteEntry {
  name: string;
  title: string;
  params: { name: string; label: string; choices: { value: string; label: string }[] | null }[];
}

export interface ChapterEditProps {
  ctx: PageCtx;
  plan: Plan;
  chapter: ChapterWithState;
  draft: Draft;
  /** Position of the part to which the attention goes. */
  focus?: number;
  errors: readonly FieldError[];
  /** Somebody else saved meanwhile: the chapter as it is now. */
  theirs?: ChapterWithState | undefined;
  isUnsaved: boolean;
  palette: readonly PaletteEntry[];
}

/** A chapter as a list of parts. Each button sends the whole form, so nothing typed is lost and no script is needed. */
export function ChapterEditPage(props: ChapterEditProps): VNode {
  const { ctx, plan, chapter, draft, theirs } = props;
  const t = documentText(ctx.lang);
  const path = documentPath(plan, `/${chapter.number}`);
  const label = chapterLabel(ctx, chapter);
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${label}`}
      title={t('plan.chapter.edit-title', { title: chapter.title })}
      lead={t('plan.chapter.edit-lead')}
      crumbs={documentCrumbs(ctx, plan, { label, href: at(ctx, path) }, { label: t('plan.document.edit') })}
    >
      {theirs ? <Theirs ctx={ctx} theirs={theirs} /> : null}
      {/* A changed draft is answered with a page, which Turbo would refuse. */}
      <form
        method="post"
        action={at(ctx, `${path}/modifica`)}
        class="trama-form trama-parts"
        novalidate
        data-turbo="false"
      >
        <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
        <input type="hidden" name="version" value={String(draft.version)} />
        <Errors ctx={ctx} errors={props.errors} />
        {props.isUnsaved ? (
          <p class="trama-callout trama-callout-info" role="status">
            {t('plan.chapter.unsaved')}
          </p>
        ) : null}
        <SaveBar ctx={ctx} cancel={at(ctx, path)} />
        {draft.parts.length === 0 ? <p>{t('plan.chapter.no-parts')}</p> : null}
        <Adder ctx={ctx} after={-1} palette={props.palette} isOpen={draft.parts.length === 0} />
        <ol>
          {draft.parts.map((part, index) => (
            <li key={String(index)} id={`parte-${index + 1}`}>
              <Part {...props} part={part} index={index} />
              <Adder ctx={ctx} after={index} palette={props.palette} isOpen={false} />
            </li>
          ))}
        </ol>
        {draft.parts.length > 3 ? <SaveBar ctx={ctx} cancel={at(ctx, path)} /> : null}
      </form>
    </Shell>
  );
}

function SaveBar({ ctx, cancel }: { ctx: PageCtx; cancel: string }): VNode {
  const t = documentText(ctx.lang);
  return (
    <div class="trama-form-end">
      <button type="submit" name="act" value="save" class="btn btn-primary">
        {t('plan.chapter.save')}
      </button>
      <a class="btn btn-outline-primary" href={cancel}>
        {t('plan.chapter.cancel')}
      </a>
    </div>
  );
}

function Errors({ ctx, errors }: { ctx: PageCtx; errors: readonly FieldError[] }): VNode | null {
  if (errors.length === 0) return null;
  return (
    <div class="trama-errors" role="alert" tabIndex={-1} id="errori">
      <ul>
        {errors.map((error) => {
          const position = positionOf(error);
          const message = fieldMessage(error, ctx.lang);
          return (
            <li key={error.field}>
              {position === null ? message : <a href={`#parte-${position + 1}`}>{message}</a>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function positionOf(error: FieldError): number | null {
  const found = /^content\.(\d+)/.exec(error.field)?.[1];
  return found === undefined ? null : Number(found);
}

function Part(props: ChapterEditProps & { part: DraftPart; index: number }): VNode {
  const { ctx, part, index } = props;
  const t = documentText(ctx.lang);
  const position = index + 1;
  const error = props.errors.find((one) => positionOf(one) === index);
  return (
    <fieldset class={error ? 'trama-part trama-field-wrong' : 'trama-part'} data-kind={part.type}>
      <legend>{t('plan.chapter.part.title', { position, kind: t(`plan.chapter.part.${part.type}`) })}</legend>
      <div class="trama-part-tools">
        {(['up', 'down', 'remove'] as const).map((act) => (
          <button
            key={act}
            type="submit"
            name="act"
            value={`${act}:${index}`}
            class="btn btn-link btn-xs"
            disabled={
              (act === 'up' && index === 0) || (act === 'down' && position === props.draft.parts.length)
            }
          >
            {t(`plan.chapter.${act}`)}
            <span class="visually-hidden"> {t('plan.chapter.of-part', { position })}</span>
          </button>
        ))}
      </div>
      {error ? <p class="trama-field-error">{fieldMessage(error, ctx.lang)}</p> : null}
      <input type="hidden" name={fieldName(index, 'type')} value={part.type} />
      {part.type === 'block' ? <BlockFields {...props} part={part} /> : <TextFields {...props} part={part} />}
    </fieldset>
  );
}

function TextFields(
  props: ChapterEditProps & { part: Exclude<DraftPart, { type: 'block' }>; index: number },
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

function BlockFields(
  props: ChapterEditProps & { part: Extract<DraftPart, { type: 'block' }>; index: number },
): VNode {
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

function Adder(props: {
  ctx: PageCtx;
  after: number;
  palette: readonly PaletteEntry[];
  isOpen: boolean;
}): VNode {
  const { ctx, after, palette } = props;
  const t = documentText(ctx.lang);
  const button = (what: string, children: ComponentChildren) => (
    <button
      key={what}
      type="submit"
      name="act"
      value={`add:${after}:${what}`}
      class="btn btn-outline-primary btn-xs"
    >
      {children}
    </button>
  );
  return (
    <details class="trama-part-add" open={props.isOpen}>
      <summary>{t(after < 0 ? 'plan.chapter.add-first' : 'plan.chapter.add')}</summary>
      <div class="trama-actions">
        {(['paragraph', 'heading', 'list'] as const).map((kind) =>
          button(kind, t(`plan.chapter.part.${kind}`)),
        )}
        <select
          class="form-select trama-short"
          name={`add${after}_block`}
          aria-label={t('plan.chapter.choose-block')}
        >
          {palette.map((entry) => (
            <option key={entry.name} value={entry.name}>
              {entry.title}
            </option>
          ))}
        </select>
        {button('block', t('plan.chapter.add-block'))}
      </div>
    </details>
  );
}

function Theirs({ ctx, theirs }: { ctx: PageCtx; theirs: ChapterWithState }): VNode {
  const t = documentText(ctx.lang);
  return (
    <section class="trama-theirs" aria-labelledby="altri">
      <h2 id="altri">{t('plan.chapter.theirs')}</h2>
      <p>
        {t('plan.chapter.theirs-by', {
          name: theirs.updatedBy ?? t('plan.chapter.somebody'),
          version: theirs.version,
          date: formatDateTime(theirs.updatedAt, ctx.lang),
        })}
      </p>
      <blockquote lang="it">
        <ContentText ctx={ctx} content={theirs.content} />
      </blockquote>
    </section>
  );
}
