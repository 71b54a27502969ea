import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { sampleDocument } from '#domains/documents/documents.sample.js';
import { readText, unzip } from '#domains/documents/docx.fixture.js';
import { documentJobs } from '#domains/documents/index.js';
import type { Step } from '#domains/documents/progress/step.types.js';
import { composePlanDocument } from '#domains/plan/document.compose.js';
import { createPlan } from '#domains/plan/plan.actions.js';
import { findPlan } from '#domains/plan/plan.sql.js';
import { translate } from '#platform/i18n/messages.js';
import { newId } from '#platform/ids.js';
import { until } from '#platform/process/until.fixture.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { jobTasks } from './app.js';
import {
  CHAPTER,
  type DocumentWorld,
  FILE,
  facts,
  openDocumentWorld,
  readForm,
  readPdf,
  squeeze,
  toText,
  waitFor,
} from './document.fixture.js';
import { testChapterForms } from './document-chapters.fixture.js';
import { testChosenSheets } from './document-choice.fixture.js';
import { bringFiles } from './upload.fixture.js';
import { getFile, type Visitor } from './visitor.fixture.js';

describe('the document of a plan', () => {
  let world: DocumentWorld;
  let nobody: Visitor;
  let director: Visitor;

  before(async () => {
    world = await openDocumentWorld();
    ({ nobody, director } = world);
  });
  after(() => world.close());

  it('has every objective, need and outcome sheet in each of the three shapes', async (t) => {
    const [html, pdf, docx] = await Promise.all(
      ['html', 'pdf', 'docx'].map((shape) => getFile(nobody, `${FILE}.${shape}`)),
    );
    assert.ok(html && pdf && docx);
    for (const answer of [html, pdf, docx]) assert.equal(answer.statusCode, 200);
    const texts: Record<string, string> = {
      html: toText(html.body),
      docx: readText(unzip(docx.rawPayload).get('word/document.xml')?.toString('utf8') ?? ''),
    };
    if (spawnSync('pdftotext', ['-v']).error) t.diagnostic('pdftotext is not installed: the PDF is not read');
    else texts.pdf = readPdf(pdf.rawPayload);
    const { objectives } = facts('objectives.json') as { objectives: { code: string; title: string }[] };
    const { needs } = facts('needs.json') as { needs: { code: string; text: string }[] };
    const { sheets } = facts('outcome-sheets.json') as { sheets: { code: string; title: string }[] };
    assert.deepEqual([objectives.length, needs.length, sheets.length], [32, 134, 45]);
    for (const [shape, raw] of Object.entries(texts)) {
      const text = squeeze(raw);
      const missing = [
        ...objectives.map(({ code, title }) => `${code}. ${title}`),
        ...sheets.map(({ code, title }) => `${code}. ${title}`),
        ...needs.map(({ text: words }) => words),
        ...needs.map(({ code }) => code),
        'Figura 1',
        'Note sulla qualità dei dati',
      ].filter((words) => !text.includes(squeeze(words)));
      assert.deepEqual(missing, [], shape);
      assert.ok(!text.includes(squeeze('non si può comporre')), `${shape}: every live block is drawn`);
    }
  });

  it('makes a file once for those who ask together, and gives it again at once while nothing changes', async (t) => {
    const before = await world.countJobs();
    const startedAt = performance.now();
    const again = await getFile(nobody, `${FILE}.pdf`);
    t.diagnostic(`a kept file in ${Math.round(performance.now() - startedAt)} ms`);
    assert.equal(again.statusCode, 200);
    assert.equal(await world.countJobs(), before);
    const same = await nobody.get(`${FILE}.pdf`, { 'if-none-match': String(again.headers.etag) });
    assert.equal(same.statusCode, 304);

    await director.post(`${CHAPTER}/modifica`, {
      ...(await readForm(director)),
      p0_text: 'Primo testo mutato.',
      act: 'save',
    });
    const answers = await Promise.all([
      getFile(nobody, `${FILE}.pdf`),
      getFile(nobody, `${FILE}.pdf`),
      getFile(director, `${FILE}.pdf`),
    ]);
    for (const answer of answers) assert.equal(answer.statusCode, 200);
    for (const answer of answers) assert.equal(answer.headers.etag, answers[0]?.headers.etag);
    assert.equal(await world.countJobs(), before + 1);
    assert.notEqual(answers[0]?.headers.etag, again.headers.etag);
    const whole = await nobody.get('/oglio-po/piano/2021-2023/documento/intero');
    assert.ok(whole.body.includes('Primo testo mutato.'));
  });

  it('is prepared from the workplace with progress, and stops when it is cancelled', async () => {
    await director.post(`${CHAPTER}/modifica`, {
      ...(await readForm(director)),
      p0_text: 'Testo da annullare.',
      act: 'save',
    });
    const page = '/oglio-po/ufficio/piano/2021-2023/documento';
    const work = world.hold();
    const asked = await director.post(`${page}/file/pdf`);
    assert.equal(asked.statusCode, 303);
    const { signal } = await work.taken();
    const working = await director.get(String(asked.headers.location));
    assert.match(working.body, /<trama-job id="lavoro-pdf"/);
    const mayor = await world.as('mayor');
    assert.match(working.body, /file\/pdf\/annulla/);
    assert.doesNotMatch((await mayor.get(page)).body, /file\/pdf\/annulla/, 'somebody else’s work');
    const refused = await mayor.post(`${page}/file/pdf/annulla`);
    assert.equal(refused.statusCode, 403);
    assert.match(toText(refused.body), /l'ha chiesto un'altra persona/);
    const cancelled = await director.post(`${page}/file/pdf/annulla`);
    assert.equal(cancelled.statusCode, 303);
    const told = await director.get(String(asked.headers.location));
    assert.match(told.body, /La preparazione è stata annullata/);
    assert.equal(await world.countJobs('cancelled'), 1);
    // The runner notices it by itself, and the file that was there is not replaced.
    if (!signal.aborted) await once(signal, 'abort');
    await work.letGo();
    await until(async () => (await world.countJobs('running')) === 0);
    assert.equal(await world.countJobs('cancelled'), 1);
    assert.match((await director.get(page)).body, /Prepara il PDF/);
  });

  it('gives the sheet of one objective alone, to whoever may read the plan', async () => {
    const sheet = '/api/v1/oglio-po/plans/2021-2023/objectives/CAS-1';
    const [pdf, docx] = await Promise.all(
      ['pdf', 'docx'].map((shape) => getFile(nobody, `${sheet}.${shape}`)),
    );
    assert.ok(pdf && docx);
    assert.deepEqual([pdf.statusCode, docx.statusCode], [200, 200]);
    assert.match(String(pdf.headers['content-disposition']), /oglio-po-2021-2023-CAS-1\.pdf/);
    const text = readText(unzip(docx.rawPayload).get('word/document.xml')?.toString('utf8') ?? '');
    const { objectives } = facts('objectives.json') as { objectives: { code: string; title: string }[] };
    const [mine, other] = [objectives.find((one) => one.code === 'CAS-1'), objectives.at(-1)];
    assert.ok(mine && other);
    assert.ok(squeeze(text).includes(squeeze(mine.title)));
    assert.ok(!squeeze(text).includes(squeeze(other.title)), 'only this one');
    const kept = await nobody.get(`${sheet}.pdf`, { 'if-none-match': String(pdf.headers.etag) });
    assert.equal(kept.statusCode, 304);
    assert.equal((await nobody.get(`${sheet.replace('CAS-1', 'CAS-999')}.pdf`)).statusCode, 404);
    assert.match(
      (await nobody.get('/oglio-po/piano/2021-2023/obiettivi/CAS-1')).body,
      /objectives\/CAS-1\.docx/,
    );
  });

  it('bears the coat of arms that the ambito gave it, and refuses what cannot be printed', async () => {
    const settings = '/oglio-po/ufficio/impostazioni/stemma';
    const svg = '<svg viewBox="0 0 40 50"><path d="M0 0h40v30L20 50 0 30z" fill="#06c"/></svg>';
    const bring = (visitor: Visitor, content: string | Buffer | null, fields: Record<string, string>) =>
      bringFiles(
        visitor,
        'oglio-po',
        content === null ? [] : [{ name: 'stemma', content }],
        { version: '', alt: 'Scudo azzurro', ...fields },
        settings,
      );
    const cover = async () => (await nobody.get(`${FILE}.html`)).body;
    assert.doesNotMatch(await cover(), /class="doc-emblem"/);
    assert.match((await director.get(settings)).body, /Non c'è uno stemma/);
    for (const [content, words] of [
      [null, /Manca il file/],
      ['MZ non è un disegno', /non è un'immagine SVG, PNG o JPEG/],
      [svg.replace('<path', '<script>1</script><path'), /contiene stili, programmi o rimandi/],
      [svg.replace('z"', 'z'), /è danneggiata/],
      [Buffer.alloc(1_048_577, 'a'), /supera 1 MB/],
    ] as const) {
      const answer = await bring(director, content, {});
      assert.equal(answer.status, 422);
      assert.match(toText(answer.body), words);
      assert.match(answer.body, /value="Scudo azzurro"/, 'what was typed is kept');
    }
    assert.equal((await bring(director, svg, { alt: '' })).status, 422);
    assert.equal((await bring(await world.as('coordinator'), svg, {})).status, 403);
    assert.doesNotMatch(await cover(), /class="doc-emblem"/);

    assert.equal((await bring(director, svg, {})).status, 303);
    assert.match(
      await cover(),
      /<img class="doc-emblem" src="data:image\/svg\+xml;base64,[^"]+" alt="Scudo azzurro"/,
    );
    assert.equal((await bring(director, svg, {})).status, 409, 'drawn before somebody else put it');
    assert.equal((await bring(director, null, { version: '1', alt: 'Scudo azzurro e oro' })).status, 303);
    assert.match(await cover(), /alt="Scudo azzurro e oro"/);
    assert.match(
      (await (await world.as('administrator')).get('/oglio-po/ufficio/impostazioni')).body,
      /Stemma dell/,
    );

    const unsaid = await director.post(`${settings}/rimuovi`, { version: '2', reason: '' });
    assert.equal(unsaid.statusCode, 422);
    const stale = await director.post(`${settings}/rimuovi`, { version: '1', reason: 'Nuovo stemma' });
    assert.equal(stale.statusCode, 409);
    const removed = await director.post(`${settings}/rimuovi`, { version: '2', reason: 'Nuovo stemma' });
    assert.equal(removed.statusCode, 303);
    assert.doesNotMatch(await cover(), /class="doc-emblem"/);
    assert.equal((await director.get(`${settings}/rimuovi`)).statusCode, 404);
  });

  it('is not another ambito’s, and a draft is for who works here', async () => {
    const other = { id: newId(), slug: 'altrove', name: 'Ambito Altrove', leadBody: null, isDemo: false };
    await world.demo.database.transaction({ ambitoId: other.id }, (tx) => insertAmbito(tx, other));
    for (const shape of ['html', 'pdf', 'docx'])
      assert.equal((await director.get(`${FILE.replace('oglio-po', 'altrove')}.${shape}`)).statusCode, 404);
    await world.inside((ctx) =>
      createPlan(ctx, {
        code: '2025-2027',
        title: 'Piano nuovo',
        guidelineCode: 'lombardia-2021-2023',
        summary: null,
      }),
    );
    const draft = FILE.replace('2021-2023', '2025-2027');
    assert.equal((await nobody.get(`${draft}.html`)).statusCode, 404);
    assert.equal((await nobody.get('/oglio-po/piano/2025-2027/documento')).statusCode, 404);
    const mine = await director.get(`${draft}.html`);
    assert.equal(mine.statusCode, 200);
    assert.match(String(mine.headers['cache-control']), /private/);
    assert.match(mine.body, /Bozza/);
  });

  it('tells by chapter how far its file is, and can be stopped between chapters', async () => {
    const steps: Step[] = [];
    const composed = await world.inside(async (ctx) => {
      const plan = await findPlan(ctx.tx, '2021-2023', true);
      assert.ok(plan);
      return composePlanDocument(ctx, plan, new Map(), undefined, (step) => steps.push(step));
    });
    const titles = composed.document.blocks.flatMap((one) =>
      one.kind === 'heading' && one.level === 1 ? [one.text] : [],
    );
    assert.deepEqual(
      steps.map(({ at }) => `${at?.number}/${at?.of} ${at?.title}`),
      titles.map((title, index) => `${index + 1}/${titles.length} ${title}`),
    );
    const task = jobTasks()['document.render'];
    assert.ok(task);
    const run = async (
      subject: string,
      format: string,
      onProgress: (share: number, words: string) => void,
    ) => {
      const abort = new AbortController();
      await task({
        ambito: await world.inside(async (ctx) => ctx.ambito),
        payload: { subject, format },
        signal: abort.signal,
        inside: world.inside,
        apart: { connection: world.demo.database.appConfig, requestId: 'prova', accountId: null },
        progress: async (share, note = '', values) => {
          onProgress(share, translate('it', note, values));
          if (format === 'docx') abort.abort(new Error('annullato'));
        },
      });
    };
    await assert.rejects(
      run('plan:2021-2023', 'docx', () => {}),
      /annullato/,
    );
    const told: [number, string][] = [];
    await run('objective:2021-2023/text/CAS-2', 'pdf', (share, words) => told.push([share, words]));
    assert.match(told[0]?.[1] ?? '', /^Raccolta di testi e dati/);
    const shares = told.map(([share]) => share);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.doesNotMatch(told.map(([, words]) => words).join(), /[{}]/);
  });

  testChapterForms(() => world);
  testChosenSheets(() => world);
});

describe('a document that cannot be made', () => {
  it('is told in words to who waits and to who looks, and the server goes on', async () => {
    // A drawing that no renderer can read stands for whatever the typesetter may refuse.
    const broken = documentJobs({
      plan: async () => ({
        document: {
          ...sampleDocument,
          blocks: [
            { kind: 'figure', svg: '<svg viewBox="0 0 1 1"><g></svg>', alt: 'Rotta', caption: 'Rotta' },
          ],
        },
        hash: 'broken',
      }),
    });
    const { nobody, director, close } = await openDocumentWorld(broken);
    try {
      const refused = await getFile(nobody, `${FILE}.pdf`, { accept: 'application/pdf' });
      assert.equal(refused.statusCode, 409);
      assert.match(String(refused.json().title), /Il documento non è stato composto/);
      const asked = await director.post('/oglio-po/ufficio/piano/2021-2023/documento/file/pdf');
      const page = await waitFor(
        director,
        String(asked.headers.location),
        /Il documento non è stato composto/,
      );
      assert.match(page, /Prepara il PDF/);
    } finally {
      await close();
    }
  });
});
