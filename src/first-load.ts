import type { Database } from '#platform/db/database.js';
import { workInChild } from '#platform/process/child-work.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { loadReference } from './app.js';
import type { LoadOrder } from './demo.child.js';

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
  return workInChild<boolean, string>({
    program: new URL('./demo.child.js', import.meta.url),
    request: order,
    execArgv: ['--enable-source-maps'],
    onStep,
  });
}
