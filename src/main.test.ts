import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inFolder, killHard } from '#platform/db/embedded-children.fixture.js';
import { clusterPaths } from '#platform/db/embedded-paths.js';
import { findPostmaster } from '#platform/db/embedded-postmaster.js';
import { until } from '#platform/process/until.fixture.js';

const program = fileURLToPath(new URL('./main.js', import.meta.url));

interface Start {
  child: ChildProcess;
  output(): string;
  errors(): string;
  /** The address it prints when ready. */
  ready(): Promise<string>;
  ended(): Promise<number | null>;
}

function start(dataDir: string, env: Record<string, string> = {}): Start {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      TRAMA_DATA: dataDir,
      TRAMA_DEMO: '0',
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const closed = once(child, 'close');
  return {
    child,
    output: () => output,
    errors: () => errors,
    ready: async () => {
      const found = () => /Trama è pronta: (\S+)/.exec(output)?.[1];
      await Promise.race([until(() => found() !== undefined), closed]);
      return found() ?? assert.fail(`it ended with ${child.exitCode}: ${errors}`);
    },
    ended: async () => {
      await closed;
      return child.exitCode;
    },
  };
}

const postmasterOf = (dataDir: string) => findPostmaster(clusterPaths(dataDir))?.pid;

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(30_000) })).ok;
  } catch {
    return false;
  }
}

describe('the server process', () => {
  it('starts, refuses a second one on its data, survives its PostgreSQL, stops cleanly', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const first = start(dataDir);
      const address = await first.ready();
      assert.ok(await answers(address));

      const second = start(dataDir);
      assert.equal(await second.ended(), 1);
      assert.equal(second.errors().trim().split('\n').length, 1, second.errors());
      assert.ok(second.errors().includes(`già in uso dal processo ${first.child.pid} (${address}), avviato`));
      assert.ok(await answers(address), 'the first one is untouched');

      await killHard(Number(postmasterOf(dataDir)));
      await until(() => postmasterOf(dataDir) !== undefined);
      await until(() => answers(address));

      first.child.kill('SIGTERM');
      assert.equal(await first.ended(), 0, first.errors());
      assert.equal(postmasterOf(dataDir), undefined);
    }));

  it('starts again after kill -9 of itself and of PostgreSQL', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const first = start(dataDir);
      await first.ready();
      const postmaster = Number(postmasterOf(dataDir));
      first.child.kill('SIGKILL');
      await Promise.all([first.ended(), killHard(postmaster)]);
      const again = start(dataDir);
      assert.ok(await answers(await again.ready()));
      again.child.kill('SIGINT');
      assert.equal(await again.ended(), 0, again.errors());
      assert.equal(postmasterOf(dataDir), undefined);
    }));

  it('leaves no PostgreSQL behind when it is stopped while starting', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      for (const delay of [500, 900, 1_300]) {
        const cut = start(dataDir);
        await sleep(delay);
        cut.child.kill('SIGINT');
        await cut.ended();
        assert.equal(postmasterOf(dataDir), undefined, `stopped after ${delay} ms`);
      }
    }));

  it('says in one line that its port is taken, before any work', () =>
    inFolder(async (folder) => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const address = taken.address();
      assert.ok(address && typeof address === 'object');
      const dataDir = join(folder, 'data');
      const refused = start(dataDir, { PORT: String(address.port) });
      assert.equal(await refused.ended(), 1);
      assert.match(
        refused.errors(),
        new RegExp(`^La porta ${address.port} di 127\\.0\\.0\\.1 è già in uso.*\\n$`),
      );
      assert.equal(refused.output(), '');
      assert.equal(postmasterOf(dataDir), undefined);
      taken.close();
    }));

  it('says in a line what is wrong with a variable, and with a folder that cannot be one', () =>
    inFolder(async (folder) => {
      const wrong = start(join(folder, 'data'), { PORT: 'tremila' });
      assert.equal(await wrong.ended(), 1);
      assert.match(wrong.errors(), /^PORT=«tremila» non va bene: .*\n$/);
      const file = start(join(program, 'data'));
      assert.equal(await file.ended(), 1);
      assert.match(file.errors(), /^.* non è una cartella\. .*\n$/);
    }));
});
