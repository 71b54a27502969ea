import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Visitor } from '../../visitor.fixture.js';
import { findNeed } from './need.sql.js';
import { findObjective } from './objective-sheet.sql.js';
import { getPlan } from './plan.actions.js';
import { BASE, NEED, openPlanWorld, type PlanWorld } from './plan.fixture.js';

describe('needs and objectives on their pages', () => {
  let world: PlanWorld;
  let director: Visitor;
  let north: Visitor;
  let mayor: Visitor;
  let stranger: Visitor;
  let anyone: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    north = await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'nord' });
    mayor = await world.visitor('mayor');
    stranger = await world.visitor('director', {}, world.other);
    anyone = await world.visitor(null);
  });
  after(() => world.close());

  const readNeed = (code: string) =>
    world.inside(async (ctx) => findNeed(ctx.tx, (await getPlan(ctx, '2021-2023')).id, code));
  const readObjective = (code: string) =>
    world.inside(async (ctx) => findObjective(ctx.tx, (await getPlan(ctx, '2021-2023')).id, code));

  it('shows the public what is published, with what users wrote as text', async () => {
    for (const path of ['/piano', '/piano/2021-2023', '/piano/2021-2023/obiettivi', '/piano/2021-2023/atti'])
      assert.equal((await anyone.get(`/prova${path}`)).statusCode, 200, path);
    const list = await anyone.get('/prova/piano/2021-2023/bisogni');
    assert.match(list.body, /=1\+1 &lt;b>Voci|=1\+1 &lt;b&gt;Voci/);
    assert.doesNotMatch(list.body, /<b>Voci/);
    assert.doesNotMatch(list.body, /bisogni\/nuovo/);
    const sheet = await anyone.get('/prova/piano/2021-2023/obiettivi/N-1');
    assert.match(sheet.body, /Alloggi recuperati/);
    assert.doesNotMatch(sheet.body, /modifica|Da sistemare/);
  });

  it('hides drafts from the public, not from those who work there', async () => {
    const answer = await director.post('/prova/ufficio/piano/nuovo', {
      code: '2024-2026',
      title: 'Piano nuovo',
      guidelineCode: 'lombardia-2021-2023',
      summary: '',
      isTranscribed: 'yes',
    });
    assert.equal(answer.statusCode, 303);
    assert.equal((await anyone.get('/prova/piano/2024-2026')).statusCode, 404);
    assert.equal((await anyone.get('/api/v1/prova/objectives?plan=2024-2026')).statusCode, 404);
    assert.equal((await mayor.get('/prova/ufficio/piano/2024-2026')).statusCode, 200);
    assert.equal((await mayor.get('/prova/piano/2024-2026')).statusCode, 404);
    // Where there is nothing there is nothing to filter: only the first step, for who may take it.
    for (const list of ['bisogni', 'obiettivi']) {
      const own = `/prova/ufficio/piano/2024-2026/${list}`;
      const [writing, reading] = [await director.get(own), await mayor.get(own)];
      for (const { body } of [writing, reading]) {
        assert.match(body, /per ora/);
        assert.doesNotMatch(body, /name="cerca"|Nessun risultato/);
      }
      assert.ok(writing.body.includes(`href="${own}/nuovo"`));
      assert.ok(!reading.body.includes(`href="${own}/nuovo"`));
    }
    const future = await director.post('/prova/ufficio/piano/2024-2026/atti/nuovo', {
      state: 'adopted',
      takenOn: '2999-01-01',
      actNumber: '',
      bodyName: '',
      note: '',
    });
    assert.equal(future.statusCode, 422);
    assert.match(future.body, /La data è futura/);
  });

  it('finds needs by words without accents, by theme, place and answer', async () => {
    const count = async (query: string) =>
      /(\d+) risultat|Nessun risultato/.exec(
        (await anyone.get(`/prova/piano/2021-2023/bisogni?${query}`)).body,
      )?.[1] ?? '0';
    assert.equal(await count(''), '3');
    assert.equal(await count('cerca=PERU+trasporti'), '1');
    assert.equal(await count('cerca=nulla'), '0');
    assert.equal(await count('tema=Abitare'), '2');
    assert.equal(await count('territorio=nord'), '2', 'what is felt in a comune is felt in its area');
    assert.equal(await count('risposta=no'), '2');
    assert.equal(await count('priorita=high'), '1');
    assert.equal((await anyone.get('/prova/piano/2021-2023/bisogni?pagina=0')).statusCode, 422);
    const beyond = await anyone.get('/prova/piano/2021-2023/bisogni?tema=x&pagina=99');
    assert.equal(beyond.headers.location, '/prova/piano/2021-2023/bisogni?tema=x');
    assert.equal((await anyone.get('/prova/piano/2021-2023/bisogni?priorita=x')).statusCode, 422);
    assert.equal((await anyone.get("/prova/piano/2021-2023/bisogni?ordine=';drop")).statusCode, 200);
    for (const word of ['constructor', '-toString', '__proto__'])
      assert.equal((await anyone.get(`/prova/piano/2021-2023/bisogni?ordine=${word}`)).statusCode, 200, word);
  });

  it('exports needs without formulas', async () => {
    const csv = await anyone.get('/prova/piano/2021-2023/bisogni.csv');
    assert.match(csv.headers['content-type'] as string, /text\/csv/);
    assert.match(csv.body, /;'=1\+1 <b>Voci/);
    assert.equal(csv.body.trim().split('\r\n').length, 4);
  });

  it('adds a need, edits it, and keeps what was before', async () => {
    const created = await director.post(`${BASE}/bisogni/nuovo`, { ...NEED, code: '' });
    assert.equal(created.statusCode, 303);
    assert.equal(created.headers.location, `${BASE}/bisogni/F-004`);
    const edited = await director.post(`${BASE}/bisogni/F-004/modifica`, {
      ...NEED,
      description: 'Stanze per chi studia e lavora',
      version: '1',
    });
    assert.equal(edited.statusCode, 303);
    const history = await director.get(`${BASE}/bisogni/F-004/storia`);
    assert.match(history.body, /Stanze per chi studia<\/del>/);
    assert.match(history.body, /Persona director/);
    assert.equal((await anyone.get('/prova/piano/2021-2023/bisogni/F-004/storia')).statusCode, 404);
  });

  it('gives back what was typed when something is wrong', async () => {
    const answer = await director.post(`${BASE}/bisogni/nuovo`, {
      ...NEED,
      code: 'F-001',
      description: 'Ho scritto <script>',
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /Il codice F-001 è già usato/);
    assert.match(answer.body, /Ho scritto &lt;script/);
    const empty = await director.post(`${BASE}/bisogni/nuovo`, { ...NEED, theme: ' ', place: '' });
    assert.equal(empty.statusCode, 422);
    assert.match(empty.body, /id="theme-errore"/);
    assert.match(empty.body, /Stanze per chi studia/);
  });

  it('shows the second editor both texts', async () => {
    const version = String((await readNeed('F-002'))?.version);
    const first = { ...NEED, description: 'Testo della prima', version };
    assert.equal((await director.post(`${BASE}/bisogni/F-002/modifica`, first)).statusCode, 303);
    const answer = await north.post(`${BASE}/bisogni/F-002/modifica`, {
      ...first,
      description: 'Testo della seconda',
    });
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /Testo della prima/);
    assert.match(answer.body, /Testo della seconda/);
    assert.equal((await readNeed('F-002'))?.description, 'Testo della prima');
  });

  it('lets a coordinator write in the own area only', async () => {
    const version = String((await readNeed('F-003'))?.version);
    const answer = await north.post(`${BASE}/bisogni/F-003/modifica`, { ...NEED, place: 'nord', version });
    assert.equal(answer.statusCode, 403);
    assert.equal(
      (await north.post(`${BASE}/bisogni/nuovo`, { ...NEED, code: '', place: 'sud' })).statusCode,
      403,
    );
    const moved = await north.post(`${BASE}/bisogni/F-001/modifica`, { ...NEED, place: 'sud', version: '1' });
    assert.equal(moved.statusCode, 403, 'nor move a need out of it');
    assert.equal((await mayor.get(`${BASE}/bisogni/nuovo`)).statusCode, 403);
    assert.equal((await mayor.post(`${BASE}/bisogni/nuovo`, { ...NEED, code: '' })).statusCode, 403);
  });

  it('gives another ambito nothing', async () => {
    for (const path of ['/bisogni/F-001/modifica', '/obiettivi/N-1/modifica', '/bisogni/F-001/storia'])
      assert.equal((await stranger.get(`${BASE}${path}`)).statusCode, 404, path);
    assert.equal((await stranger.post(`${BASE}/bisogni/nuovo`, { ...NEED, code: '' })).statusCode, 404);
    const own = await stranger.get('/altro/ufficio/piano/2021-2023/bisogni');
    assert.match(own.body, /Altro ambito/);
    assert.doesNotMatch(own.body, /Ambito di prova/);
    const foreign = await readNeed('F-001');
    assert.equal((await stranger.get(`/altro/ufficio/filo/bisogno/${foreign?.id}`)).statusCode, 404);
  });

  it('withdraws with a reason, keeps the need, and puts it back', async () => {
    const version = String((await readNeed('F-003'))?.version);
    const path = `${BASE}/bisogni/F-003`;
    assert.equal((await director.post(`${path}/ritira`, { reason: '', version })).statusCode, 422);
    assert.equal(
      (await director.post(`${path}/ritira`, { reason: 'Doppione di F-001', version })).statusCode,
      303,
    );
    assert.equal((await anyone.get('/prova/piano/2021-2023/bisogni/F-003')).statusCode, 404);
    assert.match((await director.get(path)).body, /Doppione di F-001/);
    const refused = await director.post(`${path}/modifica`, {
      ...NEED,
      version: String(Number(version) + 1),
    });
    assert.equal(refused.statusCode, 409);
    assert.match(refused.body, /è stato ritirato/);
    assert.equal(
      (await director.post(`${path}/ripristina`, { version: String(Number(version) + 1) })).statusCode,
      303,
    );
    assert.equal((await anyone.get('/prova/piano/2021-2023/bisogni/F-003')).statusCode, 200);
  });

  it('ties evidence and objectives to a need', async () => {
    const path = `${BASE}/bisogni/F-001`;
    const evidence = { kind: 'series', reference: '', category: '', place: '', text: 'Una corsa al giorno' };
    const wrong = await director.post(`${path}/prove/nuova`, evidence);
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /Indicate quale indicatore/);
    const unknown = { ...evidence, kind: 'metric', reference: 'corse di autobus' };
    const refused = await director.post(`${path}/prove/nuova`, unknown);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /non c('|')è l('|')indicatore «corse di autobus»/);
    const right = await director.post(`${path}/prove/nuova`, { ...evidence, reference: 'corse di autobus' });
    assert.equal(right.statusCode, 303);
    const [own] = (await readNeed('F-001'))?.evidence ?? [];
    assert.equal(own?.reference, 'corse di autobus');
    assert.equal((await director.post(`${path}/collegamenti`, { codes: ['N-1', 'S-1'] })).statusCode, 303);
    assert.deepEqual(
      (await readNeed('F-001'))?.objectives.map((one) => one.code),
      ['N-1', 'S-1'],
    );
    assert.equal((await director.post(`${path}/collegamenti`, { codes: 'XX' })).statusCode, 422);
    assert.equal((await director.post(`${path}/prove/${own?.id}/elimina`, {})).statusCode, 303);
    assert.deepEqual((await readNeed('F-001'))?.evidence, []);
  });

  it('edits one section of a sheet in the guideline’s terms and leaves the rest', async () => {
    const before = await readObjective('N-1');
    const path = `${BASE}/obiettivi/N-1/modifica`;
    const saved = await director.post(`${path}/targetGroups`, {
      targetGroups: 'Giovani coppie\nLavoratori stagionali\n',
      version: String(before?.version),
    });
    assert.equal(saved.statusCode, 303);
    const after = await readObjective('N-1');
    assert.deepEqual(after?.target, ['Giovani coppie', 'Lavoratori stagionali']);
    assert.deepEqual(after?.policyAreas, ['B']);
    const wrong = await director.post(`${path}/policyAreas`, {
      policyAreas: 'Z',
      version: String(after?.version),
    });
    assert.equal(wrong.statusCode, 422);
    assert.equal((await director.get(`${path}/nulla`)).statusCode, 404);
    assert.equal((await director.get(path)).statusCode, 200);
  });

  it('refuses an objective under itself', async () => {
    const version = String((await readObjective('N-0'))?.version);
    const answer = await director.post(`${BASE}/obiettivi/N-0/modifica/collocazione`, {
      rank: 'strategic',
      place: 'nord',
      parent: 'N-1',
      source: '',
      note: '',
      version,
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /non può stare sotto sé stesso/);
  });

  it('keeps an objective that carries others until they are moved', async () => {
    const version = String((await readObjective('N-0'))?.version);
    const answer = await director.post(`${BASE}/obiettivi/N-0/ritira`, { reason: 'Non serve più', version });
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /N-1/);
  });

  it('adds, orders and removes indicators and actions', async () => {
    const path = `${BASE}/obiettivi/N-1`;
    const indicator = {
      title: 'Famiglie accolte',
      kind: 'outcome',
      unit: 'famiglie',
      baseline: '1.250,5',
      target: 'tante',
      targetAsStated: '',
      frequency: '',
      measuredBy: '',
    };
    const wrong = await director.post(`${path}/indicatori/nuovo`, indicator);
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /id="target-errore"/);
    assert.equal(
      (await director.post(`${path}/indicatori/nuovo`, { ...indicator, target: '2.000' })).statusCode,
      303,
    );
    const added = (await readObjective('N-1'))?.indicators[1];
    assert.deepEqual([added?.baseline, added?.target], [1250.5, 2000]);
    assert.match((await director.get(`${path}/indicatori/${added?.id}`)).body, /value="1250,5"/);
    assert.equal((await director.post(`${path}/indicatori/${added?.id}/su`, {})).statusCode, 303);
    assert.equal((await readObjective('N-1'))?.indicators[0]?.id, added?.id);
    assert.equal((await director.post(`${path}/indicatori/${added?.id}/elimina`, {})).statusCode, 303);
    assert.equal((await readObjective('N-1'))?.indicators.length, 1);

    const action = {
      title: 'Bando per i lavori',
      owner: '',
      startsOn: '2022-05-01',
      endsOn: '2022-04-01',
      state: 'planned',
      stateReason: '',
    };
    const early = await director.post(`${path}/azioni/nuova`, action);
    assert.equal(early.statusCode, 422);
    assert.match(early.body, /finisce prima di cominciare/);
    for (const outside of [
      { startsOn: '2020-12-31', endsOn: '' },
      { startsOn: '', endsOn: '2024-01-01' },
    ]) {
      const refused = await director.post(`${path}/azioni/nuova`, { ...action, ...outside });
      assert.equal(refused.statusCode, 422);
      assert.match(refused.body, /va dal 1° gennaio 2021 al 31 dicembre 2023/);
    }
    const silent = await director.post(`${path}/azioni/nuova`, { ...action, endsOn: '', state: 'suspended' });
    assert.match(silent.body, /Scrivete perché/);
    assert.equal(
      (await director.post(`${path}/azioni/nuova`, { ...action, endsOn: '2022-09-30' })).statusCode,
      303,
    );
    assert.match((await director.get(path)).body, /In ritardo/);
    assert.match((await director.get(`${path}/storia`)).body, /Famiglie accolte/);
  });

  it('ties needs to an objective against two editors', async () => {
    const path = `${BASE}/obiettivi/N-1/collegamenti/bisogni`;
    const version = String((await readObjective('N-1'))?.version);
    assert.equal((await director.post(path, { codes: ['F-002', 'F-003'], version })).statusCode, 303);
    assert.equal((await north.post(path, { codes: ['F-001'], version })).statusCode, 409);
    assert.deepEqual(
      (await readObjective('N-1'))?.needs.map((one) => one.code),
      ['F-002', 'F-003'],
    );
    assert.match(
      (await director.get(`${BASE}/obiettivi/N-1/storia`)).body,
      /Scollegati: F-001|Collegati: F-003/,
    );
  });

  it('tells what is loose, with the way to mend it for those who may', async () => {
    const page = await director.get(`${BASE}/fili-sciolti`);
    assert.match(page.body, /obiettivi\/S-1\/azioni\/nuova/);
    assert.doesNotMatch((await anyone.get('/prova/piano/2021-2023/fili-sciolti')).body, /azioni\/nuova/);
    const filtered = await director.get(`${BASE}/fili-sciolti?regola=objective-without-need&territorio=sud`);
    assert.equal(filtered.statusCode, 200);
    assert.equal((await director.get(`${BASE}/fili-sciolti?regola=x`)).statusCode, 422);
  });

  it('keeps why an end stays loose, beside it, for who may write there', async () => {
    const id = (await readObjective('S-1'))?.id ?? '';
    const path = `${BASE}/fili-sciolti/objective-without-money/${id}/nuovo`;
    const reason = 'Le paga il Comune <b>di Sotto</b>';
    assert.match((await director.get(path)).body, /Il sud che ascolta/);
    assert.equal((await north.post(path, { reason })).statusCode, 403);
    assert.equal((await stranger.post(path, { reason })).statusCode, 404);
    const short = await director.post(path, { reason: 'no' });
    assert.equal(short.statusCode, 422);
    assert.match(short.body, />no<\/textarea>/);
    assert.equal((await director.post(path, { reason })).statusCode, 303);
    assert.equal((await director.post(path, { reason })).statusCode, 409, 'explained once');
    const foreign = `${BASE}/fili-sciolti/need-unproven/${id}/nuovo`;
    assert.equal((await director.get(foreign)).statusCode, 404, 'an objective is no need');

    const seen = (await anyone.get('/prova/piano/2021-2023/fili-sciolti?spiegazione=si')).body;
    assert.match(seen, /Le paga il Comune &lt;b>di Sotto/);
    assert.doesNotMatch(seen, /rimuovi|modifica"/);
    const note = /spiegazioni\/([0-9a-f-]{36})\/modifica/.exec(
      (await director.get(`${BASE}/fili-sciolti`)).body,
    )?.[1];
    const own = `${BASE}/fili-sciolti/spiegazioni/${note}`;
    const changed = { reason: 'Le paga il Comune di Sotto', version: '1' };
    assert.equal((await director.post(`${own}/modifica`, changed)).statusCode, 303);
    assert.equal((await director.post(`${own}/modifica`, changed)).statusCode, 409);
    assert.match((await director.get(`${own}/storia`)).body, /Le paga il Comune &lt;b>di Sotto/);
    assert.equal((await stranger.get(`${own}/storia`)).statusCode, 404);
    const gone = { reason: 'Il fondo c’è', version: '2' };
    assert.equal((await north.post(`${own}/rimuovi`, gone)).statusCode, 403);
    assert.equal((await director.post(`${own}/rimuovi`, gone)).statusCode, 303);
    assert.doesNotMatch((await director.get(`${BASE}/fili-sciolti`)).body, /Le paga il Comune/);
  });

  it('rewrites a plan’s summary, for the director only', async () => {
    const fields = { title: 'Piano di prova', summary: 'In due parole.', version: '1' };
    assert.equal((await north.post(`${BASE}/modifica`, fields)).statusCode, 403);
    assert.equal((await director.post(`${BASE}/modifica`, fields)).statusCode, 303);
    assert.equal((await director.post(`${BASE}/modifica`, fields)).statusCode, 409);
    assert.match((await anyone.get('/prova/piano')).body, /In due parole\./);
  });

  it('does not edit a closed plan', async () => {
    const act = { state: 'closed', takenOn: '2024-01-31', actNumber: '9', bodyName: '', note: '' };
    assert.equal((await director.post(`${BASE}/atti/nuovo`, act)).statusCode, 303);
    const answer = await director.post(`${BASE}/bisogni/nuovo`, { ...NEED, code: '' });
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /è chiuso/);
    assert.equal((await anyone.get('/prova/piano/2021-2023/obiettivi/N-1')).statusCode, 200);
  });
});
