import type { ClosedObjective } from './next-period.sql.js';

/** Does its sheet propose it again, in whole or in part? Nobody has decided where there is no sheet, or no answer. */
export function isProposed(objective: ClosedObjective): boolean {
  const again = objective.sheet?.proposedAgain;
  return again === 'yes' || again === 'partly';
}

/** The years that follow a period, as many as it had: 2021-2023 is followed by 2024-2026. */
export function nextPeriodCode(code: string): string {
  const [first = 0, last = 0] = code.split('-').map(Number);
  return `${last + 1}-${last + 1 + (last - first)}`;
}
