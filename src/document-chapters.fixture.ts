import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CHAPTER, type DocumentWorld, readForm } from './document.fixture.js';

/** Chapters as forms write them, among the tests of the document that they make. */
export function testChapterForms(world: () => DocumentWorld): void {
  it('keeps a chapter’s draft through every change of its parts, and saves only when asked', async () => {
    const { director } = world();
    const form = await readForm(director);
    const readChapter = async () =>
      (await director.get(CHAPTER)).body.replace(/nonce(=|" content=)"[^"]*"/g, '');
    const before = await readChapter();
    const moved = await director.post(`${CHAPTER}/modifica`, {
      ...form,
      p0_text: 'Spostato <b>',
      act: 'down:0',
    });
    assert.equal(moved.statusCode, 200);
    assert.match(moved.body, /name="p1_text"[^>]*>Spostato &lt;b></);
    const added = await director.post(`${CHAPTER}/modifica`, {
      ...form,
      act: 'add:0:block',
      add0_block: 'plan.needs',
    });
    assert.match(added.body, /name="p1_name" value="plan\.needs"/);
    const removed = await director.post(`${CHAPTER}/modifica`, { ...form, act: 'remove:0' });
    assert.ok(!removed.body.includes(form.p0_text ?? ''));
    assert.equal(await readChapter(), before);
  });

  it('refuses a live block that does not exist, telling which part', async () => {
    const { director } = world();
    const form = await readForm(director);
    const answer = await director.post(`${CHAPTER}/modifica`, {
      ...form,
      p0_type: 'block',
      p0_name: 'plan.invented',
      act: 'save',
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /Il blocco «plan\.invented» non esiste/);
    assert.match(answer.body, /href="#parte-1"/);
    assert.ok(answer.body.includes(form.p1_text ?? 'missing'), 'the rest of the form is kept');
  });

  it('shows two editors both texts, and keeps every version', async () => {
    const { director } = world();
    const form = await readForm(director);
    const first = await director.post(`${CHAPTER}/modifica`, {
      ...form,
      p0_text: 'Testo della prima.',
      act: 'save',
    });
    assert.equal(first.statusCode, 303);
    const second = await director.post(`${CHAPTER}/modifica`, {
      ...form,
      p0_text: 'Testo della seconda.',
      act: 'save',
    });
    assert.equal(second.statusCode, 409);
    assert.match(second.body, /Testo della prima\./);
    assert.match(second.body, /Testo della seconda\./);
    const version = / name="version" value="(\d+)"/.exec(second.body)?.[1];
    const third = await director.post(`${CHAPTER}/modifica`, {
      ...form,
      version,
      p0_text: 'Testo della seconda.',
      act: 'save',
    });
    assert.equal(third.statusCode, 303);
    const history = (await director.get(`${CHAPTER}/versioni`)).body.replace(/<[^>]+>/g, '');
    assert.match(history, /Testo della Tolto: prima\s*Aggiunto: seconda/);
    assert.match(history, /Marta Bellini/);
  });

  it('is written by who keeps the plan only', async () => {
    const { as, director } = world();
    for (const role of ['coordinator', 'mayor'] as const) {
      const visitor = await as(role);
      assert.equal((await visitor.get(`${CHAPTER}/modifica`)).statusCode, 403, role);
      const answer = await visitor.post(`${CHAPTER}/modifica`, {
        ...(await readForm(director)),
        act: 'save',
      });
      assert.equal(answer.statusCode, 403, role);
    }
  });
}
