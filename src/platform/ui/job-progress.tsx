import type { ComponentChildren, VNode } from 'preact';
import { formatNumber } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { uiText } from './ui.messages.js';

/** Without JavaScript: often enough to see it go on, seldom enough to read and to press a button. */
export const JOB_REFRESH_SECONDS = 5;

/**
 * Long work and how far it is. While `state` is waiting or running the browser asks the same page again every second
 * and shows its new text, which is read aloud when a quarter more is done; at the end it opens the page anew. Without
 * JavaScript the page reloads itself: give the Shell `refreshSeconds`, `JOB_REFRESH_SECONDS`.
 */
export function JobProgress(props: {
  lang: Lang;
  /** Unique in the page. */
  id: string;
  /** What is being done: "Preparo il PDF del piano". */
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Parts done and in all; unknown when left out. */
  done?: number;
  total?: number;
  /** What it is doing now, or what went wrong and what to do. */
  note?: ComponentChildren;
  /** Button that cancels, link to the result. */
  actions?: ComponentChildren;
}): VNode {
  const { lang, state, done, total } = props;
  const t = uiText(lang);
  const isOver = state === 'done' || state === 'failed';
  const isMeasured = done !== undefined && total !== undefined && total > 0;
  const share = isMeasured ? Math.min(1, done / total) : undefined;
  return (
    <trama-job id={props.id} data-state={state} data-over={t('ui.job-over')}>
      <p class="trama-job-line">
        <span>{props.title}</span>
        {share === undefined ? null : (
          <span class="trama-job-percent">
            {formatNumber(Math.floor(share * 100), { lang, decimals: 0 })}&#8239;%
          </span>
        )}
      </p>
      {isOver ? null : (
        <progress
          aria-label={props.title}
          max={isMeasured ? total : undefined}
          value={isMeasured ? done : undefined}
        />
      )}
      {props.note ? <p class="trama-job-note">{props.note}</p> : null}
      {isOver ? null : (
        <p class="trama-job-note">{t(state === 'waiting' ? 'ui.job-waiting' : 'ui.job-left')}</p>
      )}
      {props.actions ? <div class="trama-actions">{props.actions}</div> : null}
    </trama-job>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-job': { id: string; 'data-state': string; 'data-over': string; children: ComponentChildren };
    }
  }
}
