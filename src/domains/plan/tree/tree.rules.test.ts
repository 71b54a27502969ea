import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '#platform/ids.js';
import { fc } from '#platform/properties.fixture.js';
import {
  applyMove,
  inOrder,
  type Move,
  pageOf,
  parentOf,
  siblingsOf,
  type TreeRow,
  toPages,
} from './tree.rules.js';

function row(code: string, position: number, parent: TreeRow | null = null, group = 'ambito'): TreeRow {
  return {
    id: newId(),
    code,
    title: code,
    parentId: parent?.id ?? null,
    position,
    placeId: newId(),
    group,
    groupName: { level: 'ambito', placeName: 'Ambito' },
  };
}

function after(rows: readonly TreeRow[], move: Move): TreeRow[] {
  const moved = applyMove(rows, move);
  if (moved === undefined || typeof moved === 'string') return [...rows];
  const positions = new Map(moved.positions.map((one) => [one.id, one.position]));
  return rows.map((one) => ({
    ...one,
    position: positions.get(one.id) ?? one.position,
    parentId: one.id === move[1] ? moved.parentId : one.parentId,
  }));
}

const names = (rows: readonly TreeRow[], parentId: string | null, group = 'ambito') =>
  siblingsOf(rows, parentId, group)
    .map((one) => one.code)
    .join(' ');

describe('moves in the tree of objectives', () => {
  const a = row('A', 1);
  const a1 = row('A1', 2, a);
  const a2 = row('A2', 3, a);
  const b = row('B', 4);
  const c = row('C', 4);
  const s = row('S', 5, null, 'subAmbito sud');
  const rows = [a, a1, a2, b, c, s];

  it('goes up, down, in and out', () => {
    assert.equal(names(after(rows, ['up', b.id]), null), 'B A C');
    assert.equal(names(after(rows, ['down', b.id]), null), 'A C B');
    assert.equal(names(after(rows, ['in', b.id]), a.id), 'A1 A2 B');
    assert.equal(names(after(rows, ['out', a1.id]), null), 'A A1 B C');
    assert.equal(applyMove(rows, ['up', a.id]), undefined);
    assert.equal(applyMove(rows, ['out', a.id]), undefined);
  });

  it('goes where it is dropped', () => {
    assert.equal(names(after(rows, ['before', c.id, a2.id]), a.id), 'A1 C A2');
    assert.equal(names(after(rows, ['after', a1.id, c.id]), null), 'A B C A1');
    assert.equal(names(after(rows, ['inside', s.id, b.id]), b.id), 'S');
  });

  it('never stands under itself, nor beside what is of another level or place', () => {
    assert.equal(applyMove(rows, ['inside', a.id, a2.id]), 'plan.tree.circular');
    assert.equal(applyMove(rows, ['before', a.id, a1.id]), 'plan.tree.circular');
    assert.equal(applyMove(rows, ['before', s.id, b.id]), 'plan.tree.other-group');
  });

  it('keeps every objective in one tree, whatever is moved', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('up', 'down', 'in', 'out', 'before', 'after', 'inside'),
            fc.nat(5),
            fc.nat(5),
          ),
        ),
        (moves) => {
          let now: TreeRow[] = rows;
          for (const [kind, one, other] of moves) {
            const [id = '', target = ''] = [rows[one]?.id, rows[other]?.id];
            now = after(
              now,
              kind === 'before' || kind === 'after' || kind === 'inside'
                ? [kind, id, target]
                : [kind as 'up', id],
            );
            for (const each of now) {
              let steps = 0;
              for (let up = parentOf(now, each); up; up = parentOf(now, up)) {
                steps += 1;
                assert.ok(steps < now.length, 'a circle');
              }
            }
            const siblings = siblingsOf(now, null, 'ambito');
            assert.equal(new Set(siblings.map((each) => each.id)).size, siblings.length);
          }
          assert.equal(inOrder(now).length, rows.length);
        },
      ),
    );
  });
});

describe('a long order', () => {
  const codes = (rows: readonly TreeRow[]) =>
    toPages(rows, 3).map((page) =>
      page.map(
        ({ group, roots, before, all }) => `${group} ${roots.map((one) => one.code)} ${before}/${all}`,
      ),
    );

  it('comes in pages of whole branches, each group going on where it stopped', () => {
    const a = row('A', 1);
    const b = row('B', 4);
    const rows = [a, row('A1', 2, a), row('A2', 3, a), b, row('C', 5), row('D', 6), row('X', 7, null, 'sud')];
    assert.deepEqual(codes(rows), [['ambito A 0/4'], ['ambito B,C,D 1/4'], ['sud X 0/1']]);
    assert.deepEqual(codes([]), []);
  });

  it('shows everything once, a branch larger than a page too', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (parents, size) => {
        const rows: TreeRow[] = [];
        for (const [index, parent] of parents.entries())
          rows.push(row(`R${index}`, index, rows[parent - 1] ?? null));
        const pages = toPages(rows, size);
        const roots = pages.flatMap((page) => page.flatMap((stretch) => stretch.roots));
        assert.deepEqual(
          roots.map((one) => one.code),
          inOrder(rows.filter((one) => one.parentId === null)).map((one) => one.code),
        );
        for (const one of rows) {
          let root = one;
          for (let up = parentOf(rows, root); up; up = parentOf(rows, up)) root = up;
          const page = pages[pageOf(pages, rows, one.id) - 1];
          assert.ok(page?.some((stretch) => stretch.roots.includes(root)));
        }
      }),
    );
  });
});
