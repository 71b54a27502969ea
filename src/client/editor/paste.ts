/** Of what comes from elsewhere only structure enters: headings, lists, tables, bold, italic, links. */
export function cleanPasted(html: string): string {
  // What was copied in the editor itself is as it should be.
  if (html.includes('data-pm-slice')) return html;
  const page = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->/g, ''), 'text/html');
  for (const gone of page.querySelectorAll(
    'script, style, meta, link, xml, img, svg, object, iframe, form, input, button, title',
  ))
    gone.remove();
  for (const mark of page.querySelectorAll<HTMLElement>(
    '[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]',
  )) {
    // The bullet or the number that Word draws: it tells which kind of list it was.
    const item = mark.closest('p, li');
    if (item instanceof HTMLElement) item.dataset.marker = mark.textContent?.trim() ?? '';
    mark.remove();
  }
  foldLists(page);
  // A chapter has its own title above: what was the first level is a section of it.
  for (const heading of page.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Math.min(4, Number(heading.tagName[1]) + 1);
    const lower = page.createElement(`h${level}`);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  for (const element of page.body.querySelectorAll<HTMLElement>('*')) {
    // As text: the page's content policy keeps styles of a parsed page from being read as such.
    const style = element.getAttribute('style') ?? '';
    const isBold = /font-weight:\s*(bold|[6-9]00)/i.test(style);
    const isItalic = /font-style:\s*italic/i.test(style);
    const kept = new Set(['href', 'colspan', 'rowspan']);
    for (const name of element.getAttributeNames()) if (!kept.has(name)) element.removeAttribute(name);
    if (isBold && element.tagName === 'SPAN') wrap(element, 'strong');
    if (isItalic && element.tagName === 'SPAN') wrap(element, 'em');
  }
  for (const cell of page.querySelectorAll('tr:first-child > td')) {
    const head = page.createElement('th');
    head.append(...cell.childNodes);
    cell.replaceWith(head);
  }
  return page.body.innerHTML;
}

function wrap(element: HTMLElement, tag: 'strong' | 'em'): void {
  const mark = element.ownerDocument.createElement(tag);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** Word writes lists as paragraphs that look like them: `mso-list:l0 level2 lfo1`. */
function foldLists(page: Document): void {
  const open: { list: HTMLElement; level: number }[] = [];
  for (const element of [...page.body.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, table, ul, ol')]) {
    const style = element.getAttribute('style') ?? '';
    const found = /mso-list:\s*\S+\s+level(\d)/i.exec(style);
    if (element.tagName !== 'P' || !found) {
      if (!element.closest('li')) open.length = 0;
      continue;
    }
    const level = Number(found[1]);
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    let current = open.at(-1);
    if (!current || current.level < level) {
      const isNumbered = /^\(?[0-9a-z]{1,4}[.)]/i.test(element.dataset.marker ?? '');
      const list = page.createElement(isNumbered ? 'ol' : 'ul');
      const holder = current?.list.lastElementChild;
      if (holder) holder.append(list);
      else element.before(list);
      current = { list, level };
      open.push(current);
    }
    const item = page.createElement('li');
    const paragraph = page.createElement('p');
    paragraph.append(...element.childNodes);
    item.append(paragraph);
    current.list.append(item);
    element.remove();
  }
}
