import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { NamedPart } from '../chapter.types.js';
import { compareContents } from './difference.rules.js';
import { applyEdits, editsBetween, isSamePart, type PartEdit } from './edits.rules.js';
import { goesOn } from './sitting.rules.js';

const paragraph = (id: string, text: string): NamedPart => ({ type: 'paragraph', id, text });
const textsOf = (content: readonly NamedPart[]) =>
  content.map((part) => (part.type === 'paragraph' ? String(part.text) : ''));

const base = fc
  .uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 })
  .map((numbers) => numbers.map((number) => paragraph(`p${number}`, `testo ${number}`)));

/** What one person may do to a chapter, as a list of steps. */
const steps = fc.array(
  fc.record({ act: fc.constantFrom('write', 'remove', 'insert', 'move'), at: fc.nat(20), to: fc.nat(20) }),
  { maxLength: 8 },
);
type Steps = { act: string; at: number; to: number }[];

/** @param who makes everybody's words different, so that each text tells whose it is */
function act(content: readonly NamedPart[], list: Steps, who: string): NamedPart[] {
  const now = [...content];
  for (const [turn, { act: what, at, to }] of list.entries()) {
    const place = now.length === 0 ? 0 : at % now.length;
    const part = now[place];
    if (what === 'insert') now.splice(place, 0, paragraph(`${who}${turn}`, `nuovo di ${who} ${turn}`));
    else if (!part) continue;
    else if (what === 'write') now[place] = paragraph(part.id, `di ${who} ${turn} su ${part.id}`);
    else if (what === 'remove') now.splice(place, 1);
    else {
      now.splice(place, 1);
      now.splice(to % (now.length + 1), 0, part);
    }
  }
  return now;
}

const namer = () => {
  let count = 0;
  return (id: string) => {
    count += 1;
    return `${id}r${count}`;
  };
};

test('one person’s edits, when nobody else wrote, give exactly what they have', () => {
  fc.assert(
    fc.property(base, steps, (content, list) => {
      const mine = act(content, list, 'a');
      const merged = applyEdits(content, editsBetween(content, mine), namer());
      assert.deepEqual(merged, { content: mine, rivals: [], kept: [] });
    }),
    { numRuns: 500 },
  );
});

test('no words that anyone wrote are lost, whatever two people do at once', () => {
  fc.assert(
    fc.property(base, steps, steps, (content, first, second) => {
      const [mine, theirs] = [act(content, first, 'a'), act(content, second, 'b')];
      const merged = applyEdits(theirs, editsBetween(content, mine), namer());
      const there = textsOf(merged.content);
      const before = new Set(textsOf(content));
      for (const text of [...textsOf(mine), ...textsOf(theirs)])
        if (!before.has(text)) assert.ok(there.includes(text), `lost: ${text}`);
      // What neither took out nor changed is there too, and once.
      for (const part of content) {
        const inBoth = [mine, theirs].every((side) => side.some((one) => isSamePart(one, part)));
        const [text = ''] = textsOf([part]);
        if (inBoth) assert.equal(there.filter((one) => one === text).length, 1, text);
      }
      assert.equal(
        new Set(merged.content.map((part) => part.id)).size,
        merged.content.length,
        'names are unique',
      );
      for (const rival of merged.rivals)
        assert.equal(merged.content.find((part) => part.id === rival.id)?.rival, rival.of);
    }),
    { numRuns: 1_000 },
  );
});

test('the same edits sent twice, because an answer was lost, add no text', () => {
  fc.assert(
    fc.property(base, steps, steps, (content, list, others) => {
      const edits = editsBetween(content, act(content, list, 'a'));
      const once = applyEdits(act(content, others, 'b'), edits, namer());
      const twice = applyEdits(once.content, edits, namer());
      const sorted = (content: readonly NamedPart[]) => content.map((part) => JSON.stringify(part)).sort();
      // A part that found its neighbour gone the first time may find it there the second, and stand elsewhere.
      assert.deepEqual(sorted(twice.content), sorted(once.content));
    }),
    { numRuns: 500 },
  );
});

test('two texts of one part stand side by side; changing is stronger than taking out', () => {
  const [one, two] = [paragraph('p1', 'uno'), paragraph('p2', 'due')];
  const mine: PartEdit[] = [{ id: 'p1', base: one, part: paragraph('p1', 'uno di Anna') }];
  const merged = applyEdits([paragraph('p1', 'uno di Bruno'), two], mine, () => 'nuova');
  assert.deepEqual(textsOf(merged.content), ['uno di Bruno', 'uno di Anna', 'due']);
  assert.deepEqual(merged.rivals, [{ of: 'p1', id: 'nuova' }]);
  const gone = applyEdits([two], mine, () => 'nuova');
  assert.deepEqual(textsOf(gone.content), ['due', 'uno di Anna']);
  const kept = applyEdits([paragraph('p1', 'uno di Bruno')], [{ id: 'p1', base: one, part: null }], () => '');
  assert.deepEqual([textsOf(kept.content), kept.kept], [['uno di Bruno'], ['p1']]);
});

test('the order of the keys makes no difference', () => {
  assert.ok(isSamePart({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1 }));
  assert.ok(!isSamePart({ a: 1 }, { a: 2 }));
});

test('a stretch of writing ends with a pause, an hour, or somebody else', () => {
  const at = (minutes: number) => new Date(Date.UTC(2022, 2, 12, 10, minutes));
  const last = { updatedById: 'anna', sittingAt: at(0), updatedAt: at(20) };
  assert.ok(goesOn(last, 'anna', at(25)));
  assert.ok(!goesOn(last, 'bruno', at(20)), 'somebody else');
  assert.ok(!goesOn(last, 'anna', at(31)), 'a pause');
  assert.ok(!goesOn({ ...last, updatedAt: at(59) }, 'anna', at(61)), 'an hour');
  assert.ok(!goesOn({ ...last, updatedById: null }, null, at(21)), 'the installation');
});

test('differences of contents tell every part once, as it came, went, changed or moved', () => {
  fc.assert(
    fc.property(base, steps, (before, list) => {
      const after = act(before, list, 'a');
      const changes = compareContents(before, after);
      const idsOf = (kinds: string[]) =>
        changes.flatMap((one) => (kinds.includes(one.kind) ? [one.part.id] : []));
      assert.deepEqual(
        idsOf(['same', 'added', 'changed', 'moved']),
        after.map((part) => part.id),
      );
      assert.deepEqual(
        new Set(idsOf(['same', 'removed', 'changed', 'moved'])),
        new Set(before.map((part) => part.id)),
      );
    }),
  );
});
