import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Visitor } from '../../visitor.fixture.js';
import { openPlanWorld, type PlanWorld } from './plan.fixture.js';

const FLOW = '/prova/piano/2021-2023/filo';

describe('the thread of a whole plan', () => {
  let world: PlanWorld;
  let director: Visitor;
  let anyone: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    anyone = await world.visitor(null);
  });
  after(() => world.close());

  it('is a page for everyone, with what is loose and the way to mend it', async () => {
    const page = await anyone.get(`${FLOW}?misura=legami`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /F-002 Case per chi lavora in Ambito di prova → N-1 Abitare vicino al lavoro/);
    assert.match(page.body, /fili-sciolti\?regola=need-unanswered/);
    assert.doesNotMatch(page.body, /<b>Voci/);
    assert.match((await anyone.get(FLOW)).body, /non indica ancora somme/);
    assert.equal((await anyone.get(`${FLOW}?misura=metri`)).statusCode, 422);
    assert.equal((await anyone.get('/prova/piano/1999-2001/filo')).statusCode, 404);
  });

  it('goes away as CSV and SVG; without money there is no picture of money', async () => {
    const csv = await anyone.get(`${FLOW}.csv?misura=legami`);
    assert.match(csv.body, /Da;A;/);
    const svg = await anyone.get(`${FLOW}.svg?misura=legami&dettaglio=gruppi`);
    assert.match(svg.body, /^<\?xml/);
    assert.doesNotMatch(svg.body, /<a /);
    assert.equal((await anyone.get(`${FLOW}.svg`)).statusCode, 404);
  });

  it('stays in the office while the plan is a draft', async () => {
    const draft = { code: '2024-2026', title: 'Nuovo', guidelineCode: 'lombardia-2021-2023', summary: '' };
    assert.equal((await director.post('/prova/ufficio/piano/nuovo', draft)).statusCode, 303);
    assert.equal((await anyone.get('/prova/piano/2024-2026/filo')).statusCode, 404);
    const own = await director.get('/prova/ufficio/piano/2024-2026/filo?misura=legami');
    assert.equal(own.statusCode, 200);
    assert.match(own.body, /Nessun legame fra bisogni, obiettivi e fondi/);
  });
});
