import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { fc } from '#platform/properties.fixture.js';
import { callout, h, p } from './build.js';
import { createPrintable } from './coverage.js';
import { sampleDocument, sampleSvg } from './documents.sample.js';
import type { Block, Document } from './documents.types.js';
import { readFonts } from './fonts.js';
import { renderPdf } from './pdf.js';
import { shareOf } from './progress/share.rules.js';
import type { Step } from './progress/step.types.js';
import { RenderFailure } from './render.child.js';
import { measurePages } from './typst.compile.js';

const run = promisify(execFile);
const { clean } = createPrintable(readFonts());
let folder = '';

/** What poppler reads in a PDF; a machine without poppler-utils fails with the package's name. */
async function readPdf(tool: 'pdftotext' | 'pdfinfo', bytes: Buffer, ...options: string[]): Promise<string> {
  const file = join(folder, 'document.pdf');
  await writeFile(file, bytes);
  const result = await run(tool, [...options, file, ...(tool === 'pdftotext' ? ['-'] : [])], {
    maxBuffer: 1e8,
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new Error(
          `${tool} is missing: these tests read PDFs with poppler (Debian: apt-get install poppler-utils).`,
        )
      : error;
  });
  return result.stdout;
}

/** The objects of a PDF, which are packed in deflated streams: where the alternative texts are. */
function readInner(bytes: Buffer): string {
  let inner = '';
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    const end = bytes.indexOf('endstream', at);
    try {
      inner += inflateSync(bytes.subarray(at + 7, end)).toString('latin1');
    } catch {
      // Fonts and metadata are not deflated, or not text.
    }
    at = end;
  }
  return inner;
}

const squeeze = (text: string) => text.replace(/[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, '');
const withBlocks = (blocks: Block[], rest: Partial<Document> = {}): Document => ({
  ...sampleDocument,
  blocks,
  ...rest,
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trama-pdf-'));
});
after(() => rm(folder, { recursive: true }));

describe('PDF', () => {
  test('is tagged PDF/UA-1 with title, author and language', async () => {
    const bytes = await renderPdf(sampleDocument);
    const info = await readPdf('pdfinfo', bytes);
    assert.match(info, /Tagged:\s+yes/);
    assert.match(info, /Title:\s+Piano di Zona 2021-2023/);
    assert.match(info, /Author:\s+Ambito Oglio Po/);
    assert.match(await readPdf('pdfinfo', bytes, '-meta'), /<pdfuaid:part>1<\/pdfuaid:part>/);
    assert.match(bytes.toString('latin1'), /\/Lang\s*\(it\)/);
  });

  test('has headings, a table with headers and a figure with its alternative text in its structure', async () => {
    const structure = await readPdf('pdfinfo', await renderPdf(sampleDocument), '-struct-text');
    for (const tag of [
      'H1',
      'H2',
      'H3',
      'Table',
      'THead',
      'TH',
      'TD',
      'Figure',
      'Caption',
      'L ',
      'TOC',
      'Note',
      'BlockQuote',
    ])
      assert.match(structure, new RegExp(`^\\s*${tag}`, 'm'), tag);
    assert.ok(
      readInner(await renderPdf(sampleDocument)).includes('Due barre: 38.604 abitanti nel Casalasco'),
    );
  });

  test('says what the tree says, in order, with its numbers', async () => {
    const text = await readPdf('pdftotext', await renderPdf(sampleDocument), '-layout');
    for (const sentence of [
      'Nei comuni dell’ambito vivono meno persone',
      'Tabella 1. Popolazione residente per comune',
      'Figura 1. Abitanti per sub-ambito',
      '1.1 La popolazione',
      'Allegato A Note di qualità',
      '€ 1.234.567,89',
      '−279',
      '16,19 %',
      'Non compilato',
      'pagina 2 di',
      'I residenti sono contati al 1° gennaio',
      'si veda anche la scheda CAS-2',
      'Figura 2. Il tavolo al lavoro',
    ])
      assert.ok(squeeze(text).includes(squeeze(sentence)), sentence);
    assert.doesNotMatch(text, /pagina \d+ d(?!i )/);
    const pages = text.split('\f');
    const told = Number(/la spesa nella Tabella 2 a\s+pagina\s+(\d+)/.exec(text)?.[1]);
    assert.match(pages[told - 1] ?? '', /Tabella 2\. Spesa per area/, 'the page that the reference says');
    assert.match(pages[told - 1] ?? '', /^\s*2 +I bisogni +Versione 1\.0/, 'the chapter in the running head');
  });

  test('is the same to the byte for the same tree', async () => {
    const [one, other] = await Promise.all([
      renderPdf(sampleDocument),
      renderPdf(structuredClone(sampleDocument)),
    ]);
    assert.ok(one.equals(other));
  });

  test('a report has no cover and no contents', async () => {
    const bytes = await renderPdf({ ...sampleDocument, form: 'report' });
    assert.doesNotMatch(await readPdf('pdftotext', bytes), /Indice/);
    assert.match(await readPdf('pdfinfo', bytes), /Tagged:\s+yes/);
  });
});

describe('PDF of hostile and odd text', () => {
  test('Typst source, markup and code come out as they were written', async () => {
    const hostile = [
      '#panic("x") #read("/etc/passwd") #let a = 1; $x^2$ *non forte* _non corsivo_ `codice`',
      '\\ \\u{41} "virgolette" \'apici\' <etichetta> @riferimento // commento /* blocco */',
      '= Non un titolo',
      '- non un elenco',
      '+ non numerato',
      '/ non: un termine',
      '[[[ ]]] {{{ }}}',
      '<script>alert(1)</script> &amp; &#x41; $(id) %s %00',
      '1. non una lista --- ... ~ -- https://example.org/a_b*c*',
    ];
    const cells: Block = {
      kind: 'table',
      caption: hostile.join(' '),
      columns: [{ title: hostile[0] ?? '', kind: 'text' }],
      rows: hostile.map((cell) => ({ cells: [cell] })),
    };
    const text = squeeze(
      await readPdf(
        'pdftotext',
        await renderPdf(withBlocks([...hostile.map((line) => p(line)), cells])),
        '-raw',
      ),
    );
    for (const line of hostile) assert.ok(text.includes(squeeze(line)), line);
  });

  test('any string prints what its characters are, as far as the fonts have them', async () => {
    // Left-to-right scripts only: poppler gives right-to-left words back in the order of the eye.
    const unit = fc
      .oneof(
        fc.integer({ min: 0x20, max: 0x17f }),
        fc.integer({ min: 0x391, max: 0x3c9 }),
        fc.integer({ min: 0x410, max: 0x44f }),
        fc.constantFrom(0x2610, 0x2611, 0x20ac, 0x2013, 0x201c, 0x1f600, 0x4e2d, 0xd800, 0, 9, 10),
      )
      .map((point) => String.fromCodePoint(point));
    const texts = fc.sample(
      fc.array(unit, { minLength: 1, maxLength: 60 }).map((units) => units.join('')),
      300,
    );
    const document = withBlocks(
      // A callout this short is never broken across pages, whose running lines would fall inside the text.
      texts.map((text, index) => callout('note', p(`[[${index}:${text}:${index}]]`))),
    );
    const printed = squeeze(await readPdf('pdftotext', await renderPdf(document), '-raw')).normalize('NFKC');
    // A hyphen at the end of a line may be the typesetter's own.
    const plain = (text: string) => squeeze(clean(text)).normalize('NFKC').replace(/[-‐]/g, '');
    const bare = printed.replace(/[-‐]/g, '');
    const lost = texts.filter((text, index) => !bare.includes(plain(`[[${index}:${text}:${index}]]`)));
    assert.deepEqual(lost, []);
  });

  test('every character that the fonts are said to draw is drawn', async () => {
    const points = Array.from({ length: 0x1_fffe }, (_, point) => point).filter((point) => {
      const text = String.fromCodePoint(point);
      return !/\p{Cs}/u.test(text) && clean(`a${text}`) === `a${text}`;
    });
    assert.ok(points.length > 4_000, `${points.length} characters`);
    const lines = Array.from({ length: Math.ceil(points.length / 60) }, (_, line) =>
      p(
        points
          .slice(line * 60, line * 60 + 60)
          .map((point) => String.fromCodePoint(point))
          .join(' '),
      ),
    );
    const marks = lines.flatMap((line) => [
      line,
      { ...line, text: [{ kind: 'text', text: String(line.text), strong: true, em: true }] } as Block,
    ]);
    assert.ok((await renderPdf(withBlocks(marks))).length > 10_000);
  });

  test('emoji and scripts without a font leave one mark, and the document is still made', () => {
    assert.equal(clean('bene 👍🏽👍 così 中文 fine'), 'bene \uFFFD così \uFFFD fine');
    assert.equal(clean('e\u0301\u0000\u0007\r\n\tx'), 'é\n x');
  });
});

describe('a long document', () => {
  test('tells how far it is part by part, in the order of its chapters', async () => {
    const once = sampleDocument.blocks.map((block) => {
      const { id: _, ...rest } = 'id' in block ? block : { id: undefined, ...block };
      return rest as Block;
    });
    const document = withBlocks(Array.from({ length: 12 }, () => once).flat());
    const steps: Step[] = [];
    const bytes = await renderPdf(document, { onProgress: (step) => steps.push(step) });
    const pages = Number(/Pages:\s+(\d+)/.exec(await readPdf('pdfinfo', bytes))?.[1]);
    assert.ok(pages >= 60, `${pages} pages`);
    const parts = steps.filter((step) => step.stage === 'parts');
    assert.ok(parts.length > 4, `${parts.length} parts`);
    const shares = steps.map((step) => shareOf('pdf', step));
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
      'never backwards',
    );
    const chapters = parts.map((step) => step.at?.number ?? 0);
    assert.deepEqual(
      chapters,
      chapters.toSorted((a, b) => a - b),
    );
    assert.ok(
      parts.every((step) => step.at?.of === 36),
      'of all chapters',
    );
    const whole = steps.find((step) => step.stage === 'whole');
    const front = pages - (whole?.pages ?? 0);
    assert.ok(front > 1 && front < 10, 'pages of the text are known before the whole is set');
  });

  test('pages that are counted part by part are those of the whole', async () => {
    const document = withBlocks(
      Array.from({ length: 4 }, (_, chapter): Block[] => [
        h(1, `Capitolo ${chapter}`, { id: `c-${chapter}` }),
        ...Array.from({ length: 9 }, (_item, index): Block[] => [
          h(2, `Parte ${chapter}-${index}.`, { id: `p-${chapter}-${index}` }),
          p('Si veda ', { kind: 'ref', to: `c-${(chapter + 1) % 4}`, page: true }, '. '),
          p('parole scritte '.repeat(160)),
        ]).flat(),
      ]).flat(),
      { contentsDepth: 1 },
    );
    const parts: Step[] = [];
    const told = measurePages(document, (step) => {
      if (step.stage === 'parts') parts.push(step);
    });
    assert.ok(parts.length > 1, `${parts.length} parts`);
    const printed = (await readPdf('pdftotext', await renderPdf(document))).split('\f');
    assert.equal(told.count, printed.length - 1);
    const pageOf = new Map(told.at);
    for (const chapter of [0, 1, 2, 3])
      for (const index of Array(9).keys())
        assert.match(
          printed[(pageOf.get(`p-${chapter}-${index}`) ?? 0) - 1] ?? '',
          new RegExp(`Parte ${chapter}-${index}\\.`),
        );
  });
});

describe('the process that makes the PDF', () => {
  const endless = withBlocks(
    Array.from({ length: 4_000 }, (_, index): Block[] => [
      h(2, `Titolo ${index}`),
      p('parole '.repeat(300)),
    ]).flat(),
  );

  test('is killed when the reader gives up', async () => {
    const controller = new AbortController();
    const promise = renderPdf(endless, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('via')),
    });
    await assert.rejects(promise, /via/);
  });

  test('is killed when it takes too long', async () => {
    await assert.rejects(
      renderPdf(endless, { timeoutMs: 100 }),
      (error) => error instanceof RenderFailure && error.code === 'documents.render.timeout',
    );
  });

  test('a signal that is already aborted starts nothing', async () => {
    await assert.rejects(
      renderPdf(sampleDocument, { signal: AbortSignal.abort(new Error('prima')) }),
      /prima/,
    );
  });

  test('a tree that is not valid is refused with the reason', async () => {
    const figure = { kind: 'figure', svg: sampleSvg, alt: '', caption: 'x' } as Block;
    await assert.rejects(renderPdf(withBlocks([figure])), /alt-missing/);
  });

  test('stages are told in order', async () => {
    const stages: string[] = [];
    await renderPdf(sampleDocument, { onProgress: ({ stage }) => stages.push(stage) });
    assert.deepEqual(stages, ['prepare', 'whole', 'write']);
  });
});
