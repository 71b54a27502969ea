// The generated types say what the migrations make. `--write` brings them up to date.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createTestDatabase } from '../../dist/platform/db/test-database.js';

const root = join(import.meta.dirname, '../..');
const database = await createTestDatabase();
const { host, port, user, password } = database.ownerConfig;
const url = `postgres://${encodeURIComponent(user)}${password ? `:${encodeURIComponent(password)}` : ''}@localhost:${port}/${database.name}?host=${encodeURIComponent(host)}`;
const { status } = spawnSync(
  join(root, 'node_modules/.bin/kysely-codegen'),
  [
    '--dialect=postgres',
    '--out-file=src/platform/db/schema.types.ts',
    // The schemas that end in _shown repeat tables that are here already.
    '--exclude-pattern={graphile_worker,*_shown}.*',
    '--numeric-parser=number',
    '--date-parser=string',
    '--type-mapping={"int8":"number"}',
    '--log-level=warn',
    ...(process.argv.includes('--write') ? [] : ['--verify']),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } },
);
await database.drop();
process.exitCode = status ?? 1;
