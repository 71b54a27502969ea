import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasMessage } from '#platform/i18n/messages.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { addLinks } from '../link.actions.js';
import { createNeeds } from '../need.actions.js';
import { createObjectives } from '../objective.actions.js';
import { getPlan } from '../plan.actions.js';
import { need, objective, openPlanWorld, type PlanWorld } from '../plan.fixture.js';
import { listReferences } from './alike.sql.js';

const PLAN = '/prova/ufficio/piano/2021-2023';

describe('likely duplicates', () => {
  let world: PlanWorld;
  let director: Visitor;
  let south: Visitor;
  let mayor: Visitor;
  let stranger: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    south = await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'sud' });
    mayor = await world.visitor('mayor');
    stranger = await world.visitor('director', {}, world.other);
    await world.inside(async (ctx) => {
      const plan = await getPlan(ctx, '2021-2023');
      await createNeeds(ctx, plan, [
        need({
          code: 'F-101',
          description: 'Pochi <b>trasporti</b> tra comuni',
          place: '000001',
          evidence: [{ kind: 'text', reference: '', category: null, place: null, text: 'Lo dice il tavolo' }],
        }),
      ]);
      const indicator = {
        kind: 'outcome' as const,
        title: 'Chi resta',
        unit: null,
        baseline: null,
        target: 3,
        targetAsStated: null,
        frequency: null,
        measuredBy: null,
      };
      await createObjectives(ctx, plan, [
        objective({ code: 'N-8', title: 'Abitare vicino al proprio lavoro', indicators: [indicator] }),
        objective({ code: 'N-9', title: 'Una parte', parent: 'N-8' }),
      ]);
      await addLinks(ctx, plan, [
        { objective: 'N-1', kind: 'need', target: 'F-101', basis: 'stated', reason: null },
        { objective: 'N-8', kind: 'need', target: 'F-101', basis: 'stated', reason: null },
        { objective: 'N-8', kind: 'need', target: 'F-002', basis: 'stated', reason: null },
        { objective: 'S-1', kind: 'need', target: 'F-101', basis: 'stated', reason: null },
      ]);
    });
  });
  after(() => world.close());

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

  async function merge(
    visitor: Visitor,
    list: string,
    kept: string,
    away: string,
    reason = 'La stessa cosa',
  ) {
    const path = `${PLAN}/${list}/${kept}/unisci`;
    const page = (await director.get(`${path}?con=${away}`)).body;
    const versions = ['keptVersion', 'awayVersion'].map((name) => [name, hidden(page, name)]);
    return visitor.post(path, { con: away, reason, ...Object.fromEntries(versions) });
  }

  it('are listed, and told to who is writing another', async () => {
    const list = await director.get(`${PLAN}/doppioni`);
    assert.match(list.body, /Pochi &lt;b>trasporti&lt;\/b> tra comuni/);
    assert.match(list.body, /bisogni\/F-001\/unisci\?con=F-101/);
    assert.match(list.body, /obiettivi\/N-1\/unisci\?con=N-8/);
    assert.doesNotMatch(list.body, /F-003/);
    assert.match((await south.get(`${PLAN}/doppioni`)).body, /Non è nel vostro territorio/);
    assert.doesNotMatch((await mayor.get(`${PLAN}/doppioni`)).body, /unisci/);
    const similar = await director.get(`${PLAN}/simili?di=bisogni&titolo=Trasporti+pochi+fra+i+comuni`);
    assert.match(similar.body, /data-count="2"/);
    assert.match((await director.get(`${PLAN}/simili?di=obiettivi&titolo=Altro`)).body, /data-count="0"/);
    assert.match((await director.get(`${PLAN}/bisogni/nuovo`)).body, /data-alike="[^"]*simili\?di=bisogni"/);
    const added = await director.post(`${PLAN}/bisogni/nuovo`, {
      description: 'Trasporti: pochi, fra comuni',
      theme: 'Mobilità',
      place: 'nord',
      code: 'F-102',
    });
    assert.equal(added.statusCode, 303, 'nothing holds up who writes');
    const told = await director.get(String(added.headers.location));
    assert.equal(told.statusCode, 200);
  });

  it('name in words all that may move, whatever table refers to them', async () => {
    await world.inside(async ({ tx }) => {
      for (const kind of ['need', 'objective'] as const)
        for (const { tableName, column } of await listReferences(tx, kind)) {
          const key = `plan.alike.move.${tableName}.${column}`;
          assert.ok(hasMessage(key), `The merging of duplicates has no words for ${key} (alike.messages)`);
        }
    });
  });

  it('become one: what one had is the other’s, and both tell it', async () => {
    const page = await director.get(`${PLAN}/bisogni/F-001/unisci?con=F-101`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Obiettivi che rispondono/);
    assert.match(page.body, /Tieni invece F-101/);
    assert.match(page.body, /Unire non si annulla con un pulsante/);
    const path = `${PLAN}/bisogni/F-001/unisci`;
    assert.equal((await mayor.get(`${path}?con=F-101`)).statusCode, 403);
    assert.equal((await merge(south, 'bisogni', 'F-001', 'F-101')).statusCode, 403);
    assert.equal((await stranger.get(`${path}?con=F-101`)).statusCode, 404);
    assert.equal((await merge(stranger, 'bisogni', 'F-001', 'F-101')).statusCode, 404);
    assert.equal((await merge(director, 'bisogni', 'F-001', 'F-101', '')).statusCode, 422);
    const stale = await director.post(path, {
      con: 'F-101',
      reason: 'Uguali',
      keptVersion: '9',
      awayVersion: '1',
    });
    assert.equal(stale.statusCode, 409);
    assert.match(stale.body, /cambiato mentre guardavate/);
    assert.equal((await director.get(`${path}?con=F-001`)).statusCode, 422);
    assert.equal((await merge(director, 'bisogni', 'F-001', 'F-101')).statusCode, 303);
    const kept = (await director.get(`${PLAN}/bisogni/F-001`)).body;
    for (const words of ['Lo dice il tavolo', 'N-1', 'N-8', 'S-1']) assert.ok(kept.includes(words), words);
    const away = (await director.get(`${PLAN}/bisogni/F-101`)).body;
    assert.match(away, /La stessa cosa/);
    assert.match(away, /È stato unito a F-001/);
    assert.match((await director.get(`${PLAN}/bisogni/F-001/storia`)).body, /Unione di un doppione/);
    assert.match((await director.get(`${PLAN}/bisogni/F-101/storia`)).body, /Unito a un altro/);
    assert.equal((await director.get(`${path}?con=F-101`)).statusCode, 409, 'withdrawn already');
    const version = hidden(away, 'version');
    assert.equal((await director.post(`${PLAN}/bisogni/F-101/ripristina`, { version })).statusCode, 303);
    assert.doesNotMatch((await director.get(`${PLAN}/bisogni/F-101`)).body, /È stato unito/);
  });

  it('of objectives bring their parts and those under them, and never a circle', async () => {
    const nested = await merge(director, 'obiettivi', 'N-9', 'N-8');
    assert.equal(nested.statusCode, 422);
    assert.match(nested.body, /N-9 sta sotto N-8/);
    const page = (await director.get(`${PLAN}/obiettivi/N-1/unisci?con=N-8`)).body;
    assert.match(page, /Indicatori, con le rilevazioni/);
    assert.match(page, /Obiettivi che ne fanno parte/);
    assert.equal((await merge(director, 'obiettivi', 'N-1', 'N-8')).statusCode, 303);
    const kept = (await director.get(`${PLAN}/obiettivi/N-1`)).body;
    for (const words of ['Chi resta', 'Alloggi recuperati', 'F-002', 'F-001'])
      assert.ok(kept.includes(words), words);
    assert.match((await director.get(`${PLAN}/obiettivi/N-9`)).body, /obiettivi\/N-1/);
    assert.match((await director.get(`${PLAN}/obiettivi/N-8`)).body, /È stato unito a N-1/);
  });
});
