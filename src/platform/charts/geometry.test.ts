import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { geoArea } from 'd3-geo';
import { fc } from '#platform/properties.fixture.js';
import {
  type AreaGeometry,
  areaKm2,
  boundingBox,
  centroidOf,
  containsPoint,
  polygonsOf,
  simplifyTogether,
  windForSphere,
} from './geometry.js';
import { assembleAreas, buildTopology, type Point } from './topology.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const shared = process.env.TRAMA_SHARED ?? join(root, '..', 'shared', 'data');
const boundaryFile = join(shared, 'geo', 'oglio-po-27.geojson');
const comuniFile = join(shared, 'oglio-po', 'comuni.csv');
const skip =
  existsSync(boundaryFile) && existsSync(comuniFile) ? false : `real boundaries are not at ${shared}`;

type Boundaries = { features: { properties: { com_istat_code: string }; geometry: AreaGeometry }[] };

function readBoundaries(): Boundaries {
  return JSON.parse(readFileSync(boundaryFile, 'utf8')) as Boundaries;
}

/** A square of `side` degrees with its south-west corner at x, y, wound counter-clockwise. */
function square(x: number, y: number, side: number): AreaGeometry {
  const ring = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

describe('winding', () => {
  it('turns outer rings clockwise and holes the other way, whatever they were', () => {
    const hole = square(10.2, 45.2, 0.1);
    const holed = {
      type: 'Polygon',
      coordinates: [...square(10, 45, 1).coordinates, ...hole.coordinates],
    } as AreaGeometry;
    const once = windForSphere(holed);
    assert.ok(geoArea(once) < 0.001, 'd3 sees a square, not the rest of the globe');
    assert.ok(geoArea(windForSphere(square(10, 45, 1))) > geoArea(once), 'the hole is taken away');
    assert.deepEqual(windForSphere(once), once);
  });
  it('closes rings left open', () => {
    const open = square(0, 0, 1) as { type: 'Polygon'; coordinates: number[][][] };
    open.coordinates[0]?.pop();
    const [ring] = polygonsOf(windForSphere(open)).flat();
    assert.deepEqual(ring?.[0], ring?.at(-1));
  });
});

describe('area', () => {
  it('of one degree by one degree is the integral of the ellipsoid’s own radii', () => {
    for (const south of [-60, 0, 36, 45, 80]) {
      const [a, e2] = [6378.137, 0.00669438];
      let km2 = 0;
      for (let i = 0; i < 1000; i += 1) {
        const phi = ((south + (i + 0.5) / 1000) * Math.PI) / 180;
        const w = Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
        const [meridian, normal] = [(a * (1 - e2)) / w ** 3, a / w];
        km2 += (meridian * normal * Math.cos(phi) * (Math.PI / 180) ** 2) / 1000;
      }
      assert.ok(Math.abs(areaKm2(square(10, south, 1)) / km2 - 1) < 1e-6, `${south}°`);
    }
  });
  it('does not depend on the winding', () => {
    const given = square(10, 45, 0.1);
    assert.ok(Math.abs(areaKm2(given) - areaKm2(windForSphere(given))) < 1e-9);
  });
  it('of the 27 comuni of Oglio Po together is the published one', { skip }, () => {
    const published = new Map(
      readFileSync(comuniFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(','))
        .map(([code, , , , km2]) => [code, Number(km2)]),
    );
    let [measured, expected] = [0, 0];
    for (const { properties, geometry } of readBoundaries().features) {
      const [km2, stated] = [areaKm2(geometry), published.get(properties.com_istat_code) ?? Number.NaN];
      // The file's borders are generalised: a small comune gains or loses up to 3 %, its neighbours the opposite.
      assert.ok(Math.abs(km2 / stated - 1) < 0.03, `${properties.com_istat_code}: ${km2} against ${stated}`);
      const spherical = geoArea(windForSphere(geometry)) * 6371.007 ** 2;
      assert.ok(Math.abs(km2 / spherical - 1.0022) < 0.0003, 'as the sphere, but for its flattening');
      measured += km2;
      expected += stated;
    }
    assert.ok(Math.abs(measured / expected - 1) < 0.001, `${measured} km² against ${expected}`);
  });
});

describe('points', () => {
  it('box, centroid and inside', () => {
    const polygons = polygonsOf(square(10, 45, 2));
    assert.deepEqual(boundingBox(polygons.flat(2)), [10, 45, 12, 47]);
    assert.equal(boundingBox([]), undefined);
    const [x, y] = centroidOf(square(10, 45, 2));
    assert.ok(Math.abs(x - 11) < 1e-9 && Math.abs(y - 46) < 1e-9);
    assert.ok(containsPoint(polygons, [11, 46]));
    assert.ok(!containsPoint(polygons, [13, 46]));
  });
});

describe('simplification', () => {
  it('keeps shared borders shared and surfaces close', { skip }, () => {
    const geometries = readBoundaries().features.map((f) => f.geometry);
    const simple = simplifyTogether(geometries, 20_000);
    const count = (list: AreaGeometry[]): number => list.flatMap(polygonsOf).flat(2).length;
    assert.ok(count(simple) < count(geometries) * 0.75, `${count(geometries)} → ${count(simple)} vertices`);
    const total = (list: AreaGeometry[]): number => list.reduce((sum, g) => sum + areaKm2(g), 0);
    assert.ok(Math.abs(total(simple) / total(geometries) - 1) < 0.001);
    // Inner borders still belong to two comuni: had they parted, arcs with one owner would have multiplied.
    const alone = (list: AreaGeometry[]): number =>
      buildTopology(list.map(polygonsOf)).arcs.filter((arc) => arc.owners.length === 1).length;
    assert.equal(alone(simple), alone(geometries));
  });
  it('never collapses an area', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 1,
          maxLength: 12,
        }),
        (cells) => {
          const tiles = [...new Map(cells.map((c) => [c.join(), c])).values()];
          const squares = tiles.map(([x, y]) => square(10 + x * 0.01, 45 + y * 0.01, 0.01));
          for (const each of simplifyTogether(squares, 1e12)) assert.ok(areaKm2(each) > 0.1);
        },
      ),
    );
  });
});

describe('topology', () => {
  it('gives back the areas it was made of, up to where rings start', () => {
    const left: Point[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ];
    const right: Point[] = [
      [1, 1],
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
    ];
    const topology = buildTopology([[[left]], [[right]]]);
    const inner = topology.arcs.filter((arc) => arc.owners.length === 2);
    assert.equal(inner.length, 1);
    assert.equal(topology.arcs.length, 3);
    const [a] = assembleAreas(topology);
    assert.deepEqual(new Set(a?.flat(2).map(String)), new Set(left.map(String)));
  });
  it('finds that an island fills a hole', () => {
    const hole: Point[] = [
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 1],
      [1, 1],
    ];
    const island: Point[] = [
      [2, 2],
      [2, 1],
      [1, 1],
      [1, 2],
      [2, 2],
    ];
    const outer: Point[] = [
      [0, 0],
      [3, 0],
      [3, 3],
      [0, 3],
      [0, 0],
    ];
    const topology = buildTopology([[[outer, hole]], [[island]]]);
    assert.deepEqual(topology.arcs.map((arc) => arc.owners.length).toSorted(), [1, 2]);
  });
  it('drops rings without surface', () => {
    assert.deepEqual(
      buildTopology([
        [
          [
            [
              [0, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
      ]).areas,
      [[]],
    );
  });
});
