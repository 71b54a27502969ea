import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { describeGauge, Gauge } from './gauge.js';
import { type AgeClass, describePyramid, Pyramid } from './pyramid.js';
import { ThreadBand, type ThreadStep } from './thread-band.js';

const classes: AgeClass[] = [
  { label: '0-64', male: 300, female: 200 },
  { label: '65+', male: 200, female: 300 },
];
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('Pyramid', () => {
  const svg = render(
    <Pyramid id="p" title="Età" classes={classes} comparison={{ name: 'Ambito', classes }} />,
  );
  it('draws shares of the whole, males to the left, the youngest at the foot', () => {
    const bars = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"[^>]*><title>([^<]*)/g),
    ].map((m) => ({ x: Number(m[1]), y: Number(m[2]), width: Number(m[3]), said: plain(m[4] ?? '') }));
    assert.deepEqual(
      bars.map((bar) => bar.said),
      [
        '0-64, Maschi: 300 (30,0 %)',
        '0-64, Femmine: 200 (20,0 %)',
        '65+, Maschi: 200 (20,0 %)',
        '65+, Femmine: 300 (30,0 %)',
      ],
    );
    const [a, b, c, d] = bars;
    assert.ok(a && b && c && d);
    assert.ok(a.x < b.x && a.y > c.y);
    assert.ok(Math.abs(a.width / b.width - 1.5) < 0.01 && a.width === d.width);
    assert.ok(Math.abs(a.x + a.width - (c.x + c.width)) < 0.02, 'males share their axis');
  });
  it('outlines the other population on both sides and names it', () => {
    assert.match(svg, />Ambito<\/text>/);
    assert.equal(svg.match(/d="M[\d.]+ [\d.]+v-17H/g)?.length, 4);
  });
  it('lives with nobody and says who lives there', () => {
    assert.doesNotMatch(
      render(<Pyramid id="p" title="t" classes={[{ label: '0', male: 0, female: 0 }]} />),
      /NaN|Infinity/,
    );
    assert.match(render(<Pyramid id="p" title="t" classes={[]} />), /Nessun dato/);
    assert.equal(
      plain(describePyramid({ classes })),
      '1.000 residenti, di cui 50,0 % femmine. La classe più numerosa è 0-64 (500, 50,0 %). Dai 65 anni in su: 50,0 %.',
    );
  });
});

describe('Gauge', () => {
  it('fills in proportion, marks what is expected, never beyond its ends', () => {
    const svg = render(<Gauge id="g" title="Azioni" value={50} expected={75} length={100} />);
    assert.match(svg, /width="50"/);
    assert.match(svg, /M75 2V18/);
    assert.match(
      render(<Gauge id="g" title="t" value={400} length={100} />),
      /width="100" height="8" rx="4" fill="#0066cc"/,
    );
    assert.doesNotMatch(render(<Gauge id="g" title="t" value={-3} length={100} />), /width="-/);
  });
  it('says what cannot be computed', () => {
    const svg = render(<Gauge id="g" title="t" value={null} shown="senza valore atteso" />);
    assert.match(svg, /stroke-dasharray/);
    assert.match(svg, /senza valore atteso/);
    assert.equal(plain(describeGauge({ value: 67, expected: 80 })), '67 %; atteso 80 %.');
    assert.equal(describeGauge({ value: null }), 'non disponibile.');
  });
});

describe('ThreadBand', () => {
  const steps: ThreadStep[] = [
    { label: 'Bisogni', count: 1234, sentence: '3 con dati', href: '/bisogni' },
    { label: 'Obiettivo', count: null, sentence: '4 aree di policy', state: 'current' },
    { label: 'Esiti', count: 0, sentence: 'scheda da aprire', state: 'missing', href: '/esiti' },
  ];
  const html = render(<ThreadBand title="Il filo di CAS-2" steps={steps} />);
  it('is a named, ordered list of links in the order given', () => {
    assert.match(html, /^<nav class="trama-thread" aria-label="Il filo di CAS-2"><ol/);
    assert.equal(html.match(/<li /g)?.length, 3);
    assert.ok(html.indexOf('/bisogni') < html.indexOf('/esiti'));
    assert.match(html, /1\.234/);
  });
  it('marks the current step and says in words what is missing', () => {
    assert.equal(html.match(/aria-current="step"/g)?.length, 1);
    assert.match(html, /trama-thread-missing.*<span class="visually-hidden">: da completare<\/span>/s);
    assert.match(render(<ThreadBand title="t" steps={steps} lang="en" />), /: missing</);
  });
});
