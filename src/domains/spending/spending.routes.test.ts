import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../demo-visitors.fixture.js';
import { findGaps } from './budget/budget.routes.js';
import { countObjectives, listFundSums, listObjectiveSums } from './budget/budget.sql.js';
import { findPlanRef, listObjectiveRefs } from './plan-ref.sql.js';
import { findDifferences, gatherSeries } from './series.rules.js';
import { listSpendingFigures } from './series.sql.js';
import { findMoneyGaps, sumBy, type YearSums } from './spending.rules.js';
import { listBudgetLines } from './spending.sql.js';
import type { BudgetLine } from './spending.types.js';

const LINES = '/oglio-po/ufficio/risorse/2021-2023/obiettivi/CAS-4';
const FUNDS = '/oglio-po/ufficio/risorse/fondi';
const LINE = {
  fund: 'fna',
  year: '2022',
  description: 'Assegni <b>',
  allocatedCents: '1.250,50',
  stated: 'yes',
  note: '=1+1',
};

describe('the money', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();

  const linesOf = (code: string): Promise<BudgetLine[]> =>
    world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      assert.ok(plan);
      return (await listBudgetLines(tx, plan.id)).filter((line) => line.objectiveCode === code);
    });

  it('has pages whose windows are told from those of the objective and of its thread', async () => {
    const sheet = (await anyone.get('/oglio-po/piano/2021-2023/obiettivi/CAS-1')).body;
    const thread = /href="(\/oglio-po\/filo\/[^"]+)"/.exec(sheet)?.[1] ?? assert.fail('no thread');
    const bodies = [
      sheet,
      (await anyone.get('/oglio-po/risorse/2021-2023/obiettivi/CAS-1')).body,
      (await anyone.get(thread)).body,
    ];
    const titles = bodies.map((body) => /<title>([^<]*)<\/title>/.exec(body)?.[1] ?? '');
    assert.equal(new Set(titles).size, 3, titles.join('\n'));
    for (const title of titles) assert.match(title, /^Famiglie come sistema .* · Ambito Oglio Po$/);
  });

  it('holds what the plan states, in cents, counted again from the file', async () => {
    const file = JSON.parse(
      readFileSync(new URL('../../../demo/oglio-po/budget.json', import.meta.url), 'utf8'),
    ) as { objectives: { lines: { amount: number | null; annual: boolean; years: number[] }[] }[] };
    const all = file.objectives.flatMap((objective) => objective.lines);
    const expected = all.reduce(
      (sum, line) => sum + (line.amount ?? 0) * 100 * (line.annual ? line.years.length : 1),
      0,
    );
    const { totalCents, linesWithoutSum } = (await anyone.get('/api/v1/oglio-po/budget-lines')).json();
    assert.equal(totalCents, expected);
    assert.equal(linesWithoutSum, all.filter((line) => line.amount === null).length);
    assert.equal((await anyone.get('/api/v1/oglio-po/funds')).json().funds.length, 19);
  });

  it('is summed in the database as line by line, page by page, and tells the same gaps', async () => {
    await world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      assert.ok(plan);
      const lines = await listBudgetLines(tx, plan.id);
      const whole = ({ byYear, once, total, unstated, derived, lines: count }: YearSums) => ({
        byYear: [...byYear].sort(),
        once,
        total,
        unstated,
        derived,
        lines: count,
      });
      const objectives = sumBy(lines, (line) => line.objectiveCode);
      const funds = sumBy(lines, (line) => line.fund);
      for (const { code, sums } of await listFundSums(tx, plan.id))
        assert.deepEqual(whole(sums), whole(funds.get(code) ?? assert.fail(code)));
      const { withLines, withMoney } = await countObjectives(tx, plan.id);
      assert.equal(withLines, objectives.size);
      assert.equal(withMoney, [...objectives.values()].filter(({ total }) => total > 0).length);
      const pages = [];
      for (let offset = 0; offset < withLines; offset += 7)
        pages.push(...(await listObjectiveSums(tx, plan.id, { limit: 7, offset })));
      assert.deepEqual(
        pages.map(({ code }) => code),
        [...objectives.keys()],
      );
      for (const { code, sums } of pages)
        assert.deepEqual(whole(sums), whole(objectives.get(code) ?? assert.fail(code)));
      const gaps = findMoneyGaps(await listObjectiveRefs(tx, plan.id), objectives);
      assert.deepEqual(
        (await findGaps({ tx }, plan)).map((gap) => [gap.objective.code, gap.kind, gap.amount]),
        gaps.map((gap) => [gap.objective.code, gap.kind, gap.amount]),
      );
      assert.ok(gaps.length > 0);
    });
    const page = (await anyone.get('/oglio-po/risorse/2021-2023/lacune')).body;
    assert.match(page, /Che cosa dice il piano/);
  });

  it('is read by anyone in both languages', async () => {
    const paths = [
      '/risorse',
      '/risorse/2021-2023',
      '/risorse/spesa',
      '/risorse/fondi',
      '/risorse/fondi/pippi',
      '/risorse/2021-2023/obiettivi/VIA-1.f',
    ];
    for (const path of paths) {
      for (const lang of ['it', 'en']) {
        const answer = await anyone.get(`/oglio-po${path}?lang=${lang}`);
        assert.equal(answer.statusCode, 200, path);
        assert.doesNotMatch(answer.body, /\/modifica|\/rimuovi/);
      }
    }
    assert.match((await anyone.get('/oglio-po/risorse')).body, /2\.359\.000/);
    assert.match((await anyone.get('/oglio-po/piano/2021-2023/obiettivi/VIA-1.b')).body, /€.8\.000,00/);
    assert.equal((await anyone.get('/oglio-po/risorse/2021-2023/obiettivi/ZZ-1')).statusCode, 404);
    assert.equal((await anyone.get('/oglio-po/risorse/1990-1992')).statusCode, 404);
  });

  it('checks the published totals of the spending series', async () => {
    const series = gatherSeries(await world.inside(({ tx }) => listSpendingFigures(tx)));
    assert.deepEqual(
      series.map((one) => [one.name, one.periods.length, one.published.get('2019')]),
      [
        ['spesa sociale disabilità', 3, 68_452_400],
        ['spesa sociale anziani', 3, 29_288_400],
        ['compartecipazione comunale ai costi sociosanitari', 3, 43_098_400],
      ],
    );
    assert.deepEqual(series.flatMap(findDifferences), []);
  });

  it('adds, changes and removes a line; the history tells', async () => {
    assert.equal((await director.post(`${LINES}/nuovo`, LINE)).statusCode, 303);
    const added = (await linesOf('CAS-4')).find((line) => line.year === 2022);
    assert.equal(added?.allocatedCents, 125_050);
    assert.match((await anyone.get('/oglio-po/risorse/2021-2023/obiettivi/CAS-4')).body, /Assegni &lt;b>/);
    assert.match((await anyone.get('/oglio-po/risorse/2021-2023/righe.csv')).body, /;1250,5;1;'=1\+1/);
    const path = `${LINES}/${added?.id}`;
    const edited = await director.post(`${path}/modifica`, {
      ...LINE,
      allocatedCents: '',
      stated: '',
      version: '1',
    });
    assert.equal(edited.statusCode, 303);
    assert.equal((await linesOf('CAS-4')).find((line) => line.id === added?.id)?.allocatedCents, null);
    assert.equal((await director.post(`${path}/modifica`, { ...LINE, version: '1' })).statusCode, 409);
    assert.match((await director.get(`${path}/storia`)).body, /<del>1\.250,50<\/del>/);
    const removed = await director.post(`${path}/rimuovi`, { version: '2', reason: 'Contata due volte' });
    assert.equal(removed.headers.location, LINES);
    assert.equal(
      (await linesOf('CAS-4')).some((line) => line.id === added?.id),
      false,
    );
  });

  it('says what is wrong and keeps what was typed', async () => {
    const answer = await director.post(`${LINES}/nuovo`, { ...LINE, year: '2031', allocatedCents: '12,5' });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /Il piano va dal 2021 al 2023/);
    assert.match(answer.body, /value="12,5"/);
    const other = await director.post(`${LINES}/nuovo`, { ...LINE, fund: 'zecca' });
    assert.match(other.body, /Questa fonte non c'è/);
  });

  it('keeps a fund that gives, removes one that does not', async () => {
    const refused = await director.post(`${FUNDS}/pippi/rimuovi`, { version: '1', reason: 'prova' });
    assert.equal(refused.statusCode, 409);
    const added = await director.post(`${FUNDS}/nuovo`, { name: 'Fondo di prova', kind: 'region', note: '' });
    assert.equal(added.headers.location, `${FUNDS}/fondo-di-prova`);
    const taken = await director.post(`${FUNDS}/nuovo`, { name: 'Fondo di prova', kind: 'region', note: '' });
    assert.equal(taken.statusCode, 422);
    const removed = await director.post(`${FUNDS}/fondo-di-prova/rimuovi`, { version: '1', reason: 'prova' });
    assert.equal(removed.statusCode, 303);
  });

  it('is closed to other areas, roles and ambiti', async () => {
    assert.equal((await viadanese.post(`${LINES}/nuovo`, LINE)).statusCode, 403);
    const own = LINES.replace('CAS-4', 'VIA-2.a');
    assert.equal((await viadanese.post(`${own}/nuovo`, LINE)).statusCode, 303);
    assert.equal((await viadanese.post(`${FUNDS}/nuovo`, { name: 'X', kind: 'state' })).statusCode, 403);
    assert.equal((await mayor.post(`${LINES}/nuovo`, LINE)).statusCode, 403);
    assert.equal((await stranger.post(`${LINES}/nuovo`, LINE)).statusCode, 404);
    assert.deepEqual((await stranger.get('/api/v1/altrove/funds')).json(), { funds: [] });
    const elsewhere = await stranger.get('/altrove/risorse');
    assert.match(elsewhere.body, /Non c'è ancora un piano/);
    assert.doesNotMatch(elsewhere.body, /piano\/2021|CAS-1/);
  });
});
