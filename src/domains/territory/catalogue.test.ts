import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  findViolations,
  listStatements,
  parseJsonLd,
  parseTurtle,
  type Violation,
} from './catalogue.fixture.js';
import { toJsonLd, toTurtle } from './catalogue.forms.js';
import { buildCatalogueGraph } from './catalogue.graph.js';
import {
  findEntryFaults,
  licenceOf,
  missingFacts,
  periodicityOf,
  strictestLicence,
  themesOf,
} from './catalogue.rules.js';
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

function entry(code: string, facts: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    kind: 'dataset',
    code,
    title: `Serie "${code}" \\ con\nogni segno`,
    description: 'Residenti al 1° gennaio, per comune.',
    licence: 'CC-BY-4.0',
    keywords: ['popolazione'],
    themes: ['SOCI', 'ECON'],
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
      { code: '019021', name: 'Casalmaggiore' },
      { code: '020066', name: 'Viadana' },
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
    assert.deepEqual(broken, ['dataset', 'modified']);
  });

  // A check that never fails would prove nothing: every property that the profile makes mandatory is taken away in turn.
  const mandatory: [string, string][] = [
    ...['title', 'description', 'publisher', 'modified'].map((name): [string, string] => ['catalogo', name]),
    ...['identifier', 'title', 'description', 'modified', 'rightsHolder', 'accrualPeriodicity'].map(
      (name): [string, string] => ['serie/a#dati', name],
    ),
    ...['theme', 'distribution', 'contactPoint'].map((name): [string, string] => ['serie/a#dati', name]),
    ...['format', 'license', 'accessURL'].map((name): [string, string] => ['serie/a#csv', name]),
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
      const graph = buildCatalogueGraph(catalogue());
      const planted = graph.filter(
        ({ subject, predicate }) =>
          !(subject.value.endsWith(thing) && new RegExp(`[/#]${property}$`).test(predicate.value)),
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

describe('What the catalogue says of a dataset', () => {
  test('themes follow the variables, and there is always one', () => {
    assert.deepEqual(themesOf([]), ['SOCI']);
    assert.deepEqual(themesOf(['population', 'land-area']), ['REGI', 'SOCI']);
    assert.deepEqual(themesOf(['declared-income', 'spesa sociale dei comuni']), ['ECON']);
    assert.deepEqual(themesOf(['posti in asilo nido', 'ricoveri']), ['EDUC', 'HEAL']);
  });

  test('only what its publisher brings out every year is promised for every year', () => {
    assert.equal(periodicityOf('istat-p2'), 'ANNUAL');
    assert.equal(periodicityOf('trama-series'), 'UNKNOWN');
  });

  test('what is made of several datasets has the licence that binds most', () => {
    assert.equal(strictestLicence(['CC0-1.0', 'CC-BY-4.0']), 'CC-BY-4.0');
    assert.equal(strictestLicence(['CC0-1.0']), 'CC0-1.0');
    assert.equal(strictestLicence(['CC-BY-4.0', 'other']), 'other');
    assert.equal(strictestLicence([]), 'other');
    assert.equal(licenceOf('constructor').isKnown, false);
  });
});
