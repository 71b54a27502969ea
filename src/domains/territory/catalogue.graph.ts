import type { Quad, Quad_Object as QuadObject } from 'n3';
import { describeConcept, describeScheme, describeSubtheme } from './catalogue/concepts.js';
import { type Extent, sayExtent, unionOf } from './catalogue/extent.js';
import { day, italian, node, plain, Statements, typed } from './catalogue/statements.js';
import { bodyTypeOf, keywordsOf, licenceOf } from './catalogue.rules.js';
import type { Catalogue, CatalogueEntry, Distribution } from './catalogue.types.js';

const CITIES = 'https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/';

const MEDIA_TYPES = { CSV: 'text/csv', JSON: 'application/json', GEOJSON: 'application/geo+json' } as const;

/**
 * The catalogue in RDF, after DCAT-AP_IT (AgID, version 1.1) and DCAT-AP (SEMIC, version 2.1.1). What the ambito has not
 * supplied is left out: the catalogue then lacks it, and never states a code that nobody gave.
 */
export function buildCatalogueGraph(catalogue: Catalogue): Quad[] {
  const graph = new Statements();
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
    'dct:language': describeConcept(graph, 'language', 'ITA'),
    'dct:spatial': node(`${url}#territorio`),
    'foaf:homepage': graph.kind(catalogue.homepage, 'foaf:Document'),
    'dcat:themeTaxonomy': describeScheme(graph, 'theme'),
    'dcat:dataset': catalogue.entries.map((entry) => node(nameOf(entry))),
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

function describePeople(graph: Statements, { url, publisher, ambito }: Catalogue): void {
  const agent = (id: string, title: string, ipaCode: string | null, type: string | null) =>
    graph.describe(`${url}#${id}`, ['dcatapit:Agent', 'foaf:Agent'], {
      'foaf:name': italian(title),
      ...(ipaCode ? { 'dct:identifier': plain(ipaCode) } : {}),
      ...(type ? { 'dct:type': describeConcept(graph, 'publisherType', type) } : {}),
    });
  const { ipaCode = null, holderIpaCode = null } = publisher ?? {};
  // Who acts for an ambito acts for its comuni, whatever its form (law 328/2000, art. 6 and 8).
  const type = bodyTypeOf(ipaCode) ?? 'LocalAuthority';
  agent('editore', publisher?.name ?? ambito.leadBody ?? ambito.name, ipaCode, type);
  if (publisher?.holderName)
    agent('titolare', publisher.holderName, holderIpaCode, bodyTypeOf(holderIpaCode));
  if (!publisher?.contactEmail || !publisher.contactName) return;
  graph.describe(`${url}#contatto`, ['dcatapit:Organization', 'vcard:Organization', 'vcard:Kind'], {
    // A string without a language: so AgID's ontology has it.
    'vcard:fn': plain(publisher.contactName),
    'vcard:hasEmail': graph.kind(`mailto:${publisher.contactEmail}`, 'vcard:Email'),
    ...(publisher.contactPhone ? { 'vcard:hasTelephone': describePhone(graph, publisher.contactPhone) } : {}),
    ...(publisher.contactUrl ? { 'vcard:hasURL': node(publisher.contactUrl) } : {}),
  });
}

function describePhone(graph: Statements, phone: string): QuadObject {
  const uri = `tel:${phone.replace(/[^\d+]/g, '')}`;
  graph.describe(uri, ['vcard:TelephoneType', 'vcard:Voice'], { 'vcard:value': plain(phone) });
  return node(uri);
}

/** The ambito is in no list of places of the State: its comuni are. */
function describeTerritory(graph: Statements, { url, ambito, comuni }: Catalogue): void {
  const extents = comuni.flatMap(({ extent }) => (extent ? [extent] : []));
  graph.describe(`${url}#territorio`, ['dct:Location'], {
    'locn:geographicName': italian(ambito.name),
    'dct:hasPart': comuni.map((comune) => node(`${CITIES}${comune.code}`)),
    // The surroundings of some of its comuni are not those of the ambito.
    ...(extents.length === comuni.length ? placing(unionOf(extents)) : {}),
  });
  for (const comune of comuni) {
    graph.describe(`${CITIES}${comune.code}`, ['dct:Location'], {
      'locn:geographicName': italian(comune.name),
      'dcatapit:geographicalIdentifier': typed(`${CITIES}${comune.code}`, 'xsd:anyURI'),
      ...placing(comune.extent),
    });
  }
}

function placing(extent: Extent | null): Record<string, QuadObject> {
  if (!extent) return {};
  const { bbox, centroid } = sayExtent(extent);
  return {
    'dcat:bbox': typed(bbox, 'geosparql:wktLiteral'),
    'dcat:centroid': typed(centroid, 'geosparql:wktLiteral'),
  };
}

function describeEntry(graph: Statements, catalogue: Catalogue, entry: CatalogueEntry): void {
  const { url, publisher, ambito } = catalogue;
  const own = nameOf(entry);
  const prefix = publisher?.ipaCode ?? ambito.slug;
  const licence = licenceOf(entry.licence);
  graph.describe(licence.uri, ['dcatapit:LicenseDocument', 'dct:LicenseDocument'], {
    'foaf:name': italian(licence.name),
    'dct:type': describeConcept(graph, 'licenceType', licence.type),
    ...(licence.version ? { 'owl:versionInfo': plain(licence.version) } : {}),
  });
  graph.describe(own, ['dcatapit:Dataset', 'dcat:Dataset'], {
    'dct:identifier': plain(`${prefix}:${entry.kind === 'metric' ? 'misura-' : ''}${entry.code}`),
    'dct:title': italian(entry.title),
    'dct:description': italian(entry.description),
    'dct:issued': day(entry.issuedOn),
    'dct:modified': day(entry.modifiedOn),
    'dcat:theme': entry.themes.map((theme) => describeConcept(graph, 'theme', theme)),
    'dct:subject': entry.subthemes.map((code) => describeSubtheme(graph, code)),
    'dct:rightsHolder': node(`${url}#${publisher?.holderName ? 'titolare' : 'editore'}`),
    'dct:publisher': node(`${url}#editore`),
    'dct:accessRights': describeConcept(graph, 'accessRight', 'PUBLIC'),
    'dct:accrualPeriodicity': describeConcept(graph, 'frequency', entry.periodicity),
    'dct:language': describeConcept(graph, 'language', 'ITA'),
    'dct:spatial': node(`${url}#territorio`),
    ...(entry.years
      ? { 'dct:temporal': describeYears(graph, url, entry.years.first, entry.years.last) }
      : {}),
    'dcat:keyword': keywordsOf(entry.keywords).map(italian),
    'dcat:landingPage': graph.kind(entry.page, 'foaf:Document'),
    'dct:conformsTo': describeSchema(graph, entry),
    'owl:versionInfo': plain(entry.version),
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

function describeYears(graph: Statements, url: string, first: number, last: number): QuadObject {
  const uri = `${url}#anni-${first}-${last}`;
  const [start, end] = [day(`${first}-01-01`), day(`${last}-12-31`)];
  // Each profile has its own name for the same day: Italy's, DCAT-AP 1 and DCAT-AP 2.
  graph.describe(uri, ['dct:PeriodOfTime'], {
    'dcatapit:startDate': start,
    'dcatapit:endDate': end,
    'schema:startDate': start,
    'schema:endDate': end,
    'dcat:startDate': start,
    'dcat:endDate': end,
  });
  return node(uri);
}

function describeSchema(graph: Statements, entry: CatalogueEntry): QuadObject {
  graph.describe(entry.schema, ['dcatapit:Standard', 'dct:Standard'], {
    'dct:identifier': plain(entry.schema),
    'dct:title': italian(`Struttura della tabella «${entry.title}»`),
  });
  return node(entry.schema);
}

function describeDistribution(
  graph: Statements,
  entry: CatalogueEntry,
  one: Distribution,
  licence: string,
): QuadObject {
  const uri = `${entry.page}#${one.format.toLowerCase()}`;
  graph.describe(uri, ['dcatapit:Distribution', 'dcat:Distribution'], {
    'dct:title': italian(one.title),
    'dct:description': italian(entry.description),
    'dct:format': describeConcept(graph, 'fileType', one.format),
    'dcat:mediaType': graph.kind(
      `https://www.iana.org/assignments/media-types/${MEDIA_TYPES[one.format]}`,
      // The first edition of DCAT-AP asks for the wider class, the second for the narrower one.
      'dct:MediaType',
      'dct:MediaTypeOrExtent',
    ),
    'dct:license': node(licence),
    'dct:modified': day(entry.modifiedOn),
    // Addresses of files do not change from one edition to the next.
    'dcatap:availability': describeConcept(graph, 'availability', 'STABLE'),
    'dcat:accessURL': graph.kind(entry.page, 'rdfs:Resource'),
    'dcat:downloadURL': graph.kind(one.url, 'rdfs:Resource'),
  });
  return node(uri);
}
