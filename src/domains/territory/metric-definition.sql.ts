import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { KnownVariable } from './metric.checks.js';
import type { Metric } from './metric.types.js';

/** A metric with what became of it. */
export interface MetricRecord extends Metric {
  version: number;
  /** Why this edition was made. */
  note: string | null;
  madeAt: Date;
  madeBy: string | null;
  /** When a later edition took its place. */
  replacedAt: Date | null;
  retiredAt: Date | null;
  retiredReason: string | null;
}

/** What people write of a metric. */
export type MetricDefinition = Pick<
  Metric,
  'name' | 'unit' | 'decimals' | 'factor' | 'numerator' | 'denominator' | 'explanation' | 'source'
> & { note: string | null };

const records = sql`select m.id, m.code, m.edition, m.name, m.unit, m.decimals, m.factor, m.numerator, m.denominator,
    m.explanation, m.source, m.shipped, m.version, m.note, m.created_at as "madeAt", a.name as "madeBy",
    m.replaced_at as "replacedAt", m.retired_at as "retiredAt", m.retired_reason as "retiredReason"
  from territory.metric m left join platform.account a on a.id = m.created_by`;

/** The present edition of every metric, those out of use too; the ambito's own first. */
export async function listMetricRecords(tx: Tx): Promise<MetricRecord[]> {
  const { rows } = await sql<MetricRecord>`${records}
    where m.replaced_at is null order by m.shipped, m.position, m.name collate "it-x-icu"`.execute(tx);
  return rows;
}

/** Every edition of one metric, the newest first. */
export async function listMetricEditions(tx: Tx, code: string): Promise<MetricRecord[]> {
  const { rows } = await sql<MetricRecord>`${records} where m.code = ${code} order by m.edition desc`.execute(
    tx,
  );
  return rows;
}

export async function insertMetric(
  tx: Tx,
  metric: { code: string; edition: number; position: number; definition: MetricDefinition },
): Promise<void> {
  const { code, edition, position, definition } = metric;
  await tx
    .insertInto('territory.metric')
    .values({
      id: newId(),
      code,
      edition,
      position,
      name: definition.name,
      unit: definition.unit,
      decimals: definition.decimals,
      factor: definition.factor,
      numerator: JSON.stringify(definition.numerator),
      denominator: definition.denominator === null ? null : JSON.stringify(definition.denominator),
      explanation: definition.explanation,
      source: definition.source,
      note: definition.note,
      shipped: false,
    })
    .execute();
}

/** @returns whether the row still had that version */
export async function replaceMetric(tx: Tx, id: string, version: number, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('territory.metric')
    .set({ replaced_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes a metric out of use, or back into it. @returns whether the row still had that version */
export async function setRetired(
  tx: Tx,
  id: string,
  version: number,
  retired: { at: Date; reason: string } | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('territory.metric')
    .set({ retired_at: retired?.at ?? null, retired_reason: retired?.reason ?? null })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What the ambito's figures count. */
export async function listVariables(tx: Tx): Promise<KnownVariable[]> {
  return tx
    .selectFrom('territory.variable')
    .select(['code', 'name', 'unit', 'nature'])
    .orderBy(sql`name collate "it-x-icu"`)
    .execute();
}
