import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Visitor } from '../../visitor.fixture.js';
import { openPlanWorld, type PlanWorld } from './plan.fixture.js';

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

  it('of needs is decided the same way, one after the other', async () => {
    const path = '/prova/ufficio/piano/2021-2023/bisogni/ordina';
    const list = async () => {
      const { body } = await director.get(path);
      const ids = [...body.matchAll(/<li data-id="([^"]+)" data-said="([^":]+):/g)];
      return { stamp: /name="stamp" value="([^"]+)"/.exec(body)?.[1] ?? '', ids };
    };
    const codes = ({ ids }: Awaited<ReturnType<typeof list>>) => ids.map(([, , code]) => code).join(' ');
    const first = await list();
    assert.equal(codes(first), 'F-001 F-002 F-003');
    const [, second = ''] = first.ids[1] ?? [];
    const [, third = ''] = first.ids[2] ?? [];
    const up = { move: `up:${second}`, stamp: first.stamp };
    assert.equal((await south.post(path, up)).statusCode, 403);
    assert.equal((await stranger.post(path, up)).statusCode, 404);
    assert.equal((await director.post(path, { ...up, move: `in:${second}` })).statusCode, 422);
    assert.equal((await director.post(path, up)).statusCode, 303);
    assert.equal((await director.post(path, up)).statusCode, 409);
    const then = await list();
    assert.equal(codes(then), 'F-002 F-001 F-003');
    assert.equal(
      (await south.post(path, { move: `before:${third}:${second}`, stamp: then.stamp })).statusCode,
      303,
    );
    assert.equal(codes(await list()), 'F-003 F-002 F-001');
    const far = { code: 'f-003', where: 'after', other: 'F-001', stamp: (await list()).stamp, pagina: '2' };
    const lost = await director.post(path, { ...far, other: 'F-999' });
    assert.equal(lost.statusCode, 422);
    assert.equal((await director.post(path, { ...far, where: 'inside' })).statusCode, 422);
    assert.equal((await south.post(path, { ...far, code: 'F-002' })).statusCode, 403);
    const there = await director.post(path, far);
    assert.deepEqual([there.statusCode, there.headers.location], [303, path]);
    assert.equal((await director.post(path, far)).statusCode, 409);
    assert.equal(codes(await list()), 'F-002 F-001 F-003');
    const back = { move: `up:${third}`, stamp: (await list()).stamp };
    assert.equal((await director.post(path, back)).statusCode, 303);
    const shown = (await director.get('/prova/piano/2021-2023/bisogni')).body;
    assert.ok(shown.indexOf('bisogni/F-003"') < shown.indexOf('bisogni/F-001"'), 'the list follows');
  });
});
