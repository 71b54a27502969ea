import type { Quad_Object as QuadObject } from 'n3';
import { italian, node, type Statements } from './statements.js';

const EU = 'http://publications.europa.eu/resource/authority/';

interface ConceptList {
  /** Address of the list itself. */
  scheme: string;
  title: string;
  /** Address of a concept, before its code. */
  base: string;
  /** What DCAT-AP wants its concepts to be besides concepts. */
  kinds: readonly string[];
  /** In Italian, as the list calls them. */
  names: Readonly<Record<string, string>>;
}

const european = (
  code: string,
  title: string,
  kinds: readonly string[],
  names: Readonly<Record<string, string>>,
): ConceptList => ({ scheme: EU + code, base: `${EU}${code}/`, title, kinds, names });

const adms = (code: string, title: string, names: Readonly<Record<string, string>>): ConceptList => ({
  scheme: `http://purl.org/adms/${code}/1.0`,
  base: `http://purl.org/adms/${code}/`,
  title,
  kinds: [],
  names,
});

/** The controlled lists that DCAT-AP_IT and DCAT-AP prescribe, with the concepts that a catalogue of ours may name. */
const LISTS = {
  theme: european('data-theme', 'Temi dei dati dell’Unione europea', [], {
    ECON: 'Economia e finanze',
    EDUC: 'Istruzione, cultura e sport',
    HEAL: 'Salute',
    REGI: 'Regioni e città',
    SOCI: 'Popolazione e società',
  }),
  frequency: european('frequency', 'Frequenze di aggiornamento dell’Unione europea', ['dct:Frequency'], {
    ANNUAL: 'annuale',
    IRREG: 'irregolare',
    UNKNOWN: 'sconosciuta',
  }),
  fileType: european('file-type', 'Tipi di file dell’Unione europea', ['dct:MediaTypeOrExtent'], {
    CSV: 'CSV',
    GEOJSON: 'GeoJSON',
    JSON: 'JSON',
  }),
  language: european('language', 'Lingue dell’Unione europea', ['dct:LinguisticSystem'], { ITA: 'italiano' }),
  availability: european('planned-availability', 'Disponibilità prevista dei dati', [], {
    STABLE: 'stabile',
  }),
  accessRight: european('access-right', 'Diritti di accesso', ['dct:RightsStatement'], {
    PUBLIC: 'pubblico',
  }),
  licenceType: adms('licencetype', 'Tipi di licenza', {
    Attribution: 'Attribuzione',
    PublicDomain: 'Pubblico dominio',
    UnknownIPR: 'Diritti non noti',
  }),
  publisherType: adms('publishertype', 'Tipi di editore', {
    LocalAuthority: 'Ente locale',
    RegionalAuthority: 'Ente regionale',
  }),
} satisfies Record<string, ConceptList>;

/**
 * A concept of a controlled list, with its name and its list: who checks a catalogue does not fetch the lists, and
 * DCAT-AP's own shapes ask both of every concept.
 */
export function describeConcept(to: Statements, list: keyof typeof LISTS, code: string): QuadObject {
  const { base, kinds, names }: ConceptList = LISTS[list];
  to.describe(base + code, ['skos:Concept', ...kinds], {
    'skos:prefLabel': italian(names[code] ?? code),
    'skos:inScheme': describeScheme(to, list),
  });
  return node(base + code);
}

export function describeScheme(to: Statements, list: keyof typeof LISTS): QuadObject {
  const { scheme, title } = LISTS[list];
  to.describe(scheme, ['skos:ConceptScheme'], { 'dct:title': italian(title) });
  return node(scheme);
}

/** Names of the parts of EuroVoc that Italy's table of subthemes allows (AgID) and `subthemesOf` gives. */
const SUBTHEMES: Readonly<Record<string, string>> = {
  '100188': 'struttura economica',
  '100204': 'finanze pubbliche e politica di bilancio',
  '100206': 'fiscalità',
  '100208': 'famiglia',
  '100209': 'migrazione',
  '100210': 'demografia e popolazione',
  '100214': 'protezione sociale',
  '100215': 'salute',
  '100217': 'istruzione',
  '100283': 'geografia politica',
};

export function describeSubtheme(to: Statements, code: string): QuadObject {
  const uri = `http://eurovoc.europa.eu/${code}`;
  to.describe(uri, ['skos:Concept'], { 'skos:prefLabel': italian(SUBTHEMES[code] ?? code) });
  return node(uri);
}
