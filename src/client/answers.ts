import { visit } from '@hotwired/turbo';

/**
 * Draws the page that answers a form in place. Turbo does so only for answers that redirect or refuse; a form may also
 * be answered with a page of its own: an address to copy, a draft with one part more.
 */
export function watchAnswers(): void {
  document.addEventListener('turbo:before-fetch-response', (event) => {
    const { fetchResponse } = event.detail;
    const isPost = event.target instanceof HTMLFormElement && event.target.getAttribute('method') === 'post';
    if (!isPost || fetchResponse.statusCode !== 200 || fetchResponse.redirected) return;
    event.preventDefault();
    void fetchResponse.responseHTML.then((responseHTML) =>
      visit(fetchResponse.location.href, {
        action: 'replace',
        response: { statusCode: 200, redirected: false, responseHTML },
      }),
    );
  });
}
