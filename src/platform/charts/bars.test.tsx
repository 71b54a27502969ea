import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { type Bar, Bars, describeBars } from './bars.js';

const bars: Bar[] = [
  { label: 'Bozzolo', value: 11.8 },
  { label: 'Viadana', value: 17.4, href: '/viadana' },
  { label: 'Voltido', value: null },
];

/** x and width of the coloured bar of each row, in drawing order. */
function drawnBars(svg: string, fill: string): { x: number; width: number }[] {
  const rects = svg.matchAll(
    new RegExp(`<rect x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)"[^>]*fill="${fill}"`, 'g'),
  );
  return [...rects].map(([, x, width]) => ({ x: Number(x), width: Number(width) }));
}

describe('Bars', () => {
  const svg = render(
    <Bars
      id="b"
      title="Quota"
      bars={bars}
      unit="%"
      decimals={1}
      reference={{ value: 13.6, label: 'ambito 13,6 %' }}
    />,
  );
  it('ranks, and leaves what is missing at the end without a bar', () => {
    const order = ['Viadana: 17,4', 'Bozzolo: 11,8', 'Voltido: n.d.'].map((text) => svg.indexOf(text));
    assert.ok(
      order.every((position, i) => position > (order[i - 1] ?? 0)),
      String(order),
    );
    assert.equal(drawnBars(svg, '#0a4f9e').length, 2);
  });
  it('draws the reference with its words and links names', () => {
    assert.match(svg, />ambito 13,6 %<\/text>/);
    assert.match(svg, /<a href="\/viadana">/);
    assert.match(svg, /role="group"/);
    assert.doesNotMatch(svg, /NaN|undefined|style=/);
  });
  it('lengths are proportional to values, from a zero that is always there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -900, max: 900 }).filter((v) => Math.abs(v) > 20),
          { minLength: 2, maxLength: 12 },
        ),
        (values) => {
          const text = render(
            <Bars
              id="b"
              title="t"
              order="given"
              bars={values.map((value, i) => ({ label: `p${i}`, value }))}
              unit=""
              decimals={0}
            />,
          );
          const drawn = drawnBars(text, '#0a4f9e');
          assert.equal(drawn.length, values.length);
          const unit = (drawn[0]?.width ?? 0) / Math.abs(values[0] ?? 1);
          drawn.forEach(({ width }, i) => {
            assert.ok(Math.abs(width - unit * Math.abs(values[i] ?? 0)) < 1);
          });
        },
      ),
    );
  });
  it('lives with nothing, with zeros, and with long names', () => {
    assert.match(render(<Bars id="b" title="t" bars={[]} unit="" decimals={0} />), /Nessun dato/);
    assert.doesNotMatch(
      render(<Bars id="b" title="t" bars={[{ label: 'a', value: 0 }]} unit="" decimals={0} />),
      /NaN|Infinity/,
    );
    const long = 'Unione dei comuni lombarda Foedus e territori contermini del Casalasco e del Viadanese';
    const drawn = render(
      <Bars id="b" title="t" bars={[{ label: long, value: 3 }]} unit="" decimals={0} width={340} />,
    );
    assert.match(drawn, /…<\/tspan>/);
    assert.ok(drawn.includes(`<title>${long}: 3</title>`), 'the whole name stays in the title');
  });
  it('is told in words', () => {
    const text = describeBars({
      bars,
      unit: '%',
      decimals: 1,
      reference: { value: 13.6, label: 'ambito' },
    }).replaceAll('\u00a0', ' ');
    assert.equal(
      text,
      'I valori più alti: Viadana (17,4 %) e Bozzolo (11,8 %). Sopra il riferimento (ambito): 1 su 2. Non disponibili: Voltido.',
    );
    assert.match(
      describeBars({ bars, unit: '', decimals: 0, lang: 'en' }),
      /^Highest values: .*Not available: Voltido\.$/,
    );
  });
});
