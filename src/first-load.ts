import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Database } from '#platform/db/database.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { loadReference } from './app.js';
import type { LoadNews, LoadOrder } from './demo.child.js';

const program = fileURLToPath(new URL('./demo.child.js', import.meta.url));

/**
 * Loads what the first start must find: reference tables, and the demonstration when it is wanted and nobody has made an
 * ambito yet. Later starts only look whether the tables changed.
 * @returns whether the demonstration was loaded now
 */
export async function firstLoad(
  database: Database,
  order: LoadOrder,
  onStep: (text: string) => void,
): Promise<boolean> {
  const ambiti = await database.transaction({ ambitoId: null, readOnly: true }, (tx) => listAmbiti(tx));
  if (ambiti.length > 0) {
    await loadReference(database);
    return false;
  }
  return new Promise((resolve, reject) => {
    const child = fork(program, { execArgv: ['--enable-source-maps'] });
    let settled = false;
    child.on('message', (news: LoadNews) => {
      if ('step' in news) onStep(news.step);
      else {
        settled = true;
        if ('failed' in news) reject(new Error(news.failed));
        else resolve(news.loaded);
      }
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (!settled) reject(new Error(`The process that loads the first data ended with ${code}.`));
    });
    child.send(order);
  });
}
