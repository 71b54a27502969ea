import type { EntryFault, MissingFact, PublisherFacts } from './catalogue.types.js';

/**
 * What must still be supplied before the catalogue meets DCAT-AP_IT.
 * @param leadBody publishes the data where nobody has said who does
 */
export function missingFacts(publisher: PublisherFacts | null, leadBody: string | null): MissingFact[] {
  const missing: MissingFact[] = [];
  if (!publisher?.name && !leadBody) missing.push('name');
  if (!publisher?.ipaCode) missing.push('ipa-code');
  if (publisher?.holderName && !publisher.holderIpaCode) missing.push('holder-ipa-code');
  if (!publisher?.contactName) missing.push('contact-name');
  if (!publisher?.contactEmail) missing.push('contact-email');
  return missing;
}

/** Datasets whose own facts keep them from meeting the profile. */
export function findEntryFaults(
  entries: readonly { code: string; title: string; licence: string }[],
): EntryFault[] {
  return entries
    .filter((entry) => !licenceOf(entry.licence).isKnown)
    .map(({ code, title }) => ({ code, title, fault: 'licence-unknown' }));
}

export interface CatalogueLicence {
  /** In AgID's controlled vocabulary of licences. */
  uri: string;
  name: string;
  version: string | null;
  /** Code in ADMS's list of kinds of licence, which DCAT-AP_IT prescribes. */
  type: string;
  isKnown: boolean;
}

const LICENCES_OF_ITALY = 'https://w3id.org/italia/controlled-vocabulary/licences/';

const unknownLicence: CatalogueLicence = {
  uri: `${LICENCES_OF_ITALY}C1_Unknown`,
  name: 'Licenza sconosciuta',
  version: null,
  type: 'UnknownIPR',
  isKnown: false,
};

const licences: ReadonlyMap<string, CatalogueLicence> = new Map([
  licence('CC-BY-4.0', 'A21_CCBY40', 'Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)', '4.0'),
  licence('CC-BY-3.0-IT', 'A23_CCBY30IT', 'Creative Commons Attribuzione 3.0 Italia (CC BY 3.0 IT)', '3.0'),
  licence('IODL-2.0', 'A29_IODL20', 'Italian Open Data License 2.0 (IODL 2.0)', '2.0'),
  licence(
    'CC0-1.0',
    'A11_CCO10',
    'Creative Commons CC0 1.0 Universale – Donazione al pubblico dominio (CC0 1.0)',
    '1.0',
    'PublicDomain',
  ),
]);

function licence(
  code: string,
  uri: string,
  name: string,
  version: string,
  type = 'Attribution',
): [string, CatalogueLicence] {
  return [code, { uri: `${LICENCES_OF_ITALY}${uri}`, name, version, type, isKnown: true }];
}

/** The licence as the catalogue names it; one that it does not know is said to be unknown, never guessed. */
export function licenceOf(code: string): CatalogueLicence {
  return licences.get(code) ?? unknownLicence;
}

/** Which of a dataset's licences bind who reuses something made from several: attribution binds more than none. */
export function strictestLicence(codes: readonly string[]): string {
  const order = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-3.0-IT', 'IODL-2.0'];
  if (codes.length === 0 || codes.some((code) => !order.includes(code))) return 'other';
  return codes.reduce((strictest, code) =>
    order.indexOf(code) > order.indexOf(strictest) ? code : strictest,
  );
}

interface Subject {
  words: RegExp;
  /** In the European vocabulary of themes. */
  theme: string;
  /** Part of EuroVoc that Italy's table of subthemes puts under that theme (AgID, `theme-subtheme-mapping`). */
  subtheme: string;
}

/** Words in a variable's code or name, in English or Italian, that tell its subject: the first that fits. */
const SUBJECTS: readonly Subject[] = [
  { words: /income|tax|redd/, theme: 'ECON', subtheme: '100206' },
  { words: /spending|budget|spes/, theme: 'ECON', subtheme: '100204' },
  { words: /firm|employ|labour|lavor|occup|impres|pension/, theme: 'ECON', subtheme: '100188' },
  {
    words: /health|hospital|disab|salut|sanit|ospedal|ricover|cronic/,
    theme: 'HEAL',
    subtheme: '100215',
  },
  { words: /school|educat|nursery|scuol|istruz|studen|alunn|nid[oi]/, theme: 'EDUC', subtheme: '100217' },
  { words: /land-area|boundar|superfic/, theme: 'REGI', subtheme: '100283' },
  { words: /foreign|migra|stranier|cittadin/, theme: 'SOCI', subtheme: '100209' },
  { words: /famil|household/, theme: 'SOCI', subtheme: '100208' },
  { words: /service|assist|utent|servizi|beneficiar/, theme: 'SOCI', subtheme: '100214' },
];
const SOCIETY: Subject = { words: /./, theme: 'SOCI', subtheme: '100210' };

function listSubjects(variables: readonly string[], what: 'theme' | 'subtheme'): string[] {
  const found = variables.map((variable) => SUBJECTS.find(({ words }) => words.test(variable)) ?? SOCIETY);
  return [...new Set((found.length === 0 ? [SOCIETY] : found).map((subject) => subject[what]))].sort();
}

/** Themes of the European vocabulary, at least one, in a fixed order. */
export function themesOf(variables: readonly string[]): string[] {
  return listSubjects(variables, 'theme');
}

/** Parts of EuroVoc, at least one, each under a theme of `themesOf`: DCAT-AP_IT recommends them. */
export function subthemesOf(variables: readonly string[]): string[] {
  return listSubjects(variables, 'subtheme');
}

/** What dati.gov.it's software takes for a keyword at most. */
const LONGEST_KEYWORD = 100;

/**
 * Keywords as AgID's guide wants them: letters, digits, spaces, points and hyphens only. What stands between commas is a
 * keyword of its own, elided articles fall away, strokes become hyphens. National catalogues refuse the others.
 */
export function keywordsOf(words: readonly string[]): string[] {
  const clean = words
    .flatMap((word) => word.split(/[,;:()«»"]/))
    .map((word) =>
      word
        .replace(/(?<!\p{L})(?:[cdlmnstv]|[dns]ell|sull|d?all|coll|un|quest|quell)['’]/giu, '')
        .replace(/\//g, '-')
        .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^[ ._-]+|[ ._-]+$/g, ''),
    )
    .map((word) =>
      word.length > LONGEST_KEYWORD ? word.slice(0, LONGEST_KEYWORD + 1).replace(/ [^ ]*$/, '') : word,
    );
  return [...new Set(clean.filter((word) => word.length > 1))];
}

/**
 * What kind of body a code of the index of administrations tells of, in ADMS's list of kinds of publisher: codes of
 * comuni and provinces begin with c_ and p_, those of regions with r_. Null where the code does not tell.
 */
export function bodyTypeOf(ipaCode: string | null): 'LocalAuthority' | 'RegionalAuthority' | null {
  if (/^[cp]_/i.test(ipaCode ?? '')) return 'LocalAuthority';
  return /^r_/i.test(ipaCode ?? '') ? 'RegionalAuthority' : null;
}

/** Layouts that their publisher brings out every year. */
const YEARLY = /^(istat|mef)/;

/** How often new figures come, in the European vocabulary of frequencies; nothing is promised of the rest. */
export function periodicityOf(layout: string): string {
  return YEARLY.test(layout) ? 'ANNUAL' : 'UNKNOWN';
}
