import { render } from 'preact-render-to-string';
import type { Problem } from '#platform/http/errors.js';
import { type Lang, translate } from '#platform/i18n/messages.js';
import { DemoBand, Frame, Mark } from './shell.js';
import { uiText } from './ui.messages.js';

/** What a visitor sees when a page cannot be shown: what happened, and where to go. */
export function errorPage(
  problem: Problem,
  request: { lang: Lang; nonce: string; path: string; reference: string; demoMode: boolean },
): string {
  const t = uiText(request.lang);
  const slug = request.path.split('/')[1];
  // What happened is the heading; why and what to do follow it.
  const end = problem.title.search(/[.!?] /) + 1;
  const heading = end > 0 ? problem.title.slice(0, end) : problem.title;
  const rest = problem.title.slice(heading.length).trim();
  const home = { label: t('ui.back-home'), href: slug && problem.status !== 404 ? `/${slug}` : '/' };
  const onwards = problem.ways?.(request.path) ?? [];
  const ways = [...onwards.map((way) => ({ ...way, label: translate(request.lang, way.label) })), home];
  return `<!doctype html>${render(
    <Frame lang={request.lang} nonce={request.nonce} title={`${t('ui.problem-title')} · Trama`}>
      {request.demoMode ? (
        <header class="trama-header">
          <DemoBand lang={request.lang} />
        </header>
      ) : null}
      <main class="trama-problem" id="contenuto">
        <a href="/" class="trama-brand-link">
          <Mark />
          <strong>Trama</strong>
        </a>
        <p class="trama-problem-kind">{t('ui.problem-kind', { status: problem.status })}</p>
        <h1>{heading}</h1>
        {rest === '' ? null : <p class="trama-lead">{rest}</p>}
        {problem.errors && problem.errors.length > 0 ? (
          <ul>
            {problem.errors.map((error) => (
              <li key={error.field}>
                <strong>{error.field}</strong>: {error.message}
              </li>
            ))}
          </ul>
        ) : null}
        {problem.status >= 500 ? (
          <p class="trama-reference">{t('ui.reference', { reference: request.reference })}</p>
        ) : null}
        <p class="trama-actions">
          {ways.map((way, index) => (
            <a key={way.href} class={`btn btn-${index === 0 ? '' : 'outline-'}primary`} href={way.href}>
              {way.label}
            </a>
          ))}
        </p>
      </main>
    </Frame>,
  )}`;
}
