import { fileURLToPath } from 'node:url';
import { runMigrations as migrateQueue } from 'graphile-worker';
import pg from 'pg';
import Postgrator from 'postgrator';

const migrations = fileURLToPath(new URL('../../../db/migrations/', import.meta.url));

/** Any number: who migrates waits for who is already migrating. */
const MIGRATION_LOCK = 7_283_462;

/**
 * Brings the schema up to the newest migration. Needs the role `trama_app`; safe to call from two processes at once.
 * @returns names of the migrations that were applied now.
 */
export async function migrate(ownerConfig: pg.PoolConfig): Promise<string[]> {
  const pool = new pg.Pool({ ...ownerConfig, max: 3 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    const client = await pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await migrateQueue({ pgPool: pool });
      const postgrator = new Postgrator({
        migrationPattern: `${migrations.replace(/[()[\]{}!*?]/g, '\\$&')}*.sql`,
        driver: 'pg',
        schemaTable: 'public.trama_migration',
        execQuery: (query: string) => client.query(query),
      });
      // All or nothing: a start that is cut off leaves no half of a schema.
      await client.query('BEGIN');
      const isNew = (await postgrator.getMaxVersion()) > (await postgrator.getDatabaseVersion());
      // The adopted side of texts is made of the tables as they are: it goes before they change and is made anew after.
      if (isNew && (await hasShownText(client))) await client.query('CALL platform.drop_shown()');
      const applied = await postgrator.migrate();
      if (isNew && (await hasShownText(client))) await client.query('CALL platform.make_shown()');
      await client.query('COMMIT');
      return applied.map((migration) => migration.filename ?? migration.name);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
      client.release();
    }
  } finally {
    await pool.end();
  }
}

async function hasShownText(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_proc WHERE proname = 'make_shown' AND pronamespace = to_regnamespace('platform')`,
  );
  return rowCount === 1;
}
