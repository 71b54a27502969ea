import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { describeSeries, Series, type SeriesLine } from './series.js';
import { Sparkline } from './sparkline.js';
import { describeStackedBars, StackedBars } from './stacked-bars.js';
import { textWidth } from './text-width.js';
import { valueAxis } from './value-axis.js';

function yearly(name: string, values: (number | null)[], from = 2015): SeriesLine {
  return { name, points: values.map((value, i) => ({ period: String(from + i), value })) };
}
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('Series', () => {
  it('breaks the line where a value is missing', () => {
    const svg = render(
      <Series id="s" title="t" lines={[yearly('Anziani', [3, 4, null, 6, 7])]} unit="" decimals={0} />,
    );
    const path = /d="(M[^"]*)" fill="none" stroke="#0a4f9e"/.exec(svg)?.[1] ?? '';
    assert.equal(path.split('M').length - 1, 2);
    assert.equal(svg.match(/<title>Anziani, \d{4}: /g)?.length, 4);
  });
  it('a missing year keeps its room', () => {
    const points = [2015, 2016, 2020].map((year) => ({ period: String(year), value: 1 }));
    const svg = render(<Series id="s" title="t" lines={[{ name: 'a', points }]} unit="" decimals={0} />);
    const xs = [...svg.matchAll(/translate\(([\d.]+) [\d.]+\)" fill="#0a4f9e" stroke="#ffffff"/g)].map((m) =>
      Number(m[1]),
    );
    const [a = 0, b = 0, c = 0] = xs;
    assert.ok(Math.abs((c - b) / (b - a) - 4) < 0.02, String(xs));
  });
  it('tells that the axis does not start at zero, only when it does not', () => {
    const high = render(
      <Series id="s" title="t" lines={[yearly('a', [83420, 81981])]} unit="" decimals={0} />,
    );
    assert.match(high, /l’asse non parte da zero/);
    const kept = render(
      <Series id="s" title="t" lines={[yearly('a', [83420, 81981])]} unit="" decimals={0} allowCut={false} />,
    );
    assert.doesNotMatch(kept, /l’asse non parte/);
    assert.doesNotMatch(
      render(<Series id="s" title="t" lines={[yearly('a', [1, 9])]} unit="" decimals={0} />),
      /l’asse non parte/,
    );
  });
  it('lives with no lines, one point, equal values', () => {
    for (const lines of [[], [yearly('a', [null])], [yearly('a', [5])], [yearly('a', [0, 0])]]) {
      assert.doesNotMatch(
        render(<Series id="s" title="t" lines={lines} unit="%" decimals={1} />),
        /NaN|Infinity|undefined/,
      );
    }
  });
  it('is told in words', () => {
    const text = describeSeries({ lines: [yearly('Anziani', [3, 9, null, 6])], unit: '', decimals: 0 });
    assert.equal(text, 'Anziani: da 3 (2015) a 6 (2018); massimo 9 (2016); valori mancanti: 1.');
  });
});

describe('Period labels', () => {
  const day = fc
    .date({
      min: new Date('2021-01-01T00:00:00Z'),
      max: new Date('2023-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10));
  it('never touch, however close the days, and stay within the drawing', () => {
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(340, 640),
        (days, width) => {
          const lines = [{ name: 'Uno', points: days.map((period, i) => ({ period, value: i })) }];
          const svg = render(<Series id="x" title="x" lines={lines} unit="" decimals={0} width={width} />);
          const spans = [...svg.matchAll(/<text x="([\d.]+)" y="292"[^>]*>([^<]+)<\/text>/g)]
            .map(([, x = '', text = '']) => {
              const half = textWidth(text, 12) / 2;
              return [Number(x) - half, Number(x) + half] as const;
            })
            .sort(([a], [b]) => a - b);
          assert.ok(spans.length >= 1);
          for (const [i, [from, to]] of spans.entries()) {
            assert.ok(from >= 0 && to <= width, svg);
            assert.ok(i === 0 || from >= (spans[i - 1]?.[1] ?? 0), svg);
          }
        },
      ),
    );
  });
});

describe('valueAxis', () => {
  it('holds every value, and zero unless it says that it does not', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000),
          { maxLength: 20 },
        ),
        fc.boolean(),
        (values, allowCut) => {
          const axis = valueAxis(values, { bottom: 200, top: 0 }, { lang: 'it', allowCut });
          const [low = 0, high = 0] = axis.scale.domain();
          for (const value of values) assert.ok(value >= low && value <= high);
          assert.equal(axis.cut, low > 0 || high < 0);
          if (!allowCut) assert.equal(axis.cut, false);
          assert.equal(new Set(axis.ticks.map((tick) => tick.label)).size, axis.ticks.length);
        },
      ),
    );
  });
  it('bears the smallest number there is', () => {
    const axis = valueAxis([Number.MIN_VALUE], { bottom: 200, top: 0 }, { lang: 'it', allowCut: true });
    assert.equal(axis.cut, false);
  });
  it('writes millions in words', () => {
    const axis = valueAxis([1_200_000, 2_600_000], { bottom: 200, top: 0 }, { lang: 'it', allowCut: false });
    assert.deepEqual(axis.ticks.map((tick) => plain(tick.label)).slice(0, 3), ['0,0', '0,5 mln', '1,0 mln']);
  });
});

describe('Sparkline', () => {
  it('draws the course and marks the last value', () => {
    const svg = render(<Sparkline id="p" title="In crescita" points={yearly('a', [1, 2, null]).points} />);
    assert.match(svg, /<circle/);
    assert.match(svg, /<title id="p-title">In crescita/);
    assert.doesNotMatch(render(<Sparkline id="p" title="t" points={[]} />), /NaN|Infinity|circle/);
  });
});

describe('StackedBars', () => {
  const layers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, i) =>
    yearly(name, [100 - i, 50 + i], 2018),
  );
  const svg = render(<StackedBars id="k" title="Spesa" layers={layers} unit="€" decimals={0} />);
  it('keeps six items and sums the others', () => {
    assert.equal(svg.match(/<title>altro, 2018: /g)?.length, 1);
    assert.match(plain(svg), /<title>altro, 2018: € 187<\/title>/);
    assert.equal(svg.match(/, 2018: /g)?.length, 7);
  });
  it('heights add up to the total', () => {
    const heights = [...svg.matchAll(/height="([\d.]+)"[^>]*stroke-width="0.75"><title>[^,]*, (\d{4})/g)];
    const sum = (year: string): number =>
      heights.filter((m) => m[2] === year).reduce((s, m) => s + Number(m[1]), 0);
    const expected =
      layers.reduce((s, l) => s + (l.points[0]?.value ?? 0), 0) /
      layers.reduce((s, l) => s + (l.points[1]?.value ?? 0), 0);
    assert.ok(Math.abs(sum('2018') / sum('2019') - expected) < 0.005);
    assert.match(svg, />772<\/text>/);
  });
  it('hangs negative values under zero and groups side by side', () => {
    const corrected = render(
      <StackedBars id="k" title="t" layers={[yearly('a', [10]), yearly('b', [-4])]} unit="" decimals={0} />,
    );
    assert.match(corrected, /<title>b, 2015: −4<\/title>/);
    const grouped = render(
      <StackedBars id="k" title="t" mode="grouped" layers={layers.slice(0, 2)} unit="" decimals={0} />,
    );
    const xs = [
      ...grouped.matchAll(
        /<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="[\d.]+" fill="#[^"]+" stroke/g,
      ),
    ].map((m) => m[1]);
    assert.equal(new Set(xs).size, 4);
  });
  it('lives with nothing and says what it shows', () => {
    assert.match(render(<StackedBars id="k" title="t" layers={[]} unit="" decimals={0} />), /Nessun dato/);
    assert.match(
      render(<StackedBars id="k" title="t" layers={[yearly('a', [null, 3])]} unit="" decimals={0} />),
      />n\.d\.<\/text>/,
    );
    assert.equal(
      plain(describeStackedBars({ layers: layers.slice(0, 2), unit: '€', decimals: 0 })),
      'Totale da € 199 (2018) a € 101 (2019). Voci maggiori (2019): b € 51 e a € 50.',
    );
  });
});
