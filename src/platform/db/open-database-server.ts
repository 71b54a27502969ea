import type { DatabaseServer } from './database-server.types.js';
import { startEmbedded } from './embedded.js';
import { connectExternal } from './external.js';

/** Opens the PostgreSQL of `DATABASE_URL` when there is one, else the embedded one of the data folder. */
export function openDatabaseServer(options: {
  databaseUrl: string | undefined;
  dataDir: string;
  log: (line: string) => void;
  onLost?: (error: Error) => void;
}): Promise<DatabaseServer> {
  const { databaseUrl, ...embedded } = options;
  return databaseUrl ? connectExternal(databaseUrl) : startEmbedded(embedded);
}
