import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import { Absent } from '#platform/errors.js';
import { Guideline } from './guideline.types.js';

const folder = fileURLToPath(new URL('../../../guidelines/', import.meta.url));

/**
 * Puts the shipped guidelines into the database, each when its file has changed. They are the same for every ambito.
 * @param from folder of the files, with a slash at its end
 * @returns codes of those that were written
 */
export async function loadGuidelines(owner: pg.Pool, from = folder): Promise<string[]> {
  const { rows } = await owner.query<{ code: string; sha256: string }>(
    'select code, sha256 from plan.guideline',
  );
  const known = new Map(rows.map((row) => [row.code, row.sha256]));
  const written: string[] = [];
  for (const name of readdirSync(from).filter((file) => file.endsWith('.json'))) {
    const text = readFileSync(from + name, 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    const guideline = Guideline.parse(JSON.parse(text));
    if (known.get(guideline.code) === sha256) continue;
    // A plan keeps the edition under which it was written, so none is ever overwritten.
    await owner.query(
      `insert into plan.guideline_edition (code, sha256, content) values ($1, $2, $3) on conflict do nothing`,
      [guideline.code, sha256, JSON.stringify(guideline)],
    );
    await owner.query(
      `insert into plan.guideline (code, content, sha256) values ($1, $2, $3)
       on conflict (code) do update set content = excluded.content, sha256 = excluded.sha256`,
      [guideline.code, JSON.stringify(guideline), sha256],
    );
    written.push(guideline.code);
  }
  return written;
}

/** Parsed guidelines by code and hash: a page must not check a whole guideline again. */
const parsed = new Map<string, Guideline>();

const findHash = compileOnce((tx, code: string) =>
  tx.selectFrom('plan.guideline').select('sha256').where('code', '=', code),
);

/**
 * A guideline in the edition that a plan keeps, or in the present one.
 * @param sha256 of the edition; null for the present one
 * @throws Absent
 */
export async function getGuideline(tx: Tx, code: string, sha256: string | null = null): Promise<Guideline> {
  const edition = sha256 ?? (await findHash(tx, code))[0]?.sha256;
  if (edition === undefined) throw new Absent('guideline');
  const key = `${code} ${edition}`;
  const known = parsed.get(key);
  if (known) return known;
  const row = await tx
    .selectFrom('plan.guideline_edition')
    .select('content')
    .where('code', '=', code)
    .where('sha256', '=', edition)
    .executeTakeFirst();
  if (!row) throw new Absent('guideline');
  const guideline = Guideline.parse(row.content);
  parsed.set(key, guideline);
  return guideline;
}

export interface GuidelineHead {
  code: string;
  sha256: string;
  guideline: Guideline;
}

/** The present editions, the newest period first. */
export async function listGuidelines(tx: Tx): Promise<GuidelineHead[]> {
  const rows = await tx.selectFrom('plan.guideline').select(['code', 'sha256']).execute();
  const heads: GuidelineHead[] = [];
  for (const row of rows) heads.push({ ...row, guideline: await getGuideline(tx, row.code, row.sha256) });
  return heads.sort(
    (a, b) => b.guideline.period.from - a.guideline.period.from || a.code.localeCompare(b.code),
  );
}
