import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOfMetric } from './evidence-metric.rules.js';
import type { ObjectiveRow } from './objective.types.js';
import { buildTree, flatten, fold, pruneTree } from './objective-tree.rules.js';
import { matchTools } from './plan.demo.rules.js';
import { isCircular, needCode, nextStates, possibleParents } from './plan.rules.js';

describe('a plan', () => {
  it('goes only forward, and may skip a step', () => {
    assert.deepEqual(nextStates('adopted'), ['signed', 'inForce', 'closed']);
    assert.deepEqual(nextStates('closed'), []);
  });
});

describe('parents', () => {
  const tree = [
    { id: 'a', parentId: null },
    { id: 'b', parentId: 'a' },
    { id: 'c', parentId: 'b' },
  ];
  it('may not come round', () => {
    assert.equal(isCircular(tree, 'a', 'c'), true);
    assert.equal(isCircular(tree, 'a', 'a'), true);
    assert.equal(isCircular(tree, 'c', 'a'), false);
    assert.equal(isCircular(tree, 'c', null), false);
  });
  it('that are circular already do not hang the check', () => {
    const ring = [
      { id: 'x', parentId: 'y' },
      { id: 'y', parentId: 'x' },
    ];
    assert.equal(isCircular(ring, 'z', 'x'), false);
  });
  it('are all but the objective and what stands under it', () => {
    const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);
    assert.deepEqual(ids(possibleParents(tree, 'b')), ['a']);
    assert.deepEqual(ids(possibleParents(tree, 'c')), ['a', 'b']);
    const ring = [...tree, { id: 'x', parentId: 'y' }, { id: 'y', parentId: 'x' }];
    assert.deepEqual(ids(possibleParents(ring, 'x')), ['a', 'b', 'c']);
    for (const one of ring)
      assert.deepEqual(
        ids(possibleParents(ring, one.id)),
        ids(ring.filter((parent) => !isCircular(ring, one.id, parent.id))),
      );
  });
});

describe('codes of needs', () => {
  it('have three digits and grow beyond', () => {
    assert.deepEqual([needCode(1), needCode(134), needCode(1000)], ['F-001', 'F-134', 'F-1000']);
  });
});

function row(code: string, fields: Partial<ObjectiveRow> = {}): ObjectiveRow {
  return {
    id: code,
    code,
    title: `Obiettivo ${code}`,
    level: 'subAmbito',
    rank: 'specific',
    parentId: null,
    placeCode: 'nord',
    placeName: 'Nord',
    policyAreas: [],
    actions: [],
    indicators: [],
    ...fields,
  };
}

describe('the tree of objectives', () => {
  const rows = [
    row('A', { rank: 'strategic' }),
    row('A.1', { parentId: 'A', policyAreas: ['B'], indicators: [{ id: 'i', baseline: null, target: 1 }] }),
    row('X', { level: 'ambito', placeCode: 'tutto', placeName: 'Tutto', title: 'Città e perché' }),
    row('O', { parentId: 'withdrawn', placeCode: 'sud', placeName: 'Sud' }),
  ];
  const groups = buildTree(rows, new Map(), { startsOn: '2021-01-01', endsOn: '2023-12-31' }, '2022-01-01');

  it('stands by level, then by place, and loses nobody whose parent was withdrawn', () => {
    assert.deepEqual(
      groups.map((group) => [
        group.level,
        group.placeName,
        flatten(group.branches).map((one) => one.row.code),
      ]),
      [
        ['ambito', 'Tutto', ['X']],
        ['subAmbito', 'Nord', ['A', 'A.1']],
        ['subAmbito', 'Sud', ['O']],
      ],
    );
  });
  it('gives a strategic objective the state of those that carry it out', () => {
    const branch = groups[1]?.branches[0];
    assert.equal(branch?.progress.state, 'unmeasured');
    assert.equal(branch?.progress.rule, 'plan.progress.through-children');
  });
  it('keeps above a match what leads there', () => {
    assert.deepEqual(
      pruneTree(groups, { area: 'B' }).flatMap((group) => flatten(group.branches).map((one) => one.row.code)),
      ['A', 'A.1'],
    );
  });
  it('is searched without accents', () => {
    assert.equal(fold('Perché L’ÀÈ'), "perche l'ae");
    assert.equal(pruneTree(groups, { search: 'citta PERCHE' }).length, 1);
    assert.equal(pruneTree(groups, { search: 'niente' }).length, 0);
  });
});

describe('tools of measurement', () => {
  it('go to the indicator whose words they share, and are left over when two suit', () => {
    const { tied, rest } = matchTools(
      ['Laboratori di comunità realizzati', 'Nuove famiglie disponibili', 'Nuove famiglie accolte'],
      [
        { indicator: 'Laboratori', tool: 'registri' },
        { indicator: 'Famiglie', tool: 'elenco' },
        { indicator: 'Tutt’altro', tool: 'verbali' },
      ],
    );
    assert.deepEqual([...tied], [[0, 'registri']]);
    assert.deepEqual(
      rest.map((tool) => tool.tool),
      ['elenco', 'verbali'],
    );
  });
});

describe('evidence', () => {
  it('names a metric by its code or by its name, whatever its letters', () => {
    const metrics = [
      { code: 'densita', name: 'Densità abitativa' },
      { code: 'quota-stranieri', name: 'Quota di stranieri' },
    ];
    for (const [written, code] of [
      ['densita', 'densita'],
      ['densità ABITATIVA', 'densita'],
      ['Quota di stranieri', 'quota-stranieri'],
      ['quota', undefined],
      ['', undefined],
    ] as const)
      assert.equal(codeOfMetric(metrics, written), code, written);
  });
});
