import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { Pages } from '#platform/ui/table.js';
import type { Notice } from './notice.types.js';
import { noticesText } from './notices.messages.js';

/** What concerns who reads it, unread first. Opening one marks it and leads to its page. */
export function NoticesPage(props: {
  ctx: PageCtx;
  notices: readonly Notice[];
  page: number;
  pageCount: number;
}): VNode {
  const { ctx, notices } = props;
  const t = noticesText(ctx.lang);
  const unread = notices.some((notice) => notice.readAt === null);
  return (
    <Shell
      ctx={ctx}
      title={t('notices.title')}
      lead={t('notices.lead')}
      actions={
        unread ? (
          <form method="post" action={at(ctx, '/avvisi')}>
            <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
            <button type="submit" class="btn btn-outline-primary">
              {t('notices.all-read')}
            </button>
          </form>
        ) : null
      }
    >
      {notices.length === 0 ? (
        <EmptyState title={t('notices.empty')} text={t('notices.empty-text')} />
      ) : (
        <ul class="trama-notices">
          {notices.map((notice) => (
            <Line key={notice.id} ctx={ctx} notice={notice} />
          ))}
        </ul>
      )}
      <Pages
        lang={ctx.lang}
        page={props.page}
        pageCount={props.pageCount}
        href={{ path: at(ctx, '/avvisi'), query: {} }}
      />
    </Shell>
  );
}

function Line({ ctx, notice }: { ctx: PageCtx; notice: Notice }): VNode {
  const t = noticesText(ctx.lang);
  const isNew = notice.readAt === null;
  return (
    <li data-state={isNew ? 'new' : 'read'}>
      <form method="post" action={at(ctx, `/avvisi/${notice.id}`)}>
        <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
        <button type="submit" name="act" value="open" class="trama-notice-open">
          {isNew ? <span class="visually-hidden">{t('notices.new')}: </span> : null}
          {hasMessage(notice.kind) ? translate(ctx.lang, notice.kind, notice.params) : t('notices.other')}
        </button>
        <p class="trama-muted">{formatDateTime(notice.madeAt, ctx.lang)}</p>
        {isNew ? (
          <button type="submit" name="act" value="read" class="btn btn-link btn-xs">
            {t('notices.mark-read')}
          </button>
        ) : null}
      </form>
    </li>
  );
}
