import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createShutdown } from './shutdown.js';

function recorder() {
  const lines: string[] = [];
  const codes: number[] = [];
  return { lines, codes, log: (line: string) => lines.push(line), exit: (code: number) => codes.push(code) };
}

describe('createShutdown', () => {
  it('closes in reverse order, one after the other, once', async () => {
    const { codes, log, exit } = recorder();
    const closed: string[] = [];
    const shutdown = createShutdown({ log, exit });
    shutdown.add('database', () => void closed.push('database'));
    shutdown.add('server', async () => {
      await sleep(20);
      closed.push('server');
    });
    assert.equal(shutdown.isUnderWay, false);
    await Promise.all([shutdown.run(0), shutdown.run(1)]);
    assert.deepEqual(closed, ['server', 'database']);
    assert.deepEqual(codes, [0]);
    assert.equal(shutdown.isUnderWay, true);
  });

  it('goes on after a closer that fails, says which, and ends with 1', async () => {
    const { codes, lines, log, exit } = recorder();
    let closed = false;
    const shutdown = createShutdown({ log, exit });
    shutdown.add('database', () => {
      closed = true;
    });
    shutdown.add('lavori', () => Promise.reject(new Error('coda bloccata')));
    await shutdown.run(0);
    assert.equal(closed, true);
    assert.deepEqual(codes, [1]);
    assert.deepEqual(lines, ['Arresto di lavori non riuscito: coda bloccata']);
  });

  it('closes what a start still under way registers meanwhile', async () => {
    const { log, exit } = recorder();
    const closed: string[] = [];
    const shutdown = createShutdown({ log, exit });
    shutdown.add('slow', async () => {
      await sleep(20);
      closed.push('slow');
    });
    const running = shutdown.run(0);
    shutdown.add('late', () => void closed.push('late'));
    await running;
    assert.deepEqual(closed, ['slow', 'late']);
  });

  it('does not wait for ever', async () => {
    const { codes, lines, log, exit } = recorder();
    const shutdown = createShutdown({ log, exit, limitMs: 30 });
    let close = () => {};
    shutdown.add('server', () => new Promise<void>((resolve) => (close = resolve)));
    const running = shutdown.run(0);
    while (codes.length === 0) await sleep(5);
    assert.deepEqual(codes, [1]);
    assert.match(lines.join(), /non completato/);
    close();
    await running;
  });

  it('waits as long as who ends it says, not longer', async () => {
    const { codes, lines, log, exit } = recorder();
    const shutdown = createShutdown({ log, exit });
    let release = () => {};
    shutdown.add('server', () => new Promise((resolve) => (release = resolve)));
    const running = shutdown.run(130, 20);
    while (codes.length === 0) await sleep(5);
    assert.deepEqual(codes, [1]);
    assert.deepEqual(lines, ['Arresto non completato in 0.02 secondi: il processo termina comunque.']);
    release();
    await running;
  });
});
