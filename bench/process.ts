import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../e2e/server.ts';
import { report } from './report.ts';

/** The first start with the demonstration, those after it, and what the process holds when nobody asks. */
export async function benchProcess(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'trama-bench-'));
  chmodSync(folder, 0o755);
  try {
    const dataDir = join(folder, 'data');
    const first = await startServer({ dataDir });
    await first.stop();
    const warm = await startServer({ dataDir });
    try {
      const starts = [
        report({
          name: 'Primo avvio, con la dimostrazione',
          value: first.startedIn / 1000,
          unit: 's',
          goal: { atMost: 60 },
        }),
        report({ name: 'Avvii seguenti', value: warm.startedIn / 1000, unit: 's', goal: { atMost: 3 } }),
      ];
      for (const path of ['/oglio-po', '/oglio-po/osservatorio', '/api/v1/oglio-po/quality'])
        await (await fetch(warm.address + path)).arrayBuffer();
      await sleep(10_000);
      return (
        report({
          name: 'Memoria del processo a riposo',
          value: residentMiB(warm.pid),
          unit: 'MB',
          decimals: 0,
          goal: { atMost: 150 },
          note: 'senza PostgreSQL, dieci secondi dopo alcune richieste',
        }) && starts.every((met) => met)
      );
    } finally {
      await warm.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function residentMiB(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(found) / 1024;
}
