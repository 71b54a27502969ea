import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { superviseCluster } from './embedded-supervisor.js';

/** Lets half a second pass, as often as PostgreSQL is looked at; what that sets off is done. */
async function look(): Promise<void> {
  mock.timers.tick(500);
  await new Promise(setImmediate);
}

describe('superviseCluster', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
  afterEach(() => mock.timers.reset());

  it('restarts what stopped, and tries again when that fails', async () => {
    let running = false;
    let attempts = 0;
    const lines: string[] = [];
    const pauses: number[] = [];
    const supervision = superviseCluster({
      isRunning: () => running,
      restart: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('disco pieno');
        running = true;
      },
      log: (line) => lines.push(line),
      onLost: () => assert.fail('it was not lost'),
      pause: async (ms) => pauses.push(ms),
    });
    await look();
    assert.deepEqual(pauses, [0, 500]);
    assert.deepEqual(lines, [
      'PostgreSQL si è fermato: lo riavvio.',
      'PostgreSQL non riparte: disco pieno',
      'PostgreSQL si è fermato: lo riavvio.',
      'PostgreSQL è di nuovo in funzione.',
    ]);
    await supervision.end();
    running = false;
    await look();
    assert.equal(attempts, 2, 'nobody watches any more');
  });

  it('ends at once, even while it waits for its next attempt', async () => {
    let attempts = 0;
    const supervision = superviseCluster({
      isRunning: () => false,
      restart: async () => {
        attempts += 1;
        throw new Error('no');
      },
      log: () => {},
      onLost: () => assert.fail('it was not lost'),
      // The third ends only when nobody waits any more.
      pause: async (ms, signal) => ms < 1_000 || (await once(signal, 'abort')),
    });
    await look();
    assert.equal(attempts, 2);
    await supervision.end();
    assert.equal(attempts, 2);
  });
});
