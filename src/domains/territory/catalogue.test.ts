import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DataFactory, type Quad } from 'n3';
import { windForSphere } from '#platform/charts/geometry.js';
import { type Extent, extentOf, sayExtent, unionOf } from './catalogue/extent.js';
import {
  findViolations,
  listStatements,
  parseJsonLd,
  parseTurtle,
  type Violation,
} from './catalogue.fixture.js';
import { toJsonLd, toTurtle } from './catalogue.forms.js';
import { buildCatalogueGraph } from './catalogue.graph.js';
import { findEntryFaults, missingFacts } from './catalogue.rules.js';
import type { Catalogue, CatalogueEntry, Publisher } from './catalogue.types.js';

const BASE = 'https://trama.example/ambito';

const publisher: Publisher = {
  id: 'p',
  name: 'Comune «capofila» d’esempio',
  ipaCode: 'c_x000',
  holderName: 'Azienda dei dati',
  holderIpaCode: 'az_dati',
  contactName: 'Ufficio di Piano',
  contactEmail: 'piano@ente.example',
  contactPhone: '+39 0372 000000',
  contactUrl: 'https://ente.example/piano?a=1&b=2',
  version: 1,
};

/** A tenth of a degree a side. */
function square(x: number, y: number): Extent {
  const ring = [
    [x, y],
    [x + 0.1, y],
    [x + 0.1, y + 0.1],
    [x, y + 0.1],
    [x, y],
  ];
  return extentOf(windForSphere({ type: 'Polygon', coordinates: [ring] }));
}

function entry(code: string, facts: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    kind: 'dataset',
    code,
    title: `Serie "${code}" \\ con\nogni segno`,
    description: 'Residenti al 1° gennaio, per comune.',
    licence: 'CC-BY-4.0',
    keywords: ['popolazione'],
    themes: ['SOCI', 'ECON'],
    subthemes: ['100210', '100206'],
    periodicity: 'ANNUAL',
    source: 'Istat',
    issuedOn: '2024-02-29',
    modifiedOn: '2025-01-31',
    version: '2',
    years: { first: 2002, last: 2024 },
    page: `${BASE}/dati/serie/${code}`,
    schema: `${BASE}/dati/${code}.csv-metadata.json`,
    distributions: [
      { format: 'CSV', url: `${BASE}/dati/${code}.csv`, title: 'Tabella' },
      { format: 'JSON', url: `${BASE}/dati/${code}.json`, title: 'Righe' },
    ],
    ...facts,
  };
}

function catalogue(facts: Partial<Catalogue> = {}): Catalogue {
  return {
    url: `${BASE}/dati/catalogo`,
    homepage: `${BASE}/dati`,
    ambito: { slug: 'ambito', name: 'Ambito d’esempio', leadBody: 'Comune capofila' },
    publisher,
    comuni: [
      { code: '019021', name: 'Casalmaggiore', extent: square(10.4, 44.9) },
      { code: '020066', name: 'Viadana', extent: square(10.5, 44.9) },
    ],
    entries: [entry('a'), entry('b', { kind: 'metric', years: null, source: null, licence: 'CC0-1.0' })],
    ...facts,
  };
}

const paths = (violations: readonly Violation[]) => [...new Set(violations.map((one) => one.path))].sort();
const without = (fact: keyof Publisher) => ({ ...publisher, [fact]: null });

describe('The catalogue after DCAT-AP_IT', () => {
  test('meets the shapes when every fact is there', async () => {
    assert.deepEqual(await findViolations(buildCatalogueGraph(catalogue())), []);
    const same = catalogue({ publisher: { ...publisher, holderName: null, holderIpaCode: null } });
    assert.deepEqual(await findViolations(buildCatalogueGraph(same)), []);
  });

  test('says the same in Turtle and in JSON-LD', async () => {
    const graph = buildCatalogueGraph(catalogue());
    const turtle = parseTurtle(await toTurtle(graph));
    const jsonLd = await parseJsonLd(toJsonLd(graph));
    assert.equal(turtle.length, graph.length);
    assert.deepEqual(listStatements(turtle), listStatements(graph));
    assert.deepEqual(listStatements(jsonLd), listStatements(graph));
  });

  test('breaks the shapes exactly where the ambito has not said something, and the page says the same', async () => {
    const cases: [Catalogue['publisher'], string[], string[]][] = [
      [without('ipaCode'), ['ipa-code'], ['identifier']],
      [without('holderIpaCode'), ['holder-ipa-code'], ['identifier']],
      [without('contactEmail'), ['contact-email'], ['contactPoint']],
      [without('contactName'), ['contact-name'], ['contactPoint']],
      [null, ['name', 'ipa-code', 'contact-name', 'contact-email'], ['contactPoint', 'identifier']],
    ];
    for (const [given, missing, broken] of cases) {
      assert.deepEqual(missingFacts(given, null), missing);
      assert.deepEqual(
        paths(await findViolations(buildCatalogueGraph(catalogue({ publisher: given })))),
        broken,
      );
    }
    assert.deepEqual(missingFacts(publisher, null), []);
    assert.deepEqual(missingFacts(null, 'Ente capofila'), ['ipa-code', 'contact-name', 'contact-email']);
  });

  test('a licence that it does not know is told, never guessed', async () => {
    const entries = [entry('a', { licence: 'other' }), entry('b', { licence: 'CC-BY-3.0-IT' })];
    assert.deepEqual(
      findEntryFaults(entries).map((fault) => fault.code),
      ['a'],
    );
    const violations = await findViolations(buildCatalogueGraph(catalogue({ entries })));
    assert.deepEqual(
      [...new Set(violations.map((one) => one.focus))],
      ['https://w3id.org/italia/controlled-vocabulary/licences/C1_Unknown'],
    );
  });

  test('an ambito without data has an incomplete catalogue', async () => {
    const broken = paths(await findViolations(buildCatalogueGraph(catalogue({ entries: [] }))));
    assert.deepEqual(broken, ['dataset', 'issued', 'modified']);
  });

  // A check that never fails would prove nothing: every property that the profile makes mandatory is taken away in turn.
  const mandatory: [string, string][] = [
    ...['title', 'description', 'publisher', 'modified'].map((name): [string, string] => ['catalogo', name]),
    ...['identifier', 'title', 'description', 'modified', 'rightsHolder', 'accrualPeriodicity'].map(
      (name): [string, string] => ['serie/a#dati', name],
    ),
    ...['theme', 'subject', 'distribution', 'contactPoint', 'publisher', 'accessRights', 'landingPage'].map(
      (name): [string, string] => ['serie/a#dati', name],
    ),
    ...['language', 'spatial', 'keyword'].map((name): [string, string] => ['serie/a#dati', name]),
    ...['format', 'license', 'accessURL', 'title', 'description', 'availability'].map(
      (name): [string, string] => ['serie/a#csv', name],
    ),
    ...['issued', 'language', 'spatial', 'homepage', 'themeTaxonomy'].map((name): [string, string] => [
      'catalogo',
      name,
    ]),
    ...['dcatapit#', 'schema.org/', 'dcat#'].flatMap((base) => [
      ['#anni-2002-2024', `${base}startDate`] as [string, string],
      ['#anni-2002-2024', `${base}endDate`] as [string, string],
    ]),
    ['catalogo#editore', 'terms/type'],
    ['tel:+390372000000', 'value'],
    ['catalogo#territorio', 'geographicName'],
    ['100210', 'core#prefLabel'],
    ['a.csv-metadata.json', 'identifier'],
    ['catalogo#editore', 'name'],
    ['catalogo#editore', 'identifier'],
    ['catalogo#contatto', 'fn'],
    ['catalogo#contatto', 'hasEmail'],
    ['A21_CCBY40', 'terms/type'],
    ['A21_CCBY40', 'name'],
    ['licencetype/Attribution', 'core#prefLabel'],
    ['data-theme', 'terms/title'],
    ['catalogo', 'dataset'],
  ];
  for (const [thing, property] of mandatory)
    test(`${thing} without its ${property} is caught`, async () => {
      const graph = buildCatalogueGraph(catalogue({ entries: [entry('a')] }));
      const planted = graph.filter(
        ({ subject, predicate }) =>
          !(subject.value.endsWith(thing) && new RegExp(`[/#.]${property}$`).test(predicate.value)),
      );
      assert.ok(planted.length < graph.length, 'the property was there');
      const found = await findViolations(planted);
      assert.ok(
        found.some((one) => one.focus.endsWith(thing) && one.path === property.replace(/^.*[/#]/, '')),
        JSON.stringify(found),
      );
    });

  test('wrong values are caught: a theme, a frequency, a format, a date, an e-mail of no list or form', async () => {
    const wrong: [Partial<CatalogueEntry>, string][] = [
      [{ themes: ['WELFARE'] }, 'theme'],
      [{ periodicity: 'ogni tanto' }, 'accrualPeriodicity'],
      [{ modifiedOn: '31/01/2025' }, 'modified'],
      [{ title: '' }, 'title'],
      [{ keywords: [] }, 'keyword'],
      [{ subthemes: ['popolazione'] }, 'subject'],
      [{ version: 'seconda' }, 'versionInfo'],
      [{ issuedOn: '2025-02-01' }, 'issued'],
      [{ years: { first: 2024, last: 2002 } }, 'startDate'],
    ];
    for (const [facts, path] of wrong) {
      const found = await findViolations(buildCatalogueGraph(catalogue({ entries: [entry('a', facts)] })));
      assert.ok(paths(found).includes(path), `${path}: ${JSON.stringify(found)}`);
    }
    const mail = catalogue({ publisher: { ...publisher, contactEmail: 'nessuno' } });
    assert.deepEqual(paths(await findViolations(buildCatalogueGraph(mail))), ['hasEmail']);
  });
});

/** The same graph with some statements put in the place of others. */
function altered(change: (quad: Quad) => Quad | null): Quad[] {
  return buildCatalogueGraph(catalogue({ entries: [entry('a')] })).flatMap((quad) => change(quad) ?? []);
}

function retell(quad: Quad, object: Quad['object']): Quad {
  return DataFactory.quad(quad.subject, quad.predicate, object);
}

describe('Mistakes that checkers of other catalogues find', () => {
  const concepts: [string, string][] = [
    ['data-theme/SOCI', 'theme'],
    ['frequency/ANNUAL', 'accrualPeriodicity'],
    ['language/ITA', 'language'],
    ['file-type/CSV', 'format'],
    ['planned-availability/STABLE', 'availability'],
    ['access-right/PUBLIC', 'accessRights'],
    ['licencetype/Attribution', 'type'],
    ['publishertype/LocalAuthority', 'type'],
  ];
  for (const [concept, path] of concepts)
    test(`${concept} that is said to be of no list`, async () => {
      const found = await findViolations(
        altered((quad) =>
          quad.subject.value.endsWith(concept) && quad.predicate.value.endsWith('inScheme') ? null : quad,
        ),
      );
      assert.deepEqual(paths(found), [path]);
    });

  test('an address written as a word', async () => {
    for (const path of [
      'theme',
      'publisher',
      'rightsHolder',
      'license',
      'accessURL',
      'homepage',
      'spatial',
    ]) {
      const found = await findViolations(
        altered((quad) =>
          quad.predicate.value.endsWith(path) && quad.object.termType === 'NamedNode'
            ? retell(quad, DataFactory.literal(quad.object.value))
            : quad,
        ),
      );
      assert.ok(paths(found).includes(path), `${path}: ${JSON.stringify(found.slice(0, 3))}`);
    }
  });

  test('one address for two things: the body and its office, a dataset and its page, a file and its dataset', async () => {
    const same: [string, string][] = [
      ['#contatto', '#editore'],
      ['serie/a#dati', 'serie/a'],
      ['serie/a#csv', 'a.csv'],
    ];
    for (const [thing, other] of same) {
      const merge = (value: string) =>
        value.endsWith(thing) ? DataFactory.namedNode(value.slice(0, -thing.length) + other) : null;
      const found = await findViolations(
        altered(({ subject, predicate, object }) =>
          DataFactory.quad(merge(subject.value) ?? subject, predicate, merge(object.value) ?? object),
        ),
      );
      assert.ok(
        found.some(
          ({ focus, constraint }) => focus.endsWith(other) && constraint === 'NotConstraintComponent',
        ),
        thing,
      );
    }
  });

  test('keywords with marks, tags in a text, an office’s name in a language', async () => {
    const wrong: [string, Quad['object']][] = [
      ['keyword', DataFactory.literal('qualità dell’aria, acqua', 'it')],
      ['description', DataFactory.literal('Residenti <b>al 1° gennaio</b>', 'it')],
      ['fn', DataFactory.literal('Ufficio di Piano', 'it')],
      ['bbox', DataFactory.literal('10.4 44.9')],
      ['hasEmail', DataFactory.namedNode('mailto:altro@ente.example')],
    ];
    for (const [path, object] of wrong) {
      const found = await findViolations(
        altered((quad) => (quad.predicate.value.endsWith(path) ? retell(quad, object) : quad)),
      );
      assert.deepEqual(paths(found), [path]);
    }
  });

  test('what people write is made fit: marks in names, tags in notes', async () => {
    const entries = [
      entry('a', {
        keywords: ['debiti, banca dell’acqua', '1° gennaio', 'italiani/e', '%'],
        description: 'Con <b>nota</b> di <i>chi</i> carica',
      }),
    ];
    const graph = buildCatalogueGraph(catalogue({ entries }));
    assert.deepEqual(await findViolations(graph), []);
    const said = (name: string) =>
      graph.filter((quad) => quad.predicate.value.endsWith(name)).map((quad) => quad.object.value);
    assert.deepEqual(said('keyword'), ['debiti', 'banca acqua', '1 gennaio', 'italiani-e']);
    assert.ok(said('description').includes('Con nota di chi carica'));
  });

  test('where the ambito lies is said when the boundaries of all of its comuni are known', async () => {
    const surroundings = (graph: readonly Quad[]) =>
      graph
        .filter((quad) => quad.predicate.value.endsWith('bbox'))
        .map((quad) => quad.subject.value.slice(-11));
    assert.equal(surroundings(buildCatalogueGraph(catalogue())).length, 3);
    const [known, unknown] = catalogue().comuni;
    assert.ok(known && unknown);
    const partly = buildCatalogueGraph(catalogue({ comuni: [known, { ...unknown, extent: null }] }));
    assert.deepEqual(surroundings(partly), ['ties/019021']);
    assert.deepEqual(await findViolations(partly), []);
  });
});

describe('Where a place lies', () => {
  test('is told as text, longitude first, a metre exact', () => {
    const { bbox, centroid } = sayExtent(square(10.4, 44.9));
    const corners = bbox.match(/[\d.]+ [\d.]+/g)?.map((corner) => corner.split(' ').map(Number)) ?? [];
    assert.equal(corners.length, 5);
    assert.deepEqual(corners[0], corners[4]);
    assert.deepEqual(corners[0], [10.4, 44.9]);
    assert.equal(corners[2]?.[0], 10.5);
    // Sides are great circles: the northern one bulges some metres.
    assert.ok(Math.abs((corners[2]?.[1] ?? 0) - 45) < 0.0001);
    const [x, y] = /^POINT\((.+) (.+)\)$/.exec(centroid)?.slice(1).map(Number) ?? [];
    assert.ok(Math.abs((x ?? 0) - 10.45) < 0.0001 && Math.abs((y ?? 0) - 44.95) < 0.0001, centroid);
  });

  test('of places together: around them all, in the middle of their surface', () => {
    const both = unionOf([square(10.4, 44.9), square(10.5, 44.9)]);
    assert.ok(both);
    assert.deepEqual(
      [both.west, both.south, both.east].map((one) => Number(one.toFixed(5))),
      [10.4, 44.9, 10.6],
    );
    assert.ok(Math.abs(both.centre[0] - 10.5) < 0.0001, String(both.centre));
    assert.equal(unionOf([]), null);
  });
});
