import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type JsonClient, openPlanWorld, type PlanWorld } from './plan.fixture.js';

describe('the plan by API', () => {
  let world: PlanWorld;
  let director: JsonClient;
  let mayor: JsonClient;

  before(async () => {
    world = await openPlanWorld();
    director = await world.client('director');
    mayor = await world.client('mayor');
  });
  after(() => world.close());

  const get = (path: string) => world.server.app.inject({ method: 'GET', url: `/api/v1/prova${path}` });

  it('gives objectives a page at a time, each page in one statement', async () => {
    const statements: string[] = [];
    world.database.watch = (text) => statements.push(text);
    const first = (await get('/objectives?limit=2')).json();
    world.database.watch = undefined;
    assert.equal(statements.filter((text) => text.includes('plan.')).length, 1);
    assert.deepEqual(
      first.objectives.map((one: { code: string }) => one.code),
      ['N-0', 'N-1'],
    );
    assert.equal(first.next, 'N-1');
    const second = (await get('/objectives?limit=2&after=N-1')).json();
    assert.deepEqual(
      second.objectives.map((one: { code: string }) => one.code),
      ['S-1'],
    );
    assert.equal(second.next, null);
  });

  it('gives one sheet and one need whole, each in one statement', async () => {
    const statements: string[] = [];
    world.database.watch = (text) => statements.push(text);
    const sheet = await get('/objectives/N-1');
    const need = await get('/needs/F-002?plan=2021-2023');
    world.database.watch = undefined;
    assert.equal(statements.filter((text) => /plan["]?\./.test(text)).length, 2);
    assert.equal(sheet.json().parent, 'N-0');
    assert.equal(sheet.json().indicators[0].target, 12);
    assert.equal(sheet.json().needs[0].reason, 'Scheda N-1');
    assert.equal(need.json().evidence[0].reference, 'densita');
    assert.deepEqual(need.json().place, { code: 'nord', name: 'Nord' });
  });

  for (const [path, status] of [
    ['/objectives?limit=0', 400],
    ['/objectives?limit=tanti', 400],
    ['/objectives?plan=2021', 400],
    ['/objectives?plan=1999-2001', 404],
    ['/objectives/XX', 404],
    ["/objectives/'%20or%201=1", 404],
    ['/needs/XX', 404],
    ['/needs?after=%00', 422],
    ['/thread/need/F-999', 404],
    ['/thread/nulla/F-001', 400],
    ['/loose-ends?plan=x', 400],
  ] as const)
    it(`answers ${status} to ${path}`, async () => {
      const answer = await get(path);
      assert.equal(answer.statusCode, status);
      assert.match(answer.headers['content-type'] as string, /application\/problem\+json/);
    });

  it('adds and changes an objective, refuses the second editor', async () => {
    const url = '/api/v1/prova/objectives';
    const created = await director.send('POST', url, {
      code: 'N-2',
      title: 'Orti per tutti',
      level: 'subAmbito',
      place: 'nord',
      parent: 'N-0',
    });
    assert.equal(created.statusCode, 200, created.body);
    assert.equal(created.json().rank, 'specific');
    const patch = { title: 'Orti di quartiere', version: created.json().version };
    const changed = await director.send('PATCH', `${url}/N-2`, patch);
    assert.equal(changed.json().title, 'Orti di quartiere');
    assert.equal(changed.json().parent, 'N-0');
    const late = await director.send('PATCH', `${url}/N-2`, { ...patch, title: 'Altro' });
    assert.equal(late.statusCode, 409);
    assert.equal(late.json().type, 'urn:trama:platform.conflict');
    const again = await director.send('POST', url, {
      code: 'N-2',
      title: 'Due volte',
      level: 'ambito',
      place: 'nord',
    });
    assert.equal(again.statusCode, 422);
    assert.equal(again.json().errors[0].field, 'code');
    const nowhere = await director.send('POST', url, {
      code: 'N-3',
      title: 'Dove',
      level: 'ambito',
      place: 'luna',
    });
    assert.equal(nowhere.statusCode, 422);
    assert.match(nowhere.json().errors[0].message, /luna/);
  });

  it('adds and changes a need, refuses who may not', async () => {
    const url = '/api/v1/prova/needs';
    const body = { theme: 'Lavoro', description: 'Formazione vicino a casa', place: 'sud' };
    const created = await director.send('POST', url, body);
    assert.equal(created.statusCode, 200, created.body);
    assert.equal(created.json().code, 'F-004');
    const changed = await director.send('PATCH', `${url}/F-004`, { priority: 'low', version: 1 });
    assert.deepEqual([changed.json().priority, changed.json().theme], ['low', 'Lavoro']);
    assert.equal((await mayor.send('POST', url, body)).statusCode, 403);
    assert.equal((await director.send('POST', '/api/v1/altro/needs', body)).statusCode, 404);
    const unsigned = await world.server.app.inject({ method: 'POST', url, payload: body });
    assert.equal(unsigned.statusCode, 403);
  });

  it('walks the thread and tells what is loose', async () => {
    const walk = (await get('/thread/need/F-002?direction=after')).json();
    assert.equal(walk.start.code, 'F-002');
    const kinds = walk.steps.map((step: { node: { kind: string } }) => step.node.kind);
    assert.deepEqual([...new Set(kinds)].sort(), ['indicator', 'objective']);
    const loose = (await get('/loose-ends')).json().looseEnds;
    assert.ok(
      loose.some(
        (one: { rule: string; code: string }) => one.rule === 'need-unanswered' && one.code === 'F-001',
      ),
    );
    assert.ok(
      !loose.some(
        (one: { rule: string; code: string }) => one.rule === 'objective-without-money' && one.code === 'N-0',
      ),
    );
  });
});
