import type { ComponentChildren, VNode } from 'preact';
import type { FieldError } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { fieldMessage } from '#platform/http/errors.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from './chapter.actions.js';
import { type Draft, type DraftPart, fieldName, keptPart } from './chapter.form.js';
import type { NamedPart } from './chapter.types.js';
import { BlockFields, Kept, type PaletteEntry, TextFields } from './chapter-fields.js';
import { ContentText } from './chapter-text.js';
import { documentText } from './document.messages.js';
import { documentCrumbs } from './document.page.js';
import { chapterLabel, documentPath } from './document-parts.js';
import type { Plan } from './plan.types.js';
import type { ReferenceTarget } from './writing/reference.rules.js';
import type { ShownRemark } from './writing/shown-remark.types.js';
import { writingText } from './writing/writing.messages.js';

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
  /** What a reference may lead to in the other chapters. */
  targets: readonly ReferenceTarget[];
  /** Comments and proposals, with the stamp by which the editor asks for later ones. */
  remarks: ShownRemarks;
}

export interface ShownRemarks {
  stamp: string;
  list: readonly ShownRemark[];
}

/** What the editor in the browser needs to know. */
export interface ChapterSetting {
  /** What is written is the chapter's text, or becomes proposals of who writes. */
  mode: 'write' | 'propose';
  /** The plan's address in the API. */
  api: string;
  number: string;
  /** Where images are sent to and shown from. */
  images: string;
  token: string;
  /** Names chapter and person in what the browser keeps. */
  key: string;
  version: number;
  content: readonly NamedPart[];
  /** The text with what this reader proposes; the content itself where they write. */
  shown: readonly NamedPart[];
  palette: readonly PaletteEntry[];
  /** What a reference may lead to in the other chapters. */
  targets: readonly ReferenceTarget[];
  /** Comments and proposals, shown where their passages are. */
  remarks: ShownRemarks;
  /** The page of comments, where they are answered. */
  comments: string;
  /** Leads to the sign-in page and back here. */
  signIn: string;
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
      actions={
        <>
          <ButtonLink href={at(ctx, path)}>{t('plan.chapter.read')}</ButtonLink>
          <ButtonLink href={at(ctx, `${path}/commenti`)}>
            {writingText(ctx.lang)('plan.remark.link', {
              open: props.remarks.list.filter((remark) => remark.state === 'open').length,
            })}
          </ButtonLink>
          <ButtonLink href={at(ctx, `${path}/proponi`)}>
            {writingText(ctx.lang)('plan.proposal.link')}
          </ButtonLink>
          <ButtonLink href={at(ctx, `${path}/versioni`)}>{t('plan.document.history')}</ButtonLink>
        </>
      }
    >
      {theirs ? <Theirs ctx={ctx} theirs={theirs} /> : null}
      <Editor {...props}>
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
      </Editor>
    </Shell>
  );
}

/** What the editor in the browser is given. */
export function chapterSetting(
  ctx: PageCtx,
  given: Pick<ChapterSetting, 'mode' | 'shown' | 'palette' | 'targets' | 'remarks'> & {
    plan: Plan;
    chapter: ChapterWithState;
  },
): ChapterSetting {
  const { plan, chapter, mode } = given;
  const path = documentPath(plan, `/${chapter.number}`);
  const whose = `${ctx.ambito.slug}:${ctx.user?.id}:${plan.code}:${chapter.number}`;
  return {
    mode,
    api: `/api/v1/${ctx.ambito.slug}/plans/${plan.code}`,
    number: chapter.number,
    images: at(ctx, documentPath(plan, '/immagini')),
    token: ctx.view.csrf(),
    key: mode === 'write' ? whose : `${whose}:${mode}`,
    version: chapter.version,
    content: chapter.content,
    shown: given.shown,
    palette: given.palette,
    targets: given.targets,
    remarks: given.remarks,
    comments: at(ctx, `${path}/commenti`),
    signIn: at(ctx, `${path}/${mode === 'write' ? 'modifica' : 'proponi'}`),
  };
}

/**
 * The editor takes the form's place where the browser can load it. A form that was sent and comes back, changed or wrong,
 * stays a form: its words are in it.
 */
function Editor(props: ChapterEditProps & { children: ComponentChildren }): VNode {
  const { ctx, chapter } = props;
  if (props.isUnsaved || props.errors.length > 0) return <>{props.children}</>;
  const setting = chapterSetting(ctx, { ...props, mode: 'write', shown: chapter.content });
  return <trama-editor data-setting={JSON.stringify(setting)}>{props.children}</trama-editor>;
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
        {part.type === 'kept' && keptPart(part.json)?.rival !== undefined ? (
          <button type="submit" name="act" value={`keep:${index}`} class="btn btn-link btn-xs">
            {t('plan.chapter.keep-rival')}
            <span class="visually-hidden"> {t('plan.chapter.of-part', { position })}</span>
          </button>
        ) : null}
      </div>
      {part.type === 'kept' && keptPart(part.json)?.rival !== undefined ? (
        <p class="trama-callout trama-callout-late">{t('plan.chapter.rival-here')}</p>
      ) : null}
      {error ? <p class="trama-field-error">{fieldMessage(error, ctx.lang)}</p> : null}
      <input type="hidden" name={fieldName(index, 'type')} value={part.type} />
      <input type="hidden" name={fieldName(index, 'id')} value={part.id} />
      {part.type === 'block' ? (
        <BlockFields {...props} part={part} />
      ) : part.type === 'kept' ? (
        <Kept ctx={ctx} json={part.json} index={index} />
      ) : (
        <TextFields {...props} part={part} />
      )}
    </fieldset>
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

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-editor': { 'data-setting': string; children: ComponentChildren };
    }
  }
}
