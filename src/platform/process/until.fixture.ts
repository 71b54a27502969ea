import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds, for up to `ms`: by default much longer than the slowest machine needs. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 120_000): Promise<void> {
  const deadline = Date.now() + ms;
  for (let pause = 10; !(await condition()); pause = Math.min(pause * 1.5, 200)) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${condition}`);
    await sleep(pause);
  }
}
