import type { VNode } from 'preact';
import { type Ambito, may, type SitePageCtx } from '#platform/http/context.js';
import { type Lang, translate } from '#platform/i18n/messages.js';
import { noticesText } from '#platform/notices/notices.messages.js';
import { at, withQuery } from './address.js';
import { Icon } from './icon.js';
import { sortDoors } from './navigation.js';
import { uiText } from './ui.messages.js';

export function SlimLinks({ ctx }: { ctx: SitePageCtx }): VNode {
  const t = uiText(ctx.lang);
  const { ambito, view } = ctx;
  const other: Lang = ctx.lang === 'it' ? 'en' : 'it';
  return (
    <div class="trama-slim-links">
      <a
        href={withQuery(view.path, { ...(view.query as Record<string, string>), lang: other })}
        lang={other}
        hreflang={other}
      >
        {t('ui.other-language')}
      </a>
      {ctx.user ? (
        <>
          {ambito && (ctx.grants?.length ?? 0) > 0 ? (
            <a href={at({ ambito, view }, '', view.face === 'office' ? 'public' : 'office')}>
              {t(view.face === 'office' ? 'ui.to-public' : 'ui.to-office')}
            </a>
          ) : null}
          {ambito && view.face === 'office' ? <Bell ctx={{ ...ctx, ambito }} /> : null}
          <a href="/profilo" class="trama-slim-person">
            <Icon name="it-user" label={t('ui.account')} />
            <span>{ctx.user.name}</span>
          </a>
        </>
      ) : (
        <a href={withQuery('/accesso', { da: ambito ? `/${ambito.slug}/ufficio` : undefined })}>
          {t('ui.sign-in')}
        </a>
      )}
    </div>
  );
}

/** How many notices wait; the design system has no bell among its icons. */
function Bell({ ctx }: { ctx: SitePageCtx & { ambito: Ambito } }): VNode {
  const unread = ctx.unread ?? 0;
  return (
    <a
      href={at(ctx, '/avvisi')}
      class="trama-bell"
      aria-label={noticesText(ctx.lang)('notices.bell', { count: unread })}
      aria-current={ctx.view.path === at(ctx, '/avvisi') ? 'page' : undefined}
    >
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
        <path
          d="M12 3a6 6 0 0 0-6 6v4.2L4.3 16.5h15.4L18 13.2V9a6 6 0 0 0-6-6zM9.8 19a2.3 2.3 0 0 0 4.4 0"
          fill="none"
          stroke="currentColor"
          stroke-width="1.8"
          stroke-linejoin="round"
          stroke-linecap="round"
        />
      </svg>
      {unread > 0 ? <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span> : null}
    </a>
  );
}

export function PublicNavigation({
  ctx,
  door: active,
}: {
  ctx: SitePageCtx;
  door?: string | undefined;
}): VNode {
  const t = uiText(ctx.lang);
  const doors = sortDoors(ctx.view.doors).filter((door) => door.face === 'public');
  const isBehindOne = doors.some((door) => door.key === active);
  return (
    <nav class="trama-nav trama-fold" id="menu" popover aria-label={t('ui.navigation')}>
      <MenuClose lang={ctx.lang} />
      <ul>
        {doors.map((door) => {
          const href = `/${ctx.ambito?.slug}${door.path}`;
          // A page says behind which door it is; others lie where their address says.
          const isHere = isBehindOne ? door.key === active : isCurrent(ctx.view.path, href, door.path);
          return (
            <li key={door.key}>
              <a href={href} aria-current={isHere ? 'page' : undefined}>
                {translate(ctx.lang, door.label)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** On the phone the navigation is a popover of the browser's own: it folds without JavaScript. */
function MenuClose({ lang }: { lang: Lang }): VNode {
  return (
    <button type="button" class="trama-menu-close" popovertarget="menu" popovertargetaction="hide">
      <Icon name="it-close" />
      {uiText(lang)('ui.close')}
    </button>
  );
}

function isCurrent(path: string, href: string, doorPath: string): boolean {
  return doorPath === '' ? path === href : path === href || path.startsWith(`${href}/`);
}

export function OfficeNavigation({
  ctx,
  door: active,
}: {
  ctx: SitePageCtx;
  door?: string | undefined;
}): VNode {
  const t = uiText(ctx.lang);
  const grants = ctx.grants ?? [];
  const doors = sortDoors(ctx.view.doors).filter(
    (door) => door.face === 'office' && (!door.roles || may({ grants }, door.roles, [])),
  );
  return (
    <nav class="trama-side trama-fold" id="menu" popover aria-label={t('ui.office-navigation')}>
      <MenuClose lang={ctx.lang} />
      <ul>
        {doors.map((door) => (
          <li key={door.key}>
            <a
              href={`/${ctx.ambito?.slug}/ufficio${door.path}`}
              aria-current={door.key === active ? 'page' : undefined}
            >
              {translate(ctx.lang, door.label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
