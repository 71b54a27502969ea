import { DataFactory, type Quad, type Quad_Object as QuadObject } from 'n3';

const { literal, namedNode, quad } = DataFactory;

/** Vocabularies of DCAT-AP_IT, by the prefix that both forms of the catalogue use. */
export const PREFIXES = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dcatapit: 'http://dati.gov.it/onto/dcatapit#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  geosparql: 'http://www.opengis.net/ont/geosparql#',
  locn: 'http://www.w3.org/ns/locn#',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'http://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** `dct:title` and the like, as the vocabulary's own address. */
function name(short: string): string {
  const [prefix = '', local = ''] = short.split(':');
  return `${PREFIXES[prefix as keyof typeof PREFIXES]}${local}`;
}

export const node = (uri: string) => namedNode(encodeURI(decodeURI(uri)));
/** Without tags of HTML, which no text of a catalogue may hold (AgID, guide to DCAT-AP_IT). */
export const italian = (text: string) => literal(text.replace(/<\/?[a-z][^>]*>/gi, ''), 'it');
export const plain = (text: string) => literal(text);
export const typed = (text: string, type: string) => literal(text, namedNode(name(type)));
export const day = (text: string) => typed(text, 'xsd:date');

/** Statements in the order in which they were made; the same one is kept once. */
export class Statements {
  readonly quads: Quad[] = [];
  readonly #seen = new Set<string>();

  add(subject: string, property: string, value: QuadObject): void {
    const made = quad(node(subject), namedNode(name(property)), value);
    const key = [made.subject.value, property, value.termType, value.value].join('\u0000');
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.quads.push(made);
  }

  describe(
    subject: string,
    types: readonly string[],
    properties: Readonly<Record<string, QuadObject | readonly QuadObject[]>>,
  ): void {
    for (const type of types) this.add(subject, 'rdf:type', namedNode(name(type)));
    for (const [property, value] of Object.entries(properties)) {
      for (const one of Array.isArray(value) ? value : [value]) this.add(subject, property, one);
    }
  }

  /** Names a thing of elsewhere and says what kind of thing it is: readers that check kinds do not fetch it. */
  kind(uri: string, ...types: readonly string[]): QuadObject {
    this.describe(uri, types, {});
    return node(uri);
  }

  /** A statement in words, such as where figures come from. */
  about(uri: string, type: string, words: string): QuadObject {
    this.describe(uri, [type], { 'rdfs:label': italian(words) });
    return node(uri);
  }
}
