import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadGovernanceDemo } from '#domains/governance/index.js';
import { loadServicesDemo } from '#domains/services/index.js';
import { loadItalianComuni, loadTerritoryDemo } from '#domains/territory/index.js';
import { listLooseEnds, planThreadCounts } from '#domains/thread/index.js';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type TestDatabase } from '#platform/db/test-database.js';
import { newId } from '#platform/ids.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { loadGuidelines } from './guideline.sql.js';
import { listThemeTotals } from './need.sql.js';
import { listObjectiveSheets } from './objective-sheet.sql.js';
import { getPlan } from './plan.actions.js';
import { loadPlanDemo } from './plan.demo.js';

const folder = fileURLToPath(new URL('../../../demo/oglio-po/', import.meta.url));

describe('the demonstration’s plan', () => {
  const ambito = { id: newId(), slug: 'oglio-po', name: 'Ambito Oglio Po', leadBody: null, isDemo: true };
  let test: TestDatabase;
  let database: Database;

  before(async () => {
    test = await createTestDatabase();
    database = openPools(test);
    await loadGuidelines(database.owner);
    await loadItalianComuni(database.owner);
    await database.transaction({ ambitoId: ambito.id }, (tx) => insertAmbito(tx, ambito));
    await insideAmbito(database, ambito, async (ctx) => {
      for (const load of [loadTerritoryDemo, loadGovernanceDemo, loadServicesDemo, loadPlanDemo])
        await load(ctx, folder);
    });
  });
  after(async () => {
    await database.close();
    await test.drop();
  });

  it('holds every need, objective, indicator and link of the published plan', async () => {
    await insideAmbito(database, ambito, async (ctx) => {
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
      assert.equal(counts?.indicators, 12);
      const loose = await listLooseEnds(ctx, plan.id);
      assert.equal(loose.filter((one) => one.rule === 'need-unanswered').length, 25);
    });
  });
});
