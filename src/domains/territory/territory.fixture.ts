import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Grant } from '#platform/auth/roles.js';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase } from '#platform/db/test-database.js';
import type { Ambito, Ctx, SiteCtx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { createAmbito, type NewAmbito } from './ambito.actions.js';
import { loadItalianComuni } from './italian-comune.load.js';
import { loadTerritoryDemo } from './territory.demo.js';

export interface TestTerritory {
  database: Database;
  close(): Promise<void>;
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** An empty migrated database with Italy's comuni. */
export async function openTerritory(): Promise<TestTerritory> {
  const test = await createTestDatabase();
  const database = openPools({ ...test, size: 4 });
  await loadItalianComuni(database.owner);
  return {
    database,
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}

/** The installation itself, outside every ambito. */
export async function asInstallation<T>(database: Database, work: (ctx: SiteCtx) => Promise<T>): Promise<T> {
  return database.transaction({ ambitoId: null }, (tx, client) =>
    work({ tx, client, user: null, now: new Date(), lang: 'it', requestId: 'test' }),
  );
}

export async function makeAmbito(database: Database, input: NewAmbito): Promise<Ambito> {
  return asInstallation(database, (ctx) => createAmbito(ctx, input));
}

/** The demonstration's territory, as `loadDemo` makes it. */
export async function makeDemo(database: Database): Promise<Ambito> {
  const ambito = { id: newId(), slug: 'oglio-po', name: 'Ambito Oglio Po', leadBody: null, isDemo: true };
  await asInstallation(database, (ctx) => insertAmbito(ctx.tx, ambito));
  await insideAmbito(database, ambito, (ctx) => loadTerritoryDemo(ctx, `${repository}demo/oglio-po/`));
  return ambito;
}

/** Runs as somebody with these grants and nothing else. */
export async function withGrants<T>(
  database: Database,
  ambito: Ambito,
  grants: Grant[],
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  return insideAmbito(database, ambito, (ctx) => work({ ...ctx, grants }));
}

/** Folder of the publishers' own files, when it is on this machine. */
export function findShared(): string | undefined {
  const folder = process.env.TRAMA_SHARED ?? `${repository}../shared/data`;
  return existsSync(folder) ? folder : undefined;
}

/** ISTAT codes of the demonstration's 27 comuni. */
export const OGLIO_PO = [
  ...['019009', '019021', '019023', '019031', '019052', '019057', '019061', '019083', '019090'],
  ...['019091', '019092', '019096', '019101', '019106', '019108', '019115', '019116'],
  ...['020007', '020020', '020022', '020025', '020031', '020043', '020050', '020054', '020059', '020066'],
];
