import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ActButton, Form, LongTextField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from '../chapter.actions.js';
import type { NamedPart } from '../chapter.types.js';
import { PartText } from '../chapter-text.js';
import { documentCrumbs } from '../document.page.js';
import { chapterLabel, documentPath } from '../document-parts.js';
import { Words } from '../life/compare.page.js';
import { compareWords } from '../life/compare.rules.js';
import type { Plan } from '../plan.types.js';
import { acceptedEdit, placeOf, proposableText, proposalKind, proposedImage } from './remark.rules.js';
import type { Remark, Thread } from './remark.types.js';
import { canResolve, remarksPath } from './remark-address.js';
import { writingText } from './writing.messages.js';

interface RemarksProps {
  ctx: PageCtx;
  plan: Plan;
  chapter: ChapterWithState;
  threads: readonly Thread[];
  /** The part of which a remark is being written. */
  asked: string | undefined;
  form: FormState;
  /** The remark that is being answered. */
  answering?: { id: string; form: FormState } | undefined;
  /** The plan may still be written: remarks may be made. */
  isOpen: boolean;
  /** This reader decides on proposals. */
  decides: boolean;
}

/** A chapter passage by passage, each with what was said about it. All works without JavaScript. */
export function RemarksPage(props: RemarksProps): VNode {
  const { ctx, plan, chapter, threads } = props;
  const t = writingText(ctx.lang);
  const label = chapterLabel(ctx, chapter);
  const path = documentPath(plan, `/${chapter.number}`);
  const placed = threads.map((thread) => ({ thread, place: placeOf(thread, chapter.content) }));
  const lost = placed.flatMap(({ thread, place }) => (place === null ? [thread] : []));
  const open = threads.filter((thread) => thread.state === 'open').length;
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${label}`}
      title={t('plan.remark.title', { title: chapter.title })}
      lead={t('plan.remark.lead', { open })}
      crumbs={documentCrumbs(ctx, plan, { label, href: at(ctx, path) }, { label: t('plan.remark.crumb') })}
      actions={<ButtonLink href={at(ctx, path)}>{t('plan.remark.read')}</ButtonLink>}
    >
      {chapter.content.length === 0 ? (
        <EmptyState title={t('plan.remark.empty')} text={t('plan.remark.empty-text')} />
      ) : null}
      {lost.length > 0 ? (
        <section class="trama-remark-lost" aria-labelledby="senza-passo">
          <h2 id="senza-passo">{t('plan.remark.lost')}</h2>
          <p>{t('plan.remark.lost-text')}</p>
          {lost.map((thread) => (
            <ThreadBox key={thread.id} {...props} thread={thread} part={null} />
          ))}
        </section>
      ) : null}
      <ol class="trama-passages">
        {chapter.content.map((part, index) => (
          <li key={part.id} id={`passo-${part.id}`}>
            <div class="trama-passage" lang="it">
              <PartText ctx={ctx} part={part} />
            </div>
            <div class="trama-passage-side">
              {placed
                .filter(({ place }) => place === part.id)
                .map(({ thread }) => (
                  <ThreadBox key={thread.id} {...props} thread={thread} part={part} />
                ))}
              {props.isOpen ? <Writing {...props} part={part} position={index + 1} /> : null}
            </div>
          </li>
        ))}
      </ol>
    </Shell>
  );
}

function Writing(props: RemarksProps & { part: NamedPart; position: number }): VNode {
  const { ctx, plan, chapter, part, form, position } = props;
  const t = writingText(ctx.lang);
  const here = at(ctx, remarksPath(plan, chapter.number));
  if (props.asked !== part.id) {
    return (
      <p class="trama-remark-acts">
        <a class="trama-remark-add" href={`${withQuery(here, { parte: part.id })}#passo-${part.id}`}>
          {t('plan.remark.add')}
          <span class="visually-hidden"> {t('plan.remark.on-passage', { position })}</span>
        </a>{' '}
        <a class="trama-remark-add" href={withQuery(`${here}/immagine`, { dopo: part.id })}>
          {t('plan.proposal.image-title')}
          <span class="visually-hidden"> {t('plan.remark.after-passage', { position })}</span>
        </a>
      </p>
    );
  }
  const found = proposableText(part);
  const values = { proposed: found ?? '', ...form.values, version: undefined };
  return (
    <Form
      ctx={ctx}
      action={`${withQuery(here, { parte: part.id })}#passo-${part.id}`}
      form={{ ...form, values }}
      submit={t('plan.remark.send')}
      cancel={here}
    >
      <LongTextField
        ctx={ctx}
        form={{ ...form, values }}
        name="body"
        label={t('plan.remark.body')}
        help={t('plan.remark.body-help')}
        rows={3}
        optional={found !== null}
      />
      {found === null ? null : (
        <LongTextField
          ctx={ctx}
          form={{ ...form, values }}
          name="proposed"
          label={t('plan.remark.proposed')}
          help={t(part.type === 'list' ? 'plan.remark.proposed-list' : 'plan.remark.proposed-help')}
          rows={Math.min(14, Math.max(3, Math.ceil(found.length / 70)))}
          optional
        />
      )}
    </Form>
  );
}

function ThreadBox(props: RemarksProps & { thread: Thread; part: NamedPart | null }): VNode {
  const { ctx, plan, chapter, thread, part } = props;
  const t = writingText(ctx.lang);
  const path = (rest: string) => at(ctx, `${remarksPath(plan, chapter.number)}/${thread.id}/${rest}`);
  const isOpen = thread.state === 'open';
  const isFresh = part !== null && acceptedEdit(chapter.content, thread) !== null;
  const kind = proposalKind(thread);
  const image = proposedImage(thread);
  const box = (
    <>
      {thread.quote === '' ? null : <blockquote lang="it">{thread.quote}</blockquote>}
      <Said ctx={ctx} remark={thread} />
      {thread.proposed === null || thread.found === null ? null : (
        <>
          {image ? (
            <>
              <p class="trama-muted">{t(`plan.proposal.image.${kind}`)}</p>
              <figure class="trama-remark-picture" lang="it">
                <img src={at(ctx, documentPath(plan, `/immagini/${image.image}`))} alt="" loading="lazy" />
                <figcaption>
                  {image.caption === '' ? null : <strong>{image.caption}</strong>}
                  <span>{t('plan.proposal.image.seen', { alt: image.alt })}</span>
                </figcaption>
              </figure>
            </>
          ) : kind === 'words' ? null : (
            <p class="trama-muted">{t(`plan.proposal.kind.${kind}`)}</p>
          )}
          {image && kind !== 'words' ? null : (
            <p class="trama-words" lang="it">
              <Words ctx={ctx} words={compareWords(thread.found, thread.proposed)} />
            </p>
          )}
        </>
      )}
      {thread.answers.length > 0 ? (
        <ol class="trama-answers">
          {thread.answers.map((answer) => (
            <li key={answer.id}>
              <Said ctx={ctx} remark={answer} />
            </li>
          ))}
        </ol>
      ) : null}
      {isOpen && props.isOpen ? (
        <>
          <div class="trama-actions">
            {thread.proposed !== null && props.decides ? (
              <>
                {isFresh ? (
                  <ActButton
                    ctx={ctx}
                    action={path('accetta')}
                    label={t('plan.remark.accept')}
                    about={thread.madeBy ?? ''}
                    kind="primary"
                  />
                ) : null}
                <ActButton
                  ctx={ctx}
                  action={path('respingi')}
                  label={t('plan.remark.refuse')}
                  about={thread.madeBy ?? ''}
                />
              </>
            ) : null}
            {thread.proposed === null && canResolve(ctx, thread) ? (
              <ActButton
                ctx={ctx}
                action={path('risolvi')}
                label={t('plan.remark.resolve')}
                about={thread.madeBy ?? ''}
              />
            ) : null}
          </div>
          {thread.proposed !== null && !isFresh ? (
            <p class="trama-callout trama-callout-late">{t('plan.remark.outdated')}</p>
          ) : null}
          <Answering {...props} action={path('rispondi')} />
        </>
      ) : null}
    </>
  );
  return (
    <article class="trama-remark" id={`c-${thread.id}`} data-state={thread.state}>
      {isOpen ? (
        box
      ) : (
        <details>
          <summary>
            <StateTag tone={thread.state === 'refused' || thread.state === 'withdrawn' ? 'off' : 'good'}>
              {t(`plan.remark.state.${thread.state}`)}
            </StateTag>{' '}
            {t('plan.remark.decided-by', {
              name: thread.decidedBy ?? ctx.ambito.name,
              date: thread.decidedAt === null ? '' : formatDateTime(thread.decidedAt, ctx.lang),
            })}
          </summary>
          {box}
        </details>
      )}
    </article>
  );
}

/** One form a page: two would have fields of the same name. */
function Answering(props: RemarksProps & { thread: Thread; action: string }): VNode {
  const { ctx, plan, chapter, thread, answering } = props;
  const t = writingText(ctx.lang);
  const here = at(ctx, remarksPath(plan, chapter.number));
  if (answering?.id !== thread.id) {
    return (
      <a class="trama-remark-add" href={`${withQuery(here, { risposta: thread.id })}#c-${thread.id}`}>
        {t('plan.remark.answer')}
        <span class="visually-hidden">
          {' '}
          {t('plan.remark.to', { name: thread.madeBy ?? ctx.ambito.name })}
        </span>
      </a>
    );
  }
  return (
    <Form
      ctx={ctx}
      action={props.action}
      form={answering.form}
      submit={t('plan.remark.answer')}
      cancel={`${here}#c-${thread.id}`}
    >
      <LongTextField
        ctx={ctx}
        form={answering.form}
        name="body"
        label={t('plan.remark.answer-body')}
        help={t('plan.remark.body-help')}
        rows={3}
      />
    </Form>
  );
}

function Said({ ctx, remark }: { ctx: PageCtx; remark: Remark }): VNode {
  const t = writingText(ctx.lang);
  return (
    <>
      <p class="trama-remark-who">
        <strong>{remark.madeBy ?? ctx.ambito.name}</strong>{' '}
        <span class="trama-muted">
          {t(remark.proposed === null ? 'plan.remark.wrote' : 'plan.remark.suggested', {
            date: formatDateTime(remark.madeAt, ctx.lang),
          })}
        </span>
      </p>
      {remark.body === '' ? null : <p class="trama-words">{remark.body}</p>}
    </>
  );
}
