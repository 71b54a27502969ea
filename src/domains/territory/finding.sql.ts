import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import {
  type Finding,
  type FindingEvent,
  type FindingRule,
  type FindingSeverity,
  type FindingState,
  type QualitySummary,
  STANDING,
} from './finding.types.js';

export interface FindingFilter {
  severity?: FindingSeverity | undefined;
  code?: string | undefined;
  /** What still stands when left out. */
  states?: readonly FindingState[];
}

const findings = (tx: Tx) =>
  tx
    .selectFrom('territory.quality_finding as f')
    .leftJoin('territory.published_total as t', (join) =>
      join.onRef('t.code', '=', 'f.code').on('f.rule', '=', 'published-total'),
    )
    .leftJoin('territory.finding_explanation as e', (join) =>
      join.onRef('e.rule', '=', 'f.rule').onRef('e.code', '=', 'f.code'),
    )
    .leftJoin('platform.account as a', 'a.id', 'e.updated_by')
    .leftJoin('territory.place as p', 'p.code', 'f.place_code')
    .leftJoin('territory.dataset as d', (join) =>
      join
        .onRef('d.code', '=', 'f.dataset_code')
        .on('d.superseded_at', 'is', null)
        .on('d.withdrawn_at', 'is', null),
    )
    .select([
      'f.id',
      'f.code',
      'f.rule',
      'f.severity',
      'f.state',
      'f.location',
      'f.published',
      'f.expected',
      'f.difference',
      'f.message_key as messageKey',
      'f.message_values as messageValues',
      'f.variable',
      'f.place_code as placeCode',
      'f.period',
      'f.year',
      'f.dataset_code as dataset',
      'f.details',
      'f.found_at as foundAt',
      'f.first_found_at as firstFoundAt',
      'f.closed_at as closedAt',
      'f.closed_by_edition as closedByEdition',
      't.name',
      't.as_published as asPublished',
      't.decimals',
      'd.title as datasetTitle',
      'e.note as explanation',
      'e.version as explanationVersion',
      'a.name as explainedBy',
      'e.updated_at as explainedAt',
      sql<string | null>`coalesce(t.place_name, p.name)`.as('placeName'),
      sql<string | null>`coalesce(t.unit, nullif(f.unit, ''))`.as('unit'),
    ])
    .orderBy(sql`array_position(array['error', 'warning', 'info'], f.severity)`)
    .orderBy('f.position')
    .orderBy('f.code');

/** Findings, the gravest first. */
export async function listFindings(tx: Tx, filter: FindingFilter = {}): Promise<Finding[]> {
  const rows = await findings(tx)
    .where('f.state', 'in', [...(filter.states ?? STANDING)])
    .$if(filter.severity !== undefined, (query) => query.where('f.severity', '=', filter.severity ?? ''))
    .$if(filter.code !== undefined, (query) => query.where('f.code', '=', filter.code ?? ''))
    .execute();
  return rows.map(readFinding);
}

/** A finding in whatever state: what was corrected still has its page. */
export async function findFinding(tx: Tx, code: string): Promise<Finding | undefined> {
  const row = await findings(tx).where('f.code', '=', code).limit(1).executeTakeFirst();
  return row ? readFinding(row) : undefined;
}

export async function listFindingsOf(tx: Tx, ids: readonly string[]): Promise<Finding[]> {
  const rows = await findings(tx)
    .where(sql<boolean>`f.id = any (${[...ids]}::uuid[])`)
    .execute();
  return rows.map(readFinding);
}

/**
 * Standing findings about a place: its own figures, and the published totals that speak of it by name. With variables
 * or a year, only those about them.
 */
export async function findingsOfPlace(
  tx: Tx,
  about: { place: string; variables?: readonly string[]; year?: number },
): Promise<Finding[]> {
  const { variables, year } = about;
  const rows = await findings(tx)
    .where('f.state', 'in', [...STANDING])
    .where(
      sql<boolean>`(f.place_code = ${about.place}
        or t.place_name = (select q.name from territory.place q where q.code = ${about.place})
        or f.details @> jsonb_build_array(jsonb_build_object('label', (select q.name from territory.place q where q.code = ${about.place}))))`,
    )
    .$if(variables !== undefined, (query) =>
      query.where(sql<boolean>`f.variable = any (${[...(variables ?? [])]}::text[])`),
    )
    .$if(year !== undefined, (query) => query.where('f.year', '=', year ?? 0))
    .execute();
  return rows.map(readFinding);
}

/**
 * Standing findings on figures of one year that these variables make, published totals among them: those whose formula
 * names them all, as whole words ("population" is not in "foreign-population").
 */
export async function listFindingsAbout(
  tx: Tx,
  variables: readonly string[],
  year: number,
): Promise<Finding[]> {
  const names = [...variables];
  const rows = await findings(tx)
    .where('f.state', 'in', [...STANDING])
    .where(
      sql<boolean>`case when f.rule = 'published-total'
        then t.formula like '%period=' || ${String(year)} || '%'
          and not exists (select from unnest(${names}::text[]) v
            where strpos(' ' || translate(t.formula, '(),="', '     ') || ' ', ' ' || v || ' ') = 0)
        else f.variable = any (${names}::text[]) and f.year = ${year} end`,
    )
    .execute();
  return rows.map(readFinding);
}

/** Other standing findings on the same figure: same variable, place and year. */
export async function listRelatedFindings(tx: Tx, finding: Finding): Promise<Finding[]> {
  if (finding.variable === null || finding.year === null) return [];
  const rows = await findings(tx)
    .where('f.state', 'in', [...STANDING])
    .where('f.code', '<>', finding.code)
    .where('f.variable', '=', finding.variable)
    .where('f.year', '=', finding.year)
    .where(sql<boolean>`f.place_code is not distinct from ${finding.placeCode}`)
    .limit(10)
    .execute();
  return rows.map(readFinding);
}

function readFinding<
  R extends { rule: string; severity: string; state: string; messageValues: unknown; details: unknown },
>(row: R) {
  return {
    ...row,
    rule: row.rule as FindingRule,
    severity: row.severity as FindingSeverity,
    state: row.state as FindingState,
    messageValues: row.messageValues as Finding['messageValues'],
    details: row.details as Finding['details'],
  };
}

/** What became of a finding, oldest first. */
export async function listFindingEvents(tx: Tx, findingId: string): Promise<FindingEvent[]> {
  const rows = await tx
    .selectFrom('territory.finding_event as v')
    .leftJoin('platform.account as a', 'a.id', 'v.account_id')
    .leftJoin('territory.dataset as d', 'd.id', 'v.dataset_id')
    .select([
      'v.kind',
      'v.at',
      'a.name as by',
      'v.note',
      'v.published',
      'v.expected',
      'v.edition',
      'd.title as datasetTitle',
    ])
    .where('v.finding_id', '=', findingId)
    .orderBy('v.at')
    .orderBy('v.id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as FindingEvent['kind'] }));
}

/** Published totals that the ambito checks, and when it last did. */
export async function getQualitySummary(tx: Tx): Promise<QualitySummary> {
  const { rows } = await sql<QualitySummary>`
    select count(*) as totals, count(*) filter (where formula is null) as "notComputable",
      (select max(found_at) from territory.quality_finding) as "checkedAt"
    from territory.published_total`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('An aggregate without a row.');
  return row;
}

export async function findPublishedFormula(
  tx: Tx,
  code: string,
): Promise<{ formula: string | null; formulaNote: string | null } | undefined> {
  return tx
    .selectFrom('territory.published_total')
    .select(['formula', 'formula_note as formulaNote'])
    .where('code', '=', code)
    .executeTakeFirst();
}
