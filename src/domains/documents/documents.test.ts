import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { render } from 'preact-render-to-string';
import { translate } from '#platform/i18n/messages.js';
import { fc } from '#platform/properties.fixture.js';
import { h, p, ref } from './build.js';
import { sampleDocument, samplePng, sampleSvg } from './documents.sample.js';
import { Document, Figure, Image, Table } from './documents.types.js';
import { documentHash } from './hash.js';
import { DocumentHtml } from './html.js';
import { findImageFault, getImageSize } from './image.js';
import { withoutTraces } from './image-traces.js';
import { numberDocument } from './number.js';
import { findSvgFault, prefixSvgIds, toPrintableSvg } from './picture.js';
import { placeBlocks } from './progress/places.js';
import { sayStep, shareOf } from './progress/share.rules.js';
import type { Step } from './progress/step.types.js';
import { createTeller } from './progress/teller.js';
import './rendition.messages.js';

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

  test('photographs that a typesetter would stumble on are refused', () => {
    const png = Buffer.from(samplePng, 'base64');
    assert.equal(findImageFault(png, 'png'), undefined);
    assert.deepEqual(getImageSize(png, 'png'), { width: 2, height: 2 });
    assert.equal(findImageFault(png, 'jpeg'), 'not-an-image');
    assert.equal(findImageFault(png.subarray(0, -6), 'png'), 'damaged');
    assert.equal(findImageFault(Buffer.concat([png, Buffer.alloc(5_000_000)]), 'png'), 'too-large');
    const changed = Buffer.from(png);
    changed[45] = (changed[45] ?? 0) ^ 1;
    assert.equal(findImageFault(changed, 'png'), 'damaged');
    const vast = Buffer.from(png);
    vast.writeUInt32BE(100_000, 16);
    vast.writeUInt32BE(crc32(vast.subarray(12, 29)), 29);
    assert.equal(findImageFault(vast, 'png'), 'too-many-points');
    const jpeg = Buffer.from('ffd8ffe000041234ffc0000b080003000501011100ffda000300aabbffd9', 'hex');
    assert.equal(findImageFault(jpeg, 'jpeg'), undefined);
    assert.deepEqual(getImageSize(jpeg, 'jpeg'), { width: 5, height: 3 });
    assert.equal(findImageFault(jpeg.subarray(0, -2), 'jpeg'), 'damaged');
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('png', 'jpeg'), (bytes, format) => {
        const head = format === 'png' ? png.subarray(0, 8) : jpeg.subarray(0, 4);
        assert.notEqual(findImageFault(Buffer.concat([head, bytes]), format), undefined);
      }),
    );
    const image = { kind: 'image', format: 'png', data: samplePng, alt: 'Rosso' };
    assert.equal(Image.safeParse(image).success, true);
    assert.match(String(Image.safeParse({ ...image, alt: ' ' }).error), /alt-missing/);
    assert.match(String(Image.safeParse({ ...image, data: 'AAAA' }).error), /image.unreadable/);
  });

  test('a photograph loses place, day and device, and keeps its points, its colours and its turn', () => {
    const segment = (marker: number, content: Buffer) => {
      const frame = Buffer.from([0xff, marker, 0, 0]);
      frame.writeUInt16BE(content.length + 2, 2);
      return Buffer.concat([frame, content]);
    };
    const text = (words: string) => Buffer.from(words, 'latin1');
    const exif = (order: 'II' | 'MM', turn: number) => {
      const tiff = Buffer.alloc(38);
      const little = order === 'II';
      tiff.write(order, 0, 'latin1');
      const word = (value: number, at: number) =>
        little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
      const long = (value: number, at: number) =>
        little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
      word(42, 2);
      long(8, 4);
      word(2, 8);
      // The maker comes first: the turn is looked for by its number.
      word(0x010f, 10);
      word(2, 12);
      long(4, 14);
      word(0x0112, 22);
      word(3, 24);
      long(1, 26);
      word(turn, 30);
      return segment(0xe1, Buffer.concat([text('Exif\0\0'), tiff, text('GPS 45.13 10.02')]));
    };
    const frame = Buffer.from('ffc0000b080003000501011100', 'hex');
    const jfif = segment(0xe0, text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'));
    const icc = segment(0xe2, text('ICC_PROFILE\0\x01\x01colours'));
    const adobe = segment(0xee, text('Adobe\0d\0\0\0\0\x01'));
    // Stuffed bytes and a restart inside the scan, tables between two scans.
    const scan = Buffer.from('ffda000301aaff00bbffd0ccffc4000300ffda000302ddff00ee', 'hex');
    const end = Buffer.from('ffd9', 'hex');
    const start = Buffer.from('ffd8', 'hex');
    const traces = [
      segment(0xe0, text('JFXX\0thumbnail')),
      segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>')),
      segment(0xe2, text('MPF\0more pictures')),
      segment(0xed, text('Photoshop 3.0\0city')),
      segment(0xfe, text('taken by Rosa')),
    ];
    for (const order of ['II', 'MM'] as const)
      for (let turn = 1; turn <= 8; turn += 1) {
        const photograph = Buffer.concat([
          start,
          jfif,
          exif(order, turn),
          ...traces,
          icc,
          adobe,
          frame,
          scan,
          end,
        ]);
        const after = Buffer.from('trailer of the camera');
        const clean = withoutTraces(Buffer.concat([photograph, after]), 'jpeg');
        assert.equal(findImageFault(clean, 'jpeg'), undefined);
        assert.deepEqual(getImageSize(clean, 'jpeg'), { width: 5, height: 3 });
        const kept = clean.toString('latin1');
        for (const trace of ['GPS', 'JFXX', 'xmpmeta', 'MPF', 'city', 'Rosa', 'trailer'])
          assert.ok(!kept.includes(trace), trace);
        for (const part of [jfif, icc, adobe, frame, scan]) assert.ok(clean.includes(part));
        assert.equal(kept.includes('Exif'), turn !== 1);
        // What was cleaned once is clean: the turn is read back as it was written.
        assert.ok(withoutTraces(clean, 'jpeg').equals(clean));
        if (turn !== 1) assert.equal(clean[clean.indexOf('Exif') + 6 + 19], turn);
      }

    const png = Buffer.from(samplePng, 'base64');
    const chunk = (kind: string, content: string) => {
      const body = text(kind + content);
      const sized = Buffer.alloc(4);
      sized.writeUInt32BE(content.length);
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(body));
      return Buffer.concat([sized, body, sum]);
    };
    const written = Buffer.concat([
      png.subarray(0, 33),
      ...['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf', 'prVW'].map((kind) => chunk(kind, 'Author\0Rosa')),
      chunk('pHYs', '123456789'),
      png.subarray(33),
      text('after the end'),
    ]);
    assert.equal(findImageFault(written, 'png'), undefined);
    assert.ok(
      withoutTraces(written, 'png').equals(
        Buffer.concat([png.subarray(0, 33), chunk('pHYs', '123456789'), png.subarray(33)]),
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        withoutTraces(Buffer.concat([start, jfif, frame, scan, bytes]), 'jpeg');
      }),
    );
  });

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

describe('how far a file is', () => {
  const sheet = (code: string): Document['blocks'][number] => ({
    kind: 'sheet',
    code,
    title: 'Scheda',
    sections: [{ fields: [{ label: 'Titolo', content: [] }] }],
  });

  test('is told by chapter and, within it, by sheet', () => {
    const places = placeBlocks([
      p('Prima di ogni capitolo'),
      h(1, 'Territorio'),
      p('Testo'),
      h(1, 'Obiettivi.'),
      h(3, 'A-1'),
      sheet('A-1'),
      h(3, 'A-2'),
      sheet('A-2'),
    ]);
    assert.equal(places[0], undefined);
    assert.deepEqual(
      places.slice(1).map((one) => `${one?.number}/${one?.of} ${one?.sheet}/${one?.sheets}`),
      ['1/2 0/0', '1/2 0/0', '2/2 0/2', '2/2 0/2', '2/2 1/2', '2/2 1/2', '2/2 2/2'],
    );
    const said = (step: Step) => {
      const { note, values } = sayStep(step);
      return [translate('it', note, values), translate('en', note, values)];
    };
    const at = places[5];
    assert.ok(at);
    assert.deepEqual(said({ stage: 'parts', done: 0.5, at }), [
      'Impaginazione. Capitolo 2 di 2: Obiettivi — 1 di 2 schede',
      'Layout. Chapter 2 of 2: Obiettivi — 1 of 2 sheets',
    ]);
    assert.deepEqual(said({ stage: 'whole', done: 0, pages: 290 }), [
      'Impaginazione dell’insieme: 290 pagine',
      'Layout of the whole: 290 pages',
    ]);
  });

  test('is told by sheet where sheets were chosen', () => {
    const places = placeBlocks([h(1, 'Prima'), sheet('A'), h(1, 'Seconda'), sheet('B')]);
    const [last] = places.slice(-1);
    assert.ok(last);
    const { note, values } = sayStep({ stage: 'compose', done: 0, at: last });
    assert.equal(translate('it', note, values), 'Scrittura. Scheda 2 di 2: Seconda');
  });

  test('stays within the file, from the first stage to the last', () => {
    const stages = {
      pdf: ['read', 'prepare', 'parts', 'whole', 'write'],
      docx: ['read', 'prepare', 'parts', 'compose', 'write'],
    } as const;
    for (const format of ['pdf', 'docx'] as const) {
      const shares = stages[format].flatMap((stage) =>
        [0, 0.5, 1].map((done) => shareOf(format, { stage, done, pages: 9 })),
      );
      assert.deepEqual(
        shares,
        shares.toSorted((a, b) => a - b),
        format,
      );
      assert.deepEqual([shares[0], shares.at(-1)], [0, 1], format);
    }
  });

  test('is written one step at a time, never backwards, and stops the work that was cancelled', async () => {
    const abort = new AbortController();
    const written: number[] = [];
    const teller = createTeller(
      {
        signal: abort.signal,
        progress: async (share) => {
          written.push(share);
        },
      },
      'pdf',
      { from: 0.5, share: 0.5 },
    );
    teller.tell({ stage: 'write', done: 0 });
    teller.tell({ stage: 'read', done: 0 });
    abort.abort(new Error('annullato'));
    assert.throws(() => teller.tell({ stage: 'write', done: 1 }), /annullato/);
    await teller.settle();
    assert.deepEqual(written, [0.94], 'the second waits, and there is nobody left to tell');
  });
});
