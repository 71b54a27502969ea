import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JsonClient } from '../plan.fixture.js';
import { API, insert, type Part, paragraph, TAB, type Writing } from './writing.fixture.js';

/** What who may not write a chapter says of it: comments, and proposals of other words. */
export function testRemarks(writing: () => Writing): void {
  it('takes comments, answers and proposals; tells who is named; decides once', async () => {
    const { world, anna, saved, news } = writing();
    const path = '/prova/ufficio/piano/2021-2023/documento/7/commenti';
    await saved(anna, '7', 0, [
      insert('pa', [{ text: 'I nidi sono ' }, { text: 'pochi', strong: true }, { text: ' a sud.' }]),
      insert('pb', 'Un altro passo', 'pa'),
    ]);
    const director = await world.visitor('director');
    const coordinator = await world.visitor('coordinator');
    const mayor = await world.visitor('mayor');
    const idOf = (answer: { headers: Record<string, unknown> }) =>
      /#c-([0-9a-f-]{36})/.exec(String(answer.headers.location))?.[1] ?? '';
    const asked = await mayor.post(`${path}?parte=pa`, {
      body: 'Quanti, @Persona coordinator? <b>Voci</b>',
      quote: 'nidi',
    });
    assert.equal(asked.statusCode, 303);
    const comment = idOf(asked);
    const shown = (await coordinator.get(path)).body;
    assert.match(shown, /&lt;b>Voci|&lt;b&gt;Voci/);
    assert.match(shown, /Persona mayor/);
    assert.match(
      (await coordinator.get('/prova/ufficio/avvisi')).body,
      /Persona mayor vi ha nominato[^<]*capitolo 7/,
    );
    assert.equal(
      (await coordinator.post(`${path}/${comment}/rispondi`, { body: 'Dodici.' })).statusCode,
      303,
    );
    assert.match((await mayor.get('/prova/ufficio/avvisi')).body, /ha risposto a un vostro commento/);
    assert.equal(
      (await coordinator.post(`${path}/${comment}/risolvi`)).statusCode,
      403,
      'not theirs to settle',
    );
    assert.equal((await mayor.post(`${path}/${comment}/risolvi`)).statusCode, 303);
    assert.equal((await mayor.post(`${path}/${comment}/risolvi`)).statusCode, 409);

    const empty = await mayor.post(`${path}?parte=pa`, { body: ' ', proposed: 'I nidi sono pochi a sud.' });
    assert.equal(empty.statusCode, 422);
    assert.match(empty.body, /Scrivete un commento, oppure/);
    assert.equal((await mayor.post(`${path}?parte=nessuna1`, { body: 'x' })).statusCode, 404);
    const propose = async (proposed: string) =>
      idOf(await coordinator.post(`${path}?parte=pa`, { body: '', proposed }));
    const first = await propose('I nidi sono pochi a sud e a nord.');
    const second = await propose('I nidi mancano a sud.');
    assert.match((await director.get(path)).body, /<ins>[\s\S]*e a nord/);
    assert.equal((await mayor.post(`${path}/${first}/accetta`)).statusCode, 403);
    assert.equal((await director.post(`${path}/${first}/accetta`)).statusCode, 303);
    const { content, version } = await news(anna, '7', 0);
    assert.deepEqual(content?.at(0)?.text, [
      { text: 'I nidi sono ' },
      { text: 'pochi', strong: true },
      { text: ' a sud e a nord.' },
    ]);
    assert.match((await coordinator.get('/prova/ufficio/avvisi')).body, /ha accettato il testo/);
    const late = await director.post(`${path}/${second}/accetta`);
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Il testo è cambiato/);
    assert.equal((await director.post(`${path}/${second}/respingi`)).statusCode, 303);

    await saved(anna, '7', version, [{ id: 'pa', base: content?.[0], part: null }]);
    assert.match((await mayor.get(path)).body, /Su passi che non ci sono più[\s\S]*Quanti/);
    const stranger = await world.visitor('director', {}, world.other);
    assert.equal((await stranger.get(path)).statusCode, 404);
    assert.equal((await stranger.post(`${path}/${comment}/rispondi`, { body: 'x' })).statusCode, 404);
    assert.equal((await (await world.visitor(null)).get(path)).statusCode, 303);
    const sent = await anna.send('POST', `${API}/chapters/7/comments`, {
      part: 'pb',
      quote: 'altro',
      startsAt: 3,
      body: 'Qui',
    });
    assert.equal(sent.statusCode, 200, sent.body);
    assert.match(
      (await mayor.get('/prova/ufficio/piano/2021-2023/documento/7')).body,
      /Commenti e proposte \(1\)/,
    );
  });

  it('makes proposals of what is written in the editor, keeps one a part, and takes them in', async () => {
    const { world, anna, saved } = writing();
    const path = `${API}/chapters/5`;
    await saved(anna, '5', 0, [insert('pa', 'Uno'), insert('pb', 'Due', 'pa'), insert('pc', 'Tre', 'pb')]);
    const carla = await world.client('coordinator');
    const mayor = await world.client('mayor');
    const propose = (who: JsonClient, edits: unknown[]) =>
      who.send('POST', `${path}/proposals`, { version: 1, edits, tab: TAB, at: null });
    type Shown = {
      id: string;
      part: string;
      state: string;
      kind: string;
      isMine: boolean;
      mayDecide: boolean;
      words: { kind: string; text: string }[] | null;
    };
    type News = { content: Part[] | null; version: number; remarks: { stamp: string; list: Shown[] } | null };
    const heard = async (who: JsonClient, stamp = '') => {
      const query = `version=0&tab=cccccccccccc&remarks=${encodeURIComponent(stamp)}`;
      return (await who.send('GET', `${path}/news?${query}`, null)).json() as News;
    };
    const change = (id: string, was: string, text: unknown) => ({
      id,
      base: paragraph(id, was),
      part: paragraph(id, text),
    });
    const bold = [{ text: 'Due', strong: true }];
    const all = [
      change('pa', 'Uno', 'Uno e mezzo'),
      change('pb', 'Due', bold),
      { id: 'pc', base: paragraph('pc', 'Tre'), part: null },
      insert('pd', 'Un passo nuovo', 'pc'),
    ];
    const answer = await propose(carla, all);
    assert.equal(answer.statusCode, 200, answer.body);
    // The chapter stays as it is; everybody who has it open hears of it.
    const first = await heard(anna);
    assert.deepEqual(
      first.content?.slice(0, 3).map((part) => part.text),
      ['Uno', 'Due', 'Tre'],
    );
    assert.deepEqual(
      first.remarks?.list.map(({ part, kind, state, isMine, mayDecide }) => [
        part,
        kind,
        state,
        isMine,
        mayDecide,
      ]),
      [
        ['pa', 'words', 'open', false, true],
        ['pb', 'looks', 'open', false, true],
        ['pc', 'remove', 'open', false, true],
        ['pd', 'add', 'open', false, true],
      ],
    );
    assert.equal((await heard(anna, first.remarks?.stamp)).remarks, null, 'nothing new');
    assert.equal((await heard(carla)).remarks?.list[0]?.mayDecide, false);
    assert.equal((await propose(mayor, [change('pa', 'Uno', 'Uno del sindaco')])).statusCode, 200);

    // She writes on: one proposal a part; what she takes back is withdrawn.
    await propose(carla, [change('pa', 'Uno', 'Uno e tre quarti'), ...all.slice(1, 3)]);
    const second = await heard(anna, first.remarks?.stamp);
    const open = second.remarks?.list.filter((one) => one.state === 'open') ?? [];
    assert.equal(open.length, 4);
    const [mine, look, removal] = open;
    assert.deepEqual(mine?.words?.map((run) => run.text).join('|'), 'Uno|Uno e tre quarti');
    assert.equal(second.remarks?.list.find((one) => one.part === 'pd')?.state, 'withdrawn');
    const page = await (await world.visitor('coordinator')).get(
      '/prova/ufficio/piano/2021-2023/documento/5/proponi',
    );
    assert.match(page.body, /Uno e tre quarti/);
    const form = await (await world.visitor('director')).get(
      '/prova/ufficio/piano/2021-2023/documento/5/commenti',
    );
    assert.match(form.body, /Il passo si toglie/);

    const decide = (who: JsonClient, id: string | undefined, choice: string) =>
      who.send('POST', `${path}/comments/${id}/decision`, { choice });
    assert.equal((await decide(mayor, mine?.id, 'accepted')).statusCode, 403);
    assert.equal((await decide(anna, mine?.id, 'accepted')).statusCode, 200);
    assert.equal((await decide(anna, mine?.id, 'accepted')).statusCode, 409, 'decided once');
    assert.equal((await decide(anna, look?.id, 'accepted')).statusCode, 200);
    assert.equal((await decide(anna, removal?.id, 'refused')).statusCode, 200);
    const third = await heard(anna);
    assert.deepEqual(
      third.content?.slice(0, 3).map((part) => part.text),
      ['Uno e tre quarti', bold, 'Tre'],
    );
    // The mayor's was written on a text that is no more: nobody's words are undone by accepting it.
    const late = third.remarks?.list.find((one) => one.state === 'open');
    const refusal = await decide(anna, late?.id, 'accepted');
    assert.equal(refusal.statusCode, 409);
    assert.match(refusal.body, /Il testo è cambiato/);
    // Saving again does not withdraw what others overtook.
    assert.equal((await propose(mayor, [])).statusCode, 200);
    assert.equal((await heard(anna)).remarks?.list.find((one) => one.id === late?.id)?.state, 'open');

    const wrong = await propose(carla, [insert('pz', [{ text: 'x', href: 'javascript:alert(1)' }])]);
    assert.equal(wrong.statusCode, 422);
    const many = Array.from({ length: 101 }, (_, index) => insert(`pm${index}`, 'x'));
    assert.match((await propose(carla, many)).body, /al più 100 proposte/);
    const stranger = await world.client('director', world.other);
    assert.equal((await propose(stranger, [])).statusCode, 404);
    assert.equal((await decide(stranger, late?.id, 'refused')).statusCode, 404);
  });
}
