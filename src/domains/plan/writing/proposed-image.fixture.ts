import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JsonClient } from '../plan.fixture.js';
import type { ShownRemark } from './shown-remark.types.js';
import { API, IMAGES, insert, type Part, PNG, sendImage, TAB, type Writing } from './writing.fixture.js';

const DOCUMENT = '/prova/ufficio/piano/2021-2023/documento/4';
const path = `${API}/chapters/4`;

/** Images that come and go by who may not write the chapter. */
export function testProposedImages(writing: () => Writing): void {
  const propose = (who: JsonClient, version: number, edits: unknown[]) =>
    who.send('POST', `${path}/proposals`, { version, edits, tab: TAB, at: null });
  const heard = async (who: JsonClient) =>
    (await who.send('GET', `${path}/news?version=0&tab=cccccccccccc&remarks=`, null)).json() as {
      content: Part[];
      version: number;
      remarks: { list: ShownRemark[] };
    };
  const openOf = async (who: JsonClient) =>
    (await heard(who)).remarks.list.filter((one) => one.state === 'open');
  const decide = async (who: JsonClient, id: string | undefined, choice: string) =>
    (await who.send('POST', `${path}/comments/${id}/decision`, { choice })).statusCode;

  it('takes images that others propose to add, to describe better and to take out', async () => {
    const { world, anna, saved } = writing();
    await saved(anna, '4', 0, [insert('qa', 'Uno')]);
    const carla = await world.client('coordinator');
    const director = await world.visitor('director');
    const coordinator = await world.visitor('coordinator');
    const sent = await sendImage(coordinator, PNG);
    assert.equal(sent.statusCode, 200, sent.body);
    const { hash } = sent.json() as { hash: string };
    const image = { type: 'image', id: 'qi', image: hash, alt: 'Un <punto> bianco', caption: 'Il punto' };
    const added = { id: 'qi', base: null, part: image, after: 'qa' };

    // Without words for who does not see it, it is no proposal either.
    const dumb = await propose(carla, 1, [{ ...added, part: { ...image, alt: ' ' } }]);
    assert.equal(dumb.statusCode, 422);
    assert.equal((await propose(carla, 1, [added])).statusCode, 200);
    const [addition] = await openOf(anna);
    assert.equal(addition?.kind, 'add');
    assert.deepEqual(addition?.image, { hash, alt: 'Un <punto> bianco', caption: 'Il punto' });
    const told = (await director.get(`${DOCUMENT}/commenti`)).body;
    assert.match(told, new RegExp(`Un.immagine nuova:[\\s\\S]*<img src="${IMAGES}/${hash}" alt`));
    assert.match(told, /Che cosa si vede: Un &lt;punto(&gt;|>) bianco/);
    assert.ok((await coordinator.get(`${DOCUMENT}/proponi`)).body.includes(hash), 'she goes on from it');
    const printed = async () =>
      (await (await world.visitor(null)).get('/prova/piano/2021-2023/documento/4')).body;
    assert.doesNotMatch(await printed(), /Il punto/, 'nobody has taken it in');
    assert.equal(await decide(carla, addition?.id, 'accepted'), 403);
    assert.equal(await decide(anna, addition?.id, 'accepted'), 200);
    assert.match(await printed(), /<img[^>]*alt="Un &lt;punto(&gt;|>) bianco"/);

    const better = { ...image, alt: 'Un punto bianco su fondo bianco' };
    await propose(carla, 2, [{ id: 'qi', base: image, part: better }]);
    const [wording] = await openOf(anna);
    assert.deepEqual([wording?.kind, wording?.image?.alt], ['words', better.alt]);
    assert.match((await director.get(`${DOCUMENT}/commenti`)).body, /Cambiano le parole dell.immagine/);
    assert.equal(await decide(anna, wording?.id, 'accepted'), 200);

    const removal = [{ id: 'qi', base: better, part: null }];
    await propose(carla, 3, removal);
    const [first] = await openOf(anna);
    assert.deepEqual([first?.kind, first?.image?.hash], ['remove', hash]);
    assert.equal(await decide(anna, first?.id, 'refused'), 200);
    assert.match(await printed(), /Il punto/, 'refused, it stays');
    await propose(carla, 3, removal);
    const [second] = await openOf(anna);
    assert.equal(await decide(anna, second?.id, 'accepted'), 200);
    assert.doesNotMatch(await printed(), /Il punto/);
    assert.ok(!(await heard(anna)).content.some((part) => part.id === 'qi'));
    // What was taken out, and what was refused, can still be seen by who works here.
    assert.match((await director.get(`${DOCUMENT}/commenti`)).body, /L.immagine si toglie/);
    assert.equal((await director.get(`${IMAGES}/${hash}`)).statusCode, 200);
  });

  it('takes one by a plain form too, and tells at once all that is wrong with it', async () => {
    const { world, anna, saved } = writing();
    const version = (await heard(anna)).version;
    await saved(anna, '4', version, [insert('qz', 'Passo per l’immagine')]);
    const coordinator = await world.visitor('coordinator');
    const form = `${DOCUMENT}/commenti/immagine?dopo=qz`;
    assert.ok((await coordinator.get(`${DOCUMENT}/commenti`)).body.includes(`href="${form}"`));
    assert.equal((await coordinator.get(`${DOCUMENT}/commenti/immagine?dopo=altrove`)).statusCode, 404);
    const token = /name="_form" value="([^"]+)"/.exec((await coordinator.get(form)).body)?.[1] ?? '';
    const field = (name: string, value: string) =>
      `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const send = (alt: string, file: Buffer | null) =>
      coordinator.send(
        form,
        Buffer.concat([
          Buffer.from(`${field('_form', token)}${field('alt', alt)}${field('caption', 'Per modulo')}`),
          Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
          ...(file ? [file] : []),
          Buffer.from('\r\n--x--\r\n'),
        ]),
        'multipart/form-data; boundary=x',
      );
    const wrong = await send(' ', null);
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /href="#file"/);
    assert.match(wrong.body, /href="#alt"/);
    assert.match(wrong.body, /value="Per modulo"/, 'what was typed is kept');
    const notOne = await send('Un foglio', Buffer.from('%PDF-1.7'));
    assert.equal(notOne.statusCode, 422);
    assert.match(notOne.body, /non è un(&#39;|')immagine PNG o JPEG/);
    assert.equal((await send('Un punto bianco', PNG)).statusCode, 303);
    const open = await openOf(anna);
    const [made] = open.filter((one) => one.image?.caption === 'Per modulo');
    assert.deepEqual([made?.kind, made?.image?.alt], ['add', 'Un punto bianco']);
    assert.equal(await decide(anna, made?.id, 'accepted'), 200);
    const parts = (await heard(anna)).content.map((part) => part.type);
    assert.equal(
      parts[(await heard(anna)).content.findIndex((part) => part.id === 'qz') + 1],
      'image',
      parts.join(),
    );
    const elsewhere = await world.visitor('director', {}, world.other);
    assert.equal((await elsewhere.get(form)).statusCode, 404);
  });

  it('takes no images from elsewhere, nor more than one person may propose', async () => {
    const { world } = writing();
    assert.equal((await sendImage(await world.visitor('director', {}, world.other), PNG)).statusCode, 404);
    const nobody = await sendImage(await world.visitor(null), PNG);
    assert.ok([303, 403].includes(nobody.statusCode), String(nobody.statusCode));
    const mayor = await world.visitor('mayor');
    await world.inside(async ({ client }) => {
      await client.query(
        `insert into plan.image (hash, plan_id, format, width, height, bytes, made_by)
         select md5(a.id::text || n) || md5(n || a.id::text), p.id, 'png', 1, 1, $1, a.id
         from platform.account a, plan.plan p, generate_series(1, 40) n
         where a.name = 'Persona mayor' and p.code = '2021-2023'`,
        [PNG],
      );
    });
    const refused = await sendImage(mayor, PNG);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /già mandato 40 immagini/);
    assert.equal((await sendImage(await world.visitor('director'), PNG)).statusCode, 200);
  });
}
