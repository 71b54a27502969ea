import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { testProposedImages } from './proposed-image.fixture.js';
import { testRemarks } from './remarks.fixture.js';
import {
  API,
  IMAGES,
  insert,
  openWriting,
  PNG,
  paragraph,
  sendImage,
  TAB,
  type Writing,
} from './writing.fixture.js';

describe('writing a chapter together', () => {
  let opened: Writing;
  const writing = () => opened;

  before(async () => {
    // Who wrote some seconds ago is there: on a slow machine they must not be gone at the next question.
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    opened = await openWriting();
  });
  after(async () => {
    mock.timers.reset();
    await opened.world.close();
  });

  it('saves what each wrote, tells the other, and keeps both texts of one part', async () => {
    const { world, anna, bruno, saved, news } = writing();
    const opened = await news(anna, '1', 0);
    assert.equal(opened.version, 0);
    const first = await saved(anna, '1', 0, [insert('pa', 'Uno'), insert('pb', 'Due', 'pa')]);
    assert.equal(first.version, 1);
    // Nobody is told of oneself, in whatever tab.
    assert.deepEqual((await news(anna, '1', 0)).present, []);
    const seen = await news(bruno, '1', 0);
    assert.deepEqual(
      seen.content?.slice(0, 2).map((part) => part.text),
      ['Uno', 'Due'],
    );
    assert.deepEqual(seen.present, [{ name: 'Persona director', part: null }]);

    const edit = (id: string, was: string, text: string) => ({
      id,
      base: paragraph(id, was),
      part: paragraph(id, text),
    });
    const mine = await saved(anna, '1', 1, [edit('pa', 'Uno', 'Uno di Anna')]);
    assert.equal(mine.isWhole, false);
    // Another part: nothing to choose.
    const his = await saved(bruno, '1', 1, [edit('pb', 'Due', 'Due di Bruno')]);
    assert.ok(his.isWhole);
    assert.deepEqual(
      his.content.slice(0, 2).map((part) => part.text),
      ['Uno di Anna', 'Due di Bruno'],
    );
    assert.deepEqual(his.rivals, []);
    // The same part: both stay, the second marked.
    const both = await saved(bruno, '1', his.version, [edit('pa', 'Uno', 'Uno di Bruno')]);
    assert.deepEqual(
      both.content.slice(0, 3).map((part) => part.text),
      ['Uno di Anna', 'Uno di Bruno', 'Due di Bruno'],
    );
    assert.equal(both.content[1]?.rival, 'pa');
    const page = await (await world.visitor('director')).get('/prova/ufficio/piano/2021-2023/documento/1');
    assert.match(page.body, /Uno di Anna[\s\S]*Questo è il secondo testo[\s\S]*Uno di Bruno/);
    assert.match(page.body, /va scelto uno dei due testi/);
    assert.match(page.body, /un testo da scegliere/);
    // Without JavaScript the choice is made in the form.
    const director = await world.visitor('director');
    const path = '/prova/ufficio/piano/2021-2023/documento/1/modifica';
    const form = await director.get(path);
    assert.match(form.body, /name="act" value="keep:1"/);
    const rival = JSON.stringify(both.content[1]);
    const fields = {
      p0_type: 'paragraph',
      p0_id: 'pa',
      p0_text: 'Uno di Anna',
      p1_type: 'kept',
      p1_id: both.content[1]?.id ?? '',
      p1_json: rival,
      version: String(both.version),
    };
    const chosen = await director.post(path, { ...fields, act: 'keep:1' });
    assert.doesNotMatch(chosen.body, /keep:1/);
    assert.match(chosen.body, /<textarea[^>]*>\s*Uno di Bruno/);
  });

  it('keeps one version for a stretch of writing, and one more when somebody else writes', async () => {
    const { anna, bruno, saved, historyOf } = writing();
    let { version } = await saved(anna, '2', 0, [insert('pa', 'a')]);
    for (const text of ['ab', 'abc', 'abcd']) {
      const was = text.slice(0, -1);
      ({ version } = await saved(anna, '2', version, [
        { id: 'pa', base: paragraph('pa', was), part: paragraph('pa', text) },
      ]));
    }
    assert.equal(version, 4);
    assert.equal(await historyOf('2'), 0);
    await saved(bruno, '2', version, [insert('pz', 'Bruno')]);
    assert.equal(await historyOf('2'), 1);
    // The same words again: nothing changes, nothing is counted.
    assert.equal((await saved(bruno, '2', 5, [insert('pz', 'Bruno')])).version, 5);
  });

  it('prints notes, quotations, nested lists, tables and references', async () => {
    const { world, anna, saved } = writing();
    const parts = [
      { type: 'heading', id: 'ph', level: 2, text: 'Le reti' },
      paragraph('pn', [
        { text: 'Molto ' },
        { text: 'bene', strong: true },
        { note: 'Delibera 7' },
        { ref: 'pt' },
      ]),
      { type: 'quote', id: 'pq', text: 'Parole d’altri' },
      { type: 'list', id: 'pl', items: ['uno', { text: 'due', items: ['due punto uno'], ordered: true }] },
      { type: 'table', id: 'pt', caption: 'Posti', head: ['Comune', 'Posti'], rows: [['Viadana', '12']] },
      { type: 'block', id: 'pk', name: 'prova.saluto' },
    ];
    let after: string | null = null;
    const edits = parts.map((part) => {
      const edit = { id: part.id, base: null, part, after };
      after = part.id;
      return edit;
    });
    await saved(anna, '4', 0, edits);
    const { body } = await (await world.visitor(null)).get('/prova/piano/2021-2023/documento/4');
    for (const said of [
      /<strong>bene<\/strong>/,
      /Delibera 7/,
      /href="#parte-pt">[^<]*Tabella \d/,
      /<blockquote[\s\S]*Parole d’altri/,
      /<li>due<ol><li>due punto uno/,
      /<caption|Posti/,
      /Buongiorno da Piano di prova/,
    ])
      assert.match(body, said);
  });

  it('refers to other chapters, their tables and blocks of data, with number and address', async () => {
    const { world, anna, saved } = writing();
    const text = (ref: string) => [{ text: 'Vedi ' }, { ref }];
    await saved(anna, 'A', 0, [
      { id: 'pneed', base: null, part: { type: 'block', id: 'pneed', name: 'plan.needs' }, after: null },
      {
        id: 'ptree',
        base: null,
        part: { type: 'block', id: 'ptree', name: 'plan.objective-tree' },
        after: 'pneed',
      },
    ]);
    await saved(anna, '3', 0, [
      insert('pone', text('capitolo4')),
      insert('ptwo', text('pt'), 'pone'),
      insert('pthree', text('pneed'), 'ptwo'),
      insert('pfour', text('ptree'), 'pthree'),
      insert('pfive', text('pgone'), 'pfour'),
    ]);
    const { body } = await (await world.visitor(null)).get('/prova/piano/2021-2023/documento/3');
    assert.match(body, /href="4">[^<]*capitolo 4/i);
    assert.match(body, /href="4#parte-pt">[^<]*Tabella \d/);
    assert.match(body, /href="A#parte-pneed">[^<]*Tabella \d/);
    assert.match(body, /href="A#parte-ptree">[^<]*Tabella \d/);
    // The editor offers them by their words.
    const director = await world.visitor('director');
    const editor = await director.get('/prova/ufficio/piano/2021-2023/documento/3/modifica');
    assert.match(editor.body, /&quot;value&quot;:&quot;pt&quot;,&quot;label&quot;:&quot;«Posti»&quot;/);
    assert.match(editor.body, /&quot;value&quot;:&quot;capitolo4&quot;/);
  });

  it('refuses what a chapter may not hold, in words, and saves nothing of it', async () => {
    const { world, anna, save, saved, news } = writing();
    const refused = async (part: unknown, code: RegExp) => {
      const answer = await save(anna, '5', 0, [{ id: 'px', base: null, part, after: null }]);
      assert.equal(answer.statusCode, 422, answer.body);
      assert.match(answer.body, code);
    };
    const rows = Array.from({ length: 5_000 }, () => ['a']);
    await refused({ type: 'table', id: 'px', caption: 'c', head: ['a'], rows }, /al più 300 righe/);
    await refused(
      { type: 'table', id: 'px', caption: 'c', head: ['a', 'b'], rows: [['a']] },
      /stesso numero/,
    );
    await refused(paragraph('px', [{ text: 'x', href: 'javascript:alert(1)' }]), /deve cominciare con/);
    await refused({ type: 'image', id: 'px', image: 'a'.repeat(64), alt: ' ', caption: '' }, /non la vede/);
    await refused({ type: 'script', id: 'px', text: 'x' }, /non si può leggere/);
    await refused({ type: 'block', id: 'px', name: 'nessuno.qui' }, /non esiste/);
    await refused({ ...paragraph('px', 'x'), onclick: 'x' }, /non si può leggere/);
    await refused(paragraph('py', 'x'), /non si può leggere/);
    assert.equal((await news(anna, '5', 0)).version, 0);
    const escaped = await saved(anna, '5', 0, [insert('px', '<img src=x onerror=alert(1)>')]);
    const page = await (await world.visitor(null)).get('/prova/piano/2021-2023/documento/5');
    assert.match(page.body, /&lt;img src=x/);
    assert.doesNotMatch(page.body, /<img src=x/);
    const editor = await (await world.visitor('director')).get(
      '/prova/ufficio/piano/2021-2023/documento/5/modifica',
    );
    assert.match(editor.body, /<trama-editor data-setting="/);
    assert.doesNotMatch(editor.body, /<img src=x/);
    assert.equal(escaped.version, 1);
  });

  it('keeps the chapter from who may not write it, and from another ambito', async () => {
    const { world, anna, save } = writing();
    const edit = [insert('pv', 'Intruso')];
    const coordinator = await world.client('coordinator');
    const stranger = await world.client('director', world.other);
    assert.equal((await save(coordinator, '1', 1, edit)).statusCode, 403);
    assert.equal((await save(stranger, '1', 1, edit)).statusCode, 404);
    const path = `${API}/chapters/1/news?version=0&tab=${TAB}`;
    assert.equal((await coordinator.send('GET', path, null)).statusCode, 200, 'who may propose reads');
    assert.equal((await stranger.send('GET', path, null)).statusCode, 404);
    const visitor = await world.visitor('director');
    const unsigned = await visitor.send(
      `${API}/chapters/1/edits`,
      JSON.stringify({ version: 1, edits: edit, tab: TAB, at: null }),
      'application/json',
    );
    assert.equal(unsigned.statusCode, 403, 'without the form’s token');
    assert.equal((await save(anna, '99', 0, edit)).statusCode, 404, 'no such chapter');
  });

  it('takes PNG and JPEG only, of a size that prints, and shows them to who works here', async () => {
    const { world, anna, saved } = writing();
    const director = await world.visitor('director');
    const send = (bytes: Buffer) => sendImage(director, bytes);
    const answer = await send(PNG);
    assert.equal(answer.statusCode, 200, answer.body);
    const { hash } = answer.json() as { hash: string };
    const shown = await director.get(`${IMAGES}/${hash}`);
    assert.equal(shown.headers['content-type'], 'image/png');
    assert.ok(shown.rawPayload.equals(PNG));
    const stranger = await world.visitor('director', {}, world.other);
    assert.equal((await stranger.get(`${IMAGES}/${hash}`)).statusCode, 404);
    assert.equal(
      (await stranger.get(`/altro/ufficio/piano/2021-2023/documento/immagini/${hash}`)).statusCode,
      404,
    );
    assert.equal((await (await world.visitor(null)).get(`${IMAGES}/${hash}`)).statusCode, 303);
    assert.match(
      (await send(Buffer.from('<svg onload="alert(1)"/>'))).body,
      /non è un&#39;immagine|non è un'immagine/,
    );
    assert.match((await send(Buffer.concat([PNG, Buffer.alloc(50_000_000)]))).body, /supera 5 MB/);
    assert.match((await send(PNG.subarray(0, 50))).body, /danneggiata/);
    const image = { type: 'image', id: 'pi', image: hash, alt: 'Un punto bianco', caption: 'Il punto' };
    await saved(anna, '6', 0, [{ id: 'pi', base: null, part: image, after: null }]);
    const printed = await (await world.visitor(null)).get('/prova/piano/2021-2023/documento/6');
    assert.match(printed.body, /alt="Un punto bianco"/);
    assert.match(printed.body, /Il punto/);
  });

  it('compares two versions word by word, and restores one as a new version', async () => {
    const { world, anna, saved, news } = writing();
    const director = await world.visitor('director');
    const path = '/prova/ufficio/piano/2021-2023/documento/2/versioni';
    const shown = await director.get(path);
    assert.match(shown.body, /Aggiunto[\s\S]*Bruno/);
    await saved(anna, '2', 5, [
      { id: 'pz', base: paragraph('pz', 'Bruno'), part: paragraph('pz', 'Bruno e Anna') },
    ]);
    const changed = await director.get(`${path}?da=5&a=6`);
    assert.match(changed.body, /Bruno<\/span><ins>[\s\S]*e Anna/);
    assert.equal((await director.get(`${path}?da=3&a=6`)).statusCode, 404, 'no version of its own');
    assert.equal((await director.post(`${path}/4/ripristina`, { version: '5' })).statusCode, 409);
    const coordinator = await world.visitor('coordinator');
    assert.equal((await coordinator.get(path)).statusCode, 200);
    assert.equal((await coordinator.post(`${path}/4/ripristina`, { version: '6' })).statusCode, 403);
    assert.equal((await director.post(`${path}/4/ripristina`, { version: '6' })).statusCode, 303);
    const now = await news(anna, '2', 0);
    assert.deepEqual(
      now.content?.flatMap((part) => part.text ?? []),
      ['abcd'],
    );
    assert.match((await director.get(`${path}?da=6&a=7`)).body, /Tolto[\s\S]*Bruno e Anna/);
    const stranger = await world.visitor('director', {}, world.other);
    assert.equal((await stranger.get(path)).statusCode, 404);
  });

  testRemarks(writing);
  testProposedImages(writing);

  it('refuses a closed plan', async () => {
    const { world, anna, save } = writing();
    await world.inside(async (ctx) => {
      const { rows } = await ctx.client.query('select id from plan.plan');
      await ctx.client.query(
        `insert into plan.plan_act (id, plan_id, state, taken_on) values (gen_random_uuid(), $1, 'closed', '2022-01-01')`,
        [rows[0].id],
      );
    });
    const answer = await save(anna, '1', 3, [insert('pw', 'tardi')]);
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /è chiuso/);
  });
});
