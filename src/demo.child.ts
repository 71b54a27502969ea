import type pg from 'pg';
import { openPools } from '#platform/db/database.js';
import { answerParent } from '#platform/process/child-work.js';
import { demoParts, loadReference } from './app.js';
import { loadDemo } from './demo.js';

/** What the server asks of this process. */
export interface LoadOrder {
  ownerConfig: pg.PoolConfig;
  appConfig: pg.PoolConfig;
  demo: boolean;
}

// Loading thousands of rows leaves a process larger for good: this one gives its memory back by ending.
answerParent(async (order: LoadOrder, tell: (step: string) => void): Promise<boolean> => {
  const database = openPools(order);
  await loadReference(database);
  const loaded = order.demo && (await loadDemo(database, demoParts, tell));
  await database.close();
  return loaded;
});
