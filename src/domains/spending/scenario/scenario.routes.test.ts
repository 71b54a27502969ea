import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../../demo-visitors.fixture.js';
import { findPlanRef } from '../plan-ref.sql.js';
import { listBudgetLines } from '../spending.sql.js';

const PATH = '/oglio-po/ufficio/risorse/2021-2023/scenari';
const FORM = {
  name: 'Meno <b> fondi',
  note: '',
  'changes.fund': 'pippi',
  'changes.objective': '',
  'changes.year': '',
  'changes.value': '−10',
  'changes.kind': 'percent',
};

describe('what-if', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();

  const ofPippi = () =>
    world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      assert.ok(plan);
      return (await listBudgetLines(tx, plan.id))
        .filter((line) => line.fund === 'pippi')
        .reduce((sum, line) => sum + (line.allocatedCents ?? 0), 0);
    });

  it('teaches where there is none, and tells the years', async () => {
    const answer = await director.get(PATH);
    assert.match(answer.body, /Nessuno scenario/);
    assert.match(answer.body, /Previsione a fine anno/);
    assert.equal((await director.get('/oglio-po/ufficio/risorse/scenari')).headers.location, PATH);
    const { years } = (await director.get('/api/v1/oglio-po/plans/2021-2023/forecast')).json();
    assert.deepEqual(
      years.map((one: { year: number }) => one.year),
      [2021, 2022, 2023],
    );
  });

  it('tries a change without touching the budget, and applies it by an act of the director', async () => {
    const wrong = await viadanese.post(`${PATH}/nuovo`, { ...FORM, 'changes.value': '-101' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /più del cento per cento/);
    assert.match(wrong.body, /href="#changes-0-value">Variazioni \(1\): /);
    const unsaid = await viadanese.post(`${PATH}/nuovo`, { ...FORM, 'changes.kind': '' });
    assert.equal(unsaid.statusCode, 422);
    assert.match(unsaid.body, /Scegliete: per cento, o euro/);
    assert.equal((await viadanese.post(`${PATH}/nuovo`, { ...FORM, 'changes.value': '' })).statusCode, 422);
    const before = await ofPippi();
    const added = await viadanese.post(`${PATH}/nuovo`, FORM);
    assert.equal(added.statusCode, 303, added.body.slice(0, 2000));
    const path = String(added.headers.location);
    assert.equal((await viadanese.post(`${PATH}/nuovo`, FORM)).statusCode, 422);
    const sheet = (await mayor.get(path)).body;
    assert.match(sheet, /Meno &lt;b> fondi/);
    assert.match(sheet, /perd/);
    assert.match(sheet, /€.45\.000,00/);
    assert.doesNotMatch(sheet, /\/applica/);
    assert.equal(await ofPippi(), before);
    const api = `/api/v1/oglio-po/plans/2021-2023/scenarios/${path.split('/').at(-1)}`;
    assert.equal((await anyone.get(api)).statusCode, 403);
    const told = (await mayor.get(api)).json();
    const lost = told.objectives.reduce(
      (sum: number, one: { needCents: number; coverCents: number }) => sum + one.needCents - one.coverCents,
      0,
    );
    assert.equal(lost, before / 10, 'what the change takes away, objective by objective');
    const act = { version: '1', actNumber: 'DET 5', actOn: '2022-05-05' };
    assert.equal((await viadanese.post(`${path}/applica`, act)).statusCode, 403);
    assert.equal(
      (await director.post(`${path}/modifica`, { ...FORM, 'changes.value': '-20', version: '1' })).statusCode,
      303,
    );
    assert.match((await director.get(`${path}/storia`)).body, /-10,00 %/);
    assert.equal((await director.post(`${path}/applica`, act)).statusCode, 409);
    assert.equal((await director.post(`${path}/applica`, { ...act, version: '2' })).statusCode, 303);
    assert.equal(await ofPippi(), (before * 8) / 10);
    assert.match((await director.get(path)).body, /applicato con DET 5/);
    assert.equal((await director.post(`${path}/modifica`, { ...FORM, version: '3' })).statusCode, 409);
  });

  it('is closed to the public, to readers who would write, to other ambiti', async () => {
    assert.equal((await anyone.get(PATH)).statusCode, 303);
    assert.equal((await mayor.post(`${PATH}/nuovo`, FORM)).statusCode, 403);
    assert.equal((await stranger.get(PATH)).statusCode, 404);
    assert.equal((await stranger.get(PATH.replace('oglio-po', 'altrove'))).statusCode, 404);
  });
});
