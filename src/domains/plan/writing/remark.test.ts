import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { NamedPart, RichText } from '../chapter.types.js';
import { bareText, mentionedIn, proposableText, threadsOf, withText } from './remark.rules.js';
import type { Remark } from './remark.types.js';

const rich = fc.array(
  fc.oneof(
    fc.record({ text: fc.string({ minLength: 1, maxLength: 20 }), strong: fc.constant(true as const) }),
    fc.record({ text: fc.string({ minLength: 1, maxLength: 20 }) }),
    fc.record({ note: fc.constant('nota') }),
    fc.record({ ref: fc.constant('p1') }),
  ),
  { minLength: 1, maxLength: 6 },
);

test('a proposed text is what the part then says, and no note is lost', () => {
  fc.assert(
    fc.property(rich, fc.string({ minLength: 1, maxLength: 60 }), (text, wanted) => {
      const part: NamedPart = { type: 'paragraph', id: 'p1', text };
      const after = withText(part, wanted);
      assert.equal(proposableText(after), wanted);
      const marks = (one: RichText) =>
        typeof one === 'string'
          ? []
          : one.filter((run) => !('text' in run)).map((run) => JSON.stringify(run));
      assert.deepEqual(marks(after.type === 'paragraph' ? after.text : ''), marks(text));
      assert.equal(bareText(text), proposableText(part));
    }),
  );
});

test('words that stay keep their marks', () => {
  const part: NamedPart = {
    type: 'paragraph',
    id: 'p1',
    text: [
      { text: 'Nidi ' },
      { text: 'aperti', strong: true },
      { note: 'Delibera 3' },
      { text: ' a Viadana' },
    ],
  };
  assert.deepEqual(withText(part, 'Nidi aperti a Casalmaggiore'), {
    ...part,
    text: [
      { text: 'Nidi ' },
      { text: 'aperti', strong: true },
      { note: 'Delibera 3' },
      { text: ' a Casalmaggiore' },
    ],
  });
  assert.equal(proposableText({ type: 'image', id: 'p2', image: '', alt: 'a', caption: '' }), null);
  assert.deepEqual(withText({ type: 'list', id: 'p3', items: ['a'] }, 'a\n b \n\nc'), {
    type: 'list',
    id: 'p3',
    items: ['a', 'b', 'c'],
  });
});

test('whoever is named whole is meant, the longest name first', () => {
  const people = ['Anna', 'Anna Rossi', 'Bruno Verdi'].map((name) => ({ name }));
  const named = (text: string) => mentionedIn(text, people).map((person) => person.name);
  assert.deepEqual(named('chiedo a @anna rossi e a @Bruno Verdi.'), ['Bruno Verdi', 'Anna Rossi']);
  assert.deepEqual(named('@Anna e @Anna Rossi'), ['Anna Rossi', 'Anna']);
  assert.deepEqual(named('anna@rossi.example, @Carla'), []);
});

test('answers stand under what they answer', () => {
  const remark = (id: string, threadId: string | null) => ({ id, threadId }) as Remark;
  const threads = threadsOf([remark('a', null), remark('b', 'a'), remark('c', null), remark('d', 'a')]);
  assert.deepEqual(
    threads.map((thread) => [thread.id, thread.answers.map((answer) => answer.id)]),
    [
      ['a', ['b', 'd']],
      ['c', []],
    ],
  );
});
