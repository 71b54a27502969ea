import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Absent, Refused, Unavailable } from '#platform/errors.js';
import type { Asked } from './child-work.fixture.js';
import { ChildFailure, type ChildWork, workInChild } from './child-work.js';

const ask = <Answer = unknown>(request: Asked, options: Partial<ChildWork<number>> = {}) =>
  workInChild<Answer, number>({
    program: new URL('./child-work.fixture.js', import.meta.url),
    request,
    execArgv: [],
    ...options,
  });

describe('Work in a process of its own', () => {
  test('answers with what it was asked, and tells each step before it and its memory', async () => {
    const steps: number[] = [];
    const peaks: number[] = [];
    const answer = await ask<{ sum: number; on: Date }>(
      { do: 'add', numbers: [1, 2, 3] },
      { onStep: (step) => steps.push(step), onPeak: (bytes) => peaks.push(bytes) },
    );
    assert.deepEqual(answer, { sum: 6, on: new Date(0) });
    assert.deepEqual(steps, [1, 2, 3]);
    assert.ok(peaks[0] && peaks[0] > 10e6 && peaks[0] < 1e9, String(peaks));
  });

  test('what it writes on its output disturbs nothing', async () => {
    assert.equal(await ask({ do: 'noise' }), 'fatto');
  });

  test('what it refuses is refused here with the same words', async () => {
    await assert.rejects(ask({ do: 'refuse' }), (error) => {
      assert.ok(error instanceof Refused);
      assert.deepEqual(
        [error.code, error.values, error.status],
        ['prova.no', { name: 'Àlbero', limit: 3 }, 422],
      );
      return true;
    });
    await assert.rejects(
      ask({ do: 'conflict' }),
      (error) => error instanceof Refused && error.code === 'platform.conflict' && error.status === 409,
    );
    await assert.rejects(
      ask({ do: 'absent' }),
      (error) => error instanceof Absent && error.code === 'platform.absent',
    );
    await assert.rejects(
      ask({ do: 'unavailable' }),
      (error) => error instanceof Unavailable && error.retryAfterSeconds === 600,
    );
  });

  test('a bug in it is told with its place, also where the error holds what cannot be sent', async () => {
    await assert.rejects(ask({ do: 'bug' }), (error) => {
      assert.ok(error instanceof ChildFailure && !error.isSilence);
      assert.equal(error.message, 'che cosa');
      assert.equal(error.facts.chapter, 'Primo');
      assert.match(error.stack ?? '', /child-work\.fixture/);
      return true;
    });
    await assert.rejects(ask({ do: 'strange' }), /non si copia/);
  });

  test('one that dies is told with its last words', async () => {
    await assert.rejects(ask({ do: 'die' }), /ended with 3\. ultime parole/);
  });

  test('a program that is not there is told', async () => {
    await assert.rejects(
      ask({ do: 'noise' }, { program: new URL('./nessuno.js', import.meta.url) }),
      /ended with 1\. [\s\S]*nessuno/,
    );
  });

  test('what cannot be sent is told', async () => {
    await assert.rejects(ask({ do: 'add', numbers: [], how: () => 1 } as Asked), /could not be cloned/);
  });

  test('one that is given up, or silent too long, is killed', async () => {
    const abort = new AbortController();
    const given = ask(
      { do: 'wait' },
      { signal: abort.signal, onStep: () => abort.abort(new Error('basta')) },
    );
    await assert.rejects(given, /basta/);
    await assert.rejects(
      ask({ do: 'wait' }, { patienceMs: 600 }),
      (error) => error instanceof ChildFailure && error.isSilence,
    );
    await assert.rejects(ask({ do: 'noise' }, { signal: AbortSignal.abort(new Error('prima')) }), /prima/);
  });
});
