import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { Sankey } from './sankey.js';

const frame = {
  id: 'filo',
  title: 'Il filo',
  description: 'Da casa a FNPS',
  columns: ['Bisogni', 'Obiettivi', 'Fondi'],
};

describe('Sankey', () => {
  it('draws ribbons as wide as what passes, with words for who cannot see them', () => {
    const html = render(
      <Sankey
        {...frame}
        nodes={[
          { id: 'n', column: 0, label: 'Casa', detail: '€ 300', href: '/casa' },
          { id: 'o', column: 1, label: 'Agenzia', detail: '€ 400' },
          { id: 'x', column: 0, label: 'Nessun bisogno', detail: '€ 100', isLoose: true },
          { id: 'f', column: 2, label: 'FNPS', detail: '€ 400' },
          { id: 'alone', column: 2, label: 'Fondo senza legami', detail: '€ 0' },
        ]}
        ribbons={[
          { from: 'n', to: 'o', value: 300, label: '€ 300' },
          { from: 'x', to: 'o', value: 100, label: '€ 100' },
          { from: 'o', to: 'f', value: 400, label: '€ 400' },
          { from: 'n', to: 'nobody', value: 5, label: '€ 5' },
        ]}
      />,
    );
    const widths = [...html.matchAll(/<path [^>]*stroke-width="([\d.]+)"/g)].map((found) => Number(found[1]));
    assert.equal(widths.length, 3);
    const [casa = 0, none = 0, fund = 0] = widths;
    assert.ok(Math.abs(casa - 3 * none) < 0.5 && Math.abs(fund - casa - none) < 0.5, String(widths));
    assert.match(html, /<title>Casa → Agenzia: € 300<\/title>/);
    assert.match(html, /<a href="\/casa">/);
    assert.match(html, /role="group"/);
    assert.match(html, /stroke-dasharray/);
    assert.doesNotMatch(html, /Fondo senza legami|NaN/);
  });

  it('says so when there is nothing to draw', () => {
    assert.match(render(<Sankey {...frame} nodes={[]} ribbons={[]} />), /<text[^>]*y="44"/);
  });
});
