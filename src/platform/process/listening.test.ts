import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { assertPortFree, browserAddress, explainListenError } from './listening.js';

describe('assertPortFree', () => {
  it('says in one line that a port is taken, and lets a free one pass', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address && typeof address === 'object');
    const { port } = address;
    await assert.rejects(assertPortFree('127.0.0.1', port), {
      name: 'OperatorError',
      message: `La porta ${port} di 127.0.0.1 è già in uso da un altro programma. Fermatelo oppure scegliete un'altra porta, per esempio: PORT=${port + 1} npm start`,
    });
    server.close();
    await once(server, 'close');
    await assertPortFree('127.0.0.1', port);
    await assertPortFree('127.0.0.1', 0);
  });

  it('says that an address is not of this machine', async () => {
    await assert.rejects(assertPortFree('192.0.2.1', 3999), {
      name: 'OperatorError',
      message: /192\.0\.2\.1/,
    });
  });

  it('leaves other errors alone', () => {
    const bug = new TypeError('bug');
    assert.equal(explainListenError(bug, '127.0.0.1', 1), bug);
  });
});

describe('browserAddress', () => {
  for (const [host, address] of [
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['piano.example.it', 'http://piano.example.it:3000'],
  ] as const) {
    it(`of ${host} is ${address}`, () => assert.equal(browserAddress(host, 3000), address));
  }
});
