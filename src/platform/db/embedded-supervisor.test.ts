import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './embedded-children.fixture.js';
import { superviseCluster } from './embedded-supervisor.js';

describe('superviseCluster', () => {
  it('restarts what stopped, and tries again when that fails', async () => {
    let running = false;
    let attempts = 0;
    const lines: string[] = [];
    const supervision = superviseCluster({
      isRunning: () => running,
      restart: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('disco pieno');
        running = true;
      },
      log: (line) => lines.push(line),
      onLost: () => assert.fail('it was not lost'),
    });
    await until(() => running);
    await until(() => lines.length === 4);
    assert.deepEqual(lines, [
      'PostgreSQL si è fermato: lo riavvio.',
      'PostgreSQL non riparte: disco pieno',
      'PostgreSQL si è fermato: lo riavvio.',
      'PostgreSQL è di nuovo in funzione.',
    ]);
    await supervision.end();
    running = false;
    await sleep(700);
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
    });
    // The third pause is of a second.
    await until(() => attempts === 2);
    const asked = Date.now();
    await supervision.end();
    assert.ok(Date.now() - asked < 500);
    assert.equal(attempts, 2);
  });
});
