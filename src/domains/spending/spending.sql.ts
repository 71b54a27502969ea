import { sql } from 'kysely';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type {
  BudgetLine,
  BudgetLineFields,
  CarryOverRule,
  Fund,
  FundFields,
  FundKind,
} from './spending.types.js';

const fundColumns = [
  'id',
  'code',
  'version',
  'name',
  'kind',
  'note',
  'eligible_uses as eligibleUses',
  'policy_areas as policyAreas',
  'first_year as firstYear',
  'last_year as lastYear',
  'spend_by as spendBy',
  'carry_over as carryOver',
  'carry_over_until as carryOverUntil',
  'co_funding_hundredths as coFundingHundredths',
] as const;

function toFund<R extends { kind: string; carryOver: string }>(row: R) {
  return { ...row, kind: row.kind as FundKind, carryOver: row.carryOver as CarryOverRule };
}

function fundValues(fields: FundFields) {
  return {
    name: fields.name,
    kind: fields.kind,
    note: fields.note,
    eligible_uses: fields.eligibleUses,
    policy_areas: fields.policyAreas,
    first_year: fields.firstYear,
    last_year: fields.lastYear,
    spend_by: fields.spendBy,
    carry_over: fields.carryOver,
    carry_over_until: fields.carryOverUntil,
    co_funding_hundredths: fields.coFundingHundredths,
  };
}

export async function listFunds(tx: Tx): Promise<Fund[]> {
  const rows = await tx
    .selectFrom('spending.fund')
    .select(fundColumns)
    .orderBy(
      sql`array_position(array['state', 'region', 'europe', 'comuni', 'own', 'health', 'users', 'private', 'notStated'], kind)`,
    )
    .orderBy('name')
    .execute();
  return rows.map(toFund);
}

export async function findFund(tx: Tx, code: string): Promise<Fund | undefined> {
  const row = await tx
    .selectFrom('spending.fund')
    .select(fundColumns)
    .where('code', '=', code)
    .executeTakeFirst();
  return row && toFund(row);
}

export async function insertFunds(
  tx: Tx,
  funds: readonly (FundFields & { id: string; code: string })[],
): Promise<void> {
  if (funds.length === 0) return;
  await tx
    .insertInto('spending.fund')
    .values(funds.map(({ id, code, ...fields }) => ({ id, code, ...fundValues(fields) })))
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateFund(tx: Tx, id: string, version: number, fields: FundFields): Promise<boolean> {
  const result = await tx
    .updateTable('spending.fund')
    .set(fundValues(fields))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteFund(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.fund')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function countFundLines(tx: Tx, fundId: string): Promise<number> {
  const row = await tx
    .selectFrom('spending.budget_line')
    .select(sql<number>`count(*)`.as('count'))
    .where('fund_id', '=', fundId)
    .executeTakeFirstOrThrow();
  return row.count;
}

function selectLines(tx: Tx) {
  return tx
    .selectFrom('spending.budget_line as b')
    .innerJoin('spending.fund as f', 'f.id', 'b.fund_id')
    .innerJoin('plan.objective as o', 'o.id', 'b.objective_id')
    .innerJoin('spending.line_money as m', 'm.budget_line_id', 'b.id')
    .leftJoin('services.service as s', 's.id', 'b.service_id')
    .leftJoin('territory.place as p', 'p.id', 'b.comune_id')
    .where('o.withdrawn_at', 'is', null)
    .select([
      'b.id',
      'b.version',
      'f.code as fund',
      'f.name as fundName',
      'f.kind as fundKind',
      'o.id as objectiveId',
      'o.code as objectiveCode',
      'o.title as objectiveTitle',
      'b.year',
      'b.description',
      'b.allocated_cents as allocatedCents',
      'b.stated',
      'b.note',
      's.code as service',
      's.name as serviceName',
      'p.code as comune',
      'p.name as comuneName',
      sql<number>`m.committed_cents`.as('committedCents'),
      sql<number>`m.paid_cents`.as('paidCents'),
    ]);
}

const inPlanOrder = <Q extends ReturnType<typeof selectLines>>(query: Q) =>
  query
    .orderBy('o.position')
    .orderBy('o.code')
    .orderBy('b.position')
    .orderBy(sql`b.year nulls last`)
    .orderBy('b.id');
const linesOfPlan = compileOnce((tx, planId: string) =>
  inPlanOrder(selectLines(tx).where('o.plan_id', '=', planId)),
);
const linesOfObjective = compileOnce((tx, planId: string, objectiveId: string) =>
  inPlanOrder(selectLines(tx).where('o.plan_id', '=', planId).where('o.id', '=', objectiveId)),
);

const linesOfFund = compileOnce((tx, planId: string, fundId: string) =>
  inPlanOrder(selectLines(tx).where('o.plan_id', '=', planId).where('b.fund_id', '=', fundId)),
);

/** Lines that a fund gives to a plan, in the plan's order. */
export async function listFundLines(tx: Tx, planId: string, fundId: string): Promise<BudgetLine[]> {
  const rows = await linesOfFund(tx, planId, fundId);
  return rows.map((row) => ({ ...row, fundKind: row.fundKind as FundKind }));
}

/** Lines of a plan's objectives, or of one objective, in the plan's order. */
export async function listBudgetLines(tx: Tx, planId: string, objectiveId?: string): Promise<BudgetLine[]> {
  const rows = await (objectiveId === undefined
    ? linesOfPlan(tx, planId)
    : linesOfObjective(tx, planId, objectiveId));
  return rows.map((row) => ({ ...row, fundKind: row.fundKind as FundKind }));
}

export async function findBudgetLine(tx: Tx, id: string): Promise<BudgetLine | undefined> {
  const row = await selectLines(tx).where('b.id', '=', id).executeTakeFirst();
  return row && { ...row, fundKind: row.fundKind as FundKind };
}

/** Cents committed of a line, reversals taken away; null where nothing ever was. */
export async function findLineCommitted(tx: Tx, id: string): Promise<number | null> {
  const row = await tx
    .selectFrom('spending.commitment')
    .select(sql<number | null>`sum(committed_cents)::bigint`.as('cents'))
    .where('budget_line_id', '=', id)
    .executeTakeFirst();
  return row?.cents ?? null;
}

export interface LineWrite {
  id: string;
  objectiveId: string;
  fundId: string;
  fields: LineColumns;
  serviceId: string | null;
  comuneId: string | null;
  position: number;
}

/** Fields of a line that are columns of its own. */
type LineColumns = Omit<BudgetLineFields, 'fund' | 'service' | 'comune'>;

export async function insertBudgetLines(tx: Tx, lines: readonly LineWrite[]): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .insertInto('spending.budget_line')
    .values(
      lines.map((line) => ({
        id: line.id,
        objective_id: line.objectiveId,
        position: line.position,
        ...columnsOf(line.fields, line),
      })),
    )
    .execute();
}

export async function updateBudgetLine(
  tx: Tx,
  id: string,
  version: number,
  fields: LineColumns,
  ids: { fundId: string; serviceId: string | null; comuneId: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.budget_line')
    .set(columnsOf(fields, ids))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(fields: LineColumns, ids: Pick<LineWrite, 'fundId' | 'serviceId' | 'comuneId'>) {
  return {
    fund_id: ids.fundId,
    service_id: ids.serviceId,
    comune_id: ids.comuneId,
    year: fields.year,
    description: fields.description,
    allocated_cents: fields.allocatedCents,
    stated: fields.stated,
    note: fields.note,
  };
}

/** Services and comuni that a line may name, by code. */
export async function listLineTargets(
  tx: Tx,
): Promise<{ kind: 'service' | 'comune'; id: string; code: string; name: string }[]> {
  const { rows } = await sql<{ kind: 'service' | 'comune'; id: string; code: string; name: string }>`
    select 'service' as kind, id, code, name from services.service
    union all select 'comune', id, code, name from territory.place where kind = 'comune'
    order by 1, 4`.execute(tx);
  return rows;
}

export async function deleteBudgetLine(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.budget_line')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
