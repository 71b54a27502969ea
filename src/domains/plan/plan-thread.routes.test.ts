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

describe('the order of objectives', () => {
  const PATH = '/prova/ufficio/piano/2021-2023/obiettivi/ordina';
  let world: PlanWorld;
  let director: Visitor;
  let south: Visitor;
  let stranger: Visitor;

  before(async () => {
    world = await openPlanWorld();
    director = await world.visitor('director');
    south = await world.visitor('coordinator', { scopeKind: 'area', scopeCode: 'sud' });
    stranger = await world.visitor('director', {}, world.other);
  });
  after(() => world.close());

  /** The tree as it is shown: its stamp, and each objective's identifier with what is said of its place. */
  async function read() {
    const { body } = await director.get(PATH);
    const said = new Map<string, { id: string; said: string }>();
    for (const [, id = '', words = ''] of body.matchAll(/<li data-id="([^"]+)" data-said="([^"]+)"/g))
      said.set(words.split(':')[0] ?? '', { id, said: words });
    const idOf = (code: string) => said.get(code)?.id ?? '';
    return { stamp: /name="stamp" value="([^"]+)"/.exec(body)?.[1] ?? '', said, idOf };
  }

  it('is decided by who may write there, on the tree that they saw', async () => {
    const { stamp, said, idOf } = await read();
    assert.match(said.get('N-1')?.said ?? '', /posto 1 di 1, dentro N-0/);
    const out = { move: `out:${idOf('N-1')}`, stamp };
    assert.equal((await south.post(PATH, out)).statusCode, 403);
    assert.equal((await stranger.post(PATH, out)).statusCode, 404);
    assert.equal((await director.post(PATH, out)).statusCode, 303);
    const late = await director.post(PATH, out);
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /role="alert"/);
    const now = await read();
    assert.match(now.said.get('N-1')?.said ?? '', /posto 2 di 2\./);
    const up = { move: `up:${now.idOf('N-1')}`, stamp: now.stamp };
    assert.equal((await director.post(PATH, up)).statusCode, 303);
    const list = (await director.get('/prova/ufficio/piano/2021-2023/obiettivi')).body;
    assert.ok(list.indexOf('obiettivi/N-1"') < list.indexOf('obiettivi/N-0"'), 'the list follows');
    assert.match(
      (await director.get('/prova/ufficio/piano/2021-2023/obiettivi/N-1')).body,
      /Obiettivo spostato/,
    );
  });

  it('refuses circles, neighbours of another place, and what is no move', async () => {
    const first = await read();
    const inside = { move: `inside:${first.idOf('N-0')}:${first.idOf('N-1')}`, stamp: first.stamp };
    assert.equal((await director.post(PATH, inside)).statusCode, 303);
    const { stamp, idOf } = await read();
    const circle = { move: `inside:${idOf('N-1')}:${idOf('N-0')}`, stamp };
    const refused = await director.post(PATH, circle);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /N-1 starebbe dentro sé stesso/);
    const beside = await director.post(PATH, { move: `before:${idOf('S-1')}:${idOf('N-1')}`, stamp });
    assert.match(beside.body, /S-1 è di un altro livello o territorio/);
    assert.equal((await director.post(PATH, { move: 'sideways:1', stamp })).statusCode, 422);
    assert.equal((await read()).stamp, stamp, 'nothing was moved');
  });
});
