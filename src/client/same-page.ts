/**
 * Links within the page are the browser's own: Turbo would fetch the page again, and a form sent back with errors
 * would lose what was typed.
 */
export function leaveSamePageLinks(): void {
  document.addEventListener(
    'click',
    (event) => {
      const link =
        event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (!link || link.hash === '') return;
      const isHere =
        link.getAttribute('href')?.startsWith('#') ||
        (link.origin === location.origin &&
          link.pathname === location.pathname &&
          link.search === location.search);
      if (isHere) link.dataset.turbo = 'false';
    },
    true,
  );
}
