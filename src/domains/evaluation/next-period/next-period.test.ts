import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type DemoWorld, openDemoWorld } from '../../../demo-world.fixture.js';
import type { Visitor } from '../../../visitor.fixture.js';
import { isProposed, nextPeriodCode } from './next-period.rules.js';

const OFFICE = '/oglio-po/ufficio';
const OLD = `${OFFICE}/piano/2021-2023`;
const NEW = `${OFFICE}/piano/2024-2026`;

describe('the plan that follows', () => {
  let world: DemoWorld;
  let director: Visitor;
  let mayor: Visitor;
  let stranger: Visitor;
  let anyone: Visitor;
  /** An objective with an indicator, and that indicator. */
  let measured: { code: string; indicator: string; title: string };
  /** Another one, with a need. */
  let needy: { code: string; need: string };

  const one = <T>(query: ReturnType<typeof sql<T>>): Promise<T> =>
    world.inside(async ({ tx }) => {
      const { rows } = await query.execute(tx);
      const [row] = rows;
      assert.ok(row);
      return row;
    });

  before(async () => {
    world = await openDemoWorld();
    director = await world.visitor('director');
    mayor = await world.visitor('mayor', '019021');
    stranger = await world.stranger();
    anyone = await world.visitor(null);
    measured = await one(sql<typeof measured>`
      select o.code, i.id as indicator, i.title from plan.indicator i join plan.objective o on o.id = i.objective_id
      where o.withdrawn_at is null order by o.position, i.position limit 1`);
    needy = await one(sql<typeof needy>`
      select o.code, n.code as need from plan.objective_need l join plan.objective o on o.id = l.objective_id
      join plan.need n on n.id = l.need_id where o.code <> ${measured.code} and o.withdrawn_at is null
      order by o.position limit 1`);
    await director.post(`${OFFICE}/rilevazioni/${measured.indicator}/nuovo`, {
      measuredOn: '2023-11-30',
      value: '42,5',
      note: '',
    });
    assert.equal((await director.post(`${OLD}/chiusura/apri`)).statusCode, 303);
    await world.inside(({ tx }) =>
      sql`update evaluation.outcome_sheet set proposed_again = 'partly', proposed_again_reason = 'Serve ancora'
        where code = ${`C-${measured.code}`}`.execute(tx),
    );
    await world.inside(({ tx }) =>
      sql`update evaluation.outcome_sheet set proposed_again = 'no', proposed_again_reason = 'Concluso'
        where code = ${`C-${needy.code}`}`.execute(tx),
    );
  });
  after(() => world.close());

  it('proposes what the outcome sheets propose again, with their reasons', async () => {
    const page = await director.get(`${OLD}/successivo`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /value="2024-2026"/);
    assert.match(
      page.body,
      new RegExp(`value="${measured.code}"[^>]*checked|checked[^>]*value="${measured.code}"`),
    );
    assert.doesNotMatch(page.body, new RegExp(`value="${needy.code}"[^>]*checked`));
    assert.match(page.body, /riproposto in parte: Serve ancora/);
    assert.match((await director.get(`${OLD}/chiusura`)).body, /Apri il piano successivo/);
    assert.equal((await mayor.get(`${OLD}/successivo`)).statusCode, 403);
    assert.equal((await stranger.get(`${OLD}/successivo`)).statusCode, 404);
    assert.notEqual((await anyone.get(`${OLD}/successivo`)).statusCode, 200);
  });

  it('refuses a period that does not follow, and an objective that is not there', async () => {
    const fields = {
      code: '2023-2025',
      title: 'Piano nuovo',
      guidelineCode: 'lombardia-2025-2027',
      summary: '',
      objectives: [measured.code],
      needs: 'linked',
    };
    const early = await director.post(`${OLD}/successivo`, fields);
    assert.equal(early.statusCode, 422);
    assert.match(early.body, /comincia prima che il piano 2021-2023 finisca/);
    const unknown = await director.post(`${OLD}/successivo`, {
      ...fields,
      code: '2024-2026',
      objectives: ['XX'],
    });
    assert.equal(unknown.statusCode, 422);
    assert.equal((await mayor.post(`${OLD}/successivo`, fields)).statusCode, 403);
    assert.equal((await director.get(NEW)).statusCode, 404, 'nothing is left of what was refused');
  });

  it('opens it in draft with texts, links and the last value as baseline; the old one is not touched', async () => {
    const before = await director.get(`${OLD}/obiettivi/${measured.code}`);
    const opened = await director.post(`${OLD}/successivo`, {
      code: '2024-2026',
      title: 'Piano nuovo',
      guidelineCode: 'lombardia-2025-2027',
      summary: 'Da qui si riparte',
      objectives: [measured.code, needy.code],
      needs: 'linked',
    });
    assert.equal(opened.statusCode, 303, opened.body.slice(0, 2000));
    assert.equal(opened.headers.location, NEW);
    const row = await one(sql<Record<string, unknown>>`
      select o.continuity, o.continuity_note as note, o.note as left_note, o.policy_areas as areas, i.baseline, i.target,
        p.guideline_code as guideline, (select count(*)::int from plan.action a where a.objective_id = o.id) as actions
      from plan.objective o join plan.plan p on p.id = o.plan_id
      join plan.indicator i on i.objective_id = o.id and i.title = ${measured.title}
      where p.code = '2024-2026' and o.code = ${measured.code}`);
    assert.equal(row.baseline, 42.5);
    assert.equal(row.target, null);
    assert.equal(row.actions, 0);
    assert.equal(row.continuity, true);
    assert.match(String(row.note), /Prosegue l’obiettivo .* del piano 2021-2023\. Serve ancora/);
    assert.ok(
      (await director.get(`${NEW}/bisogni/${needy.need}`)).statusCode === 200,
      'its need went with it',
    );
    const link = await one(sql<{ n: number }>`
      select count(*)::int as n from evaluation.outcome_continuity c join plan.objective o on o.id = c.objective_id
      join plan.plan p on p.id = o.plan_id where p.code = '2024-2026'`);
    assert.equal(link.n, 2);
    const sheet = await director.get(`${OFFICE}/esiti/2021-2023/C-${measured.code}`);
    assert.match(sheet.body, new RegExp(`piano/2024-2026/obiettivi/${measured.code}`));
    const published = await anyone.get(`/oglio-po/esiti/2021-2023/C-${measured.code}`);
    assert.equal(published.statusCode, 200);
    assert.doesNotMatch(published.body, /2024-2026/, 'a draft is not told to the public');
    assert.equal((await anyone.get('/oglio-po/piano/2024-2026')).statusCode, 404);
    const after = await director.get(`${OLD}/obiettivi/${measured.code}`);
    const plain = (body: string) => body.replace(/nonce="[^"]*"|content="[^"]*"|value="[^"]*"/g, '');
    assert.equal(plain(after.body).length, plain(before.body).length);
    assert.match((await director.get(`${OFFICE}/esiti/2024-2026`)).body, new RegExp(`C-${measured.code}`));
  });

  it('is only as long as the period before, and proposes nothing that nobody decided', () => {
    assert.equal(nextPeriodCode('2021-2023'), '2024-2026');
    assert.equal(nextPeriodCode('2025-2025'), '2026-2026');
    const closed = { id: '', code: 'A', title: '', placeName: '', sheet: null };
    assert.equal(isProposed(closed), false);
  });
});
