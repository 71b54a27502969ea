import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from './config.js';
import { OperatorError } from './operator-error.js';

describe('readConfig', () => {
  it('has a value for everything', () => {
    assert.deepEqual(readConfig({ LOG_LEVEL: 'info' }, '/srv/trama'), {
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/trama/.trama',
      databaseUrl: undefined,
      demo: true,
      logLevel: 'info',
      trustProxy: [],
    });
  });

  it('takes what is given, without the spaces around, and ignores what is empty', () => {
    const env = {
      PORT: ' 8080 ',
      HOST: '',
      TRAMA_DATA: '/var/lib/trama',
      TRAMA_DEMO: '0',
      LOG_LEVEL: 'warn',
      TRUST_PROXY: '10.0.0.5, ::1',
    };
    assert.deepEqual(readConfig(env, '/srv'), {
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/var/lib/trama',
      databaseUrl: undefined,
      demo: false,
      logLevel: 'warn',
      trustProxy: ['10.0.0.5', '::1'],
    });
  });

  for (const [given, demo] of [
    ['1', true],
    ['true', true],
    ['Sì', true],
    ['false', false],
    ['NO', false],
  ] as const) {
    it(`reads TRAMA_DEMO=${given} as ${demo}`, () => {
      assert.equal(readConfig({ TRAMA_DEMO: given }, '/').demo, demo);
    });
  }

  for (const port of ['-1', '65536', '3000a', '3e3', '80.5', '0x50']) {
    it(`refuses PORT=${port} in one line`, () => {
      assert.throws(() => readConfig({ PORT: port }, '/'), {
        name: 'OperatorError',
        message: `PORT=«${port}» non va bene: serve un numero intero da 0 a 65535 (per esempio 3000).`,
      });
    });
  }

  it('says everything that is wrong, and never the password', () => {
    const env = { PORT: 'x', DATABASE_URL: 'mysql://u:segreta@h/d', TRAMA_DEMO: 'forse', LOG_LEVEL: 'molto' };
    assert.throws(
      () => readConfig(env, '/'),
      (error) => {
        assert.ok(error instanceof OperatorError);
        const names = error.message.split('\n').map((line) => /^[A-Z_]+/.exec(line)?.[0]);
        assert.deepEqual(names, ['PORT', 'DATABASE_URL', 'TRAMA_DEMO', 'LOG_LEVEL']);
        assert.doesNotMatch(error.message, /segreta/);
        return true;
      },
    );
  });
});
