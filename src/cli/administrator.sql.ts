import type pg from 'pg';

export interface KnownAccount {
  id: string;
  isInstallationAdmin: boolean;
  hasPassword: boolean;
}

/** Accounts are behind a wall of their own, which only the database's owner may look over. */
export async function findAccountByEmail(owner: pg.Pool, email: string): Promise<KnownAccount | undefined> {
  const { rows } = await owner.query<KnownAccount>(
    `select id, is_installation_admin as "isInstallationAdmin", password_hash is not null as "hasPassword"
     from platform.account where lower(email) = lower($1)`,
    [email],
  );
  return rows[0];
}

export async function makeInstallationAdmin(owner: pg.Pool, accountId: string): Promise<void> {
  await owner.query('update platform.account set is_installation_admin = true where id = $1', [accountId]);
}
