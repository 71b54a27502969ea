import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { FindingEvent, FindingState, NewFinding } from './finding.types.js';
import type { PublishedTotalRow } from './quality/published.file.js';

/** Puts a document's published totals in the place of those that were there. */
export async function replacePublishedTotals(tx: Tx, totals: readonly PublishedTotalRow[]): Promise<void> {
  await tx.deleteFrom('territory.published_total').execute();
  if (totals.length === 0) return;
  await tx
    .insertInto('territory.published_total')
    .values(
      totals.map((total, position) => ({
        id: newId(),
        code: total.code,
        position,
        name: total.name,
        place_name: total.placeName,
        period: total.period,
        unit: total.unit,
        as_published: total.asPublished,
        value: total.value,
        decimals: total.decimals,
        location: total.location,
        formula: total.formula,
        formula_note: total.formulaNote,
        not_computable_reason: total.notComputableReason,
      })),
    )
    .execute();
}

/** A finding as it stood before the check, with what its explanation was of. */
export interface KnownFinding {
  id: string;
  rule: string;
  code: string;
  state: FindingState;
  fingerprint: string;
  dataset: string | null;
  explained: string | null;
}

export async function listKnownFindings(tx: Tx): Promise<KnownFinding[]> {
  const rows = await tx
    .selectFrom('territory.quality_finding as f')
    .leftJoin('territory.finding_explanation as e', (join) =>
      join.onRef('e.rule', '=', 'f.rule').onRef('e.code', '=', 'f.code'),
    )
    .select([
      'f.id',
      'f.rule',
      'f.code',
      'f.state',
      'f.fingerprint',
      'f.dataset_code as dataset',
      'e.fingerprint as explained',
    ])
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as FindingState }));
}

/** A finding that a check saw, with the state that follows. */
export interface SeenFinding {
  id: string;
  state: FindingState;
  position: number;
  finding: NewFinding;
}

/** Writes what a check saw: new findings come in, known ones take its figures. One statement. */
export async function saveSeenFindings(tx: Tx, seen: readonly SeenFinding[], now: Date): Promise<void> {
  if (seen.length === 0) return;
  await tx
    .insertInto('territory.quality_finding')
    .values(
      seen.map(({ id, state, position, finding }) => ({
        id,
        state,
        position,
        code: finding.code,
        rule: finding.rule,
        severity: finding.severity,
        location: finding.location,
        published: finding.published,
        expected: finding.expected,
        difference: finding.difference,
        message_key: finding.messageKey,
        message_values: JSON.stringify(finding.messageValues),
        variable: finding.variable,
        place_code: finding.placeCode,
        period: finding.period,
        year: finding.year,
        dataset_code: finding.dataset,
        unit: finding.unit,
        details: JSON.stringify(finding.details),
        fingerprint: finding.fingerprint,
        found_at: now,
        first_found_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['ambito_id', 'rule', 'code']).doUpdateSet((row) => ({
        state: row.ref('excluded.state'),
        position: row.ref('excluded.position'),
        severity: row.ref('excluded.severity'),
        location: row.ref('excluded.location'),
        published: row.ref('excluded.published'),
        expected: row.ref('excluded.expected'),
        difference: row.ref('excluded.difference'),
        message_key: row.ref('excluded.message_key'),
        message_values: row.ref('excluded.message_values'),
        variable: row.ref('excluded.variable'),
        place_code: row.ref('excluded.place_code'),
        period: row.ref('excluded.period'),
        year: row.ref('excluded.year'),
        dataset_code: row.ref('excluded.dataset_code'),
        unit: row.ref('excluded.unit'),
        details: row.ref('excluded.details'),
        fingerprint: row.ref('excluded.fingerprint'),
        found_at: row.ref('excluded.found_at'),
        closed_at: null,
        closed_by_dataset: null,
        closed_by_edition: null,
      })),
    )
    .execute();
}

/** A finding that a check no longer saw, and what took it away. */
export interface GoneFinding {
  id: string;
  state: 'corrected' | 'lapsed';
  datasetId: string | null;
  edition: number | null;
}

export async function closeFindings(tx: Tx, gone: readonly GoneFinding[], now: Date): Promise<void> {
  if (gone.length === 0) return;
  await sql`update territory.quality_finding f
    set state = g.state, closed_at = ${now}, closed_by_dataset = g.dataset_id, closed_by_edition = g.edition
    from unnest(${gone.map((one) => one.id)}::uuid[], ${gone.map((one) => one.state)}::text[],
      ${gone.map((one) => one.datasetId)}::uuid[], ${gone.map((one) => one.edition)}::int[]) as g (id, state, dataset_id, edition)
    where f.id = g.id`.execute(tx);
}

export interface NewEvent {
  findingId: string;
  kind: FindingEvent['kind'];
  accountId?: string | null;
  note?: string | null;
  published?: string | null;
  expected?: string | null;
  datasetId?: string | null;
  edition?: number | null;
}

export async function insertFindingEvents(tx: Tx, events: readonly NewEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto('territory.finding_event')
    .values(
      events.map((event) => ({
        id: newId(),
        finding_id: event.findingId,
        kind: event.kind,
        at: now,
        account_id: event.accountId ?? null,
        note: event.note ?? null,
        published: event.published ?? null,
        expected: event.expected ?? null,
        dataset_id: event.datasetId ?? null,
        edition: event.edition ?? null,
      })),
    )
    .execute();
}

/** Keeps the office's words on a finding. @returns false when somebody else has written meanwhile. */
export async function saveExplanation(
  tx: Tx,
  finding: { rule: string; code: string },
  note: string,
  version: number | null,
): Promise<boolean> {
  const fingerprint = sql<string>`(select fingerprint from territory.quality_finding where rule = ${finding.rule} and code = ${finding.code})`;
  if (version === null) {
    const result = await tx
      .insertInto('territory.finding_explanation')
      .values({ id: newId(), rule: finding.rule, code: finding.code, note, fingerprint })
      .onConflict((conflict) => conflict.columns(['ambito_id', 'rule', 'code']).doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await tx
    .updateTable('territory.finding_explanation')
    .set({ note, fingerprint })
    .where('rule', '=', finding.rule)
    .where('code', '=', finding.code)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** One note on many findings; those that have one already keep it. @returns the ids that took it. */
export async function saveExplanations(tx: Tx, ids: readonly string[], note: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with written as (
      insert into territory.finding_explanation (id, rule, code, note, fingerprint)
      select gen_random_uuid(), f.rule, f.code, ${note}, f.fingerprint
      from territory.quality_finding f where f.id = any (${[...ids]}::uuid[]) and f.state = 'open'
      on conflict (ambito_id, rule, code) do update set note = excluded.note, fingerprint = excluded.fingerprint
      returning rule, code)
    select f.id from territory.quality_finding f join written w on w.rule = f.rule and w.code = f.code`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

/** Notes of before figures had a fingerprint take that of the figures that they stand beside. */
export async function adoptExplanations(tx: Tx): Promise<void> {
  await sql`update territory.finding_explanation e set fingerprint = f.fingerprint
    from territory.quality_finding f where f.rule = e.rule and f.code = e.code and e.fingerprint = ''`.execute(
    tx,
  );
}

export async function markExplained(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update territory.quality_finding set state = 'explained'
    where id = any (${[...ids]}::uuid[]) and state = 'open'`.execute(tx);
}
