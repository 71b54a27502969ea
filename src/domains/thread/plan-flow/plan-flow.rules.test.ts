import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { NONE, planFlow, widest } from './plan-flow.rules.js';
import type { PlanLinks } from './plan-flow.types.js';
import { flowFinding } from './plan-flow.words.js';

const need = (id: string, theme = 'Casa') => ({ id, code: id.toUpperCase(), title: `Bisogno ${id}`, theme });
const objective = (id: string, isCarried = false) => ({
  id,
  code: id.toUpperCase(),
  title: `Obiettivo ${id}`,
  area: { code: 'B', it: 'Politiche abitative', en: 'Housing' },
  isCarried,
});

const links: PlanLinks = {
  needs: [need('n1'), need('n2', 'Lavoro'), need('n3')],
  objectives: [objective('o1'), objective('o2'), objective('o3'), objective('o0', true)],
  funds: [
    { id: 'f1', code: 'fnps', name: 'FNPS' },
    { id: 'f2', code: 'fsr', name: 'FSR' },
  ],
  needLinks: [
    { needId: 'n1', objectiveId: 'o1' },
    { needId: 'n2', objectiveId: 'o1' },
  ],
  moneyLinks: [
    { objectiveId: 'o1', fundId: 'f1', cents: 60_000 },
    { objectiveId: 'o1', fundId: 'f2', cents: 40_000 },
    { objectiveId: 'o2', fundId: 'f1', cents: 5_000 },
    { objectiveId: 'o3', fundId: 'f2', cents: null },
  ],
};
const flowOf = (measure: 'euro' | 'legami', grouping: 'auto' | 'gruppi' | 'uno' = 'auto') =>
  planFlow(links, { measure, grouping, lang: 'it' });
const valueBetween = (flow: ReturnType<typeof flowOf>, from: string, to: string) =>
  flow.edges.find((edge) => edge.from === from && edge.to === to)?.value;

describe('what flows through a plan', () => {
  it('divides the money of an objective among the needs it answers, and tells what answers none', () => {
    const flow = flowOf('euro');
    assert.equal(flow.total, 105_000);
    assert.equal(valueBetween(flow, 'n1', 'o1'), 50_000);
    assert.equal(valueBetween(flow, 'o1', 'f2'), 40_000);
    assert.equal(valueBetween(flow, NONE.need, 'o2'), 5_000);
    assert.equal(
      flow.items.some((item) => item.id === 'o3'),
      false,
      'no sum, no width',
    );
    assert.deepEqual(
      flow.loose.withoutMoney.map((one) => one.id),
      ['o3'],
    );
    assert.deepEqual(
      flow.loose.unanswered.map((one) => one.id),
      ['n3'],
    );
    assert.equal(widest(flow, 'fund')?.id, 'f1');
    assert.match(flowFinding(flow, 'it'), /1\.050.*FNPS.*62\s%/);
  });

  it('counts links, and draws what is missing', () => {
    const flow = flowOf('legami');
    assert.equal(valueBetween(flow, 'n3', NONE.objective), 1);
    assert.equal(valueBetween(flow, 'o3', 'f2'), 1, 'a fund without a sum is a link');
    assert.equal(valueBetween(flow, NONE.need, 'o3'), 1);
    assert.equal(
      flow.items.some((item) => item.id === 'o0'),
      false,
      'others carry it out',
    );
  });

  it('groups by theme and policy area', () => {
    const flow = flowOf('euro', 'gruppi');
    assert.equal(valueBetween(flow, 'theme:Casa', 'area:B'), 50_000);
    assert.equal(flow.items.find((item) => item.id === 'area:B')?.label, 'B Politiche abitative');
  });

  it('loses no cent: what goes in at the left comes out at the right', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(1_000_000))),
        fc.array(fc.tuple(fc.nat(3), fc.nat(2))),
        (money, answers) => {
          const objectives = [0, 1, 2, 3].map((one) => objective(`o${one}`));
          const made = planFlow(
            {
              needs: [0, 1, 2].map((one) => need(`n${one}`)),
              objectives,
              funds: [0, 1, 2].map((one) => ({ id: `f${one}`, code: `f${one}`, name: `F${one}` })),
              needLinks: [...new Set(answers.map(([o, n]) => `n${n} o${o}`))].map((pair) => {
                const [needId = '', objectiveId = ''] = pair.split(' ');
                return { needId, objectiveId };
              }),
              moneyLinks: money.map(([o, f, cents]) => ({
                objectiveId: `o${o}`,
                fundId: `f${f}`,
                cents,
              })),
            },
            { measure: 'euro', grouping: 'auto', lang: 'it' },
          );
          const into = (prefix: string) =>
            made.edges
              .filter((edge) => edge.to.startsWith(prefix))
              .reduce((sum, edge) => sum + edge.value, 0);
          assert.ok(Math.abs(into('o') - made.total) < 1e-6);
          assert.ok(Math.abs(into('f') - made.total) < 1e-6);
        },
      ),
    );
  });
});
