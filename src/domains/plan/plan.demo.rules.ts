export interface Tool {
  indicator: string;
  tool: string;
}

/** Italian words change at the end: what comes before tells whether two are of one family. */
const STEM = 5;

function stemsOf(words: string): Set<string> {
  return new Set(
    words
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .split(/[^a-z]+/)
      .filter((word) => word.length >= 4)
      .map((word) => word.slice(0, STEM)),
  );
}

/**
 * Ties tools of measurement to indicators by the words they share, the surest pair first. A tool that suits two
 * indicators equally, or none, is left over rather than tied by chance.
 */
export function matchTools(
  indicators: readonly string[],
  tools: readonly Tool[],
): { tied: Map<number, string>; rest: Tool[] } {
  const stems = indicators.map(stemsOf);
  const tied = new Map<number, string>();
  const rest = new Set(tools);
  for (;;) {
    let best: { index: number; tool: Tool; score: number } | undefined;
    for (const tool of rest) {
      const own = [...stemsOf(tool.indicator)];
      const scores = stems.map((words, index) =>
        tied.has(index) ? 0 : own.filter((stem) => words.has(stem)).length / own.length,
      );
      const score = Math.max(0, ...scores);
      const isSure = score > 0 && scores.filter((one) => one === score).length === 1;
      if (isSure && (!best || score > best.score)) best = { index: scores.indexOf(score), tool, score };
    }
    if (!best) return { tied, rest: [...rest] };
    tied.set(best.index, best.tool.tool);
    rest.delete(best.tool);
  }
}
