import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { placeLabels } from './label-beside.js';
import { Panels } from './panels.js';
import { describeScatter, Scatter } from './scatter.js';

const measures = {
  x: { name: 'Densità', unit: 'ab./km²', decimals: 1 },
  y: { name: 'Stranieri', unit: '%', decimals: 1 },
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null });

describe('Scatter', () => {
  it('draws a dot where both are known, and tells who is missing', () => {
    const dots = [
      { label: 'Alfa', x: 10, y: 5 },
      { label: 'Beta', x: null, y: 7 },
      { label: 'Gamma', x: 30, y: 9, href: '/g?a=1&b=2' },
    ];
    const svg = render(<Scatter id="s" title="t" dots={dots} {...measures} />);
    assert.equal(svg.match(/<circle/g)?.length, 2);
    assert.match(plain(svg), /Alfa: Densità 10,0 ab\.\/km²; Stranieri 5,0 %/);
    assert.match(svg, /role="group"/);
    assert.match(svg, /href="\/g\?a=1&amp;b=2"/);
    assert.match(describeScatter({ dots, ...measures }), /2 territori.*Non disponibili: Beta\.$/);
  });

  it('stands whatever the values: none, one, all equal, negative, huge', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ label: fc.string({ maxLength: 60 }), x: value, y: value }), { maxLength: 40 }),
        fc.constantFrom(340, 640),
        (dots, width) => {
          const reference = { name: 'Ambito', x: 0, y: null };
          const svg = render(
            <Scatter id="s" title="t" dots={dots} {...measures} reference={reference} width={width} />,
          );
          assert.doesNotMatch(svg.replace(/<(title|desc|text)[^>]*>[^<]*/g, ''), /NaN|Infinity|undefined/);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('placeLabels', () => {
  const frame = { left: 0, top: 0, right: 400, bottom: 300 };
  const dot = fc.record({
    x: fc.double({ min: 0, max: 400, noNaN: true }),
    y: fc.double({ min: 0, max: 300, noNaN: true }),
    radius: fc.constant(5),
  });

  it('covers no dot and no other name, and stays inside', () => {
    fc.assert(
      fc.property(fc.array(dot, { minLength: 1, maxLength: 30 }), (dots) => {
        const wanted = dots.map((_, index) => ({ index, text: `P${index}`, width: 40 + index, height: 14 }));
        const boxes = placeLabels(wanted, dots, frame).map(({ index, x, y }) => {
          const top = y - 14 * 0.78;
          return { left: x, top, right: x + 40 + index, bottom: top + 14 };
        });
        for (const [i, box] of boxes.entries()) {
          assert.ok(
            box.left >= -1e-9 && box.right <= 400 + 1e-9 && box.top >= -1e-9 && box.bottom <= 300 + 1e-9,
          );
          for (const other of boxes.slice(i + 1))
            assert.ok(
              box.left >= other.right - 1e-9 ||
                other.left >= box.right - 1e-9 ||
                box.top >= other.bottom - 1e-9 ||
                other.top >= box.bottom - 1e-9,
            );
          for (const { x, y, radius } of dots) {
            const [dx, dy] = [
              x - Math.max(box.left, Math.min(x, box.right)),
              y - Math.max(box.top, Math.min(y, box.bottom)),
            ];
            assert.ok(Math.hypot(dx, dy) >= radius - 1e-6);
          }
        }
      }),
    );
  });

  it('names the first wanted where only one has room', () => {
    const dots = [
      { x: 30, y: 8, radius: 5 },
      { x: 60, y: 8, radius: 5 },
    ];
    const placed = placeLabels(
      [1, 0].map((index) => ({ index, text: 'nome', width: 30, height: 14 })),
      dots,
      { left: 0, top: 0, right: 100, bottom: 16 },
    );
    assert.deepEqual(
      placed.map(({ index }) => index),
      [1],
    );
  });
});

describe('Panels', () => {
  const points = (values: (number | null)[]) =>
    values.map((v, i) => ({ period: String(2018 + i), value: v }));

  it('puts every place on the same axis, with its own figures in words', () => {
    const svg = render(
      <Panels
        id="p"
        title="t"
        unit="%"
        decimals={1}
        panels={[
          { name: 'Uno', points: points([10, 20]), behind: [{ name: 'c', points: points([5, 40]) }] },
          { name: 'Due', points: points([10, null]) },
        ]}
        reference={{ name: 'Ambito', points: points([15, 18]) }}
      />,
    );
    const heights = [...svg.matchAll(/cy="([\d.]+)"[^>]*><title>([^<]*2018[^<]*)/g)].map((match) => match[1]);
    assert.equal(new Set(heights).size, 1, 'equal values are equally high in both');
    assert.match(plain(svg), /Uno, 2019: 20,0 %/);
    assert.match(svg, />Ambito<\/text>/);
    assert.match(svg, /i singoli comuni/);
  });

  it('stands with nothing, and with places that know nothing', () => {
    assert.match(render(<Panels id="p" title="t" unit="" decimals={0} panels={[]} />), /Nessun dato/);
    const svg = render(
      <Panels
        id="p"
        title="t"
        unit=""
        decimals={0}
        panels={[{ name: 'x'.repeat(90), points: points([null]) }]}
      />,
    );
    assert.match(svg, /non disponibile/);
    assert.doesNotMatch(svg, /NaN|Infinity/);
  });
});
