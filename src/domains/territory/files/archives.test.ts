import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { describe, it } from 'node:test';
import proj4 from 'proj4';
import { fc } from '#platform/properties.fixture.js';
import { describeProblem } from './describe-problem.js';
import { editionComuni, posasOf } from './editions.fixture.js';
import { findPublished, fixture, problemCodes, readAll } from './files.fixture.js';
import type { Boundary, FileOutcome, Observation } from './files.types.js';
import { dbfOf, degrees, type FixtureShape, shapefileOf, shpOf, utm32 } from './shapefile.fixture.js';
import { type FixtureCell, workbookOf, workbookParts, zipOf } from './workbook.fixture.js';

async function read(bytes: Buffer, options = {}) {
  const { rows, outcome } = await readAll([bytes], options);
  return { observations: rows as Observation[], boundaries: rows as Boundary[], outcome };
}

function sentence(outcome: FileOutcome): string {
  const [problem] = outcome.accepted ? [] : outcome.problems;
  return problem ? describeProblem(problem, 'it') : '';
}

function cellsOf(text: string, delimiter = ';'): FixtureCell[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(delimiter).map((cell) => cell.replaceAll('"', '')))
    .map((cells) => cells.map((cell, index) => (index > 1 && /^-?\d+$/.test(cell) ? Number(cell) : cell)));
}

describe('A table in a zip', () => {
  it('is read as if it were not, beside a note', async () => {
    const p2 = fixture('p2.csv');
    const { observations, outcome } = await read(
      zipOf({ 'P2.csv': p2, 'leggimi.txt': 'x', '__MACOSX/._P2.csv': 'x' }),
    );
    const plain = await read(p2);
    assert.ok(outcome.accepted && plain.outcome.accepted);
    assert.deepEqual(observations, plain.observations);
    assert.deepEqual(outcome.facts, plain.outcome.facts);
    assert.notEqual(outcome.sha256, plain.outcome.sha256);
  });

  const bomb = zipOf({ 'POSAS.csv': Buffer.alloc(60 * 1024 * 1024) });
  const refused: [string, Buffer, string, RegExp][] = [
    ['two tables', zipOf({ 'a.csv': 'x', 'b.csv': 'y' }), 'zip-several', /più tabelle \(a\.csv, b\.csv\)/],
    ['no table', zipOf({ 'a.exe': 'x' }), 'zip-without-data', /non contiene tabelle/],
    ['nothing', zipOf({}), 'zip-without-data', /non contiene/],
    ['a Word document', zipOf({ 'word/document.xml': '<a/>' }), 'file-word', /Word/],
    ['an OpenDocument', zipOf({ mimetype: 'x', 'content.xml': '<a/>' }), 'file-open-document', /LibreOffice/],
    ['a bomb', bomb, 'zip-too-large', /si espande oltre misura/],
    ['a cut zip', zipOf({ 'P2.csv': fixture('p2.csv') }).subarray(0, 400), 'zip-damaged', /danneggiato/],
    ['a table of no layout', zipOf({ 'a.csv': 'x;y\n1;2\n' }), 'layout-unknown', /«x;y»/],
  ];
  for (const [what, bytes, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(bytes);
      assert.deepEqual(problemCodes(outcome), [code]);
      assert.match(sentence(outcome), message);
    });
  }

  it('refuses a bomb before unpacking it, and a lie about its size', async () => {
    const unreadable = Buffer.from(bomb);
    // Its packed bytes are spoilt: only who unpacks them would find it damaged.
    unreadable.fill(0xff, 60, 2_000);
    assert.deepEqual(problemCodes((await read(unreadable)).outcome), ['zip-too-large']);
    const lying = zipOf({ 'a.csv': 'x;y\n'.repeat(1000) });
    // The size in the table of contents: 24 bytes into its entry.
    const entry = lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    lying.writeUInt32LE(10, entry + 24);
    assert.deepEqual(problemCodes((await read(lying)).outcome), ['zip-damaged']);
  });

  it('never fails on a zip with bytes changed', async () => {
    const bytes = zipOf({ 'P2.csv': fixture('p2.csv') });
    const book = workbookOf({ Dati: cellsOf(fixture('tidy.csv').toString(), ',') });
    const shapes = shapefileOf([square('019021', 580_000, 4_990_000)]);
    for (const whole of [bytes, book, shapes]) {
      const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(change, async (changes) => {
          const changed = Buffer.from(whole);
          for (const [at, byte] of changes) changed[at % whole.length] = byte;
          await read(changed);
        }),
        { numRuns: 150 },
      );
    }
  });
});

describe('A workbook', () => {
  it('is read in any known layout, from the sheet that has it', async () => {
    const text = await posasOf(2024);
    const book = workbookOf({ Note: [['Fonte: Istat']], Dati: cellsOf(text) });
    const { observations, outcome } = await read(book);
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    const plain = await read(Buffer.from(text));
    const short = (list: Observation[]) => list.map((o) => [o.placeCode, o.sex, o.ageFrom, o.value].join());
    assert.deepEqual(short(observations), short(plain.observations));
    assert.equal(observations[0]?.placeName, editionComuni[0]?.name);
  });

  const header = ['place_code', 'variable', 'period', 'value', 'unit'];

  it('gives numbers without what arithmetic left in them, days, and holes as empty', async () => {
    const { observations, outcome } = await read(
      workbookOf({
        Dati: [
          header,
          ['019021', 'land-area', { day: 45_292 }, 18.821899999999999, null],
          ['020057', 'x', 2024, 1e-7, 'posti'],
          [null],
        ],
      }),
    );
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      observations.map((o) => [o.line, o.period, o.value]),
      [
        [2, '2024', '18.8219'],
        [3, '2024', '0.0000001'],
      ],
    );
  });

  it('uses the last result of a formula and says so; refuses one without', async () => {
    const row = (cell: FixtureCell): FixtureCell[] => ['019021', 'births', 2024, cell, 'persone'];
    const used = await read(workbookOf({ Dati: [header, row({ formula: '1+2', value: 3 })] }));
    assert.ok(used.outcome.accepted);
    assert.equal(used.observations[0]?.value, '3');
    assert.deepEqual(
      used.outcome.warnings.map((warning) => describeProblem(warning, 'it')),
      [
        'Foglio «Dati»: 1 celle contengono formule (la prima alla riga 2, colonna 4). È stato letto l’ultimo risultato calcolato.',
      ],
    );
    const empty = await read(workbookOf({ Dati: [header, row({ formula: 'A1' })] }));
    assert.equal(problemCodes(empty.outcome)[0], 'formula-empty');
    assert.match(sentence(empty.outcome), /^Riga 2, colonna 4: c’è una formula senza il suo risultato/);
  });

  it('has its rows in any pieces of the file', async () => {
    const bytes = workbookOf({ Dati: cellsOf(fixture('tidy.csv').toString().replaceAll('"', ''), ',') });
    const whole = await readAll([bytes]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        assert.deepEqual(await readAll(pieces), whole);
      }),
      { numRuns: 20 },
    );
  });

  const parts = workbookParts({ Dati: [header, ['019021', 'births', 2024, 3, 'persone']] });
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
  const entities =
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
  const refused: [string, Record<string, string>, string][] = [
    ['no relations', { ...parts, 'xl/_rels/workbook.xml.rels': '<x' }, 'workbook-damaged'],
    ['a sheet that is no XML', { ...parts, 'xl/worksheets/sheet1.xml': '<row' }, 'workbook-damaged'],
    ['entities that grow', { ...parts, 'xl/worksheets/sheet1.xml': entities }, 'workbook-damaged'],
    [
      'a cell far to the right',
      { ...parts, 'xl/worksheets/sheet1.xml': sheet.replace('r="A1"', 'r="XFD1"') },
      'columns-too-many',
    ],
    [
      'no layout',
      workbookParts({
        Dati: [
          ['a', 'b'],
          [1, 2],
        ],
      }),
      'layout-unknown',
    ],
  ];
  for (const [what, given, code] of refused) {
    it(`with ${what} is refused`, async () => {
      const { outcome } = await read(zipOf(given));
      assert.equal(problemCodes(outcome)[0], code);
    });
  }

  it('of ISTAT’s classifications gives areas that sum to Oglio Po’s', async (t) => {
    const published = findPublished(
      'istat/altro/Classificazioni statistiche-e-dimensione-dei-comuni_01_01_2026.xlsx',
    );
    const series = findPublished('oglio-po/comuni.csv');
    if (!published || !series)
      return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    const { rows, outcome } = await readAll(createReadStream(published));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.equal(outcome.counts.kept, 7896);
    const observations = rows as Observation[];
    const of = (code: string, variable: string) =>
      observations.find((o) => o.placeCode === code && o.variable === variable);
    assert.deepEqual(
      [of('001003', 'land-area')?.value, of('001003', 'land-area')?.period],
      ['46.3316', '2025'],
    );
    assert.deepEqual(
      [of('001003', 'altitude')?.value, of('001003', 'degree-of-urbanisation')?.value],
      ['1080', '3'],
    );
    assert.deepEqual(
      [of('001003', 'legal-population')?.value, of('001003', 'legal-population')?.period],
      ['467', '2021'],
    );
    let codes = '';
    for await (const chunk of createReadStream(series)) codes += chunk;
    const keep = new Set(
      codes
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, 6)),
    );
    const area = observations
      .filter((o) => o.variable === 'land-area' && keep.has(o.placeCode))
      .reduce((sum, o) => sum + Number(o.value), 0);
    assert.equal(area.toFixed(2), '694.29');
  });
});

/** A square of ten kilometres with a hole of two, in metres. */
function square(code: string, x: number, y: number): FixtureShape {
  return {
    attributes: { PRO_COM_T: code, COMUNE: `Comune ${code}` },
    rings: [
      [
        [x, y],
        [x, y + 10_000],
        [x + 10_000, y + 10_000],
        [x + 10_000, y],
        [x, y],
      ],
      [
        [x + 4_000, y + 4_000],
        [x + 6_000, y + 4_000],
        [x + 6_000, y + 6_000],
        [x + 4_000, y + 6_000],
        [x + 4_000, y + 4_000],
      ],
    ],
  };
}

describe('A zipped shapefile', () => {
  it('in UTM 32 North is turned into degrees', async () => {
    const { boundaries, outcome } = await read(
      shapefileOf([square('019021', 580_000, 4_990_000), square('020057', 600_000, 4_990_000)]),
    );
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.deepEqual(
      boundaries.map(({ code, name }) => [code, name]),
      [
        ['019021', 'Comune 019021'],
        ['020057', 'Comune 020057'],
      ],
    );
    const [first] = boundaries;
    const polygon = first?.geometry.type === 'Polygon' ? first.geometry.coordinates : undefined;
    assert.equal(polygon?.length, 2);
    // 80 km east of the zone's meridian and 4,990 km north of the equator, near Casalmaggiore.
    const [longitude = 0, latitude = 0] = polygon?.[0]?.[0] ?? [];
    assert.ok(
      Math.abs(longitude - 10.0163) < 0.02 && Math.abs(latitude - 45.06) < 0.02,
      `${longitude} ${latitude}`,
    );
  });

  it('gives back the boundaries that were projected into it', async (t) => {
    const published = findPublished('geo/oglio-po-27.geojson');
    if (!published) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    const { rows } = await readAll(createReadStream(published));
    const toMetres = proj4('EPSG:4326', utm32).forward;
    const originals = rows as Boundary[];
    const shapes = originals.map(({ code, name, geometry }): FixtureShape => {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      return {
        attributes: { PRO_COM_T: code, COMUNE: name },
        rings: polygons.flatMap((rings) =>
          rings.map((ring) => ring.map(([x = 0, y = 0]) => toMetres([x, y]))),
        ),
      };
    });
    const { boundaries, outcome } = await read(shapefileOf(shapes));
    assert.ok(outcome.accepted, JSON.stringify(outcome));
    assert.equal(boundaries.length, 27);
    for (const [index, { geometry }] of boundaries.entries()) {
      const [expected, given] = [originals[index]?.geometry, geometry].map((one) =>
        (one?.coordinates ?? []).flat(4).map(Number),
      );
      assert.equal(given?.length, expected?.length);
      // A hundred-millionth of a degree is a millimetre.
      given?.forEach((value, at) => {
        assert.ok(Math.abs(value - (expected?.[at] ?? 0)) < 1e-8);
      });
    }
  });

  it('in degrees is read as it is, and keeps the comuni asked for', async () => {
    const shape: FixtureShape = {
      attributes: { PRO_COM: '19021', COMUNE: "Borgo d'Àgata" },
      rings: [
        [
          [10, 45],
          [10, 45.1],
          [10.1, 45.1],
          [10, 45],
        ],
      ],
    };
    for (const projection of [degrees, '']) {
      const other = { ...shape, attributes: { PRO_COM: '20057', COMUNE: 'Altro' } };
      const { boundaries, outcome } = await read(shapefileOf([shape, other], { projection }), {
        keep: new Set(['019021']),
      });
      assert.ok(outcome.accepted, JSON.stringify(outcome));
      assert.deepEqual(
        boundaries.map(({ code, name }) => [code, name]),
        [['019021', "Borgo d'Àgata"]],
      );
      assert.equal(outcome.counts.skipped, 1);
    }
  });

  const one = square('019021', 580_000, 4_990_000);
  const refused: [string, Buffer, string][] = [
    ['metres without a projection', shapefileOf([one], { projection: '' }), 'coordinates-projected'],
    ['a projection that is none', shapefileOf([one], { projection: 'NULLA["x"]' }), 'projection-unknown'],
    ['the wrong zone of the world', shapefileOf([square('019021', 580_000, 100_000)]), 'coordinates-outside'],
    ['a comune twice', shapefileOf([one, one]), 'feature-repeated'],
    [
      'no code of comuni',
      shapefileOf([{ ...one, attributes: { COD_REG: '03' } }]),
      'shapefile-without-comuni',
    ],
    ['no attributes', zipOf({ 'a.shp': shpOf([one]) }), 'shapefile-without-comuni'],
    [
      'a cut shape',
      zipOf({ 'a.shp': shpOf([one]).subarray(0, 200), 'a.dbf': dbfOf([one]) }),
      'shapefile-damaged',
    ],
  ];
  for (const [what, bytes, code] of refused) {
    it(`with ${what} is refused`, async () => {
      assert.deepEqual(problemCodes((await read(bytes)).outcome), [code]);
    });
  }
});
