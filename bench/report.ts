/** One measured number, and what it is meant to be. */
export interface Measure {
  name: string;
  value: number;
  unit: string;
  decimals?: number;
  /** Absent: told for information. */
  goal?: { atLeast: number } | { atMost: number };
  note?: string;
}

/** Prints a line and says whether the goal is met. */
export function report(measure: Measure): boolean {
  const { name, value, unit, decimals = 1, goal, note } = measure;
  const show = (number: number) => `${number.toFixed(decimals)}${unit === '' ? '' : ` ${unit}`}`;
  const met = goal === undefined || ('atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost);
  const meant =
    goal === undefined ? '' : 'atLeast' in goal ? `≥ ${show(goal.atLeast)}` : `≤ ${show(goal.atMost)}`;
  const verdict = goal === undefined ? '' : met ? 'ok' : 'short';
  const columns = [
    name.padEnd(52),
    show(value).padStart(14),
    meant.padStart(14),
    verdict.padEnd(5),
    note ?? '',
  ];
  process.stdout.write(`${columns.join('  ').trimEnd()}\n`);
  return met;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}
