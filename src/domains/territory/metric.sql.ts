import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import { FigureBook } from './metric.book.js';
import { evaluateFormulas } from './metric.evaluation.js';
import {
  listCells,
  listForebearsOf,
  listLand,
  listPacks,
  listPlaceNames,
  listShapes,
  listTargets,
} from './metric.figures.sql.js';
import { inputsOf, isUnfit, LAND, piecesOf, type Shape, variablesRead } from './metric.inputs.js';
import type {
  Formula,
  Metric,
  MetricQuestion,
  MetricTerm,
  MetricValue,
  ShippedMetric,
} from './metric.types.js';

const columns = [
  'id',
  'code',
  'edition',
  'name',
  'unit',
  'decimals',
  'factor',
  'numerator',
  'denominator',
  'explanation',
  'source',
  'shipped',
] as const;

type MetricRow = Omit<Metric, 'numerator' | 'denominator'> & { numerator: unknown; denominator: unknown };

function metricOf(row: MetricRow): Metric {
  return {
    ...row,
    numerator: row.numerator as MetricTerm[],
    denominator: row.denominator as MetricTerm[] | null,
  };
}

/** Metrics in use, in their order. */
export async function listMetrics(tx: Tx): Promise<Metric[]> {
  const rows = await tx
    .selectFrom('territory.metric')
    .select(columns)
    .where('replaced_at', 'is', null)
    .where('retired_at', 'is', null)
    .orderBy('position')
    .orderBy('code')
    .execute();
  return rows.map(metricOf);
}

/** Metrics in the editions asked for by code, the others in their present one. */
async function listMetricEditions(
  tx: Tx,
  codes: readonly string[] | null,
  editions: Readonly<Record<string, number>>,
): Promise<Metric[]> {
  const asked = Object.entries(editions);
  const { rows } = await sql<MetricRow>`
    select m.id, m.code, m.edition, m.name, m.unit, m.decimals, m.factor, m.numerator, m.denominator, m.explanation, m.source, m.shipped
    from territory.metric m
    left join unnest(${asked.map(([code]) => code)}::text[], ${asked.map(([, edition]) => edition)}::integer[]) as a(code, edition) on a.code = m.code
    where case when a.code is null then m.replaced_at is null and m.retired_at is null else m.edition = a.edition end
      and (${codes ? [...codes] : null}::text[] is null or m.code = any (${codes ? [...codes] : null}::text[]))
    order by m.position, m.code`.execute(tx);
  return rows.map(metricOf);
}

/**
 * Metrics × places × years. The figures come in one statement for all places and years (and one for single ages); what
 * formulas make of them is `FigureBook` and `evaluateFormulas`.
 */
export async function computeMetrics(tx: Tx, question: MetricQuestion): Promise<MetricValue[]> {
  return computeFormulas(
    tx,
    await listMetricEditions(tx, question.codes ?? null, question.editions ?? {}),
    question,
  );
}

/** The same for formulas that need not be saved. `known`: what there is of their variables, when it was read already. */
export async function computeFormulas(
  tx: Tx,
  formulas: readonly Formula[],
  question: Pick<MetricQuestion, 'levels' | 'places' | 'years'>,
  known?: readonly Shape[],
): Promise<MetricValue[]> {
  const { inputs, indexOf } = inputsOf(formulas);
  const shapes = known ?? (await listShapes(tx, variablesRead(inputs)));
  const pieces = piecesOf(inputs, shapes);
  const targets = await listTargets(tx, question.levels, question.places ?? null);
  const years = question.years ?? null;
  const places = [...new Set(targets.flatMap((target) => [target.id, ...target.members]))];
  const forebears = await listForebearsOf(tx, places);
  const read = [...places, ...forebears.map((one) => one.partId)];
  const dated = years && yearsRead(formulas, years);
  const book = new FigureBook({
    inputs,
    pieces,
    forebears,
    cells: await listCells(tx, pieces, read, dated),
    packs: await listPacks(tx, pieces, read, dated),
    land: inputs.some((input) => input.variable === LAND) ? await listLand(tx, places) : [],
    unfit: new Set(inputs.filter((input) => isUnfit(input, shapes, pieces)).map((input) => input.index)),
  });
  const areas = targets.filter((target) => target.members.length > 0);
  const names = areas.length === 0 ? new Map() : await listPlaceNames(tx, places);
  const nameOf = (id: string): string => names.get(id) ?? '';
  return evaluateFormulas(formulas, targets, { book, indexOf, nameOf, years });
}

function yearsRead(formulas: readonly Formula[], years: readonly number[]): number[] {
  const terms = formulas.flatMap((one) => [...one.numerator, ...(one.denominator ?? [])]);
  const offsets = new Set(terms.map((term) => term.yearOffset ?? 0));
  return [...new Set(years.flatMap((year) => [...offsets].map((offset) => year + offset)))];
}

/** A new edition takes the place of the present one, which stays for the documents that used it. */
export async function insertMetricEdition(
  tx: Tx,
  metric: ShippedMetric,
  position: number,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('territory.metric')
    .set({ replaced_at: now })
    .where('code', '=', metric.code)
    .where('replaced_at', 'is', null)
    .execute();
  await tx
    .insertInto('territory.metric')
    .values({
      id: newId(),
      code: metric.code,
      edition: metric.edition,
      name: metric.name.it,
      unit: metric.unit,
      decimals: metric.decimals,
      factor: metric.factor,
      numerator: JSON.stringify(metric.numerator),
      denominator: metric.denominator === null ? null : JSON.stringify(metric.denominator),
      explanation: metric.explanation.it,
      source: metric.source,
      shipped: true,
      position,
    })
    .execute();
}

export interface MetricSource {
  code: string;
  title: string;
  source: string;
  licence: string;
  referenceOn: string | null;
}

/** Live datasets that hold figures of these variables, for any of these years; every year when left out. */
export async function listSourcesOf(
  tx: Tx,
  variables: readonly string[],
  years: readonly number[] | null,
): Promise<MetricSource[]> {
  const names = [...variables];
  const of = years ? [...years] : null;
  const { rows } = await sql<MetricSource>`
    select d.code, d.title, d.source, d.licence, d.reference_on as "referenceOn"
    from territory.dataset d
    where d.superseded_at is null and d.withdrawn_at is null and exists (
      select from territory.figure_shape s where s.dataset_id = d.id and s.variable = any (${names}::text[])
        and (${of}::smallint[] is null or s.variable = 'land-area'
          or not s.is_packed and exists (select from territory.observation o
            where o.variable = s.variable and o.year = any (${of}::smallint[]) and o.dataset_id = d.id)
          or s.is_packed and exists (select from territory.age_count a
            where a.variable = s.variable and a.year = any (${of}::smallint[]) and a.dataset_id = d.id)))
    order by d.title`.execute(tx);
  return rows;
}
