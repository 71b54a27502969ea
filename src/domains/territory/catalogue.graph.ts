import { DataFactory, type Quad, type Quad_Object as QuadObject } from 'n3';
import { licenceOf } from './catalogue.rules.js';
import type { Catalogue, CatalogueEntry, Distribution } from './catalogue.types.js';

const { literal, namedNode, quad } = DataFactory;

/** Vocabularies of DCAT-AP_IT, by the prefix that both forms of the catalogue use. */
export const PREFIXES = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatapit: 'http://dati.gov.it/onto/dcatapit#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  locn: 'http://www.w3.org/ns/locn#',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'http://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const EU = 'http://publications.europa.eu/resource/authority/';
const CITIES = 'https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/';

/** Names in Italian of the themes that `themesOf` gives. */
const THEME_NAMES: Readonly<Record<string, string>> = {
  ECON: 'Economia e finanze',
  EDUC: 'Istruzione, cultura e sport',
  HEAL: 'Salute',
  REGI: 'Regioni e città',
  SOCI: 'Popolazione e società',
};

const LICENCE_TYPE_NAMES: Readonly<Record<string, string>> = {
  Attribution: 'Attribuzione',
  PublicDomain: 'Pubblico dominio',
  UnknownIPR: 'Diritti non noti',
};

const MEDIA_TYPES = { CSV: 'text/csv', JSON: 'application/json', GEOJSON: 'application/geo+json' } as const;

/** `dct:title` and the like, as the vocabulary's own address. */
function name(short: string): string {
  const [prefix = '', local = ''] = short.split(':');
  return `${PREFIXES[prefix as keyof typeof PREFIXES]}${local}`;
}

const node = (uri: string) => namedNode(encodeURI(decodeURI(uri)));
const italian = (text: string) => literal(text, 'it');
const day = (text: string) => literal(text, namedNode(name('xsd:date')));

/**
 * The catalogue in RDF, after DCAT-AP_IT (AgID, version 1.1). What the ambito has not supplied is left out: the
 * catalogue then lacks it, and never states a code that nobody gave.
 */
export function buildCatalogueGraph(catalogue: Catalogue): Quad[] {
  const graph = new Graph();
  const { url, publisher, ambito } = catalogue;
  const editor = `${url}#editore`;
  const modified = catalogue.entries
    .map((entry) => entry.modifiedOn)
    .sort()
    .at(-1);
  const issued = catalogue.entries.map((entry) => entry.issuedOn).sort()[0];
  graph.describe(url, ['dcatapit:Catalog', 'dcat:Catalog'], {
    'dct:title': italian(`Dati aperti di ${ambito.name}`),
    'dct:description': italian(
      `Le cifre su popolazione, economia e servizi sociali che ${ambito.name} raccoglie dalle fonti pubbliche e calcola per comune, sub-ambito e ambito.`,
    ),
    'dct:publisher': node(editor),
    ...(modified ? { 'dct:modified': day(modified) } : {}),
    ...(issued ? { 'dct:issued': day(issued) } : {}),
    'dct:language': language(graph),
    'dct:spatial': node(`${url}#territorio`),
    'foaf:homepage': graph.kind(catalogue.homepage, 'foaf:Document'),
    'dcat:themeTaxonomy': node(`${EU}data-theme`),
    'dcat:dataset': catalogue.entries.map((entry) => node(nameOf(entry))),
  });
  graph.describe(`${EU}data-theme`, ['skos:ConceptScheme'], {
    'dct:title': italian('Temi dei dati dell’Unione europea'),
  });
  describePeople(graph, catalogue);
  describeTerritory(graph, catalogue);
  for (const entry of catalogue.entries) describeEntry(graph, catalogue, entry);
  if (publisher?.contactName && publisher.contactEmail) {
    for (const entry of catalogue.entries)
      graph.add(nameOf(entry), 'dcat:contactPoint', node(`${url}#contatto`));
  }
  return graph.quads;
}

/** The name of a dataset: its page, with a fragment, because the page is not the dataset. */
function nameOf(entry: CatalogueEntry): string {
  return `${entry.page}#dati`;
}

function describePeople(graph: Graph, { url, publisher, ambito }: Catalogue): void {
  const agent = (id: string, title: string, ipaCode: string | null | undefined) =>
    graph.describe(`${url}#${id}`, ['dcatapit:Agent', 'foaf:Agent'], {
      'foaf:name': italian(title),
      ...(ipaCode ? { 'dct:identifier': literal(ipaCode) } : {}),
    });
  agent('editore', publisher?.name ?? ambito.leadBody ?? ambito.name, publisher?.ipaCode);
  if (publisher?.holderName) agent('titolare', publisher.holderName, publisher.holderIpaCode);
  if (!publisher?.contactEmail || !publisher.contactName) return;
  graph.describe(`${url}#contatto`, ['dcatapit:Organization', 'vcard:Organization', 'vcard:Kind'], {
    'vcard:fn': italian(publisher.contactName),
    'vcard:hasEmail': node(`mailto:${publisher.contactEmail}`),
    ...(publisher.contactPhone
      ? { 'vcard:hasTelephone': node(`tel:${publisher.contactPhone.replace(/[^\d+]/g, '')}`) }
      : {}),
    ...(publisher.contactUrl ? { 'vcard:hasURL': node(publisher.contactUrl) } : {}),
  });
}

/** The ambito is in no list of places of the State: its comuni are. */
function describeTerritory(graph: Graph, { url, ambito, comuni }: Catalogue): void {
  graph.describe(`${url}#territorio`, ['dct:Location'], {
    'locn:geographicName': italian(ambito.name),
    'dct:hasPart': comuni.map((comune) => node(`${CITIES}${comune.code}`)),
  });
  for (const comune of comuni) {
    graph.describe(`${CITIES}${comune.code}`, ['dct:Location'], {
      'locn:geographicName': italian(comune.name),
      'dcatapit:geographicalIdentifier': literal(`${CITIES}${comune.code}`, namedNode(name('xsd:anyURI'))),
    });
  }
}

function describeEntry(graph: Graph, catalogue: Catalogue, entry: CatalogueEntry): void {
  const { url, publisher, ambito } = catalogue;
  const own = nameOf(entry);
  const prefix = publisher?.ipaCode ?? ambito.slug;
  const licence = licenceOf(entry.licence);
  graph.describe(licence.uri, ['dcatapit:LicenseDocument', 'dct:LicenseDocument'], {
    'foaf:name': italian(licence.name),
    'dct:type': describeLicenceType(graph, licence.type),
    ...(licence.version ? { 'owl:versionInfo': literal(licence.version) } : {}),
  });
  graph.describe(own, ['dcatapit:Dataset', 'dcat:Dataset'], {
    'dct:identifier': literal(`${prefix}:${entry.kind === 'metric' ? 'misura-' : ''}${entry.code}`),
    'dct:title': italian(entry.title),
    'dct:description': italian(entry.description),
    'dct:issued': day(entry.issuedOn),
    'dct:modified': day(entry.modifiedOn),
    'dcat:theme': entry.themes.map((theme) => describeTheme(graph, theme)),
    'dct:rightsHolder': node(`${url}#${publisher?.holderName ? 'titolare' : 'editore'}`),
    'dct:publisher': node(`${url}#editore`),
    'dct:accrualPeriodicity': graph.kind(`${EU}frequency/${entry.periodicity}`, 'dct:Frequency'),
    'dct:language': language(graph),
    'dct:spatial': node(`${url}#territorio`),
    ...(entry.years
      ? { 'dct:temporal': describeYears(graph, url, entry.years.first, entry.years.last) }
      : {}),
    'dcat:keyword': entry.keywords.map(italian),
    'dcat:landingPage': graph.kind(entry.page, 'foaf:Document'),
    'dct:conformsTo': describeSchema(graph, entry),
    'owl:versionInfo': literal(entry.version),
    ...(entry.source
      ? {
          'dct:provenance': graph.about(
            `${own.replace(/#.*/, '')}#provenienza`,
            'dct:ProvenanceStatement',
            entry.source,
          ),
        }
      : {}),
    'dcat:distribution': entry.distributions.map((one) =>
      describeDistribution(graph, entry, one, licence.uri),
    ),
  });
}

/** ADMS's list of kinds of licence is not fetched by who checks: what they are called is said here. */
function describeLicenceType(graph: Graph, uri: string): QuadObject {
  const kind = uri.slice(uri.lastIndexOf('/') + 1);
  graph.describe(uri, ['skos:Concept'], { 'skos:prefLabel': italian(LICENCE_TYPE_NAMES[kind] ?? kind) });
  return node(uri);
}

function describeTheme(graph: Graph, theme: string): QuadObject {
  const uri = `${EU}data-theme/${theme}`;
  graph.describe(uri, ['skos:Concept'], {
    'skos:prefLabel': italian(THEME_NAMES[theme] ?? theme),
    'skos:inScheme': node(`${EU}data-theme`),
  });
  return node(uri);
}

function describeYears(graph: Graph, url: string, first: number, last: number): QuadObject {
  const uri = `${url}#anni-${first}-${last}`;
  const [start, end] = [day(`${first}-01-01`), day(`${last}-12-31`)];
  // The profile has properties of its own for what schema.org names too; readers of Europe look for the latter.
  graph.describe(uri, ['dct:PeriodOfTime'], {
    'dcatapit:startDate': start,
    'dcatapit:endDate': end,
    'schema:startDate': start,
    'schema:endDate': end,
  });
  return node(uri);
}

function describeSchema(graph: Graph, entry: CatalogueEntry): QuadObject {
  graph.describe(entry.schema, ['dcatapit:Standard', 'dct:Standard'], {
    'dct:identifier': literal(entry.schema),
    'dct:title': italian(`Struttura della tabella «${entry.title}»`),
  });
  return node(entry.schema);
}

function describeDistribution(
  graph: Graph,
  entry: CatalogueEntry,
  one: Distribution,
  licence: string,
): QuadObject {
  const uri = `${entry.page}#${one.format.toLowerCase()}`;
  graph.describe(uri, ['dcatapit:Distribution', 'dcat:Distribution'], {
    'dct:title': italian(one.title),
    'dct:description': italian(entry.description),
    'dct:format': graph.kind(`${EU}file-type/${one.format}`, 'dct:MediaTypeOrExtent'),
    'dcat:mediaType': graph.kind(
      `https://www.iana.org/assignments/media-types/${MEDIA_TYPES[one.format]}`,
      'dct:MediaType',
    ),
    'dct:license': node(licence),
    'dct:modified': day(entry.modifiedOn),
    'dcat:accessURL': graph.kind(entry.page, 'rdfs:Resource'),
    'dcat:downloadURL': graph.kind(one.url, 'rdfs:Resource'),
  });
  return node(uri);
}

function language(graph: Graph): QuadObject {
  return graph.kind(`${EU}language/ITA`, 'dct:LinguisticSystem');
}

/** Statements in the order in which they were made; the same one is kept once. */
class Graph {
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
  kind(uri: string, type: string): QuadObject {
    this.add(uri, 'rdf:type', namedNode(name(type)));
    return node(uri);
  }

  /** A statement in words, such as where figures come from. */
  about(uri: string, type: string, words: string): QuadObject {
    this.describe(uri, [type], { 'rdfs:label': italian(words) });
    return node(uri);
  }
}
