/**
 * Parts a sum of cents in proportion to some weights so that the parts add up to it exactly: each has its whole cents, and
 * those left over go one each to the largest remainders (Hamilton's method); of equal remainders, to the first.
 * @param weights whole numbers, not below nil; when all are nil nothing can be parted, and every part is nil
 */
export function apportion(totalCents: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0);
  const total = BigInt(totalCents);
  const parts = weights.map((weight, at) => {
    const exact = total * BigInt(weight);
    return { at, cents: exact / whole, rest: exact % whole };
  });
  let left = total - parts.reduce((sum, part) => sum + part.cents, 0n);
  for (const part of parts.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    part.cents += 1n;
    left -= 1n;
  }
  return parts.map((part) => Number(part.cents));
}
