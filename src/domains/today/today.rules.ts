/** "due terzi" is kinder than 66,4 %, but a share that can be checked is better: whole per cent, never 0 or 100 unless exact. */
export function wholePercent(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  const share = (part / whole) * 100;
  if (part > 0 && share < 1) return 1;
  if (part < whole && share > 99) return 99;
  return Math.round(share);
}

/** Is the plan still being written for the first time? */
export function isWritten(state: string | null): boolean {
  return state === null || state === 'consultation';
}

export interface LooseCount {
  rule: string;
  count: number;
}

/** Loose ends by rule, most first: what can be mended today stands at the top. */
export function countLoose(ends: readonly { rule: string }[]): LooseCount[] {
  const counts = new Map<string, number>();
  for (const end of ends) counts.set(end.rule, (counts.get(end.rule) ?? 0) + 1);
  return [...counts]
    .map(([rule, count]) => ({ rule, count }))
    .sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule));
}
