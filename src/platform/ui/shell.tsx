import type { ComponentChildren, VNode } from 'preact';
import { asset } from '#platform/http/assets.js';
import type { SitePageCtx } from '#platform/http/context.js';
import { type Lang, translate } from '#platform/i18n/messages.js';
import { at, withQuery } from './address.js';
import { Icon } from './icon.js';
import { OfficeNavigation, PublicNavigation, SlimLinks } from './shell-navigation.js';
import { uiText } from './ui.messages.js';

export interface Crumb {
  label: string;
  /** Absent for the page one is on. */
  href?: string;
}

export interface ShellProps {
  ctx: SitePageCtx;
  /** The page's h1 and, with the ambito, the window's title. */
  title: string;
  /** One or two sentences under the title. */
  lead?: ComponentChildren;
  /** Small line above the title: kind of thing, code. */
  kicker?: ComponentChildren;
  crumbs?: Crumb[];
  /** Key of the door of the navigation in which this page lives. */
  door?: string;
  /** Buttons beside the title; the first is the page's primary action. */
  actions?: ComponentChildren;
  /** Column at the side; under the text on the phone. */
  aside?: ComponentChildren;
  /** The column at the side says what the page is about: it is read, and stands on the phone, before the text. */
  asideFirst?: boolean;
  /** The one address of what is shown, where several show it. */
  canonical?: string;
  /** Long work is under way: without JavaScript the page asks again after so many seconds. */
  refreshSeconds?: number;
  children: ComponentChildren;
}

/** Characters beyond which a title is a sentence, as those of many objectives: set smaller, it stays readable. */
const LONG_TITLE = 90;

/** Every page: header, navigation, breadcrumbs, title, content, footer. */
export function Shell(props: ShellProps): VNode {
  const { ctx, title } = props;
  const inOffice = ctx.view.face === 'office' && ctx.ambito !== undefined;
  return (
    <Frame
      lang={ctx.lang}
      nonce={ctx.view.nonce}
      title={windowTitle(props)}
      isPrivate={ctx.user !== null}
      person={ctx.user?.id}
      refreshSeconds={isStill(ctx) ? undefined : props.refreshSeconds}
      canonical={props.canonical}
    >
      <SkipLinks lang={ctx.lang} />
      <Header ctx={ctx} door={props.door} />
      <div class={inOffice ? 'trama-office' : 'trama-site'}>
        {inOffice ? <OfficeNavigation ctx={ctx} door={props.door} /> : null}
        <main id="contenuto" class="trama-main" tabIndex={-1}>
          {props.crumbs && props.crumbs.length > 0 ? (
            <Breadcrumbs lang={ctx.lang} crumbs={props.crumbs} />
          ) : null}
          {ctx.view.notice ? (
            <div class="trama-notice" role="status">
              <Icon name="it-check-circle" />
              <p>{translate(ctx.lang, ctx.view.notice)}</p>
            </div>
          ) : null}
          <div class="trama-title">
            <div>
              {props.kicker ? <p class="trama-kicker">{props.kicker}</p> : null}
              <h1 class={title.length > LONG_TITLE ? 'trama-long' : undefined}>{title}</h1>
              {props.lead ? <p class="trama-lead">{props.lead}</p> : null}
            </div>
            {props.actions ? <div class="trama-actions">{props.actions}</div> : null}
          </div>
          {props.refreshSeconds === undefined ? null : (
            <Refreshing ctx={ctx} seconds={props.refreshSeconds} />
          )}
          {props.aside ? (
            <div class="trama-columns">
              {props.asideFirst ? <aside class="trama-aside trama-aside-first">{props.aside}</aside> : null}
              <div class="trama-column">{props.children}</div>
              {props.asideFirst ? null : <aside class="trama-aside">{props.aside}</aside>}
            </div>
          ) : (
            props.children
          )}
        </main>
      </div>
      <Footer ctx={ctx} />
    </Frame>
  );
}

/** In the address of a page that its reader does not want to be loaded again by itself. */
const STILL = { aggiorna: 'no' };

const isStill = (ctx: SitePageCtx) => ctx.view.query.aggiorna === STILL.aggiorna;

/** Without JavaScript a page of long work is loaded again and again: it says so, and can be stopped (WCAG 2.2.2). */
function Refreshing({ ctx, seconds }: { ctx: SitePageCtx; seconds: number }): VNode {
  const t = uiText(ctx.lang);
  const { aggiorna: _, ...others } = ctx.view.query;
  const query = Object.fromEntries(
    Object.entries(others).filter(
      (one): one is [string, string | string[]] => typeof one[1] === 'string' || Array.isArray(one[1]),
    ),
  );
  const moving = withQuery(ctx.view.path, query);
  return (
    <noscript>
      <p>
        {isStill(ctx) ? (
          <>
            {t('ui.refresh-stopped')} <a href={moving}>{t('ui.refresh-again')}</a>
          </>
        ) : (
          <>
            {t('ui.refresh-every', { seconds })}{' '}
            <a href={withQuery(ctx.view.path, { ...query, ...STILL })}>{t('ui.refresh-stop')}</a>
          </>
        )}
      </p>
    </noscript>
  );
}

/** A thing has several pages (its sheet, its thread, its money): what kind of page it is tells their windows apart. */
function windowTitle({ ctx, title, kicker }: ShellProps): string {
  const kind = typeof kicker === 'string' ? kicker : '';
  return [title, kind, ctx.ambito?.name ?? 'Trama'].filter((part) => part !== '').join(' · ');
}

/** The html element with its head; for pages that stand outside the shell (errors, print). */
export function Frame(props: {
  lang: Lang;
  nonce: string;
  title: string;
  children: ComponentChildren;
  /** The browser keeps no copy to show again after the account has left. */
  isPrivate?: boolean;
  /** Whose words the browser may keep until they are saved: nobody else is offered them. */
  person?: string | undefined;
  refreshSeconds?: number | undefined;
  canonical?: string | undefined;
}): VNode {
  return (
    <html lang={props.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="csp-nonce" content={props.nonce} />
        <title>{props.title}</title>
        {props.person === undefined ? null : <meta name="trama-person" content={props.person} />}
        {props.isPrivate ? (
          <>
            <meta name="turbo-cache-control" content="no-cache" />
            <meta name="turbo-prefetch" content="false" />
          </>
        ) : null}
        {props.refreshSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
          </noscript>
        )}
        {props.canonical === undefined ? null : <link rel="canonical" href={props.canonical} />}
        <link rel="stylesheet" href={asset('css/main.scss')} />
        <link rel="icon" href={asset('images/mark.svg')} type="image/svg+xml" />
        <script type="module" src={asset('main.ts')} nonce={props.nonce} />
      </head>
      <body>{props.children}</body>
    </html>
  );
}

function SkipLinks({ lang }: { lang: Lang }): VNode {
  const t = uiText(lang);
  return (
    <nav class="skiplinks" aria-label={t('ui.skip')}>
      <a class="visually-hidden-focusable" href="#contenuto">
        {t('ui.skip-to-content')}
      </a>
      <a class="visually-hidden-focusable" href="#piede">
        {t('ui.skip-to-footer')}
      </a>
    </nav>
  );
}

function Header({ ctx, door }: { ctx: SitePageCtx; door: string | undefined }): VNode {
  const t = uiText(ctx.lang);
  const { ambito, view } = ctx;
  const hasDoors = ambito !== undefined;
  return (
    <header class="trama-header">
      {(ambito?.isDemo ?? view.demoMode) ? <DemoBand lang={ctx.lang} /> : null}
      <div class="trama-slim">
        <div class="trama-wrap">
          <span class="trama-slim-body">{ambito?.leadBody ?? ''}</span>
          <SlimLinks ctx={ctx} />
        </div>
      </div>
      <div class="trama-brand">
        <div class="trama-wrap">
          <a href={ambito ? at({ ambito, view }, '') : '/'} class="trama-brand-link">
            <Mark />
            <span>
              <strong>{ambito?.name ?? 'Trama'}</strong>
              <span class="trama-brand-note">
                {ambito
                  ? t(view.face === 'office' ? 'ui.brand-office' : 'ui.brand-public')
                  : t('ui.brand-site')}
              </span>
            </span>
          </a>
          {hasDoors ? (
            <button type="button" class="trama-menu-button" popovertarget="menu">
              <Icon name="it-burger" />
              {t('ui.menu')}
            </button>
          ) : null}
        </div>
      </div>
      {hasDoors && view.face === 'public' ? <PublicNavigation ctx={ctx} door={door} /> : null}
    </header>
  );
}

/**
 * On every page of the demonstration, and on the installation's own while it has one: nobody should take its people for real,
 * or leave real things there. An ambito made beside it is real.
 */
export function DemoBand({ lang }: { lang: Lang }): VNode {
  return (
    <div class="trama-demo">
      <p class="trama-wrap" role="note">
        {uiText(lang)('ui.demo')}
      </p>
    </div>
  );
}

function Breadcrumbs({ lang, crumbs }: { lang: Lang; crumbs: Crumb[] }): VNode {
  return (
    <nav class="trama-crumbs" aria-label={uiText(lang)('ui.crumbs')}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.label}>
            {crumb.href ? (
              <a href={crumb.href}>{crumb.label}</a>
            ) : (
              <span aria-current="page">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Footer({ ctx }: { ctx: SitePageCtx }): VNode {
  const t = uiText(ctx.lang);
  const base = ctx.ambito ? `/${ctx.ambito.slug}` : '';
  return (
    <footer class="trama-footer" id="piede">
      <div class="trama-wrap">
        <div>
          <p class="trama-footer-name">{ctx.ambito?.name ?? 'Trama'}</p>
          {ctx.ambito?.leadBody ? <p>{t('ui.lead-body', { name: ctx.ambito.leadBody })}</p> : null}
        </div>
        <ul>
          <li>
            <a href={`${base}/accessibilita`} data-element="accessibility-link">
              {t('ui.accessibility')}
            </a>
          </li>
          <li>
            <a href={`${base}/privacy`} data-element="privacy-policy-link">
              {t('ui.privacy')}
            </a>
          </li>
          {ctx.ambito ? (
            <li>
              <a href={at({ ambito: ctx.ambito, view: { face: 'public' } }, '/dati')}>{t('ui.data')}</a>
            </li>
          ) : null}
          <li>
            <a href="/api/v1" data-turbo="false">
              {t('ui.api')}
            </a>
          </li>
        </ul>
        <p class="trama-footer-note">
          {t('ui.about')}
          <span class="trama-page-address">{ctx.view.path}</span>
        </p>
        {/* Outlives the pages, so that a screen reader hears what a filter found. */}
        <p id="annuncio" class="visually-hidden" role="status" data-turbo-permanent />
      </div>
    </footer>
  );
}

/** Three threads woven: the light ones pass over and under the dark ones by turns. */
export function Mark(): VNode {
  return (
    <svg class="trama-mark" viewBox="0 0 32 32" width="40" height="40" aria-hidden="true" focusable="false">
      <g fill="none" stroke-linecap="round" stroke-width="3">
        <path stroke="#9cc3ea" d="M3 8h26M3 16h26M3 24h26" />
        <path
          stroke="#0066cc"
          d="M8 3v8.25M8 20.75v8.25M16 3v.25M16 12.75v6.5M16 28.75v.25M24 3v8.25M24 20.75v8.25"
        />
      </g>
    </svg>
  );
}
