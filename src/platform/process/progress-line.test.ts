import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { it } from 'node:test';
import { openProgressLine } from './progress-line.js';

function output(isTTY: boolean) {
  const stream = new PassThrough();
  return Object.assign(stream, { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream & PassThrough;
}

it('writes one line that changes in a terminal, cut at its width', () => {
  const stream = output(true);
  let now = 0;
  const line = openProgressLine(stream, () => now);
  line.step('Comuni: 8 di 27');
  line.step('Un passo dal nome molto più lungo della riga del terminale');
  now = 12_340;
  line.done('Dimostrazione caricata');
  const written = String(stream.read());
  assert.deepEqual(written.split('\r\x1b[2K').slice(1), [
    'Comuni: 8 di 27…',
    'Un passo dal nome molto più lungo della',
    'Dimostrazione caricata (12,3 s)\n',
  ]);
});

it('writes a line for each step elsewhere, never the same twice', () => {
  const stream = output(false);
  const line = openProgressLine(stream, () => 0);
  line.step('Comuni');
  line.step('Comuni');
  line.done('Fatto');
  assert.equal(String(stream.read()), 'Comuni…\nFatto (0 s)\n');
});
