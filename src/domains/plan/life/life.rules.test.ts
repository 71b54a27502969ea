import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { Guideline } from '../guideline.types.js';
import { emptyObjective } from '../objective.form.js';
import type { Objective } from '../objective.types.js';
import { comparePassages, compareWords } from './compare.rules.js';
import { carryObjective } from './continue.rules.js';
import { imagesWithoutWords } from './image.rules.js';
import { followingSteps, judgeChecks, quorumFailure } from './step.rules.js';

const half = { quorumPercent: 50, majorityPercent: 50 };
const votes = (entitled: number, present: number, favour: number, against = 0, abstained = 0) => ({
  membersEntitled: entitled,
  membersPresent: present,
  votesFor: favour,
  votesAgainst: against,
  votesAbstained: abstained,
});

test('a meeting is valid, and a decision passes, with more than the share asked for', () => {
  assert.equal(quorumFailure(half, votes(27, 14, 8)), null);
  assert.deepEqual(quorumFailure(half, votes(27, 13, 13)), { kind: 'no-quorum', needed: 14 });
  assert.deepEqual(quorumFailure(half, votes(28, 14, 14)), { kind: 'no-quorum', needed: 15 });
  assert.deepEqual(quorumFailure(half, votes(27, 20, 10, 10)), { kind: 'no-majority', needed: 11 });
  assert.deepEqual(quorumFailure(half, votes(10, 11, 8)), { kind: 'too-many-present' });
  assert.deepEqual(quorumFailure(half, votes(10, 8, 6, 2, 1)), { kind: 'too-many-votes', votes: 9 });
  const twoThirds = { quorumPercent: 66.67, majorityPercent: 66.67 };
  assert.equal(quorumFailure(twoThirds, votes(27, 19, 13)), null);
  assert.equal(
    quorumFailure({ quorumPercent: 100, majorityPercent: 100 }, votes(5, 5, 5)),
    null,
    'unanimity',
  );
});

test('a plan is not in force without having been adopted', () => {
  assert.deepEqual(followingSteps('draft'), ['consultation', 'adopted']);
  assert.ok(!followingSteps('consultation').includes('inForce'));
  assert.deepEqual(followingSteps('closed'), []);
});

test('a reason makes good only what may be explained', () => {
  const findings = [
    { code: 'images', count: 2, path: '' },
    { code: 'loose-ends', count: 3, path: '' },
    { code: 'chapters', count: 0, path: '' },
  ];
  const notes = new Map(
    ['images', 'loose-ends', 'chapters'].map((code) => [code, { note: 'Poi', version: 1 }]),
  );
  const states = Object.fromEntries(
    judgeChecks('adopted', findings, notes).map((check) => [check.code, check.state]),
  );
  assert.deepEqual(states, { images: 'open', 'loose-ends': 'explained', chapters: 'done' });
  assert.deepEqual(judgeChecks('inForce', findings, notes), []);
});

test('images without words are found wherever they stand', () => {
  const image = (alt: unknown) => ({ type: 'image', attrs: { src: 'x', alt } });
  assert.equal(imagesWithoutWords([image('Una mappa'), { type: 'paragraph', text: 'x' }]), 0);
  assert.equal(imagesWithoutWords([{ type: 'quote', content: [image(' '), image(null)] }]), 2);
});

test('of two texts, what stayed and went is the first, what stayed and came the second', () => {
  fc.assert(
    fc.property(fc.array(fc.lorem()), fc.array(fc.lorem()), (first, second) => {
      const [before, after] = [first.join(' '), second.join(' ')];
      const words = compareWords(before, after);
      const side = (gone: string) =>
        words
          .filter((run) => run.kind !== gone)
          .map((run) => run.text)
          .join('');
      assert.equal(side('added'), before);
      assert.equal(side('removed'), after);
    }),
  );
});

test('a paragraph that is put between two others leaves them alone', () => {
  assert.deepEqual(comparePassages(['a', 'b'], ['a', 'nuovo', 'b']), [
    { kind: 'same', count: 1 },
    { kind: 'changed', words: [{ kind: 'added', text: 'nuovo' }] },
    { kind: 'same', count: 1 },
  ]);
});

test('an objective goes on under another guideline: areas by name, the rest in its note', () => {
  const read = (code: string) =>
    Guideline.parse(
      JSON.parse(readFileSync(new URL(`../../../../guidelines/${code}.json`, import.meta.url), 'utf8')),
    );
  const sheet = {
    ...emptyObjective,
    id: 'o',
    code: 'CAS-1',
    title: 'Casa',
    level: 'ambito',
    rank: 'specific',
    placeCode: 'casalasco',
    parent: { id: 'p', code: 'CAS-0', title: 'Abitare' },
    policyAreas: ['E', 'C'],
    keyPoints: [{ area: 'E', point: 'E2', areaAsStated: null, pointAsStated: null }],
    note: 'Com’era',
    indicators: [
      {
        id: 'i',
        version: 1,
        kind: 'output',
        title: 'Alloggi',
        unit: null,
        baseline: 1,
        target: 9,
        targetAsStated: 'nove',
        frequency: 'annuale',
        measuredBy: null,
      },
    ],
  } as unknown as Objective;
  const next = carryObjective({
    sheet,
    reason: 'Serve',
    plan: { code: '2021-2023' },
    former: read('lombardia-2021-2023'),
    guideline: read('lombardia-2025-2027'),
    codes: new Set(['CAS-1']),
    latest: new Map([['i', 7]]),
  });
  assert.deepEqual(next.policyAreas, ['D'], 'older people have another letter');
  assert.match(next.note ?? '', /Com’era\nDal piano 2021-2023\. Macroaree.*: Promozione inclusione attiva/);
  assert.deepEqual(next.keyPoints[0]?.pointAsStated, 'Autonomia e domiciliarità');
  assert.equal(next.parent, null, 'its parent does not go on');
  assert.deepEqual(next.indicators[0], {
    kind: 'output',
    title: 'Alloggi',
    unit: null,
    baseline: 7,
    target: null,
    targetAsStated: null,
    frequency: 'annuale',
    measuredBy: null,
  });
});

test('two texts that share little are shown whole', () => {
  assert.deepEqual(compareWords('Dieci alloggi.', 'Il trasporto della domenica'), [
    { kind: 'removed', text: 'Dieci alloggi.' },
    { kind: 'added', text: 'Il trasporto della domenica' },
  ]);
  assert.equal(compareWords('Dieci alloggi nel centro', 'Venti alloggi nel centro').at(-1)?.kind, 'same');
});
