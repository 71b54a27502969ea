import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { encoded, generateP2, generatePosas } from '#domains/territory/files/generated.fixture.js';

const run = promisify(execFile);
const trama = join(import.meta.dirname, '../dist/cli/trama.js');
const YEARS = [2020, 2021, 2022, 2023, 2024, 2025];

/**
 * Gives the demonstration what its own figures lack: residents by single age and the year's births, deaths and moves,
 * invented, in the publisher's layouts, through the command line beside the running server.
 */
export async function importAges(address: string, dataDir: string): Promise<void> {
  const answer = await fetch(`${address}/api/v1/oglio-po/metrics/densita?period=2021&by=comune`);
  const { values } = (await answer.json()) as { values: { place: { code: string; name: string } }[] };
  const comuni = values.map(({ place }, index) => ({ ...place, size: 500 + 520 * index }));
  const folder = mkdtempSync(join(tmpdir(), 'trama-bench-'));
  try {
    for (const year of YEARS)
      for (const [name, text] of [
        ['posas', generatePosas({ year, comuni, short: true })],
        ['p2', generateP2({ year, comuni })],
      ] as const) {
        const file = join(folder, `${name}-${year}.csv`);
        await pipeline(Readable.from(encoded(text)), createWriteStream(file));
        await run(process.execPath, [trama, 'import', file, '--ambito', 'oglio-po'], {
          env: { ...process.env, TRAMA_DATA: dataDir },
        });
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
