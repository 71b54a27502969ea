import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Block, type PublishedPlan, toLiveBlock } from '#domains/documents/index.js';
import { type DemoWorld, openDemoWorld } from '../../../demo-world.fixture.js';
import { findPlanRef } from '../plan-ref.sql.js';
import { moneyBlocks } from './money.blocks.js';

describe('money in the document', () => {
  let world: DemoWorld;
  before(async () => {
    world = await openDemoWorld();
  });
  after(() => world.close());

  const build = (name: string, params: Record<string, string> = {}): Promise<Block[]> =>
    world.inside(async (ctx) => {
      const plan = await findPlanRef(ctx.tx, '2021-2023', true);
      const block = moneyBlocks[name];
      assert.ok(plan && block);
      const subject: PublishedPlan = {
        id: plan.id,
        code: plan.code,
        title: plan.title,
        ambito: ctx.ambito.name,
        period: { startsOn: plan.startsOn, endsOn: plan.endsOn },
        guidelineCode: '',
        lang: 'it',
      };
      return toLiveBlock(block).build(ctx, subject, params);
    });
  const totalOf = (blocks: readonly Block[]) => {
    const table = blocks.find((block) => block.kind === 'table');
    assert.ok(table?.kind === 'table');
    return table.footer?.[0]?.cells ?? [];
  };

  it('gives the same whole in every grouping, and the residuals beside it', async () => {
    for (const righe of ['objective', 'fund', 'service', 'comune'])
      assert.equal(totalOf(await build('spending.matrix', { righe })).at(-1), 2_359_000_00, righe);
    assert.equal(totalOf(await build('spending.residuals'))[2], 2_359_000_00);
  });

  it('prints the statement, of all or of one place', async () => {
    assert.deepEqual(totalOf(await build('spending.statement')), [
      'Totale',
      976_333_00,
      1_065_565_00,
      977_408_00,
    ]);
    assert.deepEqual(await build('spending.statement', { luogo: 'viadanese' }), []);
    assert.ok((await build('spending.statement', { misura: 'perUser', righe: 'place' })).length > 0);
  });

  it('refuses a word that is none of its parameters', async () => {
    await assert.rejects(build('spending.matrix', { righe: 'gatti' }));
  });
});
