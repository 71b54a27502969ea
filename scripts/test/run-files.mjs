// Node's own test runner over files, in the order given: `node --test` sorts them by name, and then the longest one,
// which is among the last, runs alone while the other processors wait.
import { once } from 'node:events';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

// Only against a file that would never end: on a machine that others use too, one of two took twelve minutes.
const TIMEOUT_MS = 3_600_000;

/**
 * Runs each file in a process of its own, some at once, and shows what they tell.
 * @param {string[]} files paths, in the order in which they start
 * @param {{ concurrency: number, cwd: string, cache: string }} options `cache`: folder for what V8 has compiled,
 *   shared by all the processes, most of which load the whole program
 * @returns {Promise<{ passed: number, failed: number, skipped: number, broken: boolean }>} leaf tests; `broken` when a
 *   file ended badly without a test that says so
 */
export async function runFiles(files, { concurrency, cwd, cache }) {
  const total = { passed: 0, failed: 0, skipped: 0, broken: false };
  const events = run({
    files,
    concurrency,
    cwd,
    timeout: TIMEOUT_MS,
    execArgv: ['--enable-source-maps'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const isLeaf = ({ details }) => details?.type !== 'suite';
  events.on('test:pass', (test) => {
    if (!isLeaf(test)) return;
    if (test.skip !== undefined || test.todo !== undefined) total.skipped += 1;
    else total.passed += 1;
  });
  events.on('test:fail', (test) => {
    total.broken = true;
    if (isLeaf(test)) total.failed += 1;
  });
  const shown = events.compose(spec);
  shown.pipe(process.stdout, { end: false });
  await once(shown, 'end');
  return total;
}
