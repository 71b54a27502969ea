import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';
import { packCodes, unpackCodes } from '#domains/documents/choice/choice.rules.js';
import { readText, unzip } from '#domains/documents/docx.fixture.js';
import { removeOldRenditions } from '#domains/documents/rendition.sql.js';
import { type DocumentWorld, facts, readPdf, squeeze, toText, waitFor } from './document.fixture.js';
import { getFile } from './visitor.fixture.js';

const LIST = '/oglio-po/piano/2021-2023/obiettivi';
const OFFICE_LIST = '/oglio-po/ufficio/piano/2021-2023/obiettivi';
const OUTCOMES = '/oglio-po/esiti/2021-2023';
const API = '/api/v1/oglio-po/plans/2021-2023';

interface Fact {
  code: string;
  title: string;
}

/** Sheets chosen in a list, as one file. */
export function testChosenSheets(world: () => DocumentWorld): void {
  it('prints the sheets that are ticked, in the list’s order, as PDF, DOCX and web page', async (t) => {
    const { nobody } = world();
    const list = await nobody.get(LIST);
    assert.match(list.body, /<input type="checkbox" name="scheda" value="CAS-1"/);
    const page = await nobody.get(`${LIST}/stampa?scheda=CAS-2&scheda=CAS-1&scheda=NON-C-E`);
    assert.equal(page.statusCode, 200);
    assert.match(toText(page.body), /2 schede in un solo file/);
    const href = /href="([^"]*objective-sheets\.pdf[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&');
    assert.equal(href, `${API}/objective-sheets.pdf?codes=CAS-1%2CCAS-2`);
    const [pdf, docx, html] = await Promise.all(
      ['pdf', 'docx', 'html'].map((shape) => getFile(nobody, href.replace('pdf', shape))),
    );
    assert.ok(pdf && docx && html);
    for (const answer of [pdf, docx, html]) assert.equal(answer.statusCode, 200);
    assert.match(String(pdf.headers['content-disposition']), /oglio-po-2021-2023-schede\.pdf/);
    const texts: Record<string, string> = {
      html: toText(html.body),
      docx: readText(unzip(docx.rawPayload).get('word/document.xml')?.toString('utf8') ?? ''),
    };
    if (spawnSync('pdftotext', ['-v']).error) t.diagnostic('pdftotext is not installed: the PDF is not read');
    else texts.pdf = readPdf(pdf.rawPayload);
    const { objectives } = facts('objectives.json') as { objectives: Fact[] };
    const title = (code: string) => squeeze(objectives.find((one) => one.code === code)?.title ?? '?');
    for (const [shape, raw] of Object.entries(texts)) {
      const text = squeeze(raw);
      const [first, second] = [text.lastIndexOf(title('CAS-1')), text.lastIndexOf(title('CAS-2'))];
      assert.ok(first > 0 && second > first, `${shape}: both, in order`);
      assert.ok(text.indexOf(title('CAS-1')) < first, `${shape}: in the contents too`);
      assert.ok(!text.includes(title('CAS-3')), `${shape}: no other`);
    }
    const kept = await nobody.get(href, { 'if-none-match': String(pdf.headers.etag) });
    assert.equal(kept.statusCode, 304);
  });

  it('prints what the filters leave when nothing is ticked, and says when nothing is left', async () => {
    const { nobody } = world();
    const { objectives } = facts('objectives.json') as { objectives: Fact[] };
    const all = await nobody.get(`${LIST}/stampa`);
    for (const { code } of objectives) assert.match(all.body, new RegExp(`>${code}</span>`));
    const some = await nobody.get(`${LIST}/stampa?cerca=abitare`);
    assert.doesNotMatch(some.body, />AMB-1<\/span>/);
    const none = await nobody.get(`${LIST}/stampa?scheda=NON-C-E`);
    assert.match(toText(none.body), /Nessuna scheda scelta/);
    assert.doesNotMatch(none.body, /objective-sheets/);
    assert.equal((await nobody.get(`${API}/objective-sheets.pdf?codes=NON-C-E`)).statusCode, 404);
    assert.ok([400, 422].includes((await nobody.get(`${API}/objective-sheets.pdf`)).statusCode));
    const many = Array.from({ length: 400 }, (_, index) => `X${index * 7919}${index * 104729}`).join(',');
    const refused = await nobody.get(`${API}/objective-sheets.pdf?codes=CAS-1,${many}`);
    assert.equal(refused.statusCode, 409);
  });

  it('is prepared from the workplace with progress, kept while the sheets stay, and can be cancelled', async () => {
    const { director, as } = world();
    const acts = `${OFFICE_LIST}/stampa/docx`;
    const asked = await director.post(`${acts}?scheda=CAS-1,CAS-3`);
    assert.equal(asked.statusCode, 303);
    const page = String(asked.headers.location);
    const ready = await waitFor(director, page, /objective-sheets\.docx/);
    assert.match(toText(ready), /Resta pronto finché le schede non cambiano/);
    const jobs = await world().countJobs();
    await waitFor(director, `${OFFICE_LIST}/stampa?scheda=CAS-1,CAS-3`, /objective-sheets\.docx/);
    assert.equal(await world().countJobs(), jobs, 'not made twice');

    const work = world().hold();
    const other = await director.post(`${OFFICE_LIST}/stampa/pdf?scheda=CAS-2,CAS-3`);
    const { signal } = await work.taken();
    const mayor = await as('mayor');
    const stop = `${OFFICE_LIST}/stampa/pdf/annulla?scheda=CAS-2,CAS-3`;
    assert.equal((await mayor.post(stop)).statusCode, 403);
    assert.equal((await director.post(stop)).statusCode, 303);
    const told = await director.get(String(other.headers.location));
    assert.match(toText(told.body), /La preparazione è stata annullata/);
    if (!signal.aborted) await once(signal, 'abort');
    await work.letGo();
    const nobody = await world().nobody.post(`${acts}?scheda=CAS-1`);
    assert.ok([303, 403, 404].includes(nobody.statusCode) && !nobody.headers.location?.includes('lavoro'));
    const elsewhere = await director.post(`${acts.replace('oglio-po', 'altrove')}?scheda=CAS-1`);
    assert.ok([403, 404].includes(elsewhere.statusCode));
  });

  it('prints outcome sheets too, by the same way', async () => {
    const { nobody } = world();
    const { sheets } = facts('outcome-sheets.json') as { sheets: Fact[] };
    const [one, other] = sheets;
    assert.ok(one && other);
    assert.match((await nobody.get(OUTCOMES)).body, /<input type="checkbox" name="scheda"/);
    const page = await nobody.get(`${OUTCOMES}/stampa?scheda=${one.code}`);
    assert.match(toText(page.body), /Una scheda in un file/);
    const file = `${API}/outcome-sheets.docx?codes=${one.code}`;
    const docx = await getFile(nobody, file);
    assert.equal(docx.statusCode, 200);
    const text = squeeze(readText(unzip(docx.rawPayload).get('word/document.xml')?.toString('utf8') ?? ''));
    assert.ok(text.includes(squeeze(one.title)) && !text.includes(squeeze(other.title)));
    assert.equal((await nobody.get(file.replace('oglio-po', 'altrove'))).statusCode, 404);
  });

  it('keeps the newest files of choices only, and packs any codes', async () => {
    const { inside } = world();
    const count = () =>
      inside(async ({ tx }) => {
        const rows = await tx.selectFrom('documents.rendition').select('subject').execute();
        return [rows.length, rows.filter((row) => row.subject.startsWith('choice-')).length] as const;
      });
    const [all, choices] = await count();
    assert.ok(choices > 1 && all > choices, `${choices} of ${all}`);
    await inside(({ tx }) => removeOldRenditions(tx, 'choice-', 1));
    assert.deepEqual(await count(), [all - choices + 1, 1]);
    const codes = Array.from({ length: 300 }, (_, index) => `VIADANA-${index}`);
    assert.ok(packCodes(codes).length < 1_000);
    assert.deepEqual(unpackCodes(packCodes(codes)), codes);
  });
}
