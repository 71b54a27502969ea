import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { JOB_REFRESH_SECONDS } from '#platform/ui/job-progress.js';
import { ButtonLink } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from './chapter.actions.js';
import { textOf } from './chapter.rules.js';
import { documentText } from './document.messages.js';
import {
  ChapterList,
  chapterLabel,
  documentPath,
  type FileStates,
  Files,
  isUnderWay,
  stateInWords,
} from './document-parts.js';
import type { Plan } from './plan.types.js';
import { writingText } from './writing/writing.messages.js';

interface DocumentPageProps {
  ctx: PageCtx;
  plan: Plan;
  chapters: readonly ChapterWithState[];
  files: FileStates;
}

/** Where one starts to read: the files, and each chapter with its first words. */
export function DocumentPage({ ctx, plan, chapters, files }: DocumentPageProps): VNode {
  const t = documentText(ctx.lang);
  const since = plan.stateSince === null ? '' : ` · ${formatDate(plan.stateSince, { lang: ctx.lang })}`;
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${t(`plan.document.version.${plan.state}`)}${since}`}
      title={t('plan.document.title')}
      lead={t('plan.document.lead')}
      crumbs={documentCrumbs(ctx, plan)}
      actions={
        <ButtonLink href={at(ctx, documentPath(plan, '/intero'))}>{t('plan.document.whole')}</ButtonLink>
      }
      {...(Object.values(files).some((file) => isUnderWay(file.job))
        ? { refreshSeconds: JOB_REFRESH_SECONDS }
        : {})}
    >
      <div class="trama-doc">
        <ChapterList ctx={ctx} plan={plan} chapters={chapters} open="" />
        <div class="trama-doc-middle">
          <Files ctx={ctx} plan={plan} files={files} />
          <h2>{t('plan.document.contents')}</h2>
          <ol class="trama-doc-leads">
            {chapters
              .filter((chapter) => !chapter.isAnnex || chapter.state.kind !== 'empty')
              .map((chapter) => (
                <li key={chapter.number}>
                  <p class="trama-kicker">{chapterLabel(ctx, chapter)}</p>
                  <h3>
                    <a href={at(ctx, documentPath(plan, `/${chapter.number}`))}>{chapter.title}</a>
                  </h3>
                  <p lang="it">{firstWords(chapter)}</p>
                  {ctx.view.face === 'office' ? (
                    <p class="trama-muted">{stateInWords(ctx, chapter)}</p>
                  ) : null}
                </li>
              ))}
          </ol>
        </div>
      </div>
    </Shell>
  );
}

function firstWords(chapter: ChapterWithState): string {
  const first = chapter.content.find((part) => part.type === 'paragraph');
  return first ? (textOf(first)[0] ?? chapter.help) : chapter.help;
}

export function documentCrumbs(ctx: PageCtx, plan: Plan, ...more: { label: string; href?: string }[]) {
  const t = documentText(ctx.lang);
  return [
    { label: plan.title, href: at(ctx, `/piano?piano=${plan.code}`) },
    more.length === 0
      ? { label: t('plan.document.title') }
      : { label: t('plan.document.title'), href: at(ctx, documentPath(plan)) },
    ...more,
  ];
}

/** One chapter as it is printed, with the numbers that it has in the whole. */
export function ChapterPage(props: {
  ctx: PageCtx;
  plan: Plan;
  chapters: readonly ChapterWithState[];
  chapter: ChapterWithState;
  /** Drawn by the documents' renderer. Null for an empty annex, which is not printed. */
  html: string | null;
  canWrite: boolean;
  /** The plan may still be written: who may not write may propose. */
  isOpen: boolean;
  /** Comments and proposals that await an answer. */
  openRemarks: number;
  /** Purposes of the live blocks that the guideline asks for and the chapter does not hold. */
  missing: readonly string[];
}): VNode {
  const { ctx, plan, chapter, chapters } = props;
  const t = documentText(ctx.lang);
  const label = chapterLabel(ctx, chapter);
  const isOffice = ctx.view.face === 'office';
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${label}`}
      title={chapter.title}
      lead={isOffice ? chapter.help : undefined}
      crumbs={documentCrumbs(ctx, plan, { label })}
      actions={
        isOffice ? (
          <>
            {props.canWrite ? (
              <ButtonLink kind="primary" href={at(ctx, documentPath(plan, `/${chapter.number}/modifica`))}>
                {t('plan.document.edit')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={at(ctx, documentPath(plan, `/${chapter.number}/commenti`))}>
              {writingText(ctx.lang)('plan.remark.link', { open: props.openRemarks })}
            </ButtonLink>
            {props.isOpen && !props.canWrite ? (
              <ButtonLink href={at(ctx, documentPath(plan, `/${chapter.number}/proponi`))}>
                {writingText(ctx.lang)('plan.proposal.link')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={at(ctx, documentPath(plan, `/${chapter.number}/versioni`))}>
              {t('plan.document.history')}
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <div class="trama-doc">
        <ChapterList ctx={ctx} plan={plan} chapters={chapters} open={chapter.number} />
        <div class="trama-doc-middle">
          {isOffice && props.missing.length > 0 ? (
            <p class="trama-callout trama-callout-late">
              {t('plan.document.missing', { names: props.missing.join(', ') })}
            </p>
          ) : null}
          {isOffice && chapter.state.rivals > 0 ? (
            <div class="trama-callout trama-callout-late">
              <p>{t('plan.document.rivals', { count: chapter.state.rivals })}</p>
              {props.canWrite ? (
                <p>
                  <a href={at(ctx, documentPath(plan, `/${chapter.number}/modifica`))}>
                    {t('plan.document.rivals-choose')}
                  </a>
                </p>
              ) : null}
            </div>
          ) : null}
          {props.html === null ? (
            <p>{t('plan.document.empty-annex')}</p>
          ) : (
            <>
              {/* Sections of the document are third-level headings, as on its whole page. */}
              <h2 class="visually-hidden">{t('plan.document.text')}</h2>
              <div class="doc" lang="it" dangerouslySetInnerHTML={{ __html: props.html }} />
            </>
          )}
          <Neighbours ctx={ctx} plan={plan} chapters={chapters} chapter={chapter} />
        </div>
      </div>
    </Shell>
  );
}

function Neighbours(props: {
  ctx: PageCtx;
  plan: Plan;
  chapters: readonly ChapterWithState[];
  chapter: ChapterWithState;
}): VNode {
  const { ctx, plan, chapters, chapter } = props;
  const t = documentText(ctx.lang);
  const position = chapters.findIndex((one) => one.number === chapter.number);
  const link = (to: ChapterWithState | undefined, rel: 'prev' | 'next', words: string) =>
    to ? (
      <a href={at(ctx, documentPath(plan, `/${to.number}`))} rel={rel}>
        <small>{words}</small>
        {to.title}
      </a>
    ) : (
      <span />
    );
  return (
    <nav class="trama-doc-neighbours" aria-label={t('plan.document.neighbours')}>
      {link(chapters[position - 1], 'prev', t('plan.document.previous'))}
      {link(chapters[position + 1], 'next', t('plan.document.next'))}
    </nav>
  );
}

/** The whole document on one page; its own contents are its navigation. */
export function WholeDocumentPage(props: { ctx: PageCtx; plan: Plan; html: string }): VNode {
  const { ctx, plan } = props;
  const t = documentText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="plan"
      title={t('plan.document.whole-title', { plan: plan.title })}
      crumbs={documentCrumbs(ctx, plan, { label: t('plan.document.whole') })}
    >
      <div dangerouslySetInnerHTML={{ __html: props.html }} />
    </Shell>
  );
}
