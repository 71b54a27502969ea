import type pg from 'pg';
import { openPools } from '#platform/db/database.js';
import { demoParts, loadReference } from './app.js';
import { loadDemo } from './demo.js';

/** What the server asks of this process: connections, never in its arguments, where passwords would be seen. */
export interface LoadOrder {
  ownerConfig: pg.PoolConfig;
  appConfig: pg.PoolConfig;
  demo: boolean;
}

/** What this process tells: a step that begins, then the end. */
export type LoadNews = { step: string } | { loaded: boolean } | { failed: string };

// Loading thousands of rows leaves a process larger for good: this one gives its memory back by ending.
process.once('message', async (order: LoadOrder) => {
  const tell = (news: LoadNews) => void process.send?.(news);
  try {
    const database = openPools(order);
    await loadReference(database);
    const loaded = order.demo && (await loadDemo(database, demoParts, (step) => tell({ step })));
    await database.close();
    tell({ loaded });
  } catch (error) {
    tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  process.disconnect?.();
});

// Whoever asked is gone: what is half done is undone by PostgreSQL.
process.once('disconnect', () => process.exit());
