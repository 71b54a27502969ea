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
  /** In ADMS's list of kinds of licence, which DCAT-AP_IT prescribes. */
  type: string;
  isKnown: boolean;
}

const LICENCES_OF_ITALY = 'https://w3id.org/italia/controlled-vocabulary/licences/';
const KINDS_OF_LICENCE = 'http://purl.org/adms/licencetype/';

const unknownLicence: CatalogueLicence = {
  uri: `${LICENCES_OF_ITALY}C1_Unknown`,
  name: 'Licenza sconosciuta',
  version: null,
  type: `${KINDS_OF_LICENCE}UnknownIPR`,
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
  return [
    code,
    { uri: `${LICENCES_OF_ITALY}${uri}`, name, version, type: `${KINDS_OF_LICENCE}${type}`, isKnown: true },
  ];
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

/** Words in a variable's code or name, in English or Italian, that tell its theme; all the rest is population and society. */
const THEMES: readonly (readonly [RegExp, string])[] = [
  [/income|tax|spending|budget|firm|employ|labour|redd|spes|lavor|occup|impres|pension/, 'ECON'],
  [/health|hospital|disab|salut|sanit|ospedal|ricover|cronic/, 'HEAL'],
  [/school|educat|nursery|scuol|istruz|studen|alunn|nid[oi]/, 'EDUC'],
  [/land-area|boundar|superfic/, 'REGI'],
];

/** Themes of the European vocabulary, at least one, in a fixed order. */
export function themesOf(variables: readonly string[]): string[] {
  const found = new Set(
    variables.map((variable) => THEMES.find(([pattern]) => pattern.test(variable))?.[1] ?? 'SOCI'),
  );
  return found.size === 0 ? ['SOCI'] : [...found].sort();
}

/** Layouts that their publisher brings out every year. */
const YEARLY = /^(istat|mef)/;

/** How often new figures come, in the European vocabulary of frequencies; nothing is promised of the rest. */
export function periodicityOf(layout: string): string {
  return YEARLY.test(layout) ? 'ANNUAL' : 'UNKNOWN';
}
