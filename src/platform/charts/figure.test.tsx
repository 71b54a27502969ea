import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { ChartSvg } from './chart-svg.js';
import { ChartFigure } from './figure.js';

const chart = <ChartSvg id="c" title="Quota" width={10} height={10} />;

describe('ChartFigure', () => {
  it('says finding, measure, source, note and ways to the figures', () => {
    const html = render(
      <ChartFigure
        id="f"
        heading="Un residente su sei è straniero"
        level={2}
        subtitle="ogni 100 residenti"
        chart={chart}
        source="Istat 2020"
        note="stima"
        links={[
          { label: 'CSV', href: '/dati.csv', download: 'dati.csv' },
          { label: 'Tabella', href: '/tabella' },
        ]}
      />,
    );
    assert.match(html, /<figure id="f" class="trama-figure" aria-labelledby="f-heading">/);
    assert.match(
      html,
      /<h2 class="trama-figure-heading" id="f-heading">Un residente su sei è straniero<\/h2>/,
    );
    assert.match(html, /Fonte: Istat 2020/);
    assert.match(html, /Nota: stima/);
    assert.match(html, /<a href="\/dati.csv" download="dati.csv">CSV<\/a>/);
    assert.match(html, /<a href="\/tabella">Tabella<\/a>/);
  });
  it('leaves out what it was not given', () => {
    const html = render(<ChartFigure id="f" heading="h" chart={chart} />);
    assert.doesNotMatch(html, /Fonte|Nota|<ul|narrow|undefined/);
  });
  it('carries a drawing for narrow screens beside the wide one', () => {
    const narrow = <ChartSvg id="n" title="Quota" width={5} height={5} />;
    const html = render(<ChartFigure id="f" heading="h" chart={chart} narrow={narrow} />);
    assert.match(html, /trama-figure-wide.*id="c-title".*trama-figure-narrow.*id="n-title"/s);
  });
});
