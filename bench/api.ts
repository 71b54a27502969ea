import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startDemoServer } from '../e2e/server.ts';
import type { BareOptions } from './bare.ts';
import { type Capture, captureReads } from './capture.ts';
import { CONNECTIONS, requestsPerSecond } from './load.ts';
import { median, report } from './report.ts';

/** Connections to the database of the other: as many as `pg` opens if nobody says otherwise. */
const POOL = 10;
const ROUNDS = 5;
const SECONDS = 4;

const READS = [
  { name: 'API, un record', path: '/api/v1/oglio-po/objectives/CAS-1' },
  { name: 'API, pagina di 50 righe', path: '/api/v1/oglio-po/needs?limit=50' },
];

/** The API beside bare node:http and pg, in turns on the same PostgreSQL. */
export async function benchApi(): Promise<boolean> {
  const server = await startDemoServer();
  try {
    const capture = await captureReads(
      server.dataDir,
      'oglio-po',
      READS.map((read) => read.path),
    );
    const bare = await startBare(capture);
    let met = true;
    try {
      for (const { name, path } of READS) {
        const [ours, theirs] = [server.address + path, bare.address + path];
        await Promise.all([requestsPerSecond(ours, 1), requestsPerSecond(theirs, 1)]);
        const pairs: { ours: number; theirs: number }[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const first = round % 2 === 0;
          const a = await requestsPerSecond(first ? ours : theirs, SECONDS);
          const b = await requestsPerSecond(first ? theirs : ours, SECONDS);
          pairs.push(first ? { ours: a, theirs: b } : { ours: b, theirs: a });
        }
        const statements = capture.reads[path]?.statements.length ?? 0;
        report({
          name: `${name}: Trama`,
          value: median(pairs.map((one) => one.ours)),
          unit: 'req/s',
          decimals: 0,
        });
        report({
          name: `${name}: node:http e pg`,
          value: median(pairs.map((one) => one.theirs)),
          unit: 'req/s',
          decimals: 0,
          note: `${CONNECTIONS} connessioni, ${statements} interrogazioni, ${capture.reads[path]?.bytes} byte contro ${await sizeOf(theirs)}`,
        });
        met =
          report({
            name: `${name}: rapporto`,
            value: median(pairs.map((one) => one.ours / one.theirs)),
            unit: '',
            decimals: 2,
            goal: { atLeast: 0.7 },
          }) && met;
      }
    } finally {
      bare.stop();
    }
    return met;
  } finally {
    await server.stop();
  }
}

async function sizeOf(url: string): Promise<number> {
  return (await (await fetch(url)).arrayBuffer()).byteLength;
}

async function startBare(capture: Capture): Promise<{ address: string; stop(): void }> {
  const options: BareOptions = {
    connection: capture.adminConnection,
    poolSize: POOL,
    ambitoId: capture.ambitoId,
    reads: Object.fromEntries(Object.entries(capture.reads).map(([path, read]) => [path, read.statements])),
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts')], {
    env: { ...process.env, NODE_ENV: 'production', BARE: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { address: line.toString().trim(), stop: () => void child.kill('SIGTERM') };
}
