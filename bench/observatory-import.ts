// `node bench/observatory-import.ts DATA SLUG FILE`: imports a national file in a process of its own, so that its memory
// is its own too, and prints what it took as JSON.
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { importFile } from '#domains/territory/import.actions.js';
import { openPools } from '#platform/db/database.js';
import { startEmbedded } from '#platform/db/embedded.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';

const [dataDir = '', slug = '', file = ''] = process.argv.slice(2);
const server = await startEmbedded({ dataDir, log: () => {} });
const database = openPools({ ...server, size: 2 });
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const begun = performance.now();
try {
  const ambito = await database.transaction({ ambitoId: null }, (tx) => findAmbito(tx, slug));
  if (!ambito) throw new Error(`no ambito ${slug}`);
  const report = await insideAmbito(database, ambito, (ctx) =>
    importFile(ctx, { stream: createReadStream(file), fileName: basename(file), comuni: 'all' }),
  );
  if (!report.accepted) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(
    `${JSON.stringify({ seconds, megabytes: peak / 1e6, figures: report.counts.figures })}\n`,
  );
} finally {
  clearInterval(watch);
  await database.close();
  await server.release();
}
