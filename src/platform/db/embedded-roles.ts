import pg from 'pg';
import type { Credentials } from './embedded-cluster.js';

export const databaseName = 'trama';
export const ownerRole = 'trama_owner';
export const appRole = 'trama_app';

/**
 * Makes the two roles and the database where they are missing. It may be stopped at any point and run again.
 * `client` is a superuser's, on database `postgres`.
 */
export async function ensureRoles(client: pg.Client, credentials: Credentials): Promise<void> {
  const { rows } = await client.query<{ owner: boolean; app: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS owner,
            EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS app,
            EXISTS (SELECT FROM pg_database WHERE datname = $3) AS database`,
    [ownerRole, appRole, databaseName],
  );
  const found = rows[0];
  const limits = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
  if (!found?.owner) {
    await client.query(`CREATE ROLE ${ownerRole} ${limits} PASSWORD ${pg.escapeLiteral(credentials.owner)}`);
  }
  if (!found?.app) {
    await client.query(`CREATE ROLE ${appRole} ${limits} PASSWORD ${pg.escapeLiteral(credentials.app)}`);
  }
  if (!found?.database) await createDatabase(client, databaseName);
}

/** Makes a database of the owner's, which the application's role may enter and nobody else. */
export async function createDatabase(client: pg.Client, name: string, template?: string): Promise<void> {
  const identifier = pg.escapeIdentifier(name);
  const from = template ? `TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY` : '';
  await client.query(`CREATE DATABASE ${identifier} OWNER ${ownerRole} ${from}`);
  await client.query(`REVOKE ALL ON DATABASE ${identifier} FROM PUBLIC`);
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${identifier} TO ${appRole}`);
}
