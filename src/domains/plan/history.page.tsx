import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { EmptyState } from '#platform/ui/parts.js';
import { type Crumb, Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { Change } from './history.rules.js';
import { actName } from './objective.page.js';
import { planText } from './plan.messages.js';

export interface HistoryPageProps {
  ctx: PageCtx;
  kicker: string;
  door: string;
  crumbs: Crumb[];
  changes: readonly Change[];
  /** Names of places and objectives, by identifier. */
  names: ReadonlyMap<string, string>;
}

/** Every version with what changed in it: the record as it was on any date can be read backwards from today. */
export function HistoryPage({ ctx, kicker, door, crumbs, changes, names }: HistoryPageProps): VNode {
  const t = planText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.history')}
      kicker={kicker}
      lead={t('plan.history.lead')}
      door={door}
      crumbs={crumbs}
    >
      {changes.length === 0 ? (
        <EmptyState title={t('plan.history.none')} text={t('plan.history.none-text')} />
      ) : (
        <ol class="trama-history">
          {changes.map((change, index) => (
            <li key={String(index)}>
              <p class="trama-when">
                {[formatDateTime(change.at, ctx.lang), change.by].filter(Boolean).join(' · ')}
              </p>
              <h2>{titleOf(ctx, change)}</h2>
              {change.kind === 'changed' ? <Differences ctx={ctx} change={change} names={names} /> : null}
              {change.kind === 'linked' ? <Links ctx={ctx} change={change} /> : null}
            </li>
          ))}
        </ol>
      )}
    </Shell>
  );
}

function titleOf(ctx: PageCtx, change: Change): string {
  const t = planText(ctx.lang);
  const [first] = change.fields;
  if (change.kind === 'linked') return actName(ctx, first?.field ?? '');
  const what = t(`plan.history.of.${change.tableName.slice(5) as 'need'}`);
  const isOwn = change.tableName === 'plan.need' || change.tableName === 'plan.objective';
  return t(`plan.history.${change.kind}`, {
    what: isOwn ? what : `${what} «${change.name}»`,
    version: change.version ?? 0,
  });
}

function Links({ ctx, change }: { ctx: PageCtx; change: Change }): VNode {
  const t = planText(ctx.lang);
  const [links, changed] = change.fields;
  return (
    <ul class="trama-list">
      {links?.after ? <li>{t('plan.history.added', { codes: String(links.after) })}</li> : null}
      {links?.before ? <li>{t('plan.history.untied', { codes: String(links.before) })}</li> : null}
      {changed ? <li>{t('plan.history.said-anew', { codes: String(changed.after) })}</li> : null}
    </ul>
  );
}

function Differences(props: { ctx: PageCtx; change: Change; names: ReadonlyMap<string, string> }): VNode {
  const { ctx, change, names } = props;
  const t = planText(ctx.lang);
  return (
    <dl class="trama-differences">
      {change.fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{fieldName(ctx, change.tableName, field)}</dt>
          <dd>
            <del>
              <span class="visually-hidden">{t('plan.history.before')} </span>
              {inWords(ctx, before, names)}
            </del>
            <ins>
              <span class="visually-hidden">{t('plan.history.after')} </span>
              {inWords(ctx, after, names)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function fieldName(ctx: PageCtx, tableName: string, field: string): string {
  if (tableName === 'plan.indicator' && field === 'target')
    return planText(ctx.lang)('plan.indicator.target');
  const key = `plan.column.${field}`;
  return hasMessage(key) ? translate(ctx.lang, key) : field;
}

export function inWords(ctx: PageCtx, value: unknown, names: ReadonlyMap<string, string>): string {
  const ui = uiText(ctx.lang);
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return ui('ui.not-said');
  if (value === true) return ui('ui.yes');
  if (value === false) return ui('ui.no');
  if (Array.isArray(value)) return value.map((one) => inWords(ctx, one, names)).join('; ');
  if (typeof value === 'object') {
    const point = value as { pointAsStated?: string | null; point?: string | null };
    if ('point' in point) return point.pointAsStated ?? point.point ?? '';
    return Object.values(value)
      .map((one) => inWords(ctx, one, names))
      .join('; ');
  }
  return names.get(String(value)) ?? String(value);
}
