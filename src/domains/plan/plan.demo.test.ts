import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listLooseEnds, planThreadCounts } from '#domains/thread/index.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { type DemoDatabase, openDemoDatabase } from '../../demo.fixture.js';
import { listThemeTotals } from './need.sql.js';
import { listObjectiveSheets } from './objective.sql.js';
import { getPlan } from './plan.actions.js';

describe('the demonstration’s plan', () => {
  let demo: DemoDatabase;
  before(async () => {
    demo = await openDemoDatabase();
  });
  after(() => demo.drop());

  it('holds every need, objective, indicator and link of the published plan', async () => {
    const ambito = await demo.database.transaction({ ambitoId: null }, (tx) => findAmbito(tx, 'oglio-po'));
    assert.ok(ambito);
    await insideAmbito(demo.database, ambito, async (ctx) => {
      const plan = await getPlan(ctx, '2021-2023');
      assert.equal(plan.state, 'inForce');
      const themes = await listThemeTotals(ctx.tx, plan.id);
      assert.equal(
        themes.reduce((sum, one) => sum + one.needs, 0),
        134,
      );
      const sheets = await listObjectiveSheets(ctx.tx, plan.id);
      assert.equal(sheets.length, 32);
      assert.equal(sheets.flatMap((sheet) => sheet.indicators).length, 226);
      assert.equal(sheets.flatMap((sheet) => sheet.needs).length, 122);
      assert.equal(sheets.flatMap((sheet) => sheet.keyPoints).length, 152);
      assert.equal(
        sheets.flatMap((sheet) => [...sheet.services, ...sheet.networks, ...sheet.agreements]).length,
        103,
      );
      const casalasco = sheets.find((sheet) => sheet.code === 'CAS-1');
      assert.equal(casalasco?.parent?.code, 'CAS-0');
      const workshops = casalasco?.indicators.find(
        (one) => one.title === 'Laboratori di comunità realizzati',
      );
      assert.deepEqual(
        [workshops?.target, workshops?.targetAsStated, workshops?.measuredBy],
        [3, 'almeno 3', 'registri dei laboratori'],
      );
      const counts = (await planThreadCounts(ctx, plan.id)).get(casalasco?.id ?? '');
      assert.equal(counts?.needs, casalasco?.needs.length);
      // Three years of 80.000, 130.000 and 20.000 euro.
      assert.equal(counts?.cents, 69_000_000);
      const loose = await listLooseEnds(ctx, plan.id);
      assert.equal(loose.filter((one) => one.rule === 'need-unanswered').length, 25);
    });
  });
});
