import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { findAlike, LIKELY, likeness, listAlike, type Saying, tellingWords } from './alike.rules.js';
import { proposedStay, stayingValue, staysOf } from './alike-words.rules.js';

const saying = (title: string, text = ''): Saying => ({ title, text });
const words = fc.array(
  fc.constantFrom(
    'casa',
    'lavoro',
    'anziani',
    'trasporti',
    'scuola',
    'il',
    'per',
    'città',
    'minori',
    'servizi',
  ),
  { maxLength: 8 },
);
const sayings = fc.record({
  title: words.map((list) => list.join(' ')),
  text: words.map((list) => list.join(' ')),
});

test('Endings, accents, case, signs and empty words do not tell two things apart', () => {
  assert.deepEqual(
    [...tellingWords('Il servizio per l’anziano')],
    [...tellingWords('SERVIZI PER GLI ANZIANI!')],
  );
  assert.deepEqual([...tellingWords('Città')], [...tellingWords('citta')]);
  assert.equal(likeness(saying('Pochi trasporti fra i comuni'), saying('pochi trasporti tra comuni')), 1);
  assert.ok(tellingWords('Over 65').has('65'));
});

test('What says the same is found, what only shares a word is not', () => {
  const likely = [
    ['Carenza di trasporti pubblici tra i comuni', 'Carenza di trasporto pubblico fra comuni'],
    ['Case a canone sostenibile per chi lavora', 'Case a canone sostenibile per i lavoratori'],
    ['Mobilità', 'mobilita'],
  ] as const;
  for (const [a, b] of likely) assert.ok(likeness(saying(a), saying(b)) >= LIKELY, `${a} | ${b}`);
  const unlike = [
    ['Carenza di trasporti pubblici', 'Carenza di medici di base'],
    ['Servizi per anziani soli', 'Servizi per minori stranieri'],
    ['', ''],
  ] as const;
  for (const [a, b] of unlike) assert.ok(likeness(saying(a), saying(b)) < LIKELY, `${a} | ${b}`);
});

test('Likeness lies between 0 and 1, is the same both ways, and whole for the same words in another order', () => {
  fc.assert(
    fc.property(sayings, sayings, (a, b) => {
      const value = likeness(a, b);
      assert.ok(value >= 0 && value <= 1);
      assert.equal(value, likeness(b, a));
      const turned = { title: a.title.toUpperCase().split(' ').reverse().join(', '), text: a.text };
      assert.equal(likeness(a, b), likeness(turned, b));
      if (tellingWords(a.title).size > 0) assert.ok(Math.abs(likeness(a, turned) - 1) < 1e-9);
    }),
  );
});

test('The list finds every two that one by one are found alike, each once', () => {
  fc.assert(
    fc.property(fc.array(sayings, { maxLength: 12 }), (all) => {
      const pairs = listAlike(all);
      let expected = 0;
      all.forEach((one, index) => {
        expected += findAlike(one, all.slice(index + 1)).length;
      });
      assert.equal(pairs.length, expected);
      for (const pair of pairs) assert.ok(pair.likeness >= LIKELY);
    }),
  );
});

test('Of two fields both words stay one after the other, nothing twice, and what only one says is never lost', () => {
  const words = fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: null });
  fc.assert(
    fc.property(words, words, fc.constantFrom(200, 4_000), (kept, away, most) => {
      const field = { key: 'note', label: 'Nota', kind: 'text' as const, most, kept, away, words: String };
      const stays = staysOf(field);
      assert.ok(stays.includes('kept') && (stays.includes('away') || away === null || away === kept));
      assert.equal(proposedStay(field), kept === null && away !== null ? 'away' : 'kept');
      assert.equal(stayingValue(field, 'kept'), kept);
      const both = String(stayingValue(field, 'both') ?? '');
      for (const one of [kept, away]) assert.ok(both.includes(one ?? ''));
      if (kept === away) assert.equal(both, kept ?? '');
    }),
  );
  const list = { key: 'target', label: 'A chi', kind: 'list' as const, most: 10, words: String };
  assert.deepEqual(stayingValue({ ...list, kept: ['a', 'b'], away: ['b', 'c'] }, 'both'), ['a', 'b', 'c']);
  assert.deepEqual(staysOf({ ...list, kind: 'one', kept: 'a', away: 'b' }), ['kept', 'away']);
});
