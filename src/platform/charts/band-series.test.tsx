import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { BandSeries, describeBandSeries } from './band-series.js';

const props = {
  id: 'prova',
  title: 'Over 85',
  seenName: 'contati',
  bandName: 'Scenario centrale',
  bandEnd: '1.900–2.300',
  seen: [
    { period: '2024', value: 1700 },
    { period: '2025', value: 1720 },
    { period: '2026', value: 1740 },
  ],
  band: [
    { period: '2031', value: 1900, low: 1800, high: 2000, said: 'da 1.800 a 2.000' },
    { period: '2036', value: 2100, low: 1900, high: 2300, said: 'da 1.900 a 2.300' },
  ],
};

describe('BandSeries', () => {
  it('draws what was counted with points, the band from the last of them, and says its end', () => {
    const svg = render(<BandSeries {...props} />);
    assert.equal(svg.match(/r="3\.5"/g)?.length, 3);
    assert.match(svg, /2036: da 1\.900 a 2\.300/);
    assert.match(svg, />1\.900–2\.300</);
    assert.doesNotMatch(svg, /NaN|undefined/);
  });

  it('tells the same in words, in both languages', () => {
    assert.equal(
      describeBandSeries(props),
      'contati: da 1.700 (2024) a 1.740 (2026). Scenario centrale, 2036: da 1.900 a 2.300.',
    );
    assert.match(describeBandSeries({ ...props, lang: 'en' }), /from 1,700 \(2024\) to 1,740 \(2026\)/);
  });

  it('stands without a past, without a band and without anything', () => {
    for (const part of [
      { seen: [] },
      { band: [] },
      { seen: [], band: [] },
      { seen: props.seen.slice(0, 1) },
    ]) {
      const svg = render(<BandSeries {...props} {...part} />);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
    }
    assert.equal(describeBandSeries({ ...props, seen: [], band: [] }), 'Nessun dato da mostrare.');
  });

  it('draws other courses thin and keeps labels apart', () => {
    const others = ['Basso', 'Alto'].map((name) => ({ name, points: [{ period: '2036', value: 2100 }] }));
    const svg = render(<BandSeries {...props} others={others} />);
    const places = [...svg.matchAll(/<tspan x="[\d.]+" y="([\d.]+)"/g)].map((match) => Number(match[1]));
    assert.equal(new Set(places).size, places.length);
    assert.match(svg, /Basso/);
  });
});
