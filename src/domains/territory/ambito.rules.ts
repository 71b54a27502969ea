/** First words of an address that already mean something else. */
const TAKEN_WORDS: ReadonlySet<string> = new Set([
  'accesso',
  'accessibilita',
  'ambiti',
  'api',
  'assets',
  'esci',
  'favicon',
  'healthz',
  'impostazioni',
  'invito',
  'metrics',
  'nuovo-ambito',
  'primo-accesso',
  'privacy',
  'profilo',
  'readyz',
  'static',
  'ufficio',
]);

/** May an ambito live at this address? Letters are required, so that it cannot be taken for a comune's code. */
export function isAmbitoSlug(slug: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,62}$/.test(slug) && /[a-z]/.test(slug) && !TAKEN_WORDS.has(slug);
}

/** "Casalasco Est" → "casalasco-est": the code of an area, from its name. Empty when the name has no letter or digit. */
export function codeOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** The first code that comes twice. */
export function findRepeated(codes: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const code of codes) {
    if (seen.has(code)) return code;
    seen.add(code);
  }
  return undefined;
}
