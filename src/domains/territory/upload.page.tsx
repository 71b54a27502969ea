import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ActButton, FileField } from '#platform/ui/form.js';
import { Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { territoryText } from './territory.messages.js';
import type { UploadView } from './upload.actions.js';
import { uploadText } from './upload.messages.js';
import { MOST_FILE_BYTES } from './upload.spool.js';
import {
  isWorking,
  layoutName,
  listMessages,
  sayBytes,
  sayExtent,
  shownState,
  titleOf,
} from './upload.words.js';
import { sayUpload, UploadActs, UploadState, UploadWork, uploadPath } from './upload-parts.js';

/** Seconds after which a page without JavaScript asks again how far the work is. */
export const REFRESH_SECONDS = 5;

/** Where files are brought, and those that wait to be loaded. */
export function UploadsPage(props: {
  ctx: PageCtx;
  uploads: readonly UploadView[];
  errors: FormState['errors'];
}): VNode {
  const { ctx, uploads } = props;
  const t = uploadText(ctx.lang);
  const say = territoryText(ctx.lang);
  const waiting = uploads.filter((upload) => upload.state !== 'loaded');
  const loaded = uploads.filter((upload) => upload.state === 'loaded').reverse();
  const ready = waiting.filter((upload) => shownState(upload) === 'ready');
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={say('territory.import.title')}
      lead={t('territory.upload.lead')}
      crumbs={[
        { label: say('territory.door.office'), href: at(ctx, '/territorio') },
        { label: say('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: say('territory.import.title') },
      ]}
      {...(waiting.some(isWorking) ? { refreshSeconds: REFRESH_SECONDS } : {})}
    >
      <DropForm ctx={ctx} errors={props.errors} />
      {waiting.length > 0 ? (
        <Section
          id="attesa"
          title={t('territory.upload.waiting-title')}
          lead={t('territory.upload.waiting-lead')}
          plain
          actions={
            ready.length > 1 ? (
              <ActButton
                ctx={ctx}
                action={at(ctx, '/territorio/dati/importa/carica-tutti')}
                label={t('territory.upload.load-all', { count: ready.length })}
                kind="primary"
              />
            ) : undefined
          }
        >
          <ul class="trama-uploads">
            {waiting.map((upload) => (
              <li key={upload.id}>
                <UploadCard ctx={ctx} upload={upload} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {loaded.length > 0 ? (
        <Section id="caricati" title={t('territory.upload.loaded-title')} plain>
          <ul class="trama-uploads">
            {loaded.map((upload) => (
              <li key={upload.id}>
                <UploadCard ctx={ctx} upload={upload} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section id="dove" title={t('territory.upload.where')} lead={t('territory.upload.where-lead')} plain>
        <ul class="trama-list">
          {(['posas', 'p2', 'p3', 'boundaries', 'own'] as const).map((source) => (
            <li key={source}>{t(`territory.upload.where.${source}`)}</li>
          ))}
        </ul>
      </Section>
    </Shell>
  );
}

/** A field for many files; with JavaScript, an area to drop them on that shows how each is going. */
function DropForm({ ctx, errors }: { ctx: PageCtx; errors: FormState['errors'] }): VNode {
  const t = uploadText(ctx.lang);
  return (
    <trama-drop
      data-sending={t('territory.upload.sending', { name: '{name}' })}
      data-not-sent={t('territory.upload.not-sent', { name: '{name}', why: '{why}' })}
      data-no-network={t('territory.upload.no-network')}
    >
      <form
        method="post"
        action={at(ctx, '/territorio/dati/importa')}
        encType="multipart/form-data"
        class="trama-drop"
        novalidate
        data-turbo="false"
        data-draft="no"
      >
        <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
        <FileField
          ctx={ctx}
          form={{ values: {}, errors }}
          name="file"
          label={t('territory.upload.drop')}
          help={t('territory.upload.files-help', { limit: MOST_FILE_BYTES / 1024 / 1024 })}
          accept=".csv,.txt,.tsv,.json,.geojson,.xlsx,.zip"
          multiple
        />
        <button type="submit" class="btn btn-primary">
          {t('territory.upload.send')}
        </button>
      </form>
      <ul class="trama-drop-list" aria-live="polite" />
    </trama-drop>
  );
}

function UploadCard({ ctx, upload }: { ctx: PageCtx; upload: UploadView }): VNode {
  const { outcome } = upload;
  const figures = outcome?.kind === 'figures' ? outcome : null;
  const facts = [
    ...(figures ? [layoutName(figures.layout, ctx.lang), ...sayExtent(figures, ctx.lang)] : []),
    ...(upload.state === 'loaded' && upload.checkedAt ? [formatDateTime(upload.checkedAt, ctx.lang)] : []),
    sayBytes(upload.bytes, ctx.lang),
  ];
  const working = isWorking(upload);
  return (
    <article class="trama-upload" aria-labelledby={`file-${upload.id}`}>
      <div class="trama-upload-head">
        <h3 id={`file-${upload.id}`}>
          <a href={at(ctx, uploadPath(upload.id))}>{upload.fileName}</a>
        </h3>
        <UploadState ctx={ctx} upload={upload} />
      </div>
      {figures ? <p class="trama-upload-title">{titleOf(figures)}</p> : null}
      <p class="trama-source">{facts.join(' · ')}</p>
      {working ? (
        <UploadWork ctx={ctx} upload={upload} />
      ) : (
        <>
          <p class="trama-upload-summary">{sayUpload(ctx, upload)}</p>
          <UploadMessages ctx={ctx} upload={upload} most={3} />
          <UploadActs ctx={ctx} upload={upload} />
        </>
      )}
    </article>
  );
}

/** The first problems or warnings of a file; the rest is on its own page. */
function UploadMessages(props: { ctx: PageCtx; upload: UploadView; most: number }): VNode | null {
  const { ctx, upload, most } = props;
  if (!upload.outcome || upload.state === 'unknown' || upload.state === 'loaded') return null;
  const messages = listMessages(upload.outcome, ctx.lang);
  if (messages.length === 0) return null;
  return (
    <ul class="trama-upload-messages">
      {messages.slice(0, most).map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-drop': {
        'data-sending': string;
        'data-not-sent': string;
        'data-no-network': string;
        children: import('preact').ComponentChildren;
      };
    }
  }
}
