import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { describe, it } from 'node:test';
import { editionComuni, posasOf } from './editions.fixture.js';
import { findPublished, italianCodes, problemCodes, readAll } from './files.fixture.js';
import { encoded, generateP2, generatePosas } from './generated.fixture.js';

const many = [...italianCodes()].slice(0, 150).map((code) => ({ code, name: `C${code}`, size: 40 }));
const added = { code: '001999', name: 'Nuovo', size: 40 };
const knownCodes = italianCodes();

describe('Comuni that are in no list', () => {
  for (const [name, generate] of [
    ['P2', generateP2],
    ['POSAS', generatePosas],
  ] as const) {
    it(`are passed over and told in a national file (${name})`, async () => {
      const { rows, outcome } = await readAll(encoded(generate({ year: 2025, comuni: [...many, added] })), {
        knownCodes,
      });
      assert.ok(outcome.accepted, JSON.stringify(outcome));
      assert.deepEqual(
        outcome.warnings.map(({ code, found, place }) => [code, found, place]),
        [['places-unlisted', '1', '001999']],
      );
      assert.ok(rows.every((row) => !('placeCode' in row) || row.placeCode !== '001999'));
    });

    it(`are of no concern to an ambito that asks for its own (${name})`, async () => {
      const keep = new Set(many.slice(0, 3).map(({ code }) => code));
      const { outcome } = await readAll(encoded(generate({ year: 2025, comuni: [...many, added] })), {
        knownCodes,
        keep,
      });
      assert.deepEqual(outcome.accepted && outcome.warnings, []);
    });

    it(`are mistakes in a small file (${name})`, async () => {
      const { outcome } = await readAll(
        encoded(generate({ year: 2025, comuni: [...many.slice(0, 5), added] })),
        { knownCodes },
      );
      assert.deepEqual(problemCodes(outcome), ['place-unknown']);
      assert.equal(!outcome.accepted && outcome.problems[0]?.found, '001999');
    });
  }

  it('do not stop an old file of an ambito whose neighbours have merged since', async () => {
    const text = (await posasOf(2010)).replaceAll('"001008"', '"001999"');
    const keep = new Set([editionComuni[0]?.code ?? '']);
    const { outcome } = await readAll([Buffer.from(text)], { knownCodes, keep });
    assert.ok(outcome.accepted, JSON.stringify(outcome));
  });

  it('are Sardinia’s of 2026 in the published classifications', async (t) => {
    const published = findPublished(
      'istat/altro/Classificazioni statistiche-e-dimensione-dei-comuni_01_01_2026.xlsx',
    );
    if (!published) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
    const { outcome } = await readAll(createReadStream(published), { knownCodes });
    assert.ok(outcome.accepted, JSON.stringify(outcome).slice(0, 500));
    assert.deepEqual(
      outcome.warnings.map(({ code, found }) => [code, found]),
      [['places-unlisted', '377']],
    );
  });
});
