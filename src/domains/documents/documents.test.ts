import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { h, p, ref } from './build.js';
import { sampleDocument, sampleSvg } from './documents.sample.js';
import { Document, Figure, Table } from './documents.types.js';
import { documentHash } from './hash.js';
import { DocumentHtml } from './html.js';
import { numberDocument } from './number.js';
import { findSvgFault, prefixSvgIds, toPrintableSvg } from './picture.js';

const withBlocks = (blocks: Document['blocks']): Document => ({ ...sampleDocument, blocks });

describe('the tree', () => {
  test('a document with every block is accepted and unchanged', () => {
    assert.deepEqual(Document.parse(sampleDocument), sampleDocument);
  });

  test('a figure without alternative text is refused', () => {
    const figure = { kind: 'figure', svg: sampleSvg, alt: '  ', caption: 'x' };
    assert.match(String(Figure.safeParse(figure).error), /alt-missing/);
  });

  for (const [name, svg] of [
    ['a script', '<svg viewBox="0 0 1 1"><script>1</script></svg>'],
    ['an event handler', '<svg viewBox="0 0 1 1" onload="x()"></svg>'],
    ['an outside file', '<svg viewBox="0 0 1 1"><image href="https://example.org/a.png"/></svg>'],
    ['an inline style', '<svg viewBox="0 0 1 1"><g style="fill:red"/></svg>'],
    ['HTML inside', '<svg viewBox="0 0 1 1"><foreignObject/></svg>'],
    ['no size', '<svg><g/></svg>'],
    ['nothing drawn', 'ciao'],
  ] as const) {
    test(`a drawing with ${name} is refused`, () => assert.notEqual(findSvgFault(svg), undefined));
  }

  test('a ragged table and half a cent are refused', () => {
    const table = { kind: 'table', caption: 'x', columns: [{ title: 'a', kind: 'euro' }] };
    assert.equal(Table.safeParse({ ...table, rows: [{ cells: [1, 2] }] }).success, false);
    assert.equal(Table.safeParse({ ...table, rows: [{ cells: [1.5] }] }).success, false);
    assert.equal(Table.safeParse({ ...table, rows: [{ cells: [150] }] }).success, true);
  });

  test('a link may not carry a script', () => {
    const link = (href: string) => withBlocks([p({ kind: 'link', text: 'x', href })]);
    assert.equal(Document.safeParse(link('javascript:alert(1)')).success, false);
    assert.equal(Document.safeParse(link('//example.org')).success, false);
    assert.equal(Document.safeParse(link('/oglio-po')).success, true);
  });
});

describe('numbers', () => {
  test('headings, annexes and headings without number', () => {
    const { contents } = numberDocument(
      withBlocks([
        h(1, 'Premessa', { numbering: 'none' }),
        h(2, 'Sotto la premessa'),
        h(1, 'Uno'),
        h(2, 'Uno uno'),
        h(3, 'Uno uno uno'),
        h(2, 'Uno due'),
        h(1, 'Due'),
        h(3, 'Salto'),
        h(1, 'Allegati', { numbering: 'annex' }),
        h(2, 'Dentro'),
        h(1, 'Altro allegato', { numbering: 'annex' }),
      ]),
    );
    assert.deepEqual(
      contents.map((entry) => entry.label),
      [undefined, undefined, '1', '1.1', '1.1.1', '1.2', '2', '2.1', 'Allegato A', 'A.1', 'Allegato B'],
    );
  });

  test('references become the numbers of their targets; missing ones are told', () => {
    const numbered = numberDocument(
      withBlocks([p('Vedi ', ref('due'), ' e ', ref('altrove')), h(1, 'Uno'), h(2, 'Due', { id: 'due' })]),
    );
    const texts = numbered
      .toRuns([ref('due'), ref('altrove')])
      .map((run) => (run.kind === 'ref' ? run.text : ''));
    assert.deepEqual(texts, ['paragrafo 1.1', '[riferimento mancante]']);
    assert.deepEqual(numbered.danglingReferences, ['altrove']);
  });

  test('anchors are unique whatever the titles', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 20 }), (titles) => {
        const { contents } = numberDocument(withBlocks(titles.map((title) => h(1, title))));
        assert.equal(new Set(contents.map((entry) => entry.anchor)).size, titles.length);
        for (const { anchor } of contents) assert.match(anchor, /^s-[a-z0-9-]+$/);
      }),
    );
  });
});

describe('hash', () => {
  test('depends on the contents, not on the order of keys or on absent ones', () => {
    const shuffled = Document.parse(Object.fromEntries(Object.entries(sampleDocument).reverse()));
    assert.equal(documentHash(shuffled), documentHash(sampleDocument));
    assert.equal(
      documentHash({ ...sampleDocument, emblem: undefined } as Document),
      documentHash(sampleDocument),
    );
    assert.notEqual(
      documentHash({ ...sampleDocument, version: 'Versione 1.1' }),
      documentHash(sampleDocument),
    );
  });
});

describe('web page', () => {
  const html = render(DocumentHtml({ doc: sampleDocument }));

  test('headings follow the title without gaps and carry their numbers', () => {
    const headings = [...html.matchAll(/<h([1-6])[^>]*>(.*?)<\/h\1>/g)].map(
      (match) => `${match[1]} ${match[2]?.replace(/<[^>]+>/g, '')}`,
    );
    assert.deepEqual(headings, [
      '1 Piano di Zona 2021-2023',
      '2 Indice',
      '2 1 Il territorio e chi lo abita',
      '3 1.1 La popolazione',
      '2 2 I bisogni',
      '3 2.1 Che cosa chiede il territorio',
      '4 2.1.1 Scheda dell’obiettivo',
      '2 Allegato A Note di qualità',
      '3 A.1 Totali che non tornano',
    ]);
  });

  test('every address inside the page has its target, and ids are unique', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), target);
    for (const [, list] of html.matchAll(/headers="([^"]+)"/g))
      for (const id of list?.split(' ') ?? []) assert.ok(ids.includes(id), id);
    for (const [, list] of html.matchAll(/aria-labelledby="([^"]+)"/g)) assert.ok(ids.includes(list), list);
  });

  test('tables have captions, scopes, Italian figures; figures have names', () => {
    assert.match(html, /<caption[^>]*><span class="doc-number">Tabella 1\.<\/span> Popolazione residente/);
    assert.match(html, /<th scope="colgroup" colspan="3"/i);
    assert.match(html, /<th scope="row"[^>]*>Bozzolo<\/th>/);
    for (const text of [
      '15.127',
      '−279',
      '+12',
      '16,19\u00a0%',
      '€\u00a01.234.567,89',
      'n.d.',
      'Non compilato',
    ])
      assert.ok(html.includes(text), text);
    assert.match(html, /role="img" aria-label="Due barre: 38.604 abitanti/);
  });

  test('notes stand at the end, with ways there and back', () => {
    assert.match(html, /<a id="nota-1-testo" href="#nota-1" role="doc-noteref">1<\/a>/);
    assert.match(html, /role="doc-endnotes" aria-label="Note"><ol start="1"><li id="nota-1">I residenti/);
    assert.match(html, /<li id="nota-2">Verbale.*?href="#nota-2-testo" role="doc-backlink"/);
    const numbered = numberDocument(sampleDocument);
    const quote = numbered.blocks.findIndex((block) => block.kind === 'quote');
    assert.deepEqual(
      numbered.listNotes(quote, quote + 1).map((one) => one.number),
      [2],
    );
    assert.equal(numbered.listNotes(0, numbered.blocks.length).length, 2);
  });

  test('references are links without pages; photographs have their alternative text', () => {
    assert.match(html, /la spesa nella <a href="#spesa">Tabella 2<\/a>; si veda/);
    assert.match(html, /<a href="#cas-2">scheda CAS-2<\/a>/);
    assert.match(
      html,
      /Figura 2\.<\/span> Il tavolo al lavoro<\/figcaption><img src="data:image\/png;base64,/,
    );
    assert.match(html, /<blockquote><p>Chi cura è spesso solo\./);
    assert.match(html, /<li>Famiglie<ol><li>prima infanzia/);
  });

  test('nothing that users wrote becomes markup, and no style is inline', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hostile = `<script>alert(1)</script>${text}`;
        const page = render(
          DocumentHtml({ doc: { ...withBlocks([p(hostile), h(1, hostile)]), title: hostile } }),
        );
        assert.ok(!page.includes('<script'));
      }),
      { numRuns: 50 },
    );
    assert.ok(!/\sstyle=/.test(html));
  });
});

describe('drawings', () => {
  test('ids and their uses are renamed together', () => {
    const renamed = prefixSvgIds(sampleSvg, 'fig-1');
    assert.ok(renamed.includes('id="fig-1-frame"') && renamed.includes('url(#fig-1-frame)'));
  });

  test('print gets a size, a namespace and the type family', () => {
    assert.match(
      toPrintableSvg(sampleSvg, 'Titillium Web'),
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="560" height="150" font-family="Titillium Web" viewBox="0 0 560 150" role="img">/,
    );
  });
});
