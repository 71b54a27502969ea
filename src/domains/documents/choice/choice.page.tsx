import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { translate } from '#platform/i18n/messages.js';
import type { Job } from '#platform/jobs/jobs.sql.js';
import { withQuery } from '#platform/ui/address.js';
import { ActButton } from '#platform/ui/form.js';
import { Icon } from '#platform/ui/icon.js';
import { JOB_REFRESH_SECONDS, JobProgress } from '#platform/ui/job-progress.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { RenditionHead } from '../rendition.sql.js';
import { FORMATS, type Format } from '../rendition.types.js';
import { choiceText } from './choice.messages.js';
import type { ChosenSheet, SheetList } from './choice.types.js';

/** One file of the choice: ready, being made, or still to be asked for. */
export interface ChoiceFile {
  /** The file that matches the sheets as they are now. */
  ready: RenditionHead | null;
  /** The job under way, or the last one asked from this page. */
  job: Job | null;
  canCancel: boolean;
}
export type ChoiceFiles = Readonly<Record<Format, ChoiceFile>>;

interface ChoicePageProps {
  ctx: PageCtx;
  door: string;
  list: Pick<SheetList, 'kicker' | 'crumbs'>;
  /** Where one goes back to choose others. */
  back: string;
  /** Address of this page without a query. */
  path: string;
  /** The files' address without its ending and its query. */
  address: string;
  chosen: readonly ChosenSheet[];
  files: ChoiceFiles;
}

const isUnderWay = (job: Job | null) => job?.state === 'queued' || job?.state === 'running';

/** What was chosen, and the three forms in which it is taken away. */
export function ChoicePage(props: ChoicePageProps): VNode {
  const { ctx, chosen, list } = props;
  const t = choiceText(ctx.lang);
  const title = t('documents.choice.title');
  return (
    <Shell
      ctx={ctx}
      door={props.door}
      kicker={list.kicker}
      title={title}
      lead={chosen.length === 0 ? undefined : t('documents.choice.lead', { count: chosen.length })}
      crumbs={[...list.crumbs, { label: title }]}
      actions={<ButtonLink href={props.back}>{t('documents.choice.change')}</ButtonLink>}
      {...(Object.values(props.files).some((file) => isUnderWay(file.job))
        ? { refreshSeconds: JOB_REFRESH_SECONDS }
        : {})}
    >
      {chosen.length === 0 ? (
        <EmptyState title={t('documents.choice.none')} text={t('documents.choice.none-text')} />
      ) : (
        <>
          <Files {...props} />
          <section aria-labelledby="schede-titolo">
            <h2 id="schede-titolo">{t('documents.choice.chosen')}</h2>
            <ol class="trama-chosen">
              {chosen.map((sheet) => (
                <li key={sheet.code} lang="it">
                  <span class="trama-code">{sheet.code}</span> <a href={sheet.path}>{sheet.title}</a>
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
    </Shell>
  );
}

const codesOf = (chosen: readonly ChosenSheet[]) => chosen.map((sheet) => sheet.code).join(',');

function Files(props: ChoicePageProps): VNode {
  const { ctx, chosen } = props;
  const t = choiceText(ctx.lang);
  return (
    <section class="trama-doc-files" id="file" aria-labelledby="file-titolo">
      <h2 id="file-titolo">{t('documents.choice.files')}</h2>
      <ul>
        {FORMATS.map((format) => (
          <li key={format}>
            <FileOf {...props} format={format} file={props.files[format]} />
          </li>
        ))}
        <li>
          <ButtonLink href={withQuery(`${props.address}.html`, { codes: codesOf(chosen) })}>
            {t('documents.choice.read')}
          </ButtonLink>
          <p>{t('documents.choice.html-note')}</p>
        </li>
      </ul>
    </section>
  );
}

function FileOf(props: ChoicePageProps & { format: Format; file: ChoiceFile }): VNode {
  const { ctx, chosen, format, file } = props;
  const t = choiceText(ctx.lang);
  const name = t(`documents.choice.${format}`);
  const isOffice = ctx.view.face === 'office';
  const act = (rest = '') => withQuery(`${props.path}/${format}${rest}`, { scheda: codesOf(chosen) });
  if (file.job && isUnderWay(file.job) && !file.ready) {
    return (
      <JobProgress
        lang={ctx.lang}
        id={`lavoro-${format}`}
        title={t('documents.choice.preparing', { format: name })}
        state={file.job.state === 'queued' ? 'waiting' : 'running'}
        done={Math.round(file.job.progress * 100)}
        total={100}
        note={file.job.note === null ? null : translate(ctx.lang, file.job.note, file.job.noteValues)}
        actions={
          file.canCancel && isOffice ? (
            <ActButton ctx={ctx} action={act('/annulla')} label={t('documents.choice.cancel')} />
          ) : null
        }
      />
    );
  }
  if (file.ready || !isOffice) {
    return (
      <>
        <a
          class="btn btn-primary btn-sm"
          href={withQuery(`${props.address}.${format}`, { codes: codesOf(chosen) })}
          data-turbo="false"
        >
          <Icon name="it-download" />
          {t('documents.choice.download', { format: name })}
        </a>
        <p>
          {t(`documents.choice.${format}-note`)}{' '}
          {file.ready
            ? t('documents.choice.prepared-on', {
                date: formatDateTime(file.ready.renderedAt, ctx.lang),
                seconds: formatNumber(file.ready.renderMs / 1000, { lang: ctx.lang, decimals: 1 }),
              })
            : t('documents.choice.made-on-request')}
        </p>
      </>
    );
  }
  return (
    <>
      <ActButton ctx={ctx} action={act()} label={t('documents.choice.prepare', { format: name })} />
      <p>{t(`documents.choice.${format}-note`)}</p>
      {file.job?.state === 'failed' ? (
        <p class="trama-callout trama-callout-late" role="alert">
          {translate(ctx.lang, file.job.note ?? 'documents.render.failed', file.job.noteValues)}
        </p>
      ) : null}
      {file.job?.state === 'cancelled' ? <p>{t('documents.choice.cancelled')}</p> : null}
    </>
  );
}
