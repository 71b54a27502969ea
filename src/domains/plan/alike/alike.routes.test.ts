import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasMessage } from '#platform/i18n/messages.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { addLinks } from '../link.actions.js';
import { createNeeds } from '../need.actions.js';
import { createObjectives, getObjective, rewriteObjective } from '../objective.actions.js';
import { getPlan } from '../plan.actions.js';
import { need, objective, openPlanWorld, type PlanWorld } from '../plan.fixture.js';
import { fieldsOf } from '../sheet-field.rules.js';
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
          note: 'Chiesto dai giovani',
          priority: 'high',
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
        objective({
          code: 'N-8',
          title: 'Abitare vicino al proprio lavoro',
          description: 'Sola uscita'.repeat(600),
          policyAreas: ['A'],
          indicators: [indicator],
        }),
        objective({ code: 'N-9', title: 'Una parte', parent: 'N-8' }),
      ]);
      const kept = await getObjective(ctx, plan, 'N-1');
      const fields = { ...fieldsOf(kept), description: 'Vicino '.repeat(700) };
      await rewriteObjective(ctx, plan, kept, fields, kept.version);
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
    stays: Record<string, string> = {},
  ) {
    const path = `${PLAN}/${list}/${kept}/unisci`;
    const page = (await director.get(`${path}?con=${away}`)).body;
    const versions = ['keptVersion', 'awayVersion'].map((name) => [name, hidden(page, name)]);
    return visitor.post(path, { con: away, reason, ...stays, ...Object.fromEntries(versions) });
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
    assert.match(page.body, /<input[^>]*id="resta-description-kept"[^>]*checked/);
    assert.match(page.body, /<input[^>]*id="resta-note-away"[^>]*checked/, 'where one says nothing');
    assert.doesNotMatch(page.body, /id="resta-priority-both"/, 'only one can stay');
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
    const chosen = { 'resta-description': 'both', 'resta-note': 'away', 'resta-theme': 'kept' };
    const reason = 'La stessa cosa';
    assert.equal((await merge(director, 'bisogni', 'F-001', 'F-101', reason, chosen)).statusCode, 303);
    const kept = (await director.get(`${PLAN}/bisogni/F-001`)).body;
    for (const words of [
      'Lo dice il tavolo',
      'N-1',
      'N-8',
      'S-1',
      'Pochi trasporti fra i comuni\n\nPochi &lt;b>trasporti&lt;/b> tra comuni',
      'Chiesto dai giovani',
    ])
      assert.ok(kept.includes(words), words);
    assert.doesNotMatch(
      (await director.get(`${PLAN}/bisogni/F-001/modifica`)).body,
      /id="priority-(high|medium|low)"[^>]*checked/,
      'what was not chosen does not come',
    );
    const away = (await director.get(`${PLAN}/bisogni/F-101`)).body;
    assert.match(away, /La stessa cosa/);
    assert.match(away, /È stato unito a F-001/);
    assert.match((await director.get(`${PLAN}/bisogni/F-001/storia`)).body, /Unione di un doppione/);
    assert.match((await director.get(`${PLAN}/bisogni/F-101/storia`)).body, /Unito a un altro/);
    assert.ok(away.includes('Chiesto dai giovani'), 'the words of the other stay with it');
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
    const long = await merge(director, 'obiettivi', 'N-1', 'N-8', 'La stessa cosa', {
      'resta-description': 'both',
      'resta-policyAreas': 'both',
    });
    assert.equal(long.statusCode, 422);
    assert.match(long.body, /tutt.{1,6}e due insieme superano 10\.000 caratteri/);
    assert.match(long.body, /<input[^>]*id="resta-policyAreas-both"[^>]*checked/, 'what was chosen is kept');
    assert.match((await director.get(`${PLAN}/obiettivi/N-8`)).body, /unisci|Chi resta/, 'nothing was moved');
    const chosen = { 'resta-title': 'away', 'resta-description': 'away', 'resta-policyAreas': 'both' };
    assert.equal(
      (await merge(director, 'obiettivi', 'N-1', 'N-8', 'La stessa cosa', chosen)).statusCode,
      303,
    );
    const kept = (await director.get(`${PLAN}/obiettivi/N-1`)).body;
    for (const words of ['Chi resta', 'Alloggi recuperati', 'F-002', 'F-001'])
      assert.ok(kept.includes(words), words);
    assert.match((await director.get(`${PLAN}/obiettivi/N-9`)).body, /obiettivi\/N-1/);
    assert.match((await director.get(`${PLAN}/obiettivi/N-8`)).body, /È stato unito a N-1/);
    assert.match(kept, /<h1[^>]*>[^<]*Abitare vicino al proprio lavoro/);
    assert.ok(kept.includes('Sola uscita'.repeat(600)), 'the words that were chosen');
    assert.ok(kept.includes('B · ') && kept.includes('A · '), 'lists of both');
    assert.match((await director.get(`${PLAN}/obiettivi/N-1/storia`)).body, /Abitare vicino al lavoro/);
  });

  it('are not merged in a text that is frozen, nor by who is elsewhere', async () => {
    const path = `${PLAN}/bisogni/F-001/unisci`;
    const page = (await director.get(`${path}?con=F-002`)).body;
    const versions = ['keptVersion', 'awayVersion'].map((name) => [name, hidden(page, name)]);
    const body = {
      con: 'F-002',
      reason: 'Uguali',
      'resta-description': 'away',
      ...Object.fromEntries(versions),
    };
    const former = (await director.get(`${PLAN}/bisogni/F-002`)).body;
    assert.equal((await director.post(`${PLAN}/versioni/fissa`)).statusCode, 303);
    for (const answer of [await director.get(`${path}?con=F-002`), await director.post(path, body)]) {
      assert.equal(answer.statusCode, 409);
      assert.match(answer.body, /fissato nella versione 1/);
    }
    assert.equal((await director.get(`${PLAN}/obiettivi/N-0/unisci?con=S-1`)).statusCode, 409);
    assert.equal((await stranger.post(path, body)).statusCode, 404);
    assert.doesNotMatch((await director.get(`${PLAN}/doppioni`)).body, /unisci/);
    assert.match(former, /Case per chi lavora in Ambito di prova/);
    for (const code of ['F-001', 'F-002']) {
      const now = (await director.get(`${PLAN}/bisogni/${code}`)).body;
      assert.doesNotMatch(now, /È stato unito/);
      assert.ok(now.includes(code === 'F-001' ? 'Pochi trasporti' : 'Case per chi lavora'));
    }
  });
});
