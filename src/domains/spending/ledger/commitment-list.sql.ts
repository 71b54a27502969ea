import { sql } from 'kysely';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type { Commitment } from './entry.types.js';

/** Which commitments of a plan a list shows. */
export interface CommitmentSearch {
  /** Codes. */
  fund: string | null;
  objective: string | null;
  /** As `foldWords` makes them: each is looked for in the act's number, payee, purpose and fund. */
  words: readonly string[];
}

export interface CommitmentSums {
  count: number;
  /** Cents, reversals taken away. */
  netCents: number;
  paidCents: number;
}

/** One of the list's rows: what its table shows. */
export type CommitmentRow = Pick<
  Commitment,
  | 'id'
  | 'actNumber'
  | 'committedOn'
  | 'purpose'
  | 'payee'
  | 'organisationName'
  | 'objectiveCode'
  | 'fundName'
  | 'year'
  | 'netCents'
  | 'paidCents'
>;

/** What the list's head needs of the whole plan. */
export interface LedgerHead {
  allocatedCents: number;
  /** That have commitments, in the plan's order. */
  objectives: string[];
  /** By name. */
  funds: { code: string; name: string }[];
}

// The words are folded as `foldWords` folds them: combining marks away, small letters.
const found = (planId: string, { fund, objective, words }: CommitmentSearch) => sql`
  from spending.commitment c
  join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
  join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
  join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
  left join governance.organisation g on g.ambito_id = c.ambito_id and g.id = c.organisation_id
  left join lateral (select sum(x.committed_cents) as cents from spending.commitment x
    where x.ambito_id = c.ambito_id and x.reverses_id = c.id) r on true
  left join lateral (select sum(x.paid_cents) as cents from spending.payment x
    where x.ambito_id = c.ambito_id and x.commitment_id = c.id) y on true
  where c.reverses_id is null and o.plan_id = ${planId}::uuid
    and (${fund}::text is null or f.code = ${fund}::text)
    and (${objective}::text is null or o.code = ${objective}::text)
    and not exists (select from unnest(${words}::text[]) w where strpos(lower(regexp_replace(
      normalize(concat_ws(' ', c.act_number, g.name, c.payee, c.purpose, f.name), NFD),
      '[\\u0300-\\u036f]', '', 'g')), w) = 0)`;

const sums = compileOnce(
  (_tx, planId: string, fund: string | null, objective: string | null, words: readonly string[]) => {
    const query = sql<CommitmentSums>`
      select count(*)::integer as count,
        coalesce(sum(c.committed_cents + coalesce(r.cents, 0)), 0)::bigint as "netCents",
        coalesce(sum(y.cents), 0)::bigint as "paidCents" ${found(planId, { fund, objective, words })}`;
    return { compile: (tx) => query.compile(tx) };
  },
);

/** How many commitments answer a search, and their sums. */
export async function sumCommitments(
  tx: Tx,
  planId: string,
  { fund, objective, words }: CommitmentSearch,
): Promise<CommitmentSums> {
  const [row] = await sums(tx, planId, fund, objective, words);
  return row ?? { count: 0, netCents: 0, paidCents: 0 };
}

const rows = compileOnce(
  (
    _tx,
    planId: string,
    fund: string | null,
    objective: string | null,
    words: readonly string[],
    limit: number,
    offset: number,
  ) => {
    const query = sql<CommitmentRow>`
      select c.id, c.act_number as "actNumber", c.committed_on as "committedOn", c.purpose, c.payee,
        g.name as "organisationName", o.code as "objectiveCode", f.name as "fundName", b.year,
        (c.committed_cents + coalesce(r.cents, 0))::bigint as "netCents", coalesce(y.cents, 0)::bigint as "paidCents"
      ${found(planId, { fund, objective, words })}
      order by c.committed_on desc, c.entered_at desc, c.id limit ${limit} offset ${offset}`;
    return { compile: (tx) => query.compile(tx) };
  },
);

/** The commitments of one page of a search, newest first. */
export async function listCommitmentRows(
  tx: Tx,
  planId: string,
  { fund, objective, words }: CommitmentSearch,
  { limit, offset }: { limit: number; offset: number },
): Promise<CommitmentRow[]> {
  return rows(tx, planId, fund, objective, words, limit, offset);
}

/** What the plan gives, and by what its commitments can be chosen. */
export async function readLedgerHead(tx: Tx, planId: string): Promise<LedgerHead> {
  const { rows: heads } = await sql<LedgerHead>`
    with used as (
      select distinct b.objective_id, b.fund_id
      from spending.commitment c
      join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
      join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
      where o.plan_id = ${planId}
    )
    select
      (select coalesce(sum(l.allocated_cents), 0)::bigint from spending.line_money l
        join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
        where o.plan_id = ${planId} and (o.withdrawn_at is null or l.committed_cents <> 0)) as "allocatedCents",
      (select coalesce(jsonb_agg(o.code order by o.position, o.code), '[]') from plan.objective o
        where o.id in (select objective_id from used)) as objectives,
      (select coalesce(jsonb_agg(jsonb_build_object('code', f.code, 'name', f.name) order by f.name, f.code), '[]')
        from spending.fund f where f.id in (select fund_id from used)) as funds`.execute(tx);
  return heads[0] ?? { allocatedCents: 0, objectives: [], funds: [] };
}
