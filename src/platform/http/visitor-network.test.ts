import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf } from './visitor-network.js';

describe('the network of a visitor', () => {
  for (const [address, network] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001::2:3:4:5:6:7', '2001:0:2:3'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ] as const)
    it(`${address} → ${network}`, () => assert.equal(networkOf(address), network));
});
