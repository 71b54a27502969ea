import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addNotices } from '#platform/notices/notice.actions.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { keepPlanImport } from '../bring/bring.imports.js';
import { loadGuidelines } from '../guideline.sql.js';
import { createNeeds } from '../need.actions.js';
import { createObjectives } from '../objective.actions.js';
import { getPlan } from '../plan.actions.js';
import { type JsonClient, need, objective, openPlanWorld, type PlanWorld } from '../plan.fixture.js';
import { inventedGuideline } from './guideline.fixture.js';

const OFFICE = '/prova/ufficio/piano/2027-2029';
const API = '/api/v1/prova';

describe('a plan under a guideline that no code knows', () => {
  let world: PlanWorld;
  let director: Visitor;
  let stranger: Visitor;
  let anyone: Visitor;
  let client: JsonClient;
  const folder = mkdtempSync(join(tmpdir(), 'trama-guideline-'));
  const write = (title: string, changed: Partial<typeof inventedGuideline> = {}) =>
    writeFileSync(
      join(folder, `${inventedGuideline.code}.json`),
      JSON.stringify({ ...inventedGuideline, ...changed, title: { it: title, en: title } }),
    );

  before(async () => {
    world = await openPlanWorld();
    write('Linee di prova 2027-2029');
    assert.deepEqual(await loadGuidelines(world.database.owner, `${folder}/`), [inventedGuideline.code]);
    director = await world.visitor('director');
    stranger = await world.visitor('director', {}, world.other);
    anyone = await world.visitor(null);
    client = await world.client('director');
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await world.close();
  });

  it('is offered with what it asks, and chosen when the plan is opened', async () => {
    const list = await director.get('/prova/ufficio/linee-di-indirizzo');
    assert.match(list.body, /2 macroaree, 2 capitoli, 6 campi/);
    assert.match(list.body, /Linee di indirizzo per la programmazione sociale territoriale 2025-2027/);
    const one = await director.get(`/prova/ufficio/linee-di-indirizzo/${inventedGuideline.code}`);
    assert.match(one.body, /Stagione di avvio/);
    assert.match(
      (await director.get('/prova/ufficio/linee-di-indirizzo/lombardia-2025-2027')).body,
      /vanno verificati/,
    );
    assert.equal((await director.get('/prova/ufficio/linee-di-indirizzo/nessuna')).statusCode, 404);
    assert.notEqual((await anyone.get('/prova/ufficio/linee-di-indirizzo')).statusCode, 200);
    assert.match((await director.get('/prova/ufficio/piano/nuovo')).body, /Regione di prova/);
    const wrong = { code: '2027-2029', title: 'Piano di valle', guidelineCode: 'nessuna', summary: '' };
    assert.equal((await director.post('/prova/ufficio/piano/nuovo', wrong)).statusCode, 422);
    const created = await director.post('/prova/ufficio/piano/nuovo', {
      ...wrong,
      guidelineCode: inventedGuideline.code,
    });
    assert.equal(created.statusCode, 303);
    assert.match((await director.get('/prova/ufficio/piani')).body, /Piano di valle/);
    assert.doesNotMatch((await anyone.get('/prova/piani')).body, /Piano di valle/);
    assert.doesNotMatch((await stranger.get('/altro/ufficio/piani')).body, /Piano di valle/);
  });

  it('shows its own fields in forms, on the sheet, in checks and in the API', async () => {
    const made = await director.post(`${OFFICE}/obiettivi/nuovo`, {
      code: 'V-1',
      title: 'Cortili aperti',
      level: 'ambito',
      rank: 'specific',
      place: 'nord',
      parent: '',
      description: '',
      source: '',
      note: '',
    });
    assert.equal(made.statusCode, 303);
    const form = await director.get(`${OFFICE}/obiettivi/V-1/modifica`);
    assert.match(form.body, /Stagione di avvio/);
    assert.match(form.body, /Volontari coinvolti/);
    assert.doesNotMatch(form.body, /integrazione sociosanitaria/i);
    const sheet = await director.get(`${OFFICE}/obiettivi/V-1`);
    assert.match(sheet.body, /Stagione di avvio/);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '1';
    const fields = {
      title: 'Cortili aperti',
      level: 'ambito',
      policyAreas: 'V',
      season: 'autumn',
      volunteers: 'Alpini\nPro loco',
      rank: 'specific',
      place: 'nord',
      parent: '',
      source: '',
      note: '',
      version,
    };
    const refused = await director.post(`${OFFICE}/obiettivi/V-1/modifica`, { ...fields, season: 'winter' });
    assert.equal(refused.statusCode, 422);
    const saved = await director.post(`${OFFICE}/obiettivi/V-1/modifica`, fields);
    assert.equal(saved.statusCode, 303, saved.body.slice(0, 1500));
    assert.match((await director.get(`${OFFICE}/obiettivi/V-1`)).body, /Autunno/);
    const read = await director.get(`${API}/objectives/V-1?plan=2027-2029`);
    assert.deepEqual(read.json().fields, { season: 'autumn', volunteers: ['Alpini', 'Pro loco'] });
    const patch = await client.send('PATCH', `${API}/objectives/V-1?plan=2027-2029`, {
      version: read.json().version,
      policyAreas: ['A'],
    });
    assert.equal(patch.statusCode, 422, 'areas of another guideline are not its own');
    const checks = await director.get(`${OFFICE}/passi/adopted`);
    assert.match(checks.body, /1 scheda ha campi obbligatori vuoti: V-1/, 'its indicator is missing');
    assert.match(checks.body, /È vuoto il capitolo 1\./);
  });

  it('prints its own chapters and fields', async () => {
    const whole = await director.get(`${OFFICE}/documento/intero`);
    assert.match(whole.body, /Chi siamo/);
    assert.match(whole.body, /Che cosa faremo/);
    assert.match(whole.body, /Regione di prova/);
    assert.match(whole.body, /Stagione di avvio/);
    assert.match(whole.body, /Autunno/);
    assert.equal((await director.get(`${OFFICE}/documento/3`)).statusCode, 404);
  });

  it('keeps the edition under which it was opened', async () => {
    const before = await world.inside((ctx) => getPlan(ctx, '2027-2029'));
    write('Linee di prova, riviste');
    await loadGuidelines(world.database.owner, `${folder}/`);
    assert.match((await director.get('/prova/ufficio/linee-di-indirizzo')).body, /riviste/);
    const plan = await world.inside((ctx) => getPlan(ctx, '2027-2029'));
    assert.equal(plan.guidelineSha256, before.guidelineSha256);
    assert.equal((await director.get(`${OFFICE}/documento/intero`)).statusCode, 200);
    assert.deepEqual(
      (await anyone.get(`${API}/plans`)).json().plans.map((one: { code: string }) => one.code),
      ['2021-2023'],
    );
  });

  it('is moved by its director to the newer edition, after seeing what changes', async () => {
    const { objectiveSheet, chapters } = inventedGuideline;
    const fields = objectiveSheet.fields.filter(({ key }) => key !== 'season');
    const [first] = chapters;
    assert.ok(first);
    const added = { ...first, number: '9', title: { it: 'Come sapremo', en: 'How we shall know' } };
    write('Linee di prova, ampliate', { objectiveSheet: { fields }, chapters: [...chapters, added] });
    await loadGuidelines(world.database.owner, `${folder}/`);
    assert.match(
      (await director.get(`${OFFICE}/modifica`)).body,
      /un’edizione più recente|un'edizione più recente/,
    );
    const shown = await director.get(`${OFFICE}/linee-di-indirizzo`);
    assert.match(shown.body, /9 Come sapremo/);
    assert.match(shown.body, /Stagione di avvio/);
    assert.match(shown.body, /non è più chiesto/);
    assert.match(shown.body, /un obiettivo/);
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown.body)?.[1] ?? '';
    const step = {
      guidelineCode: hidden('guidelineCode'),
      sha256: hidden('sha256'),
      version: hidden('version'),
    };
    const coordinator = await world.visitor('coordinator');
    assert.equal((await coordinator.get(`${OFFICE}/linee-di-indirizzo`)).statusCode, 403);
    assert.equal((await coordinator.post(`${OFFICE}/linee-di-indirizzo`, step)).statusCode, 403);
    assert.equal((await stranger.post(`${OFFICE}/linee-di-indirizzo`, step)).statusCode, 404);
    const old = { ...step, sha256: 'a'.repeat(64) };
    assert.equal((await director.post(`${OFFICE}/linee-di-indirizzo`, old)).statusCode, 409);
    assert.equal((await director.post(`${OFFICE}/linee-di-indirizzo`, step)).statusCode, 303);
    assert.match((await director.get(`${OFFICE}/documento/intero`)).body, /Come sapremo/);
    assert.doesNotMatch((await director.get(`${OFFICE}/obiettivi/V-1/modifica`)).body, /Stagione di avvio/);
    const kept = await director.get(`${API}/objectives/V-1?plan=2027-2029`);
    assert.equal(kept.json().fields.season, 'autumn', 'what was written stays');
    assert.match(
      (await director.get(`${OFFICE}/linee-di-indirizzo`)).body,
      /l'edizione che il piano segue già/i,
    );
    const adopted = '/prova/ufficio/piano/2021-2023/linee-di-indirizzo';
    assert.equal((await director.get(adopted)).statusCode, 409);
  });

  it('takes its areas and key points to another guideline as was chosen, and says which objectives wait', async () => {
    const [first, second] = inventedGuideline.policyAreas;
    assert.ok(first && second);
    const local = (words: string) => ({ it: words, en: words });
    const other = {
      ...inventedGuideline,
      code: 'regione-vicina-2027-2029',
      policyAreas: [
        {
          ...first,
          code: 'A',
          name: local('Il vicinato'),
          keyPoints: [{ code: 'A1', name: local('Piazze'), aliases: [] }],
        },
        { ...second, code: 'V', name: local('Verde pubblico'), keyPoints: [] },
      ],
    };
    writeFileSync(join(folder, `${other.code}.json`), JSON.stringify(other));
    await loadGuidelines(world.database.owner, `${folder}/`);
    await world.inside(async (ctx) => {
      const plan = await getPlan(ctx, '2027-2029');
      const keyPoint = { area: 'V', point: 'V1', areaAsStated: null, pointAsStated: null };
      await createObjectives(ctx, plan, [
        objective({ code: 'V-2', title: 'Orti <di> tutti', level: 'ambito', policyAreas: ['Z'] }),
        objective({
          code: 'V-3',
          title: 'Cortili vicini',
          level: 'ambito',
          policyAreas: ['V'],
          keyPoints: [keyPoint],
        }),
      ]);
    });
    const shown = await director.get(`${OFFICE}/linee-di-indirizzo?con=${other.code}`);
    assert.match(shown.body, /V · Vicinato/);
    assert.match(shown.body, /In 2 obiettivi/);
    const selected = (name: string) => {
      const [select = ''] =
        new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`).exec(shown.body) ?? [];
      return /<option[^>]*selected[^>]*>/.exec(select)?.[0] ?? '';
    };
    assert.match(selected('macroarea-V'), /value="A"/, 'the name that says the same, not the letter');
    assert.doesNotMatch(selected('macroarea-Z'), /value="[AV]"/);
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown.body)?.[1] ?? '';
    const step = {
      guidelineCode: other.code,
      sha256: hidden('sha256'),
      version: hidden('version'),
      'macroarea-V': 'A',
      'macroarea-Z': '',
      'punto-V1': '',
    };
    const wrong = await director.post(`${OFFICE}/linee-di-indirizzo`, { ...step, 'macroarea-V': 'Q' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /macroarea-Z/, 'the same comparison, to choose again');
    const moved = await director.post(`${OFFICE}/linee-di-indirizzo`, step);
    assert.equal(moved.statusCode, 303);
    assert.match(String(moved.headers.location), /fili-sciolti/);
    const read = async (code: string) =>
      (await director.get(`${API}/objectives/${code}?plan=2027-2029`)).json();
    assert.deepEqual((await read('V-1')).policyAreas, ['A']);
    assert.deepEqual((await read('V-2')).policyAreas, []);
    assert.deepEqual((await read('V-3')).keyPoints, [
      { area: 'A', point: null, areaAsStated: 'Vicinato', pointAsStated: 'Cortili' },
    ]);
    const loose = (await director.get(`${OFFICE}/fili-sciolti`)).body;
    assert.match(loose, /Obiettivi da assegnare a una macroarea/);
    assert.match(loose, /obiettivi\/V-2\/modifica\/policyAreas/);
    assert.match(loose, /Orti &lt;di>/);
    assert.doesNotMatch(loose, /obiettivi\/V-3\/modifica\/policyAreas/);
    assert.match((await director.get(`${OFFICE}/obiettivi/V-2/storia`)).body, /Z/, 'what it was stays told');
  });

  it('is given other years while it is a draft, unless something would lie outside them', async () => {
    const form = await director.get(`${OFFICE}/modifica`);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    const values = { title: 'Piano di valle', summary: '', version };
    const change = (code: string) => director.post(`${OFFICE}/modifica`, { ...values, code });
    for (const code of ['2029-2027', '2027-2099', 'sempre']) {
      const refused = await change(code);
      assert.equal(refused.statusCode, 422, code);
      assert.match(refused.body, new RegExp(`value="${code}"`));
    }
    assert.match((await change('2021-2023')).body, /già un piano 2021-2023/);
    const action = {
      title: 'Aprire i cortili',
      startsOn: '2029-05-01',
      endsOn: '',
      owner: '',
      state: 'planned',
    };
    assert.equal((await director.post(`${OFFICE}/obiettivi/V-1/azioni/nuova`, action)).statusCode, 303);
    const outside = await change('2026-2028');
    assert.equal(outside.statusCode, 422);
    assert.match(outside.body, /Fuori dal 2026-2028 c'è un'azione \(«Aprire i cortili»\): spostatele/);
    const loaded = await world.inside(async (ctx) => {
      const people = await ctx.tx
        .selectFrom('platform.account')
        .select('id')
        .where('name', '=', 'Persona director')
        .execute();
      await addNotices(
        ctx,
        people.map(({ id }) => id),
        {
          kind: 'plan.remark.notice-answer',
          params: { name: 'Una persona', number: '1' },
          address: '/piano/2027-2029/obiettivi/V-1',
        },
      );
      const given = { plan: '2027-2029', fileName: 'bisogni.csv', newCount: 1, changedCount: 0 };
      return keepPlanImport(ctx, 'table', given, async () => {
        await createNeeds(ctx, await getPlan(ctx, '2027-2029'), [need({ code: 'F-900' })]);
      });
    });
    const moved = await change('2027-2030');
    assert.equal(moved.headers.location, '/prova/ufficio/piano/2027-2030');
    const NOW = '/prova/ufficio/piano/2027-2030';
    const old = await director.get(`${OFFICE}/obiettivi/V-1?con=2027-2029&x=a%20b`);
    assert.equal(old.statusCode, 307);
    assert.equal(old.headers.location, `${NOW}/obiettivi/V-1?con=2027-2030&x=a+b`);
    const sent = await director.post(`${OFFICE}/obiettivi/V-1/azioni/nuova`, action);
    assert.equal(sent.statusCode, 307, 'what was typed is sent on');
    assert.equal(sent.headers.location, `${NOW}/obiettivi/V-1/azioni/nuova`);
    assert.equal((await director.get(`${OFFICE}/nessuna`)).statusCode, 404);
    assert.equal((await anyone.get('/prova/piano/2027-2029')).statusCode, 404, 'a draft is nobody else’s');
    assert.equal((await stranger.get('/altro/ufficio/piano/2027-2029')).statusCode, 404);
    const bell = (await director.get('/prova/ufficio/avvisi')).body;
    const [, notice = ''] = /action="([^"]*\/avvisi\/[0-9a-f-]{36})"/.exec(bell) ?? [];
    const opened = await director.post(notice, {});
    const led = await director.get(String(opened.headers.location));
    assert.equal(led.statusCode, 307);
    assert.match((await director.get(String(led.headers.location))).body, /Aprire i cortili/);
    const page = `/prova/ufficio${loaded}`;
    const told = await director.get(page);
    assert.equal(told.statusCode, 200);
    assert.match(told.body, /2027-2030/);
    assert.equal((await director.post(`${page}/annulla`, { reason: 'Era una prova' })).statusCode, 303);
    assert.equal((await director.get(`${NOW}/bisogni/F-900`)).statusCode, 404);
    const plan = await world.inside((ctx) => getPlan(ctx, '2027-2030'));
    assert.deepEqual([plan.startsOn, plan.endsOn], ['2027-01-01', '2030-12-31']);
  });
});
