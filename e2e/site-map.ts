/** At most so many pages of one kind (`/bisogni/…`) are visited. */
const PER_KIND = 2;
/** Pages of these first segments are single ones, each with a look of its own. */
const SINGLE_LEVELS = 2;

/**
 * Follows a site's links and gives some addresses of each kind of page.
 * @param cookie of a session; '' for the public
 */
export async function mapSite(address: string, starts: string[], cookie = ''): Promise<string[]> {
  const found: string[] = [];
  const queue = [...starts];
  const seen = new Set<string>();
  const perKind = new Map<string, number>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const kind = kindOf(path);
    const count = perKind.get(kind) ?? 0;
    if (count >= PER_KIND) continue;
    const response = await fetch(address + path, { headers: { accept: 'text/html', cookie } });
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
    if (response.redirected) {
      queue.push(new URL(response.url).pathname);
      continue;
    }
    perKind.set(kind, count + 1);
    found.push(path);
    const html = await response.text();
    for (const [, href = ''] of html.matchAll(/<a\b[^>]*\shref="([^"#]*)/g)) {
      const target = new URL(href.replaceAll('&amp;', '&'), address + path);
      // Filters and pages of a list look like the list.
      if (target.origin === address && target.search === '') queue.push(target.pathname);
    }
  }
  return found;
}

/** The address with what changes from one thing to the next folded: codes, numbers, names of things. */
function kindOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const office = parts[1] === 'ufficio' ? 1 : 0;
  return parts
    .map((part, index) => {
      if (index <= SINGLE_LEVELS + office) return part;
      return WORDS.has(part) ? part : '*';
    })
    .join('/');
}

/** Segments that name an act or a list rather than a thing. */
const WORDS = new Set(
  'modifica nuovo nuova storia elimina ritira obiettivi bisogni documento filo fili-sciolti azioni indicatori invita intero rilevazioni dati qualita profilo organismi reti accordi enti risorse spesa'.split(
    ' ',
  ),
);
