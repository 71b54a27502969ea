import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { Finding, FindingRule, NewFinding, QualitySummary } from './finding.types.js';
import type { Cell, SourcePlace } from './quality/observation-source.js';
import type { PublishedTotalRow } from './quality/published.file.js';
import type { FindingSeverity, PublishedTotal } from './quality/published.types.js';

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

export interface StoredTotal extends PublishedTotal {
  position: number;
  name: string;
  placeName: string;
  location: string;
}

/** Published totals with their values as decimal text, for exact arithmetic. */
export async function listPublishedTotals(tx: Tx): Promise<StoredTotal[]> {
  return tx
    .selectFrom('territory.published_total')
    .select([
      'code',
      'position',
      'name',
      'place_name as placeName',
      'location',
      'unit',
      'decimals',
      'formula',
      'not_computable_reason as notComputableReason',
      sql<string>`value::text`.as('value'),
    ])
    .orderBy('position')
    .execute();
}

/** Every live figure of these variables, oldest import first, so that the newest counts where two say the same. */
export async function listCells(tx: Tx, variables: readonly string[]): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    select o.variable, p.code as place, o.period, o.sex, o.category, o.value::text as value
    from territory.observation o
    join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
    where o.variable = any (${[...variables]}::text[]) and o.age_from = -1 and p.kind <> 'otherComune'
      and d.superseded_at is null and d.withdrawn_at is null
    order by d.imported_at, d.id`.execute(tx);
  return rows;
}

export async function listSourcePlaces(tx: Tx): Promise<SourcePlace[]> {
  const { rows } = await sql<SourcePlace>`
    select p.code, p.name, p.kind, coalesce(case when p.kind in ('area', 'ambito') then (
      select array_agg(c.code order by c.code) from territory.area_comune m
      join territory.place c on c.ambito_id = m.ambito_id and c.id = m.comune_id
      where m.ambito_id = p.ambito_id and m.area_id = p.id) end, '{}') as comuni
    from territory.place p where p.kind <> 'otherComune'
    order by array_position(array['ambito', 'area', 'comune'], p.kind) nulls last, p.code`.execute(tx);
  return rows;
}

export interface SexesRow {
  variable: string;
  name: string;
  place: string;
  code: string;
  period: string;
  total: string;
  sum: string;
  title: string;
}

/** Figures where males and females are there and do not make the total. */
export async function listBrokenSexes(tx: Tx): Promise<SexesRow[]> {
  const { rows } = await sql<SexesRow>`
    select t.variable, v.name, p.name as place, p.code, t.period, t.value::text as total, (m.value + f.value)::text as sum, d.title
    from territory.observation t
    join territory.dataset d on d.ambito_id = t.ambito_id and d.id = t.dataset_id
    join territory.observation m on m.ambito_id = t.ambito_id and m.variable = t.variable and m.place_id = t.place_id
      and m.period = t.period and m.sex = 'm' and m.age_from = t.age_from and m.age_to = t.age_to
      and m.category = t.category and m.dataset_id = t.dataset_id
    join territory.observation f on f.ambito_id = t.ambito_id and f.variable = t.variable and f.place_id = t.place_id
      and f.period = t.period and f.sex = 'f' and f.age_from = t.age_from and f.age_to = t.age_to
      and f.category = t.category and f.dataset_id = t.dataset_id
    join territory.place p on p.ambito_id = t.ambito_id and p.id = t.place_id
    join territory.variable v on v.ambito_id = t.ambito_id and v.code = t.variable
    where t.sex = '' and p.kind <> 'otherComune' and t.value <> m.value + f.value and d.superseded_at is null and d.withdrawn_at is null
    order by t.variable, t.period, p.name limit 500`.execute(tx);
  return rows;
}

export interface MissingRow {
  variable: string;
  name: string;
  period: string;
  present: number;
  comuni: number;
  absent: string;
  dataset: string;
  title: string;
}

/** Variables that a dataset gives for some of the comuni (half of them at least) and not for the others. */
export async function listMissingPlaces(tx: Tx): Promise<MissingRow[]> {
  const { rows } = await sql<MissingRow>`
    with comune as (select id, name from territory.place where kind = 'comune'),
    given as (
      select o.dataset_id, o.variable, o.period, array_agg(distinct o.place_id) as places
      from territory.observation o join comune c on c.id = o.place_id
      join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
      where o.category = '' and o.value is not null and d.superseded_at is null and d.withdrawn_at is null
      group by o.dataset_id, o.variable, o.period)
    select g.variable, v.name, g.period, cardinality(g.places) as present, (select count(*) from comune) as comuni,
      (select string_agg(c.name, ', ' order by c.name) from comune c where c.id <> all (g.places)) as absent,
      d.code as dataset, d.title
    from given g
    join territory.dataset d on d.id = g.dataset_id
    join territory.variable v on v.code = g.variable
    where cardinality(g.places) < (select count(*) from comune) and cardinality(g.places) * 2 >= (select count(*) from comune)
    order by g.variable, g.period limit 200`.execute(tx);
  return rows;
}

export interface JumpRow {
  variable: string;
  name: string;
  place: string;
  code: string;
  year: number;
  before: string;
  after: string;
  percent: number;
}

/** Stocks of a comune that change by more than a tenth, and more than 50, from one year to the next. */
export async function listJumps(tx: Tx): Promise<JumpRow[]> {
  const { rows } = await sql<JumpRow>`
    with cell as (
      select distinct on (o.variable, o.place_id, o.year) o.variable, o.place_id, o.year, o.value
      from territory.observation o
      join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
      join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable and v.nature = 'stock'
      where o.sex = '' and o.age_from = -1 and o.category = '' and o.period = o.year::text
        and d.superseded_at is null and d.withdrawn_at is null
      order by o.variable, o.place_id, o.year, d.imported_at desc)
    select a.variable, v.name, p.name as place, p.code, b.year, a.value::text as before, b.value::text as after,
      (100 * (b.value - a.value) / a.value)::float8 as percent
    from cell a join cell b on b.variable = a.variable and b.place_id = a.place_id and b.year = a.year + 1
    join territory.place p on p.id = a.place_id and p.kind = 'comune'
    join territory.variable v on v.code = a.variable
    where a.value > 0 and abs(b.value - a.value) > 50 and abs(b.value - a.value) > a.value / 10
    order by a.variable, b.year, p.name limit 200`.execute(tx);
  return rows;
}

/** Writes the findings of a check anew; explanations are kept apart, by rule and code. */
export async function replaceFindings(tx: Tx, findings: readonly NewFinding[], now: Date): Promise<void> {
  await tx.deleteFrom('territory.quality_finding').execute();
  if (findings.length === 0) return;
  await tx
    .insertInto('territory.quality_finding')
    .values(
      findings.map((finding, position) => ({
        id: newId(),
        code: finding.code,
        rule: finding.rule,
        severity: finding.severity,
        location: finding.location,
        published: finding.published,
        expected: finding.expected,
        difference: finding.difference,
        message_key: finding.messageKey,
        message_values: JSON.stringify(finding.messageValues),
        position,
        found_at: now,
      })),
    )
    .execute();
}

export interface FindingFilter {
  severity?: FindingSeverity | undefined;
  code?: string | undefined;
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
    .select([
      'f.id',
      'f.code',
      'f.rule',
      'f.severity',
      'f.location',
      'f.published',
      'f.expected',
      'f.difference',
      'f.message_key as messageKey',
      'f.message_values as messageValues',
      'f.found_at as foundAt',
      't.name',
      't.as_published as asPublished',
      't.place_name as placeName',
      't.unit',
      't.decimals',
      'e.note as explanation',
      'e.version as explanationVersion',
    ])
    .orderBy(sql`array_position(array['error', 'warning', 'info'], f.severity)`)
    .orderBy('f.position');

export async function listFindings(tx: Tx, filter: FindingFilter = {}): Promise<Finding[]> {
  const rows = await findings(tx)
    .$if(filter.severity !== undefined, (query) => query.where('f.severity', '=', filter.severity ?? ''))
    .$if(filter.code !== undefined, (query) => query.where('f.code', '=', filter.code ?? ''))
    .execute();
  return rows.map(readFinding);
}

/** Findings on published figures of one year that are computed from all of these variables. */
export async function listFindingsAbout(
  tx: Tx,
  variables: readonly string[],
  year: number,
): Promise<Finding[]> {
  const rows = await findings(tx)
    .where(sql<boolean>`t.formula like '%period=' || ${String(year)} || '%'`)
    .where(
      sql<boolean>`not exists (select from unnest(${[...variables]}::text[]) v where strpos(t.formula, v) = 0)`,
    )
    .execute();
  return rows.map(readFinding);
}

function readFinding<R extends { rule: string; severity: string; messageValues: unknown }>(row: R) {
  return {
    ...row,
    rule: row.rule as FindingRule,
    severity: row.severity as FindingSeverity,
    messageValues: row.messageValues as Finding['messageValues'],
  };
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

/** Keeps the office's words on a finding. @returns false when somebody else has written meanwhile. */
export async function saveExplanation(
  tx: Tx,
  finding: { rule: string; code: string },
  note: string,
  version: number | null,
): Promise<boolean> {
  if (version === null) {
    const result = await tx
      .insertInto('territory.finding_explanation')
      .values({ id: newId(), rule: finding.rule, code: finding.code, note })
      .onConflict((conflict) => conflict.columns(['ambito_id', 'rule', 'code']).doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const result = await tx
    .updateTable('territory.finding_explanation')
    .set({ note })
    .where('rule', '=', finding.rule)
    .where('code', '=', finding.code)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
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
