import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { acquireServerLock, findServer } from './server-lock.js';

describe('acquireServerLock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trama-t-'));
  after(() => rmSync(folder, { recursive: true }));
  const server = { pid: process.pid, address: 'http://127.0.0.1:3000' };

  it('refuses a second server, naming the first', () => {
    const lock = acquireServerLock(folder, server);
    lock.announce('http://127.0.0.1:4567');
    assert.throws(() => acquireServerLock(folder, server), {
      name: 'OperatorError',
      message: new RegExp(
        `^I dati in ${folder} sono già in uso dal processo ${process.pid} \\(http://127\\.0\\.0\\.1:4567\\), avviato alle \\d\\d:\\d\\d\\. Fermatelo oppure scegliete un'altra cartella con TRAMA_DATA\\.$`,
      ),
    });
    assert.equal(findServer(folder)?.address, 'http://127.0.0.1:4567');
    lock.release();
    assert.equal(findServer(folder), undefined);
    acquireServerLock(folder, server).release();
  });

  it('is free again as soon as its holder is killed, zombie or not', async () => {
    const module = JSON.stringify(new URL('./server-lock.js', import.meta.url));
    const program = `import { acquireServerLock } from ${module};
      globalThis.kept = acquireServerLock(${JSON.stringify(folder)}, { pid: process.pid, address: 'http://h' });
      console.log('taken'); setInterval(() => globalThis.kept, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    assert.throws(() => acquireServerLock(folder, server), new RegExp(`dal processo ${holder.pid} `));
    holder.kill('SIGKILL');
    await once(holder, 'close');
    assert.equal(findServer(folder), undefined);
    acquireServerLock(folder, server).release();
  });
});
