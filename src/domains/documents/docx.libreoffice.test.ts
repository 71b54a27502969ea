import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { sampleDocument } from './documents.sample.js';
import { decode } from './docx.fixture.js';
import { renderDocx } from './docx.js';

const run = promisify(execFile);

// CI does not install it, because that takes minutes: docx.test.ts reads the same structure from the file itself.
const isMissing = spawnSync('soffice', ['--version']).error !== undefined;
const skip = isMissing && 'LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui).';

/** What LibreOffice makes of a DOCX, as one XML (ODF 1.3). */
async function readAsOdf(docx: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trama-office-'));
  try {
    await writeFile(join(folder, 'document.docx'), docx);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    await run(
      'soffice',
      [profile, '--headless', '--convert-to', 'fodt', '--outdir', folder, join(folder, 'document.docx')],
      { timeout: 60_000 },
    );
    return await readFile(join(folder, 'document.fodt'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('DOCX in LibreOffice', { skip }, () => {
  let odf = '';
  before(async () => {
    odf = await readAsOdf(await renderDocx(sampleDocument));
  });

  const all = (pattern: RegExp) => [...odf.matchAll(pattern)].map((match) => match[1] ?? '');
  const toText = (xml: string) =>
    decode(xml.replace(/<text:(?:note|bookmark)[^>]*>.*?<\/text:note>|<[^>]+>/gs, '')).trim();

  test('headings are headings, with their levels', () => {
    const headings = [...odf.matchAll(/<text:h [^>]*text:outline-level="(\d)"[^>]*>(.*?)<\/text:h>/gs)];
    assert.deepEqual(
      headings.map((match) => `${match[1]} ${toText(match[2] ?? '')}`),
      [
        '1 Il territorio e chi lo abita',
        '2 La popolazione',
        '1 I bisogni',
        '2 Che cosa chiede il territorio',
        '3 Scheda dell’obiettivo',
        '1 Note di qualità',
        '2 Totali che non tornano',
      ],
    );
  });

  test('contents and lists have their lines, captions their counted numbers', () => {
    assert.equal(all(/(<text:(?:table-of-content|illustration-index) )/g).length, 3);
    const contents = /<text:table-of-content .*?<\/text:table-of-content>/s.exec(odf)?.[0] ?? '';
    for (const title of ['I bisogni', 'Totali che non tornano']) assert.ok(contents.includes(title), title);
    assert.deepEqual(all(/<text:sequence [^>]*text:name="(\w+)"/g), [
      'Tabella',
      'Figura',
      'Figura',
      'Tabella',
    ]);
  });

  test('alternative texts, notes, references and turned pages are kept', () => {
    assert.deepEqual(all(/<svg:desc>([^<]*)</g).map(decode), [
      'Due barre: 38.604 abitanti nel Casalasco, 43.377 nel Viadanese.',
      'Un quadrato rosso.',
      'Un quadrato rosso senza didascalia.',
    ]);
    assert.equal(all(/(<text:note [^>]*text:note-class="footnote")/g).length, 2);
    assert.deepEqual(all(/<text:bookmark-ref text:reference-format="(\w+)"/g), [
      'text',
      'text',
      'number',
      'text',
      'page',
    ]);
    assert.match(odf, /style:print-orientation="landscape"/);
    assert.match(odf, /fo:hyphenate="true"/);
    assert.match(odf, /fo:language="it"/);
  });
});
