import type pg from 'pg';

/** An open PostgreSQL, embedded or external: what the rest of the platform needs to know of it. */
export interface DatabaseServer {
  /** Owns the database and its schemas; runs migrations; not a superuser; subject to forced row security. */
  readonly ownerConfig: pg.PoolConfig;
  /** The application's role, `trama_app`: owns nothing, never bypasses row security. */
  readonly appConfig: pg.PoolConfig;
  /** PostgreSQL's major version, 15 to 18. */
  readonly majorVersion: number;
  /** Lets go of the database. An embedded PostgreSQL stops when nobody else holds it. Call it once, last. */
  release(): Promise<void>;
}

/**
 * Given to every session, in both modes: days are Italian days whatever the server's zone.
 */
export const sessionOptions = '-c timezone=Europe/Rome';
