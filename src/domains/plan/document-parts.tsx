import type { VNode } from 'preact';
import {
  EMBLEM_KEEPERS,
  EMBLEM_PATH,
  FORMATS,
  type Format,
  type RenditionHead,
} from '#domains/documents/index.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { translate } from '#platform/i18n/messages.js';
import type { Job } from '#platform/jobs/jobs.sql.js';
import { at } from '#platform/ui/address.js';
import { ActButton } from '#platform/ui/form.js';
import { Icon } from '#platform/ui/icon.js';
import { JobProgress } from '#platform/ui/job-progress.js';
import type { ChapterWithState } from './chapter.actions.js';
import { documentText } from './document.messages.js';
import type { Plan } from './plan.types.js';

/** One file of the plan: ready, being made, or still to be asked for. */
export interface FileState {
  /** The file that matches the plan as it is now. */
  ready: RenditionHead | null;
  /** The job under way, or the last one asked from this page. */
  job: Job | null;
  /** Whether this reader may stop it. */
  canCancel: boolean;
}
export type FileStates = Readonly<Record<Format, FileState>>;

export function documentPath(plan: Plan, rest = ''): string {
  return `/piano/${plan.code}/documento${rest}`;
}

export function isUnderWay(job: Job | null): boolean {
  return job?.state === 'queued' || job?.state === 'running';
}

/** The plan as files: each with its link when it is ready, its progress while it is being made. */
export function Files({ ctx, plan, files }: { ctx: PageCtx; plan: Plan; files: FileStates }): VNode {
  const t = documentText(ctx.lang);
  return (
    <section class="trama-doc-files" id="file" aria-labelledby="file-titolo">
      <h2 id="file-titolo">{t('plan.document.files')}</h2>
      <p>{t('plan.document.files-lead')}</p>
      <ul>
        {FORMATS.map((format) => (
          <li key={format}>
            <FileOf ctx={ctx} plan={plan} format={format} file={files[format]} />
          </li>
        ))}
      </ul>
      {ctx.view.face === 'office' && may(ctx, EMBLEM_KEEPERS) ? (
        <p>
          <a href={at(ctx, EMBLEM_PATH)}>{t('plan.document.emblem')}</a>
        </p>
      ) : null}
    </section>
  );
}

function FileOf(props: { ctx: PageCtx; plan: Plan; format: Format; file: FileState }): VNode {
  const { ctx, plan, format, file } = props;
  const t = documentText(ctx.lang);
  const name = t(`plan.document.${format}`);
  const isOffice = ctx.view.face === 'office';
  if (file.job && isUnderWay(file.job) && !file.ready) {
    return <Preparing ctx={ctx} plan={plan} format={format} job={file.job} canCancel={file.canCancel} />;
  }
  if (file.ready || !isOffice) {
    return (
      <>
        <a
          class="btn btn-primary btn-sm"
          href={`/api/v1/${ctx.ambito.slug}/plans/${plan.code}/document.${format}`}
          download={`${ctx.ambito.slug}-${plan.code}.${format}`}
          data-turbo="false"
        >
          <Icon name="it-download" />
          {file.ready
            ? t('plan.document.download', { format: name, size: sizeInWords(ctx, file.ready.size) })
            : t('plan.document.download-new', { format: name })}
        </a>
        <p>
          {t(`plan.document.${format}-note`)}{' '}
          {file.ready
            ? t('plan.document.prepared-on', {
                date: formatDateTime(file.ready.renderedAt, ctx.lang),
                seconds: formatNumber(file.ready.renderMs / 1000, { lang: ctx.lang, decimals: 1 }),
              })
            : t('plan.document.made-on-request')}
        </p>
      </>
    );
  }
  return (
    <>
      <ActButton
        ctx={ctx}
        action={at(ctx, documentPath(plan, `/file/${format}`))}
        label={t('plan.document.prepare', { format: name })}
      />
      <p>{t(`plan.document.${format}-note`)}</p>
      {file.job?.state === 'failed' ? (
        <p class="trama-callout trama-callout-late" role="alert">
          {translate(ctx.lang, file.job.note ?? 'documents.render.failed', file.job.noteValues)}
        </p>
      ) : null}
      {file.job?.state === 'cancelled' ? <p>{t('plan.document.cancelled')}</p> : null}
    </>
  );
}

function Preparing(props: { ctx: PageCtx; plan: Plan; format: Format; job: Job; canCancel: boolean }): VNode {
  const { ctx, plan, format, job } = props;
  const t = documentText(ctx.lang);
  return (
    <JobProgress
      lang={ctx.lang}
      id={`lavoro-${format}`}
      title={t('plan.document.preparing', { format: t(`plan.document.${format}`) })}
      state={job.state === 'queued' ? 'waiting' : 'running'}
      done={Math.round(job.progress * 100)}
      total={100}
      note={job.note === null ? null : translate(ctx.lang, job.note, job.noteValues)}
      actions={
        // One file serves all readers, so a passer-by may not stop what another waits for.
        props.canCancel && ctx.view.face === 'office' ? (
          <ActButton
            ctx={ctx}
            action={at(ctx, documentPath(plan, `/file/${format}/annulla`))}
            label={t('plan.document.cancel')}
          />
        ) : null
      }
    />
  );
}

function sizeInWords(ctx: PageCtx, bytes: number): string {
  const t = documentText(ctx.lang);
  const size = (value: number, decimals: number) => formatNumber(value, { lang: ctx.lang, decimals });
  return bytes < 1_000_000
    ? t('plan.document.size-kb', { size: size(Math.ceil(bytes / 1000), 0) })
    : t('plan.document.size-mb', { size: size(bytes / 1_000_000, 1) });
}

/** "Capitolo 3" or "Allegato B". */
export function chapterLabel(ctx: Pick<PageCtx, 'lang'>, chapter: ChapterWithState): string {
  const t = documentText(ctx.lang);
  return t(chapter.isAnnex ? 'plan.document.annex' : 'plan.document.chapter', { number: chapter.number });
}

export function stateInWords(ctx: Pick<PageCtx, 'lang'>, chapter: ChapterWithState): string {
  const { kind, words, blocks, rivals } = chapter.state;
  const t = documentText(ctx.lang);
  const state = t(`plan.document.state.${kind}`, { words, blocks });
  return rivals === 0 ? state : `${state} · ${t('plan.document.state.rivals', { count: rivals })}`;
}

/** The chapters in order, with the one that is open; in the workplace each with how far it is. */
export function ChapterList(props: {
  ctx: PageCtx;
  plan: Plan;
  chapters: readonly ChapterWithState[];
  open: string;
}): VNode {
  const { ctx, plan, open } = props;
  const t = documentText(ctx.lang);
  const entry = (rest: string, label: string, isOpen: boolean, chapter?: ChapterWithState) => (
    <li key={rest}>
      <a href={at(ctx, documentPath(plan, rest))} aria-current={isOpen ? 'page' : undefined}>
        {chapter ? <span class="trama-doc-number">{chapter.number}</span> : null}
        <span>
          {label}
          {chapter && ctx.view.face === 'office' ? (
            <small
              class={
                chapter.state.missing.length > 0 || chapter.state.rivals > 0 ? 'trama-doc-late' : undefined
              }
            >
              {stateInWords(ctx, chapter)}
            </small>
          ) : null}
        </span>
      </a>
    </li>
  );
  // The public reads what is printed; an empty annex is not.
  const shown = props.chapters.filter(
    (chapter) => ctx.view.face === 'office' || !chapter.isAnnex || chapter.state.kind !== 'empty',
  );
  return (
    <nav class="trama-doc-chapters" aria-label={t('plan.document.chapters')}>
      <ul>
        {entry('', t('plan.document.overview'), open === '')}
        {shown.map((chapter) => entry(`/${chapter.number}`, chapter.title, chapter.number === open, chapter))}
      </ul>
    </nav>
  );
}
