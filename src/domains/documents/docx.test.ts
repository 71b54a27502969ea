import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { h, p, ref, ul } from './build.js';
import { sampleDocument } from './documents.sample.js';
import type { Block, Document } from './documents.types.js';
import { decode, readText, unzip } from './docx.fixture.js';
import { renderDocx } from './docx.js';
import { toXmlText } from './docx.text.js';
import { DocumentHtml } from './html.js';

const squeeze = (text: string) => text.replace(/\s+/g, '');

/** Throws where a tag is not closed by its own. */
function checkBalance(xml: string): void {
  const open: string[] = [];
  for (const [, closing, name, empty] of xml.matchAll(/<(\/?)([a-zA-Z][\w:.-]*)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closing) assert.equal(open.pop(), name);
    else if (!empty) open.push(name ?? '');
  }
  assert.deepEqual(open, []);
}

async function readDocument(document: Document): Promise<{ files: Map<string, Buffer>; xml: string }> {
  const files = unzip(await renderDocx(document));
  return { files, xml: files.get('word/document.xml')?.toString('utf8') ?? '' };
}

const longSheet: Block = {
  kind: 'sheet',
  code: 'LUN-1',
  title: 'Scheda lunga',
  sections: [
    {
      title: 'Attuazione',
      fields: [
        { label: 'Prima', content: [{ kind: 'text', text: 'Testo che precede.' }] },
        {
          label: 'Azioni',
          content: [
            {
              kind: 'table',
              columns: [
                { title: 'Azione', kind: 'text' },
                { title: 'Ore', kind: 'number' },
              ],
              rows: Array.from({ length: 60 }, (_, row) => ({ cells: [`Azione numero ${row + 1}`, row] })),
            },
          ],
        },
        { label: 'Dopo', content: [{ kind: 'text', text: 'Testo che segue.' }] },
      ],
    },
  ],
};

const withBlocks = (blocks: Block[]): Document => ({ ...sampleDocument, blocks });

describe('DOCX', () => {
  let files = new Map<string, Buffer>();
  let xml = '';
  before(async () => {
    ({ files, xml } = await readDocument(sampleDocument));
  });

  test('every part is well formed', () => {
    for (const [name, bytes] of files) if (/\.(xml|rels)$/.test(name)) checkBalance(bytes.toString('utf8'));
  });

  test('headings have their styles and numbers that Word counts', () => {
    const headings = [
      ...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*?<w:pStyle w:val="Heading(\d)"\/>(?:(?!<\/w:p>).)*<\/w:p>/g),
    ];
    assert.deepEqual(
      headings.map((match) => `${match[1]} ${readText(match[0]).trim()} ${/<w:numPr>/.test(match[0])}`),
      [
        '1 Il territorio e chi lo abita true',
        '2 La popolazione true',
        '1 I bisogni true',
        '2 Che cosa chiede il territorio true',
        '3 Scheda dell’obiettivo true',
        '1 Note di qualità true',
        '2 Totali che non tornano true',
      ],
    );
  });

  test('contents, captions and pages are fields with their values already written', () => {
    assert.match(xml, /TOC [^<]*\\h/);
    assert.match(xml, /<w:fldSimple w:instr="SEQ Tabella [^"]*"><w:r><w:t[^>]*>1<\/w:t>/);
    assert.match(xml, /<w:fldSimple w:instr="SEQ Tabella [^"]*"><w:r><w:t[^>]*>2<\/w:t>/);
    const pages = [
      ...xml.matchAll(
        /PAGEREF [^<]*<\/w:instrText><w:fldChar w:fldCharType="separate"\/>(<w:t[^>]*>\d+<\/w:t>)?/g,
      ),
    ];
    assert.equal(pages.length, 11);
    assert.ok(pages.every((match) => match[1]));
    assert.doesNotMatch(xml, /w:dirty/);
  });

  test('styles of headings say their level', () => {
    const styles = files.get('word/styles.xml')?.toString('utf8') ?? '';
    for (const level of [1, 2, 3, 4])
      assert.match(
        styles,
        new RegExp(`w:styleId="Heading${level}"(?:(?!</w:style>).)*<w:outlineLvl w:val="${level - 1}"/>`),
      );
  });

  test('notes are footnotes, references are fields that follow their target', () => {
    const notes = files.get('word/footnotes.xml')?.toString('utf8') ?? '';
    assert.match(readText(notes), /I residenti sono contati al 1° gennaio.*Verbale del tavolo anziani/);
    assert.equal(xml.match(/<w:footnoteReference w:id="[1-9]/g)?.length, 2);
    const field = (pattern: string) =>
      readText(new RegExp(`<w:fldSimple w:instr="${pattern}"[^>]*>.*?</w:fldSimple>`).exec(xml)?.[0] ?? '');
    assert.equal(field('REF trama_\\d+ \\\\h'), 'Tabella 1');
    assert.equal(field('REF trama_\\d+ \\\\r \\\\h'), '2');
    assert.match(readText(xml), /la spesa nella Tabella 2 a pagina \d+; si veda anche la scheda CAS-2/);
  });

  test('running heads say the chapter, except where it opens', () => {
    const heads = [...files]
      .filter(([name]) => /header\d/.test(name))
      .map(([, bytes]) => readText(bytes.toString('utf8')));
    assert.ok(heads.some((head) => head.includes('2  I bisogniVersione 1.0')));
    assert.ok(heads.some((head) => head.includes('Allegato A  Note di qualità')));
    assert.equal(xml.match(/<w:titlePg\/>/g)?.length, 3);
  });

  test('tables repeat their headers, rows do not break, wide tables are on turned pages', () => {
    assert.equal(xml.match(/<w:tblHeader\/>/g)?.length, 4);
    assert.match(xml, /<w:pgSz[^>]*w:orient="landscape"/);
    const footers = [...files]
      .filter(([name]) => /footer\d/.test(name))
      .map(([, bytes]) => bytes.toString('utf8'));
    assert.ok(footers.some((footer) => footer.includes('NUMPAGES') && readText(footer).includes('pagina')));
  });

  test('a long table in a sheet is one of its own, whose titles are repeated with the field’s name and the sheet’s code', async () => {
    const { xml: long } = await readDocument(withBlocks([longSheet]));
    const tables = [...long.matchAll(/<w:tbl>(.*?)<\/w:tbl>/gs)].map((match) => match[1] ?? '');
    const heads = tables.map((table) =>
      [...table.matchAll(/<w:tr>(.*?)<\/w:tr>/gs)]
        .filter((row) => row[1]?.includes('<w:tblHeader/>'))
        .map((row) => readText(row[1] ?? '')),
    );
    assert.deepEqual(heads, [
      ['LUN-1  Scheda lunga'],
      ['Azioni  LUN-1', 'AzioneOre'],
      ['LUN-1 · Scheda lunga, segue'],
    ]);
    assert.equal(tables[1]?.match(/<w:tr>/g)?.length, 62);
    assert.match(readText(tables[2] ?? ''), /Dopo.*Testo che segue/);
    // Two tables that touch are one to Word.
    assert.doesNotMatch(long, /<\/w:tbl><w:tbl>/);
  });

  test('a sheet is one table, short ones of its fields included, whose rows fill its columns and are not cut', () => {
    const tables = [...xml.matchAll(/<w:tbl>(.*?)<\/w:tbl>/gs)].map((match) => match[1] ?? '');
    const sheet = tables.find((table) => table.includes('Lavoro e inclusione'));
    assert.ok(sheet);
    // Above the rest of a table with another in it LibreOffice repeats no title.
    assert.ok(!sheet.includes('<w:tbl>'));
    const columns = sheet.match(/<w:gridCol /g)?.length ?? 0;
    assert.ok(columns > 2, `${columns} columns: labels, contents, and those of a field’s table`);
    const rows = [...sheet.matchAll(/<w:tr>(.*?)<\/w:tr>/gs)].map((match) => match[1] ?? '');
    assert.match(rows[0] ?? '', /<w:tblHeader\/>/);
    for (const row of rows) {
      const spans = [...row.matchAll(/<w:tc>(.*?)<\/w:tcPr>/gs)].map((match) =>
        Number(/<w:gridSpan w:val="(\d+)"/.exec(match[1] ?? '')?.[1] ?? 1),
      );
      assert.equal(
        spans.reduce((sum, span) => sum + span, 0),
        columns,
      );
      assert.match(row, /<w:cantSplit\/>/);
    }
  });

  test('pictures have alternative texts, and a PNG beside the SVG', () => {
    assert.match(xml, /descr="Due barre: 38\.604 abitanti nel Casalasco, 43\.377 nel Viadanese\."/);
    const names = [...files.keys()].filter((name) => name.startsWith('word/media/'));
    assert.deepEqual(names.map((name) => name.split('.').at(-1)).sort(), ['png', 'png', 'svg']);
    const sizes = names
      .filter((name) => name.endsWith('.png'))
      .map((name) => files.get(name)?.readUInt32BE(16));
    assert.deepEqual(sizes.sort(), [1120, 2]);
    assert.equal(xml.match(/descr="Un quadrato rosso/g)?.length, 2);
  });

  test('is in Italian and carries its faces', () => {
    assert.match(files.get('word/styles.xml')?.toString('utf8') ?? '', /<w:lang w:val="it-IT"/);
    assert.equal([...files.keys()].filter((name) => name.endsWith('.odttf')).length, 4);
  });

  test('cells end with a paragraph, as Word demands', () => {
    assert.doesNotMatch(xml, /<\/w:tbl><\/w:tc>/);
    assert.doesNotMatch(xml, /<\/w:tcPr><\/w:tc>/);
  });

  test('says every sentence of the tree, as the web page does', () => {
    const silent = new Set([
      'kind',
      'id',
      'svg',
      'href',
      'style',
      'align',
      'lang',
      'form',
      'numbering',
      'tone',
      'to',
      'date',
      'format',
      'data',
    ]);
    const sentences: string[] = [];
    JSON.stringify(sampleDocument, (key, value: unknown) => {
      if (silent.has(key)) return undefined;
      if (typeof value === 'string' && key !== 'alt') sentences.push(value);
      return value;
    });
    assert.ok(sentences.length > 90, `${sentences.length} sentences`);
    const headers = [...files]
      .filter(([name]) => /word\/(header|footer|footnotes)/.test(name))
      .map(([, bytes]) => readText(bytes.toString('utf8')));
    const docx = squeeze(readText(xml) + headers.join(''));
    const html = squeeze(decode(render(DocumentHtml({ doc: sampleDocument })).replace(/<[^>]+>/g, '')));
    for (const sentence of sentences) {
      assert.ok(docx.includes(squeeze(sentence)), `DOCX: ${sentence}`);
      assert.ok(html.includes(squeeze(sentence)), `HTML: ${sentence}`);
    }
  });
});

describe('DOCX of hostile and odd text', () => {
  test('any string leaves the file well formed and is said as it was written', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), 200);
    const hostile = [
      ...texts,
      '</w:t></w:r></w:p>',
      '<!-- ]]> -->',
      '&amp; &lt; \u0000\u0008\uFFFE',
      '\uD800 solo',
      'a\nb\tc',
    ];
    const { xml } = await readDocument(
      withBlocks([...hostile.map((text) => p(text)), ul(hostile), h(1, `${hostile.join('')}x`)]),
    );
    checkBalance(xml);
    assert.ok(!/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml));
    const said = squeeze(readText(xml));
    for (const text of hostile) assert.ok(said.includes(squeeze(toXmlText(text))), JSON.stringify(text));
  });

  test('empty lists, rows and references without target are no trouble', async () => {
    const { xml } = await readDocument(
      withBlocks([
        ul([]),
        p(''),
        p(ref('altrove')),
        { kind: 'table', caption: 'Vuota', columns: [{ title: '', kind: 'text' }], rows: [] },
        { kind: 'callout', tone: 'note', blocks: [ul([])] },
      ]),
    );
    checkBalance(xml);
    assert.match(readText(xml), /\[riferimento mancante\]/);
  });
});
