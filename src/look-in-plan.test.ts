import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Block, Document } from '#domains/documents/index.js';
import { renderDocx, renderPdf, toLiveBlock } from '#domains/documents/index.js';
import { territoryBlocks } from '#domains/territory/index.js';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp } from './app.js';
import { type DemoDatabase, openDemoDatabase } from './demo.fixture.js';
import { findAccountByRole, openVisitor, type Visitor } from './visitor.fixture.js';

const ADD = '/oglio-po/ufficio/piano/aggiungi?blocco=territory.look';
const QUERY = '&metrica=quota-stranieri&anno=2020';

describe('a look put into the plan', () => {
  let demo: DemoDatabase;
  let server: Server;
  let ambito: Ambito;
  let director: Visitor;
  let mayor: Visitor;

  before(async () => {
    demo = await openDemoDatabase();
    server = await buildApp({ database: demo.database, demoMode: true, version: 'test' });
    const { rows } = await demo.database.app.query<{ id: string }>(
      `select id from platform.ambito where slug = 'oglio-po'`,
    );
    ambito = {
      id: String(rows[0]?.id),
      slug: 'oglio-po',
      name: 'Ambito Oglio Po',
      leadBody: null,
      isDemo: true,
    };
    director = await openVisitor(server, await findAccountByRole(server, ambito, 'director'));
    mayor = await openVisitor(server, await findAccountByRole(server, ambito, 'mayor'));
  });

  after(async () => {
    await server.app.close();
    await demo.drop();
  });

  const build = (params: Record<string, string>): Promise<Block[]> =>
    insideAmbito(demo.database, ambito, (ctx) => {
      const look = territoryBlocks['territory.look'];
      assert.ok(look);
      const plan = { id: '', code: '2021-2023', title: 'Piano', ambito: ambito.name, guidelineCode: '' };
      const period = { startsOn: '2021-01-01', endsOn: '2023-12-31' };
      return toLiveBlock(look).build(ctx, { ...plan, period, lang: 'it' }, params);
    });

  it('is offered to who writes the plan, in the workplace', async () => {
    const page = '/oglio-po/ufficio/osservatorio?metrica=quota-stranieri&amp;anno=2020';
    const offered = (await director.get(page.replace('&amp;', '&'))).body;
    assert.match(
      offered,
      /href="\/oglio-po\/ufficio\/piano\/aggiungi\?blocco=territory\.look&amp;metrica=quota-stranieri/,
    );
    assert.doesNotMatch((await mayor.get(page)).body, /piano\/aggiungi/);
    assert.doesNotMatch(
      (await (await openVisitor(server, null)).get('/oglio-po/osservatorio')).body,
      /piano\/aggiungi/,
    );
    assert.equal((await mayor.get(`${ADD}${QUERY}`)).statusCode, 403);
    assert.equal((await mayor.post(`${ADD}${QUERY}`, { chapter: '2021-2023/3' })).statusCode, 403);
  });

  it('is seen before it is added, then stands at the end of the chapter', async () => {
    const before = await director.get(`${ADD}${QUERY}`);
    assert.equal(before.statusCode, 200);
    assert.match(before.body, /Quota di stranieri, 2020, per comune/);
    assert.match(before.body, /Il valore più alto è di Casteldidone/);
    assert.match(before.body, /value="2021-2023\/3"/);
    const saved = await director.post(`${ADD}${QUERY}`, { chapter: '2021-2023/3' });
    assert.equal(saved.statusCode, 303);
    const chapter = (await director.get(String(saved.headers.location))).body;
    assert.match(chapter, /Una vista dell’osservatorio/);
    assert.match(chapter, /Quota di stranieri, 2020, per comune/);
    const editor = (await director.get('/oglio-po/ufficio/piano/2021-2023/documento/3/modifica')).body;
    assert.match(editor, /name="p\d+_with_metrica"[\s\S]{0,4000}value="quota-stranieri" selected/);
  });

  it('refuses a chapter that is not there, and blocks and parameters that nobody draws', async () => {
    for (const chapter of ['2021-2023/99', '1999-2001/1', 'x', '', "2021-2023/3' or 1=1"]) {
      const answer = await director.post(`${ADD}${QUERY}`, { chapter });
      assert.equal(answer.statusCode, 422, chapter);
      assert.match(answer.body, /Quota di stranieri, 2020, per comune/);
    }
    for (const path of [
      '/oglio-po/ufficio/piano/aggiungi',
      '/oglio-po/ufficio/piano/aggiungi?blocco=territory.nulla',
      `${ADD}&ignoto=1`,
      `${ADD}&metrica=a&metrica=b`,
      `${ADD}&luoghi=${'x'.repeat(300)}`,
    ])
      assert.equal((await director.get(path)).statusCode, 404, path);
    const told = await director.get(`${ADD}&vista=torta`);
    assert.equal(told.statusCode, 200);
    assert.match(told.body, /i parametri della figura non sono validi: vista/);
    assert.match((await director.get(`${ADD}&vista=piramide`)).body, /mancano i residenti per età/);
  });

  it('prints in PDF/UA and DOCX, each way of looking', { timeout: 180_000 }, async () => {
    const blocks: Block[] = [];
    for (const vista of ['mappa', 'barre', 'serie', 'riquadri', 'dispersione', 'tabella'])
      for (const livello of ['comune', 'area'])
        blocks.push(
          ...(await build({ vista, livello, metrica: 'quota-stranieri', anno: '2020', tabella: 'sì' })),
        );
    assert.ok(blocks.filter((block) => block.kind === 'figure').length >= 10);
    assert.ok(blocks.filter((block) => block.kind === 'table').length >= 12);
    for (const block of blocks) if (block.kind === 'figure') assert.match(block.alt, /\. .+\./);
    const document: Document = {
      title: 'Prova',
      ambito: ambito.name,
      version: '1',
      date: '2026-01-01',
      lang: 'it',
      coverLines: [],
      form: 'report',
      blocks,
    };
    const pdf = await renderPdf(document);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.ok(pdf.includes('pdfuaid'));
    assert.equal((await renderDocx(document)).subarray(0, 2).toString(), 'PK');
  });
});
