export interface MapOptions {
  /** Of a session; without it, the public's. */
  cookie?: string;
  /** Addresses to follow; others lead where somebody else looks. */
  within?: RegExp;
  /** Kinds of pages seen already; what is found now is added. */
  kinds?: Set<string>;
}

/** Follows a site's links and gives one address of each kind of page. */
export async function mapSite(
  address: string,
  starts: readonly string[],
  { cookie = '', within = /^\//, kinds = new Set<string>() }: MapOptions = {},
): Promise<string[]> {
  const found: string[] = [];
  const queue = [...starts];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = kindOf(path);
    if (kinds.has(kind) || !within.test(path)) continue;
    kinds.add(kind);
    const response = await fetch(address + path, { headers: { accept: 'text/html', cookie } });
    if (response.redirected) {
      queue.push(new URL(response.url).pathname);
      continue;
    }
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
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

/** Lists whose things are named by words; elsewhere a code, a number or a year tells that a segment names a thing. */
const NAMED_BY_WORDS = new Set([
  'enti',
  'fondi',
  'profilo',
  'qualita',
  'dati',
  'serie',
  'misura',
  'misure',
  'regole',
  'modifica',
]);
/** Segments below those lists that are pages, not things. */
const PAGES = new Set([
  'nuovo',
  'nuova',
  'importa',
  'controlla',
  'catalogo',
  'confronta',
  'ricette',
  'regole',
  'serie',
  'misura',
]);

/** The address with the names of things folded, so that two things of one list are the same kind of page. */
function kindOf(path: string): string {
  const parts = path.split('/');
  return parts
    .map((part, index) => {
      if (/[\dA-Z]/.test(part) && part !== 'v1') return '*';
      return NAMED_BY_WORDS.has(parts[index - 1] ?? '') && !PAGES.has(part) ? '*' : part;
    })
    .join('/');
}
