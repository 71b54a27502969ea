import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { geoArea } from 'd3-geo';
import type { MultiPolygon, Polygon } from 'geojson';
import { describeProblem } from './describe-problem.js';
import { findPublished, fixture, problemCodes, readAll } from './files.fixture.js';
import type { Boundary } from './files.types.js';

/** Square kilometres of a sphere of Earth's mean radius. */
function km2(geometry: Polygon | MultiPolygon): number {
  return geoArea(geometry) * 6371.0088 ** 2;
}

async function read(document: unknown, options = {}) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const { rows, outcome } = await readAll([Buffer.from(text)], options);
  return { boundaries: rows as Boundary[], outcome };
}

const square = [
  [10.4, 45],
  [10.5, 45],
  [10.5, 45.1],
  [10.4, 45.1],
  [10.4, 45],
];

function collection(geometry: unknown, properties: unknown = { com_istat_code: '019021' }) {
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] };
}

const polygon = (ring: unknown) => collection({ type: 'Polygon', coordinates: [ring] });

describe('Boundaries', () => {
  it('come from GeoJSON with codes as text or numbers, under any of their names', async () => {
    const { boundaries, outcome } = await read(fixture('boundaries.geojson').toString());
    assert.ok(outcome.accepted);
    assert.deepEqual(
      boundaries.map(({ position, code, name }) => [position, code, name]),
      [
        [1, '019021', 'Casale di Prova'],
        [2, '020057', 'Santa Maria Inventata'],
        [3, '019116', "Borgo d'Àgata"],
      ],
    );
  });

  it('come from TopoJSON', async () => {
    const { boundaries } = await read(fixture('boundaries.topo.json').toString());
    assert.deepEqual(
      boundaries.map(({ code }) => code),
      ['019021', '020057'],
    );
  });

  it('are wound so that d3-geo sees a comune and not the rest of the globe', async () => {
    for (const name of ['boundaries.geojson', 'boundaries.topo.json']) {
      const { boundaries } = await read(fixture(name).toString());
      for (const { geometry } of boundaries)
        assert.ok(km2(geometry) > 80 && km2(geometry) < 180, `${km2(geometry)}`);
    }
  });

  it('are kept, skipped and missed like rows', async () => {
    const { outcome } = await read(fixture('boundaries.geojson').toString(), {
      keep: new Set(['019021', '020001']),
    });
    assert.ok(outcome.accepted);
    assert.deepEqual(
      [outcome.counts.kept, outcome.counts.skipped, outcome.warnings[0]?.code],
      [1, 2, 'places-absent'],
    );
  });

  const refused: [string, unknown, string, RegExp][] = [
    [
      'metres',
      polygon([
        [599000, 4985000],
        [600000, 4985000],
        [600000, 4986000],
        [599000, 4985000],
      ]),
      'coordinates-projected',
      /coordinate proiettate, in metri \(599000; 4985000\).*EPSG:4326/,
    ],
    [
      'latitude first',
      polygon(square.map(([x, y]) => [y, x])),
      'coordinates-outside',
      /la longitudine venga prima/,
    ],
    ['an open ring', polygon(square.slice(0, 4)), 'ring-open', /019021 non si chiude/],
    ['a short ring', polygon([square[0], square[1], square[0]]), 'ring-short', /anello di 3 punti/],
    ['an empty ring', polygon([]), 'ring-short', /anello di 0 punti/],
    [
      'no rings',
      collection({ type: 'Polygon', coordinates: [] }),
      'coordinates-malformed',
      /019021 non sono leggibili/,
    ],
    ['text coordinates', polygon([['10.4', '45']]), 'coordinates-malformed', /non sono leggibili/],
    [
      'a point',
      collection({ type: 'Point', coordinates: [10.4, 45] }),
      'geometry-unsupported',
      /non è un poligono ma «Point»/,
    ],
    ['no geometry', collection(null), 'geometry-unsupported', /non è un poligono:/],
    [
      'no code',
      collection({ type: 'Polygon', coordinates: [square] }, { name: 'x' }),
      'feature-code-missing',
      /confine numero 1/,
    ],
    ['no features', { type: 'FeatureCollection', features: [] }, 'features-missing', /Fra i 0 confini/],
    [
      'features that are no list',
      { type: 'FeatureCollection', features: {} },
      'json-layout-unknown',
      /non contiene confini/,
    ],
    [
      'wrong JSON',
      '{"type":"FeatureCollection",\n"features":[nulla]}',
      'json-invalid',
      /^Riga 2, colonna \d+: .*«a]}»/,
    ],
    [
      'wrong JSON at a token',
      '{"type":"FeatureCollection","features":x}',
      'json-invalid',
      /non è valido, vicino a «x/,
    ],
    ['cut JSON', '{"type":"FeatureCollection","features":[', 'json-truncated', /finisce prima del tempo/],
  ];
  for (const [what, document, code, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { outcome } = await read(document);
      assert.deepEqual(problemCodes(outcome), [code]);
      assert.match(
        outcome.accepted || !outcome.problems[0] ? '' : describeProblem(outcome.problems[0], 'it'),
        message,
      );
    });
  }

  it('refuses the same comune twice, naming both', async () => {
    const one = collection({ type: 'Polygon', coordinates: [square] });
    const { outcome } = await read({ ...one, features: [...one.features, ...one.features] });
    assert.deepEqual(problemCodes(outcome), ['feature-repeated']);
    assert.match(
      outcome.accepted || !outcome.problems[0] ? '' : describeProblem(outcome.problems[0], 'it'),
      /due volte .* 019021 \(numeri 1 e 2\)/,
    );
  });

  it('refuses a topology with arcs that do not exist, nested wrongly, or repeated without end', async () => {
    const topology = (arcs: unknown) => ({
      type: 'Topology',
      arcs: [square],
      objects: {
        comuni: {
          type: 'GeometryCollection',
          geometries: [{ type: 'Polygon', arcs, properties: { com_istat_code: '019021' } }],
        },
      },
    });
    assert.deepEqual(problemCodes((await read(topology([[0]]))).outcome), ['accepted']);
    assert.deepEqual(problemCodes((await read(topology([[7]]))).outcome), ['coordinates-malformed']);
    assert.deepEqual(problemCodes((await read(topology([[-2]]))).outcome), ['coordinates-malformed']);
    assert.deepEqual(problemCodes((await read(topology([0]))).outcome), ['features-missing']);
    const bomb = topology([Array.from({ length: 1000 }, () => 0)]);
    assert.deepEqual(problemCodes((await read(bomb, { limits: { maxPoints: 500 } })).outcome), [
      'points-too-many',
    ]);
  });
});

describe('Boundaries as published', () => {
  it('cover the square kilometres of each comune of Oglio Po', async (t) => {
    const table = findPublished('oglio-po/comuni.csv');
    const geojson = findPublished('geo/oglio-po-27.geojson');
    const topologies = [
      'geo/limits_P_19_municipalities.topo.json',
      'geo/limits_P_20_municipalities.topo.json',
    ].map(findPublished);
    if (!table || !geojson)
      return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    const areas = new Map(
      readFileSync(table, 'utf8')
        .split('\n')
        .slice(1)
        .filter(Boolean)
        .map((line) => [line.slice(0, 6), Number(line.split(',')[4])]),
    );
    const found = new Map<string, number>();
    const { rows, outcome } = await readAll(createReadStream(geojson), { knownCodes: new Set(areas.keys()) });
    assert.ok(outcome.accepted);
    for (const row of rows as Boundary[]) found.set(row.code, km2(row.geometry));
    assert.equal(found.size, 27);
    // The published boundaries are generalised: one comune may miss a little that its neighbour gains, the sum does not
    // (a sphere instead of the ellipsoid costs some three in a thousand).
    for (const [code, area] of areas)
      assert.ok(Math.abs((found.get(code) ?? 0) / area - 1) < 0.03, `${code}: ${found.get(code)} ${area}`);
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum(found.values()) / sum(areas.values()) - 1) < 0.005);

    let kept = 0;
    for (const topology of topologies) {
      if (!topology) return t.diagnostic('the published topologies are absent');
      const read = await readAll(createReadStream(topology), { keep: new Set(areas.keys()) });
      assert.ok(read.outcome.accepted);
      for (const { code, geometry } of read.rows as Boundary[]) {
        kept += 1;
        assert.ok(Math.abs(km2(geometry) / (areas.get(code) ?? 0) - 1) < 0.04, code);
      }
    }
    assert.equal(kept, 27);
  });
});
