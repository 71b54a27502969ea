import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { describeFlow, Flow, type FlowColumn, type FlowLink, layoutFlow } from './flow.js';

const columns: FlowColumn[] = [
  {
    title: 'Bisogni',
    nodes: [
      { id: 'n1', label: 'Casa' },
      { id: 'n2', label: 'Lavoro', href: '/lavoro' },
    ],
  },
  {
    title: 'Obiettivi',
    nodes: [
      { id: 'o1', label: 'Agenzia per l’abitare' },
      { id: 'o2', label: 'Tirocini', detail: 'CAS-2' },
    ],
  },
  { title: 'Fondi', nodes: [{ id: 'f1', label: 'FNPS' }] },
];
// n1 and n2 cross their objectives in the order given.
const links: FlowLink[] = [
  { from: 'n1', to: 'o2', weight: 2 },
  { from: 'n2', to: 'o1', weight: 6 },
  { from: 'o1', to: 'f1', weight: 30_000, label: '€ 30.000' },
  { from: 'n1', to: 'f1', weight: 9 },
  { from: 'n1', to: 'nobody', weight: 9 },
];

describe('layoutFlow', () => {
  it('uncrosses what can be, and drops links that skip a column or lead nowhere', () => {
    const layout = layoutFlow(columns, links, 900);
    assert.equal(layout.crossings, 0);
    assert.equal(layout.ribbons.length, 3);
  });
  it('thickness follows weight between two columns', () => {
    const [a, b] = layoutFlow(columns, links, 900).ribbons.filter((each) => each.from.startsWith('n'));
    const [thin, thick] = [
      Math.min(a?.thickness ?? 0, b?.thickness ?? 0),
      Math.max(a?.thickness ?? 0, b?.thickness ?? 0),
    ];
    assert.ok(Math.abs(thick / thin - 3) < 1e-9);
  });
  it('tells what is loose and on which side', () => {
    const boxes = new Map(layoutFlow(columns, links, 900).boxes.map((box) => [box.id, box.loose]));
    assert.deepEqual(boxes.get('o2'), ['Fondi']);
    assert.deepEqual(boxes.get('o1'), []);
  });
  it('boxes never overlap nor leave the drawing, ribbons stay within their boxes', () => {
    const small = fc.integer({ min: 1, max: 12 });
    const pair = fc.tuple(
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 1, max: 90 }),
    );
    fc.assert(
      fc.property(
        small,
        small,
        small,
        fc.array(pair, { maxLength: 40 }),
        fc.array(pair, { maxLength: 40 }),
        (a, b, c, first, second) => {
          const many = [a, b, c].map((size, i) => ({
            title: `t${i}`,
            nodes: Array.from({ length: size }, (_, n) => ({
              id: `${i}-${n}`,
              label: `Un nome piuttosto lungo ${n}`,
            })),
          }));
          const all = [
            ...first.map(([from, to, weight]) => ({ from: `0-${from}`, to: `1-${to}`, weight })),
            ...second.map(([from, to, weight]) => ({ from: `1-${from}`, to: `2-${to}`, weight })),
          ];
          const { boxes, ribbons, height, width } = layoutFlow(many, all, 800);
          assert.equal(boxes.length, a + b + c);
          for (const column of [0, 1, 2]) {
            const stack = boxes.filter((box) => box.column === column).toSorted((x, y) => x.y - y.y);
            stack.forEach((box, i) => {
              assert.ok(box.y >= 29.99 && box.y + box.height <= height && box.x + box.width <= width + 1e-6);
              const above = stack[i - 1];
              if (above) assert.ok(box.y >= above.y + above.height + 5.99);
            });
          }
          const byId = new Map(boxes.map((box) => [box.id, box]));
          for (const ribbon of ribbons) {
            for (const [id, y] of [
              [ribbon.from, ribbon.fromY],
              [ribbon.to, ribbon.toY],
            ] as const) {
              const box = byId.get(id);
              assert.ok(box && y >= box.y && y <= box.y + box.height);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('Flow', () => {
  it('links boxes, dashes what is loose, says what passes', () => {
    const svg = render(<Flow id="f" title="Filo" columns={columns} links={links} />);
    assert.match(svg, /<a href="\/lavoro">/);
    assert.match(svg, /<title>Tirocini, CAS-2 \(senza: fondi\)<\/title><rect[^>]*stroke-dasharray/);
    assert.match(svg, /<title>Agenzia per l’abitare → FNPS: € 30.000<\/title>/);
    assert.doesNotMatch(svg, /NaN|undefined|style=/);
  });
  it('lives with nothing and with one column', () => {
    assert.match(render(<Flow id="f" title="t" columns={[]} links={[]} />), /Nessun dato/);
    assert.doesNotMatch(
      render(<Flow id="f" title="t" columns={columns.slice(0, 1)} links={[]} />),
      /NaN|stroke-dasharray/,
    );
  });
  it('is told in words', () => {
    assert.equal(
      describeFlow({ columns, links }),
      'Bisogni: 2; Obiettivi: 2; Fondi: 1. Legami: 3. Senza un legame: Obiettivi: 1.',
    );
  });
});
