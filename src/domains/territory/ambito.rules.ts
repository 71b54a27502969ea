/** First words of an address that mean something else, now or as links of the installation's own pages may need. */
const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'accesso',
  'accessibilita',
  'aiuto',
  'ambiti',
  'api',
  'assets',
  'dimostrazione',
  'documento',
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
  'robots',
  'static',
  'trama',
  'ufficio',
]);

export function isReservedSlug(slug: string): boolean {
  return RESERVED_SLUGS.has(slug);
}

/** May an ambito live at this address? Letters are required, so that it cannot be taken for a comune's code. */
export function isAmbitoSlug(slug: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,62}$/.test(slug) && /[a-z]/.test(slug) && !isReservedSlug(slug);
}

/** "Ambito territoriale di Suzzara" → "suzzara": the words that every ambito has say nothing in an address. */
export function suggestSlug(name: string): string {
  const code = codeOf(name);
  const short = code.replace(
    /^(?:ambito|distretto)(?:-territoriale)?(?:-sociale)?-(?:(?:di|del|dello|della|dei|degli|delle|dell|n)-)?/,
    '',
  );
  return isAmbitoSlug(short) ? short : code;
}

/** "Casalasco Est" → "casalasco-est": the code of an area, from its name. Empty when the name has no letter or digit. */
export function codeOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
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

export interface ReadCodes {
  codes: string[];
  /** Lines in which no code was found, as typed. */
  unread: string[];
}

/**
 * Codes out of a list that somebody pasted: one a line with or without the name, or with commas between. Spreadsheets
 * drop the zeros at the left (Torino's 001272 becomes 1272): they are put back.
 */
export function readPastedCodes(text: string): ReadCodes {
  const codes: string[] = [];
  const unread: string[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    const found = [...line.matchAll(/(?<![\p{L}\d])\d{4,6}(?![\p{L}\d])/gu)].map((match) =>
      match[0].padStart(6, '0'),
    );
    codes.push(...found);
    if (found.length === 0 && line.trim() !== '') unread.push(line.trim());
  }
  return { codes: [...new Set(codes)], unread };
}
