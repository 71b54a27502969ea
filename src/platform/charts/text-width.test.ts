import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { fitText, textWidth, wrapText } from './text-width.js';

describe('textWidth', () => {
  it('is the font’s, with a little slack', () => {
    // "Viadana" regular: 582+219+501+529+501+537+501 thousandths.
    assert.ok(Math.abs(textWidth('Viadana', 10) / 1.04 - 33.7) < 0.01);
    assert.ok(textWidth('Viadana', 10, 600) > textWidth('Viadana', 10));
    assert.equal(textWidth('città', 10), textWidth('citta', 10));
    assert.equal(textWidth('', 10), 0);
  });
});

describe('fitting', () => {
  it('cuts with an ellipsis, never beyond the room', () => {
    assert.equal(fitText('Viadana', 100, 12), 'Viadana');
    assert.match(fitText('San Giovanni in Croce', 80, 12), /^San Gio.*…$/);
    assert.equal(fitText('Viadana', 2, 12), '');
  });
  it('wraps at spaces and keeps every word while there are lines', () => {
    assert.deepEqual(wrapText('Rivarolo Mantovano', 60, 12, 2), ['Rivarolo', 'Mantovano']);
    assert.deepEqual(wrapText('', 60, 12, 2), []);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Rivarolo', 'del', 'Re', 'ed', 'Uniti', 'è'), { maxLength: 12 }),
        fc.integer({ min: 30, max: 300 }),
        (words, room) => {
          const text = words.join(' ');
          const lines = wrapText(text, room, 12, 3);
          assert.ok(lines.length <= 3);
          for (const line of lines) assert.ok(textWidth(line, 12) <= room);
          if (!lines.join('').includes('…')) assert.equal(lines.join(' '), text);
        },
      ),
    );
  });
});
