import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Visitor } from '../../visitor.fixture.js';
import { BASE, openPlanWorld, type PlanWorld } from './plan.fixture.js';

const ACTION = {
  title: '=Approvare <b>il regolamento</b>',
  owner: 'Ufficio di Piano',
  startsOn: '2021-03-01',
  endsOn: '2021-06-30',
  state: 'underWay',
  stateReason: '',
};

describe('the timetable of a plan', () => {
  let world: PlanWorld;
  let director: Visitor;
  let anyone: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    anyone = await world.visitor(null);
  });
  after(() => world.close());

  it('begins by saying what actions are', async () => {
    const empty = await anyone.get('/altro/piano/2021-2023/cronoprogramma');
    assert.equal(empty.statusCode, 200);
    assert.match(empty.body, /Il piano non ha ancora azioni/);
  });

  it('shows the actions of every objective, drawn and listed, with those that are late', async () => {
    const saved = await director.post(`${BASE}/obiettivi/N-1/azioni/nuova`, ACTION);
    assert.equal(saved.statusCode, 303);
    const shown = await anyone.get('/prova/piano/2021-2023/cronoprogramma');
    assert.match(shown.body, /In corso, in ritardo/);
    assert.match(shown.body, /dal 1° marzo 2021 al 30 giugno 2021/);
    assert.doesNotMatch(shown.body, /<b>il regolamento/);
    const sheet = await anyone.get('/prova/piano/2021-2023/obiettivi/N-1');
    assert.match(sheet.body, /Tempi delle azioni dell(?:'|&#39;|&apos;)obiettivo N-1/);
  });

  it('filters by what the address says, and nothing else', async () => {
    const path = '/prova/piano/2021-2023/cronoprogramma';
    assert.match((await anyone.get(`${path}?stato=late`)).body, /In corso, in ritardo/);
    assert.match((await anyone.get(`${path}?stato=closed`)).body, /Nessuna azione corrisponde/);
    assert.match((await anyone.get(`${path}?cerca=niente`)).body, /Nessuna azione corrisponde/);
    assert.equal((await anyone.get(`${path}?stato=drop`)).statusCode, 422);
  });

  it('is taken away as CSV and XLSX, without formulas', async () => {
    const csv = await anyone.get('/prova/piano/2021-2023/cronoprogramma.csv');
    assert.match(csv.body, /;'=Approvare/);
    assert.match(csv.body, /;2021-06-30;In corso;sì;/);
    const xlsx = await anyone.get('/prova/piano/2021-2023/cronoprogramma.xlsx');
    assert.equal(xlsx.statusCode, 200);
    assert.equal(xlsx.body.slice(0, 2), 'PK');
  });

  it('shifts the dates of many at once: looked at first, none out of the plan, and back again', async () => {
    const path = `${BASE}/azioni/sposta`;
    const fields = { obiettivo: 'N-1', tutte: 'yes', quanto: '2', unita: 'months', verso: 'forward' };
    const stampIn = (body: string) => /name="stamp" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const looked = await director.post(path, fields);
    assert.equal(looked.statusCode, 200);
    assert.match(looked.body, /dal 1° maggio 2021 al 30 agosto 2021/);
    const stamp = stampIn(looked.body);
    const far = await director.post(path, { ...fields, quanto: '40' });
    assert.match(far.body, /Finirebbe dopo il piano/);
    assert.doesNotMatch(far.body, /name="stamp"/);
    assert.equal((await director.post(path, { ...fields, quanto: '40', stamp })).statusCode, 422);
    assert.equal((await director.post(path, { ...fields, tutte: '' })).statusCode, 422);
    assert.equal((await director.post(path, { ...fields, quanto: '-1' })).statusCode, 422);
    const south = await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'sud' });
    assert.equal((await south.post(path, { ...fields, stamp })).statusCode, 422);
    const stranger = await world.visitor('director', {}, world.other);
    assert.equal((await stranger.post(path, { ...fields, stamp })).statusCode, 404);

    const shifted = await director.post(path, { ...fields, stamp });
    assert.equal(shifted.statusCode, 303);
    assert.equal((await director.post(path, { ...fields, stamp })).statusCode, 409);
    const list = async () => (await anyone.get('/prova/piano/2021-2023/cronoprogramma')).body;
    assert.match(await list(), /dal 1° maggio 2021 al 30 agosto 2021/);
    const back = (await director.get(String(shifted.headers.location))).body;
    assert.match(back, /Un.azione è stata spostata/);
    assert.match(back, /<option value="back" selected/);
    const again = { ...fields, verso: 'back' };
    const undone = await director.post(path, {
      ...again,
      stamp: stampIn((await director.post(path, again)).body),
    });
    assert.equal(undone.statusCode, 303);
    assert.match(await list(), /dal 1° marzo 2021 al 30 giugno 2021/);
    assert.match(
      (await anyone.get('/prova/piano/2021-2023/cronoprogramma?incaricato=Nessuno')).body,
      /Nessuna azione corrisponde/,
    );
  });

  it('shows nothing of another ambito', async () => {
    const stranger = await world.visitor('director', {}, world.other);
    assert.equal((await stranger.get(`${BASE}/cronoprogramma`)).statusCode, 404);
    assert.doesNotMatch((await stranger.get('/altro/piano/2021-2023/cronoprogramma')).body, /In corso/);
  });
});
