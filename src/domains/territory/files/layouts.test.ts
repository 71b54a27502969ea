import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { fc } from '#platform/properties.fixture.js';
import { describeProblem } from './describe-problem.js';
import { problemCodes, type ReadResult, readAll } from './files.fixture.js';
import { readFile } from './read-file.js';
import { type Sample, samples } from './samples.fixture.js';

const all = await samples();

function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

/** Titles and feet as they are, the table's rows turned. */
function tableOf(sample: Sample): { before: string; rows: string[][]; after: string } {
  const lines = sample.text.split('\n');
  const before = lines.slice(0, sample.header).map((line) => `${line}\n`);
  const foot = lines.findIndex((line) => /^"?Not[ae]/.test(line));
  const table = lines.slice(sample.header, foot < 0 ? undefined : foot);
  return {
    before: before.join(''),
    rows: parse(table.join('\n'), { delimiter: sample.delimiter, relax_column_count: true }),
    after: foot < 0 ? '' : lines.slice(foot).join('\n'),
  };
}

function written({ before, rows, after }: ReturnType<typeof tableOf>, delimiter: string): string {
  return before + stringify(rows, { delimiter }) + after;
}

function withoutLines({ rows }: ReadResult): unknown[] {
  return rows.map((row) => ('line' in row ? { ...row, line: 0 } : row));
}

async function read(text: string): Promise<ReadResult> {
  return readAll([Buffer.from(text)]);
}

describe('Every layout', () => {
  for (const [index, sample] of all.entries()) {
    const { layout, text, delimiter } = sample;
    const encodings: [string, Buffer][] = [
      ['utf-8', Buffer.from(text)],
      ['utf-8', Buffer.from(`\uFEFF${text}`)],
      ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
      ['windows-1252', iconv.encode(text, 'windows-1252')],
    ];
    describe(`${layout} (${index})`, () => {
      it('gives the same rows in any encoding, line end and pieces', async () => {
        const whole = await read(text);
        assert.ok(whole.outcome.accepted, JSON.stringify(whole.outcome));
        assert.equal(whole.outcome.facts.layout, layout);
        const isAscii = Buffer.byteLength(text) === text.length;
        for (const [encoding, plain] of encodings) {
          const crlf = iconv.encode(iconv.decode(plain, encoding).replaceAll(/\r?\n/g, '\r\n'), encoding, {
            addBOM: /^utf-16/.test(encoding),
          });
          for (const bytes of [plain, crlf]) {
            await fc.assert(
              fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async (cuts) => {
                const { rows, outcome } = await readAll(pieces(bytes, cuts));
                assert.deepEqual(rows, whole.rows);
                assert.ok(outcome.accepted);
                if (!isAscii) assert.equal(outcome.facts.encoding, encoding);
              }),
              { numRuns: 4 },
            );
          }
        }
      });

      it('is read with its columns in any order, and refused without their names', async () => {
        const whole = await read(text);
        const table = tableOf(sample);
        const width = table.rows[0]?.length ?? 0;
        const order = fc.shuffledSubarray(
          Array.from({ length: width }, (_, column) => column),
          { minLength: width },
        );
        await fc.assert(
          fc.asyncProperty(order, async (columns) => {
            const rows = table.rows.map((cells) => columns.map((column) => cells[column] ?? ''));
            const turned = await read(written({ ...table, rows }, delimiter));
            const sorted = (result: ReadResult) =>
              withoutLines(result)
                .map((row) => JSON.stringify(row))
                .toSorted();
            assert.ok(turned.outcome.accepted, JSON.stringify(turned.outcome));
            assert.deepEqual(sorted(turned), sorted(whole));
          }),
          { numRuns: 12 },
        );
        const headless = await read(written({ ...table, rows: table.rows.slice(1) }, delimiter));
        assert.equal(headless.outcome.accepted, false);
      });

      it('is refused with a row twice, naming both lines', async () => {
        const table = tableOf(sample);
        const rows = [...table.rows, table.rows[1] ?? []];
        const { outcome } = await read(written({ ...table, rows }, delimiter));
        assert.ok(
          ['place-repeated', 'row-repeated'].includes(problemCodes(outcome)[0] ?? ''),
          JSON.stringify(outcome),
        );
        const [problem] = outcome.accepted ? [] : outcome.problems;
        assert.match(problem ? describeProblem(problem, 'it') : '', /righe \d+ e \d+/);
      });

      it('is refused with a row of another separator', async () => {
        const lines = text.split('\n');
        const at = sample.header + (layout === 'istat-comuni' ? 2 : 1);
        const other = delimiter === ';' ? ',' : ';';
        lines[at] = (lines[at] ?? '').replaceAll(delimiter, other);
        const { outcome } = await read(lines.join('\n'));
        assert.ok(
          ['row-width', 'separator-mixed', 'code-malformed'].includes(problemCodes(outcome)[0] ?? ''),
          JSON.stringify(outcome),
        );
      });

      it('never half accepts a cut file', async () => {
        const whole = await read(text);
        const bytes = Buffer.from(text);
        await fc.assert(
          fc.asyncProperty(fc.nat(bytes.length - 1), async (cut) => {
            const { rows, outcome } = await readAll([bytes.subarray(0, cut)]);
            if (outcome.accepted) assert.deepEqual(rows, whole.rows.slice(0, rows.length));
            else assert.ok(outcome.problems.length > 0);
          }),
          { numRuns: 60 },
        );
      });

      it('is refused with a formula or a thousands point in its cells', async () => {
        if (layout === 'istat-comuni' || layout === 'istat-soppressi') return;
        const table = tableOf(sample);
        for (const cell of ['=SUM(A1:A9)', '+1+1', '@x']) {
          const rows = table.rows.map((cells, row) =>
            row === 1 ? cells.map((value) => (/^\d+(\.\d+)?$/.test(value) ? cell : value)) : cells,
          );
          const { outcome } = await read(written({ ...table, rows }, delimiter));
          assert.equal(outcome.accepted, false);
        }
      });
    });
  }
});

describe('Files of 200 MB', () => {
  const megabytes = 200;

  function stream(start: string, line: string): { chunks: AsyncGenerator<Uint8Array>; taken: () => number } {
    let taken = 0;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(start);
      const block = Buffer.from(line.repeat(Math.ceil(65_536 / line.length)));
      for (; taken < megabytes * 1024 * 1024; taken += block.length) yield block;
    }
    return { chunks: chunks(), taken: () => taken };
  }

  const nonsense: [string, string, string, string][] = [
    ['words', 'Lorem ipsum\n', 'dolor sit amet\n', 'layout-unknown'],
    ['zeros', '', '\0', 'file-binary'],
    ['one line without an end', 'place_code,variable,period,value\n', 'x', 'line-too-long'],
    ['a quote without an end', 'place_code,variable,period,value\n"', 'x\n', 'line-too-long'],
    ['rows of another width', 'place_code,variable,period,value\n', '1,2\n', 'row-width'],
    [
      'the same row again and again',
      'place_code,variable,period,value\n',
      '019021,births,2024,3\n',
      'row-repeated',
    ],
    ['JSON that never ends', '{"type":"FeatureCollection","features":[', '0,', 'file-too-large'],
  ];
  for (const [what, start, line, code] of nonsense) {
    it(`of ${what} are refused before they are read through`, async () => {
      const { chunks, taken } = stream(start, line);
      const before = process.cpuUsage();
      const reading = await readFile(chunks);
      if (reading.kind === 'observations') for await (const _rows of reading.observations);
      if (reading.kind === 'boundaries') for await (const _row of reading.boundaries);
      const outcome = reading.outcome();
      const { user, system } = process.cpuUsage(before);
      assert.equal(problemCodes(outcome)[0], code);
      assert.ok(taken() < (code === 'file-too-large' ? 100 : 2) * 1024 * 1024, String(taken()));
      assert.ok(user + system < 6_000_000, `${(user + system) / 1000} ms`);
    });
  }
});
