import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KIND_WORDS, kindOf, toGroups, toPicture, wordOf } from './thread.rules.js';
import {
  type Counted,
  type Direction,
  NODE_KINDS,
  type Node,
  type NodeKind,
  type Step,
  type Unfolding,
} from './thread.types.js';
import { countedLinks, cutLinks } from './walk.rules.js';

function node(kind: NodeKind, id: string): Node {
  return {
    kind,
    id,
    code: id,
    owner: null,
    plan: null,
    title: id,
    detail: null,
    amount: null,
    placeName: null,
  };
}

function step(direction: Direction, from: Node, to: Node, depth = 1): Step {
  return { direction, depth, from, basis: 'stated', node: to };
}

const start = node('objective', 'o');
const [a, b] = [node('need', 'a'), node('need', 'b')];
const proof = node('evidence', 'e');
const indicators = ['1', '2', '3'].map((id) => node('indicator', id));
const walk: Unfolding = {
  start,
  steps: [
    step('before', start, a),
    step('before', start, b),
    step('before', a, proof, 2),
    step('before', b, proof, 2),
    ...indicators.map((one) => step('after', start, one)),
  ],
  counted: [],
  more: [],
  met: new Map([
    ['evidence', 1],
    ['need', 2],
    ['indicator', 3],
  ]),
};

describe('the words of an address', () => {
  it('name every kind, each once', () => {
    assert.equal(new Set(KIND_WORDS).size, NODE_KINDS.length);
    for (const kind of NODE_KINDS) assert.equal(kindOf(wordOf(kind)), kind);
    assert.equal(kindOf('persona'), undefined);
  });
});

describe('the nested lists', () => {
  it('unfold a node reached twice the first time only', () => {
    const [needs] = toGroups(walk, 'before');
    assert.deepEqual(
      needs?.branches.map((need) => need.groups[0]?.branches[0]?.isRepeated),
      [false, true],
    );
    assert.deepEqual(
      toGroups(walk, 'after').map(({ kind, count, branches }) => [kind, count, branches.length]),
      [['indicator', 3, 3]],
    );
  });

  it('end even when links come round', () => {
    const round: Unfolding = { ...walk, steps: [step('after', start, a), step('after', a, start, 2)] };
    assert.equal(toGroups(round, 'after')[0]?.branches[0]?.groups[0]?.branches[0]?.isRepeated, true);
  });
});

describe('a thread too long to be unfolded', () => {
  const needs = Array.from({ length: 30 }, (_, i) => node('need', `n${i}`));
  const long: Unfolding = {
    ...walk,
    steps: [
      ...needs.map((one) => step('before', start, one)),
      ...needs.map((one) => step('before', one, node('evidence', `e-${one.id}`), 2)),
      step('before', needs[19] ?? start, needs[25] ?? start, 2),
    ],
  };

  it('counts what it leaves out, and says of nothing left out that it stands above', () => {
    const [all] = toGroups(long, 'before', 20);
    assert.deepEqual([all?.count, all?.branches.length], [30, 20]);
    assert.deepEqual(
      all?.branches.slice(8, 11).map((one) => one.groups[0]?.branches.length),
      [1, 1, 0],
    );
    assert.equal(all?.branches[19]?.groups[1]?.branches[0]?.isRepeated, false);
    assert.deepEqual(
      all?.branches[19]?.groups.map(({ kind, count, branches }) => [kind, count, branches.length]),
      [
        ['evidence', 1, 0],
        ['need', 1, 1],
      ],
    );
  });

  it('tells how many there are of what it was given the first of, or none', () => {
    const more: Counted[] = [
      { direction: 'before', of: start, kind: 'need', count: 170 },
      { direction: 'before', of: needs[0] ?? start, kind: 'contribution', count: 4 },
    ];
    const [all] = toGroups({ ...long, more }, 'before', 20);
    assert.deepEqual([all?.count, all?.branches.length], [170, 20]);
    assert.deepEqual(
      all?.branches[0]?.groups.map(({ kind, count, branches }) => [kind, count, branches.length]),
      [
        ['evidence', 1, 1],
        ['contribution', 4, 0],
      ],
    );
  });
});

describe('the picture', () => {
  it('has a box a node, but one for all the parts of a kind', () => {
    const picture = toPicture(walk);
    assert.deepEqual(
      picture?.columns.map((column) => column.boxes.map((box) => `${box.kind} ${box.count}`)),
      [['evidence 1'], ['need 1', 'need 1'], ['objective 1'], ['indicator 3']],
    );
    assert.equal(picture?.links.find((link) => link.to === 'indicator')?.weight, 3);
    assert.ok(picture?.links.some((link) => link.from === 'evidence:e' && link.to === 'need:a'));
  });

  it('counts the parts that it was not given, each once', () => {
    const picture = toPicture({
      ...walk,
      more: [{ direction: 'after', of: start, kind: 'indicator', count: 42 }],
      met: new Map([...walk.met, ['indicator', 41]]),
    });
    assert.equal(picture?.columns.at(-1)?.boxes[0]?.count, 41);
    assert.equal(picture?.links.find((link) => link.to === 'indicator')?.weight, 42);
  });

  it('is left out when it was not given every need', () => {
    const more: Counted[] = [{ direction: 'before', of: start, kind: 'need', count: 70 }];
    assert.equal(toPicture({ ...walk, more }), undefined);
  });

  it('is left out when there is nothing, or too much, to draw', () => {
    assert.equal(toPicture({ ...walk, steps: [] }), undefined);
    const many = Array.from({ length: 80 }, (_, i) => step('before', start, node('need', `n${i}`)));
    assert.equal(toPicture({ ...walk, steps: many }), undefined);
  });
});

describe('who spoke', () => {
  it('is where a walk back stops, unless it starts there', () => {
    assert.ok(cutLinks('need').before.includes('objective>organisation'));
    assert.ok(cutLinks('need').before.includes('objective>network'));
    assert.ok(!cutLinks('organisation').before.includes('objective>organisation'));
    assert.ok(cutLinks('organisation').before.includes('organisation>contribution'));
    // What others said is counted where a walk reaches who said it, but not to the public.
    assert.ok(countedLinks('objective', true).after.includes('organisation>contribution'));
    assert.ok(!countedLinks('objective', false).after.includes('organisation>contribution'));
  });

  it('stands at the right of the picture, so that no ribbon goes back', () => {
    const said = node('contribution', 'said');
    const who = node('organisation', 'who');
    const picture = toPicture({
      ...walk,
      steps: [
        ...walk.steps,
        step('before', a, said, 2),
        step('before', said, who, 3),
        step('after', start, who),
      ],
    });
    assert.ok(picture?.links.some((link) => link.from === 'contribution:said' && link.to === 'need:a'));
    assert.ok(!picture?.links.some((link) => link.to === 'contribution:said'));
  });
});
