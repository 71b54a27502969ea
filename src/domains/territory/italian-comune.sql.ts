import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '#platform/db/walled.js';
import type { ComuneChange } from './comparison.sql.js';

/** A comune of ISTAT's list. `province` is the short sign of the car plates, `km2` null where ISTAT gives none. */
export interface ItalianComune {
  code: string;
  name: string;
  province: string;
  provinceName: string;
  regionCode: string;
  region: string;
  cadastralCode: string;
  km2: number | null;
}

const MARK = 'italian-comuni';

/** Any number: two processes that start together must not load the list at once. */
const LOAD_LOCK = 7_283_464;

/** Hash of the list that the database holds. */
export async function findLoadedList(owner: pg.Pool): Promise<string | undefined> {
  const { rows } = await owner.query<{ value: string }>(
    'select value from platform.schema_mark where name = $1',
    [MARK],
  );
  return rows[0]?.value;
}

/** Replaces the lists. Comuni that are no longer in it stay out: places keep what they took from it. */
export async function replaceItalianComuni(
  owner: pg.Pool,
  comuni: readonly ItalianComune[],
  changes: readonly ComuneChange[],
  hash: string,
): Promise<void> {
  const client = await owner.connect();
  const column = (key: keyof ItalianComune) => comuni.map((comune) => comune[key]);
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK]);
    await client.query('delete from territory.italian_comune');
    await client.query(
      `insert into territory.italian_comune (code, name, province, province_name, region_code, region, cadastral_code, km2)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[])`,
      [
        column('code'),
        column('name'),
        column('province'),
        column('provinceName'),
        column('regionCode'),
        column('region'),
        column('cadastralCode'),
        column('km2'),
      ],
    );
    const facts = (key: keyof ComuneChange) => changes.map((change) => change[key]);
    await client.query('delete from territory.italian_change');
    await client.query(
      `insert into territory.italian_change (code, name, successor, successor_name, effective_on, kind)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[])`,
      [
        facts('code'),
        facts('name'),
        facts('successor'),
        facts('successorName'),
        facts('effectiveOn'),
        facts('kind'),
      ],
    );
    await client.query(
      `insert into platform.schema_mark (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
      [MARK, hash],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const columns = [
  'code',
  'name',
  'province',
  'province_name as provinceName',
  'region_code as regionCode',
  'region',
  'cadastral_code as cadastralCode',
  'km2',
] as const;

/** Those of the list among `codes`. */
export async function listItalianComuni(tx: Tx, codes: readonly string[]): Promise<ItalianComune[]> {
  return tx
    .selectFrom('territory.italian_comune')
    .select(columns)
    .where('code', 'in', codes.length === 0 ? [''] : [...codes])
    .orderBy('code')
    .execute();
}

/** All comuni of one province, by name. */
export async function listComuniOfProvince(tx: Tx, province: string): Promise<ItalianComune[]> {
  return tx
    .selectFrom('territory.italian_comune')
    .select(columns)
    .where('province', '=', province)
    .orderBy(sql`name collate "it-x-icu"`)
    .execute();
}

/** Comuni whose name begins with or holds the words, 40 at most. */
export async function searchItalianComuni(tx: Tx, words: string): Promise<ItalianComune[]> {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return tx
    .selectFrom('territory.italian_comune')
    .select(columns)
    .where(sql<boolean>`lower(name) like ${pattern}`)
    .orderBy(sql`name collate "it-x-icu"`)
    .limit(40)
    .execute();
}

/** Italy's provinces by name. Steps from one to the next along the index: 107 look-ups instead of 7,900 rows. */
export async function listProvinces(tx: Tx): Promise<{ province: string; name: string; region: string }[]> {
  const { rows } = await sql<{ province: string; name: string; region: string }>`
    with recursive found as (
      (select province, province_name, region from territory.italian_comune order by province limit 1)
      union all
      select n.province, n.province_name, n.region from found f
      cross join lateral (select c.province, c.province_name, c.region from territory.italian_comune c
        where c.province > f.province order by c.province limit 1) n
    )
    select province, province_name as name, region from found order by province_name collate "it-x-icu"`.execute(
    tx,
  );
  return rows;
}

/**
 * Every code that a file may name: some 7,900 of today's comuni, and those that ceased to be. To tell an unknown comune
 * from one of elsewhere or of once.
 */
export async function listItalianCodes(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from territory.italian_comune union select code from territory.italian_change
    union select code from territory.comune_change union select successor from territory.comune_change
    union select code from territory.place where kind in ('comune', 'otherComune')`.execute(tx);
  return rows.map((row) => row.code);
}

/** Names of all of today's comuni, with what tells namesakes apart: to find places that a table names without codes. */
export async function listNamedComuni(
  tx: Tx,
): Promise<{ code: string; name: string; province: string; provinceName: string }[]> {
  return tx
    .selectFrom('territory.italian_comune')
    .select(['code', 'name', 'province', 'province_name as provinceName'])
    .execute();
}
