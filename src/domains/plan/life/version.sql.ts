import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type {
  FrozenContribution,
  FrozenDocument,
  FrozenLine,
  PlanContent,
  VersionFileHead,
  VersionFormat,
  VersionHead,
} from './version.types.js';

export interface VersionInsert {
  id: string;
  number: number;
  actId: string | null;
  amendmentId: string | null;
  documentHash: string;
  document: unknown;
  chapters: unknown;
  contentHash: string;
  content: PlanContent;
  storedRows: unknown;
}

export async function insertVersion(tx: Tx, planId: string, version: VersionInsert): Promise<void> {
  await tx
    .insertInto('plan.plan_version')
    .values({
      id: version.id,
      plan_id: planId,
      number: version.number,
      act_id: version.actId,
      amendment_id: version.amendmentId,
      document_hash: version.documentHash,
      document: JSON.stringify(version.document),
      chapters: JSON.stringify(version.chapters),
      content_hash: version.contentHash,
      content: JSON.stringify(version.content),
      stored_rows: JSON.stringify(version.storedRows),
    })
    .execute();
}

/** Newest first, without what they hold. */
export async function listVersions(tx: Tx, planId: string): Promise<VersionHead[]> {
  return tx
    .selectFrom('plan.plan_version as v')
    .leftJoin('plan.plan_act as c', 'c.id', 'v.act_id')
    .leftJoin('plan.amendment as m', 'm.id', 'v.amendment_id')
    .leftJoin('platform.account as a', 'a.id', 'v.frozen_by')
    .select([
      'v.id',
      'v.number',
      'v.frozen_at as frozenAt',
      'a.name as frozenBy',
      'v.content_hash as contentHash',
      'v.document_hash as documentHash',
      'v.act_id as actId',
      'c.taken_on as takenOn',
      'c.act_number as actNumber',
      'c.body_name as bodyName',
      'm.reason as amendmentReason',
    ])
    .where('v.plan_id', '=', planId)
    .orderBy('v.number', 'desc')
    .execute();
}

export async function findVersionHash(
  tx: Tx,
  planId: string,
  number: number,
): Promise<{ id: string; documentHash: string } | undefined> {
  return tx
    .selectFrom('plan.plan_version')
    .select(['id', 'document_hash as documentHash'])
    .where('plan_id', '=', planId)
    .where('number', '=', number)
    .executeTakeFirst();
}

export async function findVersionContent(
  tx: Tx,
  planId: string,
  number: number,
): Promise<PlanContent | undefined> {
  const row = await tx
    .selectFrom('plan.plan_version')
    .select('content')
    .where('plan_id', '=', planId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.content as unknown as PlanContent | undefined;
}

/** The tree of a frozen document, by the version's own id: a job works for the installation. */
export async function findVersionDocument(
  tx: Tx,
  id: string,
): Promise<(FrozenDocument & { planCode: string; number: number }) | undefined> {
  const row = await tx
    .selectFrom('plan.plan_version as v')
    .innerJoin('plan.plan as p', 'p.id', 'v.plan_id')
    .select(['v.document', 'v.chapters', 'v.document_hash as hash', 'p.code as planCode', 'v.number'])
    .where('v.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, chapters: row.chapters as unknown as FrozenDocument['chapters'] };
}

/** Rows by table, as they were when the version was frozen. */
export async function findStoredRows(
  tx: Tx,
  planId: string,
  number: number,
): Promise<Record<string, Record<string, unknown>[]> | undefined> {
  const row = await tx
    .selectFrom('plan.plan_version')
    .select('stored_rows as rows')
    .where('plan_id', '=', planId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.rows as unknown as Record<string, Record<string, unknown>[]> | undefined;
}

export async function listVersionFiles(tx: Tx, versionId: string): Promise<VersionFileHead[]> {
  const rows = await tx
    .selectFrom('plan.version_file')
    .select([
      'format',
      'sha256',
      sql<number>`octet_length(bytes)`.as('size'),
      'made_at as madeAt',
      'render_ms as renderMs',
    ])
    .where('version_id', '=', versionId)
    .execute();
  return rows.map((row) => ({ ...row, format: row.format as VersionFormat }));
}

export async function findVersionFile(
  tx: Tx,
  versionId: string,
  format: VersionFormat,
): Promise<{ bytes: Buffer; sha256: string } | undefined> {
  return tx
    .selectFrom('plan.version_file')
    .select(['bytes', 'sha256'])
    .where('version_id', '=', versionId)
    .where('format', '=', format)
    .executeTakeFirst();
}

/** The first file that is made stays; one that was made meanwhile is dropped. */
export async function insertVersionFile(
  tx: Tx,
  versionId: string,
  file: { format: VersionFormat; sha256: string; bytes: Buffer; renderMs: number },
): Promise<void> {
  await tx
    .insertInto('plan.version_file')
    .values({
      version_id: versionId,
      format: file.format,
      sha256: file.sha256,
      bytes: file.bytes,
      render_ms: file.renderMs,
    })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'version_id', 'format']).doNothing())
    .execute();
}

/** Budget lines of a plan's objectives, in the plan's order. */
export async function listFrozenLines(tx: Tx, planId: string): Promise<FrozenLine[]> {
  const { rows } = await sql<FrozenLine>`
    select b.id, o.code as objective, f.code as fund, f.name as "fundName", b.year, b.description,
      b.allocated_cents as "allocatedCents"
    from spending.budget_line b
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code, b.position, b.year nulls last, b.id`.execute(tx);
  return rows;
}

/** What was said of a plan and answered, as the adoption keeps it. */
export async function listFrozenContributions(tx: Tx, planId: string): Promise<FrozenContribution[]> {
  const { rows } = await sql<FrozenContribution>`
    select c.id, c.code, c.title, c.text, c.state, c.answer, coalesce((
      select json_agg(json_build_object('code', t.code, 'title', t.title) order by t.of, t.code, t.tie) from (
        select 1 as of, n.code, n.description as title, l.tie from participation.contribution_need l
        join plan.need n on n.ambito_id = l.ambito_id and n.id = l.need_id
        where l.ambito_id = c.ambito_id and l.contribution_id = c.id and n.withdrawn_at is null
        union all
        select 2, o.code, o.title, l.tie from participation.contribution_objective l
        join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
        where l.ambito_id = c.ambito_id and l.contribution_id = c.id and o.withdrawn_at is null) t), '[]') as ties
    from participation.contribution c where c.plan_id = ${planId} order by length(c.code), c.code`.execute(
    tx,
  );
  return rows;
}

/** Contributions of a plan that everyone may read: closed and released. */
export async function listReleasedContributions(tx: Tx, planId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from participation.contribution
    where plan_id = ${planId} and published_on is not null and state not in ('received', 'examined')`.execute(
    tx,
  );
  return rows.map(({ code }) => code);
}
