import { join } from 'node:path';

/** Folders of one embedded PostgreSQL under `TRAMA_DATA`. */
export interface ClusterPaths {
  readonly home: string;
  readonly cluster: string;
  readonly log: string;
  readonly socket: string;
  readonly holders: string;
  readonly credentials: string;
  readonly startLock: string;
}

export function clusterPaths(dataDir: string): ClusterPaths {
  const home = join(dataDir, 'postgres');
  return {
    home,
    cluster: join(home, 'cluster'),
    log: join(home, 'log'),
    socket: join(home, 'socket'),
    holders: join(home, 'holders'),
    credentials: join(home, 'credentials.json'),
    // Outside `home`, which comes into being under this lock.
    startLock: join(dataDir, 'postgres.lock'),
  };
}
