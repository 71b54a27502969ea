import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** A table whose rows are a plan's text, and how those of one plan are found. */
interface TextTable {
  name: string;
  key: readonly string[];
  /** Condition on the row `t`. */
  of: (planId: string) => RawBuilder<unknown>;
  /** Columns that go on while the text is still: what has been done does not belong to what was decided. */
  running?: readonly string[];
  /** Rows that others may rest on are withdrawn rather than removed. */
  isWithdrawn?: boolean;
}

const ofObjective = (planId: string) =>
  sql`t.objective_id in (select o.id from plan.objective o where o.plan_id = ${planId})`;
const ofContribution = (planId: string) =>
  sql`t.contribution_id in (select c.id from participation.contribution c where c.plan_id = ${planId})`;
const ofPlan = (planId: string) => sql`t.plan_id = ${planId}`;

/** Wholes before their parts: rows are put back in this order and removed in the other. */
export const TEXT_TABLES: readonly TextTable[] = [
  { name: 'plan.need', key: ['id'], of: ofPlan, isWithdrawn: true },
  {
    name: 'plan.need_evidence',
    key: ['id'],
    of: (planId) => sql`t.need_id in (select n.id from plan.need n where n.plan_id = ${planId})`,
  },
  { name: 'plan.objective', key: ['id'], of: ofPlan, isWithdrawn: true },
  { name: 'plan.objective_need', key: ['objective_id', 'need_id'], of: ofObjective },
  { name: 'plan.objective_service', key: ['objective_id', 'service_id'], of: ofObjective },
  { name: 'plan.objective_network', key: ['objective_id', 'network_id'], of: ofObjective },
  { name: 'plan.objective_agreement', key: ['objective_id', 'agreement_id'], of: ofObjective },
  { name: 'plan.objective_organisation', key: ['objective_id', 'organisation_id'], of: ofObjective },
  { name: 'plan.indicator', key: ['id'], of: ofObjective },
  { name: 'plan.action', key: ['id'], of: ofObjective, running: ['state', 'state_reason'] },
  { name: 'plan.chapter', key: ['id'], of: ofPlan },
  { name: 'spending.budget_line', key: ['id'], of: ofObjective },
  {
    name: 'participation.contribution',
    key: ['id'],
    of: ofPlan,
    running: ['published_text', 'published_on'],
  },
  {
    name: 'participation.contribution_need',
    key: ['contribution_id', 'need_id', 'tie'],
    of: ofContribution,
  },
  {
    name: 'participation.contribution_objective',
    key: ['contribution_id', 'objective_id', 'tie'],
    of: ofContribution,
  },
];

type Rows = Record<string, Record<string, unknown>[]>;

/** The rows of a plan's text, whole, by table. */
export async function readTextRows(tx: Tx, planId: string): Promise<Rows> {
  const found: Rows = {};
  for (const table of TEXT_TABLES) {
    const { rows } = await sql<{ rows: Record<string, unknown>[] }>`
      select coalesce(jsonb_agg(to_jsonb(t)), '[]') as rows from ${sql.table(table.name)} t
      where ${table.of(planId)}`.execute(tx);
    found[table.name] = rows[0]?.rows ?? [];
  }
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select jsonb_build_object('id', p.id, 'title', p.title, 'summary', p.summary) as row
    from plan.plan p where p.id = ${planId}`.execute(tx);
  found['plan.plan'] = rows.map(({ row }) => row);
  return found;
}

/** Stamps are the program's own: a row that comes back is changed now, by who brings it back. */
const STAMPS = new Set(['ambito_id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']);

/**
 * Makes the rows of a plan's text what they were: what was changed is changed back, what was removed returns with its
 * identifier, what was added is withdrawn or removed. What has gone on meanwhile (states of actions, measures) stays.
 * Every row that is touched keeps what it was in its history.
 * @param reason of what is withdrawn and removed
 */
export async function restoreTextRows(tx: Tx, planId: string, stored: Rows, reason: string): Promise<void> {
  await sql`select set_config('app.restoring', 'on', true), set_config('app.reason', ${reason}, true)`.execute(
    tx,
  );
  for (const table of [...TEXT_TABLES].reverse()) await takeAway(tx, planId, table, stored, reason);
  const [plan] = stored['plan.plan'] ?? [];
  if (plan) {
    await sql`update plan.plan set title = ${plan.title}, summary = ${plan.summary} where id = ${planId}
      and (title, summary) is distinct from (${plan.title}::text, ${plan.summary}::text)`.execute(tx);
  }
  for (const table of TEXT_TABLES) await bringBack(tx, table, stored[table.name] ?? []);
  await sql`select set_config('app.restoring', '', true)`.execute(tx);
}

async function takeAway(
  tx: Tx,
  planId: string,
  table: TextTable,
  stored: Rows,
  reason: string,
): Promise<void> {
  const kept = JSON.stringify(stored[table.name] ?? []);
  const isKept = sql`exists (select from jsonb_array_elements(${kept}::jsonb) k where ${sql.join(
    table.key.map((column) => sql`k ->> ${column} = t.${sql.ref(column)}::text`),
    sql` and `,
  )})`;
  if (table.isWithdrawn) {
    await sql`update ${sql.table(table.name)} t set withdrawn_at = now(), withdrawn_reason = ${reason}
      where ${table.of(planId)} and t.withdrawn_at is null and not ${isKept}`.execute(tx);
    return;
  }
  // The parts of an objective that is withdrawn stay with it: they are its history.
  const ofKept = table.name.startsWith('plan.objective_')
    ? sql``
    : table.key[0] === 'id' && ['plan.indicator', 'plan.action', 'spending.budget_line'].includes(table.name)
      ? sql`and t.objective_id::text in (select k ->> 'id' from jsonb_array_elements(${JSON.stringify(
          stored['plan.objective'] ?? [],
        )}::jsonb) k)`
      : sql``;
  // A line on which money was committed stays: what becomes of its sum, who gives the amendment up decides.
  const unbound =
    table.name === 'spending.budget_line'
      ? sql`and not exists (select from spending.commitment c where c.ambito_id = t.ambito_id and c.budget_line_id = t.id)`
      : sql``;
  await sql`delete from ${sql.table(table.name)} t where ${table.of(planId)} ${ofKept} ${unbound} and not ${isKept}`.execute(
    tx,
  );
}

async function bringBack(tx: Tx, table: TextTable, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = await listColumns(tx, table.name);
  const known = Object.keys(rows[0] ?? {}).filter((column) => columns.has(column));
  const text = known.filter(
    (column) => !STAMPS.has(column) && !table.key.includes(column) && !table.running?.includes(column),
  );
  const refs = (prefix: string, names: readonly string[]) =>
    sql.join(names.map((column) => sql`${sql.raw(prefix)}.${sql.ref(column)}`));
  const content = JSON.stringify(rows);
  const inserted = known.filter((column) => column !== 'ambito_id' && column !== 'version');
  const hasVersion = known.includes('version');
  // A row that was removed goes on counting its versions where its history stopped.
  const version = hasVersion
    ? sql`, 1 + coalesce((select max(h.version) from platform.history h
        where h.table_name = ${table.name} and h.row_key = r.id::text), 0)`
    : sql``;
  const target = sql.table(table.name);
  const update =
    text.length === 0
      ? sql`do nothing`
      : sql`do update set ${sql.join(text.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}
          where (${refs('t', text)}) is distinct from (${refs('excluded', text)})`;
  await sql`insert into ${target} as t (${sql.join(inserted.map((column) => sql.ref(column)))}${
    hasVersion ? sql`, version` : sql``
  })
    select ${refs('r', inserted)}${version} from jsonb_populate_recordset(null::${target}, ${content}::jsonb) r
    on conflict (ambito_id, ${sql.join(table.key.map((column) => sql.ref(column)))}) ${update}`.execute(tx);
}

async function listColumns(tx: Tx, table: string): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    tx,
  );
  return new Set(rows.map(({ name }) => name));
}
