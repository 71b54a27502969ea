import type { VNode } from 'preact';
import type { FormerState } from '#platform/audit/history.sql.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime, formatNumber } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { EmptyState } from './parts.js';
import { type Crumb, Shell } from './shell.js';
import { uiText } from './ui.messages.js';

export interface HistoryPageProps {
  ctx: PageCtx;
  door: string;
  crumbs: Crumb[];
  /** What the history is of: "N-07 Politiche per il lavoro". */
  about: string;
  /** The row as it is now, with its columns' names. */
  present: Record<string, unknown>;
  states: readonly FormerState[];
  /** Columns that people know, with their labels, in the order of the sheet. */
  labels: Readonly<Record<string, string>>;
  /** Writes a value of a column for people; lists and texts need none. */
  write?: (column: string, value: unknown) => string | undefined;
}

/** Every change of a record: who, when, and each field before and after. */
export function HistoryPage(props: HistoryPageProps): VNode {
  const { ctx, states } = props;
  const t = uiText(ctx.lang);
  const changes = states.map((state, index) => ({
    state,
    after: states[index - 1]?.before ?? props.present,
  }));
  return (
    <Shell
      ctx={ctx}
      door={props.door}
      title={t('ui.history-title')}
      kicker={props.about}
      lead={t('ui.history-lead', { version: Number(props.present.version), count: states.length })}
      crumbs={props.crumbs}
    >
      {changes.length === 0 ? (
        <EmptyState title={t('ui.history-none')} text={t('ui.history-none-text')} />
      ) : (
        <ol class="trama-history">
          {changes.map(({ state, after }) => (
            <li key={String(state.version)}>
              <h2>{t('ui.history-version', { version: state.version + 1 })}</h2>
              <p class="trama-source">
                {formatDateTime(state.changedAt, ctx.lang)} ·{' '}
                {state.changedBy ?? t('ui.history-installation')}
              </p>
              {state.reason ? <p>{t('ui.history-reason', { reason: state.reason })}</p> : null}
              <Differences {...props} before={state.before} after={after} />
            </li>
          ))}
        </ol>
      )}
    </Shell>
  );
}

function Differences(
  props: HistoryPageProps & { before: Record<string, unknown>; after: Record<string, unknown> },
): VNode {
  const t = uiText(props.ctx.lang);
  // What hangs on a record is told from the day on which its history began to keep it: before, nothing is known of it.
  const changed = Object.keys(props.labels).filter(
    (column) =>
      column in props.before &&
      column in props.after &&
      JSON.stringify(props.before[column]) !== JSON.stringify(props.after[column]),
  );
  if (changed.length === 0) return <p>{t('ui.history-links-only')}</p>;
  const shown = (column: string, value: unknown) => {
    const text = props.write?.(column, value) ?? plain(props.ctx.lang, value);
    return text === '' ? <span class="trama-unsaid">{t('ui.not-said')}</span> : text;
  };
  return (
    <dl class="trama-differences">
      {changed.map((column) => (
        <div key={column}>
          <dt>{props.labels[column]}</dt>
          <dd>
            <del>{shown(column, props.before[column])}</del>
            <ins>{shown(column, props.after[column])}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function plain(lang: Lang, value: unknown): string {
  const t = uiText(lang);
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join('; ');
  if (typeof value === 'boolean') return value ? t('ui.yes') : t('ui.no');
  // Whole numbers may be years: they are not grouped.
  if (typeof value === 'number' && !Number.isInteger(value))
    return formatNumber(value, { lang, decimals: String(value).split('.')[1]?.length ?? 0 });
  return String(value);
}
