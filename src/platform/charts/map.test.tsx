import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { svgDocument } from './chart-svg.js';
import { containsPoint, windForSphere } from './geometry.js';
import { findLabelPlace, poleOfInaccessibility } from './label-place.js';
import { ChoroplethMap, describeMap, type MapPlace, type MapValue, mapShapes } from './map.js';
import { pointTerritory } from './point-territory.js';
import { classScale } from './scale-classes.js';
import { buildTopology, type Point } from './topology.js';

/** Three comuni side by side; the third has a point only. */
const side = 0.1;
const places: MapPlace[] = ['Alfa', 'Beta', 'Gamma'].map((name, i) => ({
  code: `00000${i}`,
  name,
  group: i === 0 ? 'A' : 'B',
  point: [10.05 + i * side, 45.05],
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [10 + i * side, 45],
        [10 + (i + 1) * side, 45],
        [10 + (i + 1) * side, 45.1],
        [10 + i * side, 45.1],
        [10 + i * side, 45],
      ],
    ],
  },
}));
const values: MapValue[] = [
  { code: '000000', value: 5, label: '5,0 %', href: '/a?x=1&y=2' },
  { code: '000001', value: 15, label: '15,0 %' },
  { code: '000002', value: null, label: '' },
];
const scale = classScale([5, 15, null], { unit: '%', decimals: 1 });

describe('mapShapes', () => {
  it('draws what is north above what is south, in the room given', () => {
    const shapes = mapShapes(places, { width: 400 });
    assert.equal(shapes.source, 'boundaries');
    assert.equal(shapes.width, 400);
    assert.ok(shapes.height > 150 && shapes.height < 250, `${shapes.height}`);
    const xs = shapes.shapes.map((shape) => shape.centre[0]);
    assert.deepEqual(
      xs,
      xs.toSorted((a, b) => a - b),
    );
    assert.ok(shapes.shapes.every((shape) => shape.path.startsWith('M') && shape.path.endsWith('z')));
    // 0,1° of longitude at 45° are 7,86 km.
    const km = ((xs[1] ?? 0) - (xs[0] ?? 0)) * shapes.kmPerUnit;
    assert.ok(Math.abs(km - 7.86) < 0.1, `${km} km`);
  });
  it('does not depend on the winding of the file', () => {
    const turned = places.map((place) => ({
      ...place,
      geometry: place.geometry && windForSphere(place.geometry),
    }));
    assert.notDeepEqual(turned[0]?.geometry, places[0]?.geometry);
    const heights = [places, turned].map((each) => mapShapes(each, { width: 400 }).height);
    assert.equal(heights[0], heights[1]);
  });
  it('outlines groups by their borders only', () => {
    const shapes = mapShapes(places, { width: 400 });
    assert.notEqual(shapes.groupBorders, '');
    const ungrouped = mapShapes(
      places.map(({ group, ...place }) => place),
      { width: 400 },
    );
    assert.equal(ungrouped.groupBorders, '');
  });
  it('keeps within the height', () => {
    assert.ok(mapShapes(places, { width: 400, maxHeight: 100 }).height <= 100);
  });
  it('survives no places, one point, places that are nowhere', () => {
    assert.equal(mapShapes([], { width: 300 }).shapes.length, 0);
    const point: MapPlace = { code: '1', name: 'Uno', geometry: null, point: [10, 45] };
    assert.equal(mapShapes([point], { width: 300 }).source, 'points');
    assert.notEqual(mapShapes([point], { width: 300 }).shapes[0]?.path, '');
    const nowhere = mapShapes([{ ...point, point: null }], { width: 300 });
    assert.equal(nowhere.shapes[0]?.path, '');
    assert.ok(Number.isFinite(nowhere.height));
  });
});

describe('territory from points', () => {
  it('every cell holds its point and neighbours share borders', () => {
    const coordinate = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 30, selector: String }),
        (points) => {
          const cells = pointTerritory(points);
          assert.equal(cells.length, points.length);
          points.forEach((point, i) => {
            assert.ok(containsPoint(cells[i] ?? [], point), `cell ${i} of ${JSON.stringify(points)}`);
          });
        },
      ),
      { numRuns: 60 },
    );
    const topology = buildTopology(
      pointTerritory([
        [0, 0],
        [10, 0],
        [0, 10],
        [10, 10],
      ]),
      ([x, y]) => `${x.toFixed(4)} ${y.toFixed(4)}`,
    );
    assert.ok(topology.arcs.filter((arc) => arc.owners.length === 2).length >= 4);
  });
  it('sets coinciding points apart', () => {
    const cells = pointTerritory([
      [1, 1],
      [1, 1],
      [4, 1],
    ]);
    assert.ok(cells.every((cell) => cell.length === 1));
  });
});

describe('label places', () => {
  const hook: Point[] = [
    [0, 0],
    [100, 0],
    [100, 20],
    [20, 20],
    [20, 100],
    [0, 100],
    [0, 0],
  ];
  it('puts the whole box inside, or nowhere', () => {
    const place = findLabelPlace([[hook]], 60, 12);
    assert.ok(place);
    const [x, y] = place;
    for (const corner of [
      [x - 30, y - 6],
      [x + 30, y - 6],
      [x - 30, y + 6],
      [x + 30, y + 6],
    ] as Point[]) {
      assert.ok(containsPoint([[hook]], corner), `${corner}`);
    }
    assert.equal(findLabelPlace([[hook]], 60, 40), undefined);
    assert.equal(findLabelPlace([], 1, 1), undefined);
  });
  it('finds the point farthest from the border', () => {
    const square: Point[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ];
    const pole = poleOfInaccessibility([[square]], 0.01);
    assert.ok(pole && Math.abs(pole.distance - 5) < 0.02);
    const bent = poleOfInaccessibility([[hook]], 0.1);
    assert.ok(bent && containsPoint([[hook]], bent.point) && bent.distance > 11.6);
  });
});

describe('ChoroplethMap', () => {
  const shapes = mapShapes(places, { width: 400 });
  const svg = svgDocument(
    <ChoroplethMap id="m" title="Quota" shapes={shapes} values={values} scale={scale} />,
  );
  it('colours by class, hatches what is missing, links what leads somewhere', () => {
    assert.match(svg, /<a href="\/a\?x=1&amp;y=2" aria-label="Alfa: 5,0 %">/);
    assert.match(svg, /<title>Gamma: non disponibile<\/title>/);
    assert.match(svg, /fill="url\(#m-hatch\)"/);
    assert.match(svg, /role="group"/);
    for (const { fill } of scale.classes) assert.ok(svg.includes(`fill="${fill}"`));
  });
  it('is an image when nothing leads away, and a file of its own', () => {
    const image = svgDocument(
      <ChoroplethMap
        id="m"
        title="A & B"
        shapes={shapes}
        values={values.map(({ href, ...v }) => v)}
        scale={scale}
      />,
    );
    assert.match(
      image,
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/,
    );
    assert.match(image, /role="img" aria-labelledby="m-title m-desc"/);
    assert.match(image, /<title id="m-title">A &amp; B<\/title>/);
    assert.doesNotMatch(image, /style=|undefined|NaN/);
  });
  it('says in words what it shows', () => {
    const text = describeMap({ shapes, values, scale });
    assert.match(text, /Mappa di 3 territori\. Il valore più basso è di Alfa \(5,0 %\), il più alto di Beta/);
    assert.match(text, /Valori non disponibili: 1\./);
    assert.match(describeMap({ shapes, values: [], scale, lang: 'en' }), /No data to show/);
  });
  it('names groups in their middle, instead of their places', () => {
    const shapes = mapShapes(places, { width: 400 });
    const groups = [
      { name: 'Area A', members: ['000000'] },
      { name: 'Area B', members: ['000001', '000002'] },
      { name: 'Area vuota', members: [] },
    ];
    const drawn = svgDocument(
      <ChoroplethMap id="m" title="m" shapes={shapes} values={values} scale={scale} groups={groups} />,
    );
    assert.match(drawn, />Area A<\/text>/);
    assert.match(drawn, />Area B<\/text>/);
    assert.doesNotMatch(drawn, /Area vuota|<tspan/);
  });
  it('projects nothing again once its shapes are kept', () => {
    const many = Array.from(
      { length: 27 },
      (_, i): MapPlace => ({
        code: `${i}`,
        name: `Comune ${i}`,
        geometry: null,
        point: [10 + (i % 6) * 0.1, 45 + Math.floor(i / 6) * 0.07],
      }),
    );
    const kept = mapShapes(many, { width: 640 });
    const draw = (): string =>
      svgDocument(
        <ChoroplethMap
          id="m"
          title="Quota"
          shapes={kept}
          values={many.map((p, i) => ({ code: p.code, value: i, label: `${i}` }))}
          scale={scale}
        />,
      );
    const drawn = draw();
    for (const place of many)
      for (const key of ['geometry', 'point'])
        Object.defineProperty(place, key, { get: () => assert.fail(`${key} is read again`) });
    assert.equal(draw(), drawn);
  });
});
