import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type {
  Commitment,
  CommitmentFields,
  LedgerImport,
  LineMoney,
  Payment,
  PaymentFields,
  Reversal,
  ReversalFields,
} from './entry.types.js';

/** Money of the lines of a plan, in the plan's order; of withdrawn objectives only where something was committed. */
export async function listLineMoney(tx: Tx, planId: string): Promise<LineMoney[]> {
  const { rows } = await sql<LineMoney>`
    select l.budget_line_id as "budgetLineId", o.id as "objectiveId", o.code as "objectiveCode", f.id as "fundId",
      f.code as fund, f.name as "fundName", l.year, b.description, l.allocated_cents as "allocatedCents",
      l.committed_cents as "committedCents", l.paid_cents as "paidCents"
    from spending.line_money l
    join spending.budget_line b on b.ambito_id = l.ambito_id and b.id = l.budget_line_id
    join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
    join spending.fund f on f.ambito_id = l.ambito_id and f.id = l.fund_id
    where o.plan_id = ${planId} and (o.withdrawn_at is null or l.committed_cents <> 0)
    order by o.position, o.code, b.position, l.year nulls last, b.id`.execute(tx);
  return rows;
}

/** Holds a line until the transaction ends: two who commit at once see each other's sums. */
export async function lockLine(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('spending.budget_line')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Holds every line of a plan, always in the same order, for a table of many rows. */
export async function lockPlanLines(tx: Tx, planId: string): Promise<void> {
  await sql`
    select b.id from spending.budget_line b
    where b.objective_id in (select id from plan.objective where plan_id = ${planId})
    order by b.id for update`.execute(tx);
}

/** What was taken away from each commitment, below nil, as r. */
const takenFromCommitment = sql`left join (select reverses_id, sum(committed_cents) as cents from spending.commitment
    where reverses_id is not null group by 1) r on r.reverses_id = c.id`;
/** What was taken away from each payment, below nil, as r. */
const takenFromPayment = sql`left join (select reverses_id, sum(paid_cents) as cents from spending.payment
      where reverses_id is not null group by 1) r on r.reverses_id = p.id`;

const selectCommitments = (planId: string | null, id: string | null) => sql<Commitment>`
  select c.id, c.budget_line_id as "budgetLineId", c.committed_cents as "committedCents",
    c.committed_on as "committedOn", c.act_number as "actNumber", g.code as organisation, g.name as "organisationName",
    c.payee, c.purpose, c.over_line_reason as "overLineReason", c.import_id as "importId", c.entered_at as "enteredAt",
    a.name as "enteredBy", o.code as "objectiveCode", o.title as "objectiveTitle", f.code as fund, f.name as "fundName",
    b.year, b.description, (c.committed_cents + coalesce(r.cents, 0))::bigint as "netCents",
    coalesce(y.cents, 0)::bigint as "paidCents"
  from spending.commitment c
  join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
  join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
  join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
  left join governance.organisation g on g.ambito_id = c.ambito_id and g.id = c.organisation_id
  left join platform.account a on a.id = c.entered_by
  ${takenFromCommitment}
  left join (select commitment_id, sum(paid_cents) as cents from spending.payment group by 1) y on y.commitment_id = c.id
  where c.reverses_id is null and (${planId}::uuid is null or o.plan_id = ${planId}::uuid)
    and (${id}::uuid is null or c.id = ${id}::uuid)
  order by c.committed_on desc, c.entered_at desc, c.id`;

/** Commitments of a plan, newest first, each with what is left of it and what was paid. */
export async function listCommitments(tx: Tx, planId: string): Promise<Commitment[]> {
  return (await selectCommitments(planId, null).execute(tx)).rows;
}

export async function findCommitment(tx: Tx, planId: string, id: string): Promise<Commitment | undefined> {
  return (await selectCommitments(planId, id).execute(tx)).rows[0];
}

/** The same commitment, entered before and not taken away since. */
export async function findEqualCommitment(
  tx: Tx,
  budgetLineId: string,
  organisationId: string | null,
  fields: CommitmentFields,
): Promise<{ enteredAt: Date } | undefined> {
  const { rows } = await sql<{ enteredAt: Date }>`
    select c.entered_at as "enteredAt" from spending.commitment c
    where c.budget_line_id = ${budgetLineId} and c.reverses_id is null and c.act_number = ${fields.actNumber}
      and c.committed_on = ${fields.committedOn} and c.committed_cents = ${fields.committedCents}
      and (c.organisation_id, c.payee, c.purpose)
        is not distinct from (${organisationId}::uuid, ${fields.payee}::text, ${fields.purpose}::text)
      and not exists (select from spending.commitment r where r.reverses_id = c.id)
    limit 1`.execute(tx);
  return rows[0];
}

/** The same payment of a commitment, entered before and not taken away since. */
export async function findEqualPayment(
  tx: Tx,
  commitmentId: string,
  fields: PaymentFields,
): Promise<{ enteredAt: Date } | undefined> {
  const { rows } = await sql<{ enteredAt: Date }>`
    select p.entered_at as "enteredAt" from spending.payment p
    where p.commitment_id = ${commitmentId} and p.reverses_id is null and p.act_number = ${fields.actNumber}
      and p.paid_on = ${fields.paidOn} and p.paid_cents = ${fields.paidCents}
      and p.note is not distinct from ${fields.note}::text
      and not exists (select from spending.payment r where r.reverses_id = p.id)
    limit 1`.execute(tx);
  return rows[0];
}

/** Payments of a commitment, oldest first. */
export async function listPayments(tx: Tx, commitmentId: string): Promise<Payment[]> {
  const { rows } = await sql<Payment>`
    select p.id, p.paid_cents as "paidCents", p.paid_on as "paidOn", p.act_number as "actNumber", p.note,
      p.import_id as "importId", p.entered_at as "enteredAt", a.name as "enteredBy",
      (p.paid_cents + coalesce(r.cents, 0))::bigint as "netCents"
    from spending.payment p
    left join platform.account a on a.id = p.entered_by
    ${takenFromPayment}
    where p.commitment_id = ${commitmentId} and p.reverses_id is null
    order by p.paid_on, p.entered_at, p.id`.execute(tx);
  return rows;
}

/** Payments of a whole plan, by the number of their order: to know which a table brings again. */
export async function listPlanPayments(
  tx: Tx,
  planId: string,
): Promise<{ commitmentId: string; actNumber: string; paidOn: string; paidCents: number }[]> {
  const { rows } = await sql<{ commitmentId: string; actNumber: string; paidOn: string; paidCents: number }>`
    select p.commitment_id as "commitmentId", p.act_number as "actNumber", p.paid_on as "paidOn",
      (p.paid_cents + coalesce(r.cents, 0))::bigint as "paidCents"
    from spending.payment p
    join spending.commitment c on c.ambito_id = p.ambito_id and c.id = p.commitment_id
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    ${takenFromPayment}
    where o.plan_id = ${planId} and p.reverses_id is null`.execute(tx);
  return rows;
}

/** What was taken away from a commitment and from its payments. */
export async function listReversals(tx: Tx, commitmentId: string): Promise<Reversal[]> {
  const { rows } = await sql<Reversal>`
    select c.id, c.reverses_id as "reversesId", -c.committed_cents as cents, c.committed_on as "on",
      c.act_number as "actNumber", c.reason, c.entered_at as "enteredAt", a.name as "enteredBy"
    from spending.commitment c left join platform.account a on a.id = c.entered_by
    where c.reverses_id = ${commitmentId}
    union all
    select p.id, p.reverses_id, -p.paid_cents, p.paid_on, p.act_number, p.reason, p.entered_at, a.name
    from spending.payment p left join platform.account a on a.id = p.entered_by
    where p.commitment_id = ${commitmentId} and p.reverses_id is not null
    order by 7, 1`.execute(tx);
  return rows;
}

export interface NewCommitment {
  id: string;
  budgetLineId: string;
  organisationId: string | null;
  fields: CommitmentFields;
}

export async function insertCommitments(
  tx: Tx,
  rows: readonly NewCommitment[],
  by: string | null,
  importId: string | null,
): Promise<void> {
  await tx
    .insertInto('spending.commitment')
    .values(
      rows.map(({ id, budgetLineId, organisationId, fields }) => ({
        id,
        budget_line_id: budgetLineId,
        committed_cents: fields.committedCents,
        committed_on: fields.committedOn,
        act_number: fields.actNumber,
        organisation_id: organisationId,
        payee: fields.payee,
        purpose: fields.purpose,
        over_line_reason: fields.overLineReason,
        import_id: importId,
        entered_by: by,
      })),
    )
    .execute();
}

export async function insertPayments(
  tx: Tx,
  rows: readonly { id: string; commitmentId: string; fields: PaymentFields }[],
  by: string | null,
  importId: string | null,
): Promise<void> {
  await tx
    .insertInto('spending.payment')
    .values(
      rows.map(({ id, commitmentId, fields }) => ({
        id,
        commitment_id: commitmentId,
        paid_cents: fields.paidCents,
        paid_on: fields.paidOn,
        act_number: fields.actNumber,
        note: fields.note,
        import_id: importId,
        entered_by: by,
      })),
    )
    .execute();
}

/** Takes away from a commitment. */
export async function insertCommitmentReversal(
  tx: Tx,
  id: string,
  commitment: Pick<Commitment, 'id' | 'budgetLineId'>,
  { cents, on, actNumber, reason }: ReversalFields,
  by: string | null,
): Promise<void> {
  await tx
    .insertInto('spending.commitment')
    .values({
      id,
      budget_line_id: commitment.budgetLineId,
      committed_cents: -cents,
      committed_on: on,
      act_number: actNumber,
      reverses_id: commitment.id,
      reason,
      entered_by: by,
    })
    .execute();
}

/** Takes away from a payment. */
export async function insertPaymentReversal(
  tx: Tx,
  id: string,
  commitmentId: string,
  paymentId: string,
  { cents, on, actNumber, reason }: ReversalFields,
  by: string | null,
): Promise<void> {
  await tx
    .insertInto('spending.payment')
    .values({
      id,
      commitment_id: commitmentId,
      paid_cents: -cents,
      paid_on: on,
      act_number: actNumber,
      reverses_id: paymentId,
      reason,
      entered_by: by,
    })
    .execute();
}

export async function insertLedgerImport(
  tx: Tx,
  given: Pick<LedgerImport, 'id' | 'kind' | 'fileName' | 'rowCount'>,
  by: string | null,
): Promise<void> {
  await tx
    .insertInto('spending.ledger_import')
    .values({
      id: given.id,
      kind: given.kind,
      file_name: given.fileName,
      row_count: given.rowCount,
      imported_by: by,
    })
    .execute();
}

/** Files that were taken in, newest first. */
export async function listLedgerImports(tx: Tx, kind: LedgerImport['kind']): Promise<LedgerImport[]> {
  const rows = await tx
    .selectFrom('spending.ledger_import as i')
    .leftJoin('platform.account as a', 'a.id', 'i.imported_by')
    .select([
      'i.id',
      'i.kind',
      'i.file_name as fileName',
      'i.row_count as rowCount',
      'i.imported_at as importedAt',
      'a.name as importedBy',
      'i.undone_at as undoneAt',
      'i.undone_reason as undoneReason',
    ])
    .where('i.kind', '=', kind)
    .orderBy('i.imported_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...row, kind }));
}

/** @returns false when it is not there or was undone already */
export async function markUndone(
  tx: Tx,
  id: string,
  kind: LedgerImport['kind'],
  now: Date,
  reason: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.ledger_import')
    .set({ undone_at: now, undone_reason: reason })
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes away what is left of every commitment of an import. @returns how many */
export async function reverseImportedCommitments(
  tx: Tx,
  importId: string,
  given: { on: string; reason: string; by: string | null },
): Promise<number> {
  const { rows } = await sql`
    insert into spending.commitment (id, budget_line_id, committed_cents, committed_on, act_number, reverses_id, reason, entered_by)
    select gen_random_uuid(), c.budget_line_id, -(c.committed_cents + coalesce(r.cents, 0)), greatest(${given.on}::date, c.committed_on),
      c.act_number, c.id, ${given.reason}, ${given.by}::uuid
    from spending.commitment c
    ${takenFromCommitment}
    where c.import_id = ${importId} and c.reverses_id is null and c.committed_cents + coalesce(r.cents, 0) > 0
    returning id`.execute(tx);
  return rows.length;
}

export async function reverseImportedPayments(
  tx: Tx,
  importId: string,
  given: { on: string; reason: string; by: string | null },
): Promise<number> {
  const { rows } = await sql`
    insert into spending.payment (id, commitment_id, paid_cents, paid_on, act_number, reverses_id, reason, entered_by)
    select gen_random_uuid(), p.commitment_id, -(p.paid_cents + coalesce(r.cents, 0)), greatest(${given.on}::date, p.paid_on),
      p.act_number, p.id, ${given.reason}, ${given.by}::uuid
    from spending.payment p
    ${takenFromPayment}
    where p.import_id = ${importId} and p.reverses_id is null and p.paid_cents + coalesce(r.cents, 0) > 0
    returning id`.execute(tx);
  return rows.length;
}

/** Commitments of an import of which something was paid since. */
export async function countPaidOfImport(tx: Tx, importId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select c.id from spending.commitment c join spending.payment p on p.ambito_id = c.ambito_id and p.commitment_id = c.id
      where c.import_id = ${importId} group by c.id having sum(p.paid_cents) > 0) paid`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Organisations of the network, by name. */
export async function listPayees(tx: Tx): Promise<{ id: string; code: string; name: string }[]> {
  return tx.selectFrom('governance.organisation').select(['id', 'code', 'name']).orderBy('name').execute();
}
