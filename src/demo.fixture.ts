import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type Seed } from '#platform/db/test-database.js';
import { demoParts, loadReference } from './app.js';
import { loadDemo } from './demo.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything the loaded demonstration comes from: its files, and the code that reads them. */
function contentsKey(): string {
  const sources = ['demo/**/*', 'guidelines/**/*', 'reference/**/*', 'dist/**/*.js'];
  const hash = createHash('sha256');
  for (const pattern of sources) {
    for (const entry of globSync(pattern, { cwd: root, withFileTypes: true })
      .filter((one) => one.isFile() && !/(\.test\.js$|[/\\]client[/\\])/.test(join(one.parentPath, one.name)))
      .map((one) => join(one.parentPath, one.name))
      .sort()) {
      hash.update(entry.slice(root.length)).update('\0').update(readFileSync(entry));
    }
  }
  return hash.digest('hex');
}

/** The whole demonstration with the reference tables, as the first start leaves them. */
const demoSeed: Seed = {
  key: contentsKey(),
  async load(configs) {
    const database = openPools(configs);
    try {
      await loadReference(database);
      await loadDemo(database, demoParts, () => {});
    } finally {
      await database.close();
    }
  },
};

export interface DemoDatabase {
  database: Database;
  drop(): Promise<void>;
}

/** A database of the test's own with the demonstration in it: loaded once for all tests, then copied. */
export async function openDemoDatabase(): Promise<DemoDatabase> {
  const copy = await createTestDatabase(demoSeed);
  const database = openPools(copy);
  return {
    database,
    async drop() {
      await database.close();
      await copy.drop();
    },
  };
}
