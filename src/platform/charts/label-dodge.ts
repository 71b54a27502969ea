/**
 * Moves labels apart along one axis: each wants to be at its `at`, none may come nearer than `gap` to the next, all
 * stay between `least` and `most`. Order is kept and the sum of squared moves is the least possible (pooling of
 * adjacent violators). When there is no room for all, the gaps shrink evenly. Positions come back in the given order.
 */
export function dodgeLabels(at: readonly number[], gap: number, least: number, most: number): number[] {
  const order = [...at.keys()].toSorted((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b);
  const room = (most - least) / Math.max(1, at.length - 1);
  const step = Math.min(gap, room);
  type Block = { sum: number; size: number };
  const blocks: Block[] = [];
  order.forEach((index, rank) => {
    // Without the steps between them, "not nearer than step" becomes "not decreasing".
    let block: Block = { sum: (at[index] ?? 0) - rank * step, size: 1 };
    for (
      let last = blocks.at(-1);
      last && last.sum / last.size > block.sum / block.size;
      last = blocks.at(-1)
    ) {
      block = { sum: last.sum + block.sum, size: last.size + block.size };
      blocks.pop();
    }
    blocks.push(block);
  });
  const moved = new Array<number>(at.length).fill(0);
  const highest = most - (at.length - 1) * step;
  let rank = 0;
  for (const block of blocks) {
    const base = Math.max(least, Math.min(highest, block.sum / block.size));
    for (let i = 0; i < block.size; i += 1) {
      moved[order[rank] ?? 0] = base + rank * step;
      rank += 1;
    }
  }
  return moved;
}
