import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { translate } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { ActButton } from '#platform/ui/form.js';
import { JobProgress } from '#platform/ui/job-progress.js';
import { ButtonLink, StateTag } from '#platform/ui/parts.js';
import type { UploadView } from './upload.actions.js';
import { uploadText } from './upload.messages.js';
import { type ShownState, sayOutcome, shownState } from './upload.words.js';

const TONES: Record<ShownState, 'good' | 'late' | 'calm' | 'off'> = {
  waiting: 'off',
  working: 'calm',
  ready: 'good',
  refused: 'late',
  unknown: 'late',
  failed: 'late',
  loaded: 'good',
};

export const uploadPath = (id: string) => `/territorio/dati/importa/${id}`;

export function UploadState({ ctx, upload }: { ctx: PageCtx; upload: UploadView }): VNode {
  const state = shownState(upload);
  return (
    <StateTag tone={TONES[state]}>
      {uploadText(ctx.lang)(`territory.upload.state.${nameOfState(state, upload)}`)}
    </StateTag>
  );
}

function nameOfState(state: ShownState, upload: UploadView): ShownState | 'loading' | 'lacking' {
  if (state === 'working' && upload.state === 'ready') return 'loading';
  return state === 'unknown' && isLacking(upload) ? 'lacking' : state;
}

/** How far the work on a file is, with the button that stops it. */
export function UploadWork({ ctx, upload }: { ctx: PageCtx; upload: UploadView }): VNode {
  const t = uploadText(ctx.lang);
  const { job } = upload;
  return (
    <JobProgress
      lang={ctx.lang}
      id={`lavoro-${upload.id}`}
      title={t(upload.state === 'ready' ? 'territory.upload.loading' : 'territory.upload.reading', {
        name: upload.fileName,
      })}
      state={job?.state === 'queued' ? 'waiting' : 'running'}
      {...(job?.state === 'running' ? { done: job.progress, total: 1 } : {})}
      actions={
        <ActButton
          ctx={ctx}
          action={at(ctx, `${uploadPath(upload.id)}/ferma`)}
          label={t('territory.upload.stop')}
          about={upload.fileName}
        />
      }
    />
  );
}

/** Whether a recipe explains all of the table but what it does not hold. */
function isLacking({ outcome }: UploadView): boolean {
  return outcome?.kind === 'refusal';
}

/** What there is to say of a file, in a sentence. */
export function sayUpload(ctx: PageCtx, upload: UploadView): string {
  const t = uploadText(ctx.lang);
  const state = shownState(upload);
  if (state === 'unknown' && !isLacking(upload)) return t('territory.upload.unknown-why');
  if (state === 'loaded') return t('territory.upload.loaded-why');
  if (state === 'failed')
    return upload.job?.state === 'cancelled'
      ? t('territory.upload.cancelled-why')
      : `${upload.job?.note ? `${translate(ctx.lang, upload.job.note, upload.job.noteValues)} ` : ''}${t('territory.upload.failed-why')}`;
  return upload.outcome ? sayOutcome(upload.outcome, ctx.lang) : '';
}

/** Loading that ended before its end, for a file that can be loaded still. */
export function sayBroken(ctx: PageCtx, upload: UploadView): string | null {
  if (shownState(upload) !== 'ready') return null;
  const t = uploadText(ctx.lang);
  if (upload.job?.state === 'cancelled') return t('territory.upload.cancelled-why');
  return upload.job?.state === 'failed' ? t('territory.upload.failed-why') : null;
}

/** What may be done with a file now; the first is the one that leads on. */
export function UploadActs({
  ctx,
  upload,
  isOwnPage = false,
}: {
  ctx: PageCtx;
  upload: UploadView;
  isOwnPage?: boolean;
}): VNode {
  const t = uploadText(ctx.lang);
  const state = shownState(upload);
  const path = uploadPath(upload.id);
  const act = (verb: string, label: string, kind?: 'primary' | 'link') => (
    <ActButton
      ctx={ctx}
      action={at(ctx, `${path}/${verb}`)}
      label={label}
      about={upload.fileName}
      {...(kind ? { kind } : {})}
    />
  );
  return (
    <div class="trama-actions">
      {state === 'ready' ? act('carica', t('territory.upload.load'), 'primary') : null}
      {state === 'unknown' ? (
        <ButtonLink href={at(ctx, `${path}/colonne`)} kind="primary">
          {t(isLacking(upload) ? 'territory.upload.complete' : 'territory.upload.map')}
          <span class="visually-hidden"> {upload.fileName}</span>
        </ButtonLink>
      ) : null}
      {state === 'failed' || state === 'waiting'
        ? act('riprova', t('territory.upload.again'), 'primary')
        : null}
      {state === 'loaded' && upload.datasetId ? (
        <ButtonLink href={at(ctx, `/territorio/dati/${upload.datasetId}`)}>
          {t('territory.upload.to-dataset')}
        </ButtonLink>
      ) : null}
      {state === 'loaded' && !upload.datasetId ? (
        <ButtonLink href={at(ctx, '/qualita')}>{t('territory.upload.to-quality')}</ButtonLink>
      ) : null}
      {isOwnPage || state === 'loaded' || state === 'working' ? null : (
        <ButtonLink href={at(ctx, path)}>
          {t('territory.upload.look')}
          <span class="visually-hidden"> {upload.fileName}</span>
        </ButtonLink>
      )}
      {isOwnPage && upload.mapping !== null && state !== 'loaded' && state !== 'working' ? (
        <ButtonLink href={at(ctx, `${path}/colonne`)}>{t('territory.upload.remap')}</ButtonLink>
      ) : null}
      {state === 'working' ? null : act('togli', t('territory.upload.drop-file'), 'link')}
    </div>
  );
}
