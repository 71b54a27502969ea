import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import iconv from 'iconv-lite';
import { fc } from '#platform/properties.fixture.js';
import { fixture, fixtureNames, problemCodes, readAll } from './files.fixture.js';
import { readFile } from './read-file.js';

/** Cuts a file at the given places, repeated ones giving empty chunks. */
function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

describe('Reading a file in chunks', () => {
  for (const name of fixtureNames) {
    it(`gives the same rows and hash of ${name} however it is split`, async () => {
      const bytes = fixture(name);
      const whole = await readAll([bytes]);
      assert.equal(whole.outcome.accepted, true);
      assert.ok(whole.rows.length > 0);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (cuts) => {
          assert.deepEqual(await readAll(split(bytes, cuts)), whole);
        }),
        { numRuns: 60 },
      );
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      assert.deepEqual(await readAll(single), whole);
    });
  }

  it('hashes the file as it is stored', async () => {
    const bytes = fixture('p2.csv');
    const { outcome } = await readAll(split(bytes, [7, 900]));
    assert.equal(outcome.accepted && outcome.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.equal(outcome.accepted && outcome.counts.bytes, bytes.length);
  });
});

describe('Encodings', () => {
  for (const name of ['p2.csv', 'p3.csv', 'tidy.csv', 'series.csv']) {
    const text = fixture(name).toString('utf8').replace('\uFEFF', '');
    const encodings: [string, string, Buffer][] = [
      ['UTF-8 without mark', 'utf-8', Buffer.from(text)],
      ['UTF-8 with mark', 'utf-8', Buffer.from(`\uFEFF${text}`)],
      ['windows-1252', 'windows-1252', iconv.encode(text, 'windows-1252')],
      ['UTF-16 with mark', 'utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['UTF-16 without mark', 'utf-16le', Buffer.from(text, 'utf16le')],
      ['UTF-16 big endian', 'utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ];
    for (const [label, encoding, bytes] of encodings) {
      it(`reads ${name} in ${label}`, async () => {
        const expected = await readAll([fixture(name)]);
        await fc.assert(
          fc.asyncProperty(fc.array(fc.nat(), { maxLength: 6 }), async (cuts) => {
            const { rows, outcome } = await readAll(split(bytes, cuts));
            assert.deepEqual(rows, expected.rows);
            assert.equal(outcome.accepted && outcome.facts.encoding, encoding);
          }),
          { numRuns: 15 },
        );
      });
    }
  }

  it('refuses a file whose characters were damaged, naming the line', async () => {
    const bytes = Buffer.concat([
      Buffer.from('place_code,variable,period,value\n019021,births,2024,3\n020007,né'),
      Buffer.from([0xff]),
      Buffer.from(',2024,3\n'),
    ]);
    const { outcome } = await readAll([bytes]);
    assert.deepEqual(problemCodes(outcome), ['file-unreadable-text']);
    assert.equal(!outcome.accepted && outcome.problems[0]?.line, 3);
  });

  it('refuses NUL bytes', async () => {
    const { outcome } = await readAll([
      Buffer.from('place_code,variable,period,value\n019021,bir\0ths,2024,3\n'),
    ]);
    assert.deepEqual(problemCodes(outcome), ['file-binary']);
  });
});

describe('Incomplete files', () => {
  for (const name of fixtureNames) {
    it(`refuses ${name} cut at any byte`, async () => {
      const bytes = fixture(name);
      const whole = await readAll([bytes]);
      const text = bytes.toString('latin1');
      const end = text.trimEnd().length;
      for (let cut = 0; cut < bytes.length; cut += 1) {
        const { rows, outcome } = await readAll([bytes.subarray(0, cut)]);
        if (!outcome.accepted) continue;
        // Nothing is lost with a final line break after ISTAT's foot; a table of ours cut after a row is a shorter table.
        const isWholeRows = /^(tidy|series)/.test(name) && /[\r\n]/.test(text[cut - 1] ?? '');
        assert.ok(
          cut >= end || isWholeRows,
          `accepted at ${cut}: ${JSON.stringify(text.slice(cut - 20, cut))}`,
        );
        assert.deepEqual(rows, whole.rows.slice(0, rows.length));
        if (!isWholeRows) assert.deepEqual(rows, whole.rows);
      }
    });
  }

  it('does not say how a reading went before its end', async () => {
    const reading = await readFile([fixture('tidy.csv')]);
    assert.throws(() => reading.outcome());
  });
});

describe('Hostile files', () => {
  for (const name of fixtureNames) {
    it(`never fails on ${name} with bytes changed`, async () => {
      const bytes = fixture(name);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }),
          async (changes) => {
            const changed = Buffer.from(bytes);
            for (const [at, byte] of changes) changed[at % bytes.length] = byte;
            await readAll([changed]);
          },
        ),
        { numRuns: 150 },
      );
    });
  }

  it('stops at the size cap, closing its source', async () => {
    let isClosed = false;
    async function* endless() {
      try {
        yield Buffer.from('place_code,variable,period,value\n');
        while (true) yield Buffer.from('019021,births,2024,3\n'.repeat(1000));
      } finally {
        isClosed = true;
      }
    }
    const { outcome } = await readAll(endless(), { limits: { maxBytes: 200_000, maxProblems: 1e9 } });
    assert.ok(problemCodes(outcome).includes('file-too-large'));
    assert.equal(isClosed, true);
  });

  it('closes the source of a file that it does not recognise', async () => {
    let isClosed = false;
    async function* unknown() {
      try {
        while (true) yield Buffer.from('qualcosa;altro\n'.repeat(1000));
      } finally {
        isClosed = true;
      }
    }
    const { outcome } = await readAll(unknown());
    assert.deepEqual(problemCodes(outcome), ['layout-unknown']);
    assert.equal(isClosed, true);
  });

  it('caps the length of a record and the number of columns', async () => {
    const header = 'place_code,variable,period,value\n';
    const long = await readAll([Buffer.from(`${header}019021,births,2024,"${'3'.repeat(100_000)}"\n`)]);
    assert.deepEqual(problemCodes(long.outcome), ['line-too-long']);
    const wide = await readAll([Buffer.from(`${header}${'x,'.repeat(2000)}\n`)]);
    assert.deepEqual(problemCodes(wide.outcome), ['columns-too-many']);
  });

  it('passes on the failure of the source itself', async () => {
    async function* broken() {
      yield fixture('p2.csv').subarray(0, 4000);
      throw new Error('disk');
    }
    await assert.rejects(readAll(broken()), /disk/);
  });

  it('keeps the first problems and counts the others', async () => {
    const row = '019021,births,2024,x\n';
    const { outcome } = await readAll([Buffer.from(`place_code,variable,period,value\n${row.repeat(500)}`)], {
      limits: { maxProblems: 5 },
    });
    assert.equal(!outcome.accepted && outcome.problems.length, 5);
  });
});
