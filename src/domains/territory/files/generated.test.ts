import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAll } from './files.fixture.js';
import type { Observation } from './files.types.js';
import { encoded, generateP2, generatePosas, generateStrasa } from './generated.fixture.js';

const comuni = [
  { code: '019021', name: 'Casale di Prova', size: 15_000 },
  { code: '020057', name: 'Borgo Inventato', size: 900 },
];

async function linesOf(text: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of text) pieces.push(piece);
  return pieces.join('').trim().split('\n');
}

/** The total row of each comune, its figures alone. */
function totals(lines: readonly string[]): number[][] {
  return lines.filter((line) => line.includes(';999;')).map((line) => line.split(';').slice(3).map(Number));
}

describe('Generated files', () => {
  it('are of one population, from one 1 January to the next', async () => {
    const { rows, outcome } = await readAll(encoded(generateP2({ year: 2020, comuni })));
    assert.ok(outcome.accepted);
    const start = totals(await linesOf(generatePosas({ year: 2020, comuni })));
    const end = totals(await linesOf(generatePosas({ year: 2021, comuni })));
    for (const [index, { code }] of comuni.entries()) {
      const of = (period: string) =>
        Number(
          (rows as Observation[]).find(
            (o) => o.placeCode === code && o.variable === 'population' && o.period === period && o.sex === '',
          )?.value,
        );
      assert.equal(of('2020'), start[index]?.at(-1));
      assert.equal(of('2021'), end[index]?.at(-1));
      assert.ok(of('2021') > 0.98 * of('2020') && of('2021') < 1.02 * of('2020'));
    }
  });

  it('are the same for the same seed, and others for another', async () => {
    const first = await linesOf(generatePosas({ year: 2010, comuni, seed: 3 }));
    assert.deepEqual(await linesOf(generatePosas({ year: 2010, comuni, seed: 3 })), first);
    assert.notDeepEqual(await linesOf(generatePosas({ year: 2010, comuni, seed: 4 })), first);
    assert.equal(first.length, 2 + 2 * 102);
  });

  it('have fewer foreigners than residents, at every age', async () => {
    const residents = (await linesOf(generatePosas({ year: 2024, comuni, short: true }))).slice(2);
    const foreigners = (await linesOf(generateStrasa({ year: 2024, comuni }))).slice(2);
    assert.equal(foreigners.length, residents.length);
    foreigners.forEach((line, index) => {
      assert.ok(Number(line.split(';').at(-1)) <= Number(residents[index]?.split(';').at(-1)), line);
    });
  });
});
