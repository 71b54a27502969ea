import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { AmbitoRule, FindingRule } from './finding.types.js';

/** Rules that the ambito set differently from how they are shipped. */
export async function listAmbitoRules(tx: Tx): Promise<AmbitoRule[]> {
  const rows = await tx
    .selectFrom('territory.quality_rule as r')
    .leftJoin('platform.account as a', 'a.id', 'r.updated_by')
    .select([
      'r.rule',
      'r.active',
      'r.thresholds',
      'r.reason',
      'a.name as changedBy',
      'r.updated_at as changedAt',
      'r.version',
    ])
    .orderBy('r.rule')
    .execute();
  return rows.map((row) => ({
    ...row,
    rule: row.rule as FindingRule,
    thresholds: row.thresholds as AmbitoRule['thresholds'],
  }));
}

/** @returns false when somebody else has set the rule meanwhile. */
export async function saveAmbitoRule(
  tx: Tx,
  rule: Pick<AmbitoRule, 'rule' | 'active' | 'thresholds' | 'reason'>,
  version: number | null,
): Promise<boolean> {
  const thresholds = JSON.stringify(rule.thresholds);
  const { active, reason } = rule;
  if (version === null) {
    const result = await tx
      .insertInto('territory.quality_rule')
      .values({ id: newId(), rule: rule.rule, active, thresholds, reason })
      .onConflict((conflict) => conflict.columns(['ambito_id', 'rule']).doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await tx
    .updateTable('territory.quality_rule')
    .set({ active, thresholds: sql`${thresholds}::jsonb`, reason })
    .where('rule', '=', rule.rule)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How many findings of each rule stand. */
export async function countFindingsByRule(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('territory.quality_finding')
    .select(['rule', (row) => row.fn.countAll<number>().as('count')])
    .where('state', 'in', ['open', 'explained'])
    .groupBy('rule')
    .execute();
  return new Map(rows.map((row) => [row.rule, Number(row.count)]));
}
