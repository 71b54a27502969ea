import { z } from 'zod';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, type FieldError, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { codeOf } from './ambito.rules.js';
import { variables as knownVariables } from './files/variables.js';
import { checkFormula, type KnownVariable } from './metric.checks.js';
import { listShapes } from './metric.figures.sql.js';
import { inputsOf, type Shape, variablesRead } from './metric.inputs.js';
import { MetricTerm } from './metric.types.js';
import {
  insertMetric,
  listMetricEditions,
  listMetricRecords,
  listVariables,
  type MetricDefinition,
  type MetricRecord,
  replaceMetric,
  setRetired,
} from './metric-definition.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/** After the shipped ones, in the order in which they were made. */
const OWN_POSITION = 1_000;

/** Everything that figures may count: what the platform knows, and what the ambito's own files brought. */
export async function readVariables(ctx: Ctx): Promise<Map<string, KnownVariable>> {
  const own = await listVariables(ctx.tx);
  const known = knownVariables.map(({ code, name, unit, nature }) => ({
    code,
    name: name[ctx.lang],
    unit,
    nature,
  }));
  return new Map([...own, ...known].map((variable) => [variable.code, variable]));
}

/** Why the formula cannot be computed, by field; empty when it can. */
export async function findFormulaErrors(
  ctx: Ctx,
  formula: Pick<MetricDefinition, 'numerator' | 'denominator' | 'factor' | 'unit'>,
): Promise<FieldError[]> {
  return checkFormula(formula, await readVariables(ctx), await readShapes(ctx, formula));
}

/** What there is of the formula's variables. */
export async function readShapes(
  ctx: Ctx,
  formula: Pick<MetricDefinition, 'numerator' | 'denominator'>,
): Promise<Shape[]> {
  const { inputs } = inputsOf([{ code: '', factor: 1, ...formula }]);
  return listShapes(ctx.tx, variablesRead(inputs));
}

/** The present edition. @throws Absent */
export async function getMetric(ctx: Ctx, code: string): Promise<MetricRecord> {
  const [present] = await listMetricEditions(ctx.tx, code);
  if (!present) throw new Absent('metric');
  return present;
}

/** A metric of the ambito's own. @returns its code. @throws Invalid, with each reason at its field */
export async function createMetric(ctx: Ctx, definition: MetricDefinition): Promise<string> {
  requireRole(ctx, TERRITORY_EDITORS);
  const code = codeOf(definition.name).replace(/^[^a-z]+/, '');
  const errors = await findFormulaErrors(ctx, definition);
  if (code === '' || (await listMetricEditions(ctx.tx, code)).length > 0)
    errors.unshift({ field: 'name', code: 'territory.own.name-taken', values: { name: definition.name } });
  if (errors.length > 0) throw new Invalid(errors);
  await insertMetric(ctx.tx, { code, edition: 1, position: OWN_POSITION, definition });
  await writeAudit(ctx, 'metric.create', 'metric', code);
  return code;
}

/** A new edition; the one before stays for the documents that used it. @throws Absent, Refused, Invalid, Conflict */
export async function reviseMetric(
  ctx: Ctx,
  code: string,
  version: number,
  definition: MetricDefinition,
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const present = await getOwnMetric(ctx, code);
  const errors = await findFormulaErrors(ctx, definition);
  if (errors.length > 0) throw new Invalid(errors);
  if (!(await replaceMetric(ctx.tx, present.id, version, ctx.now))) throw new Conflict();
  const edition = present.edition + 1;
  await insertMetric(ctx.tx, { code, edition, position: OWN_POSITION, definition });
  await writeAudit(ctx, 'metric.revise', 'metric', code, { edition });
}

/** Takes a metric out of use: nobody is offered it, documents keep what they used. @throws Absent, Refused, Conflict */
export async function retireMetric(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const present = await getOwnMetric(ctx, code);
  if (!(await setRetired(ctx.tx, present.id, version, { at: ctx.now, reason }))) throw new Conflict();
  await writeAudit(ctx, 'metric.retire', 'metric', code, { reason });
}

/** @throws Absent, Refused, Conflict */
export async function restoreMetric(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const present = await getOwnMetric(ctx, code);
  if (!(await setRetired(ctx.tx, present.id, version, null))) throw new Conflict();
  await writeAudit(ctx, 'metric.restore', 'metric', code, { reason });
}

async function getOwnMetric(ctx: Ctx, code: string): Promise<MetricRecord> {
  const present = await getMetric(ctx, code);
  if (present.shipped) throw new Refused('territory.own.shipped', { name: present.name }, 409);
  return present;
}

/** A definition as it is carried from one ambito to another. */
export const CarriedMetric = z.object({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(100),
  name: z.string().min(3).max(120),
  unit: z.string().max(30),
  decimals: z.number().int().min(0).max(6),
  factor: z.number().positive().max(1e9),
  numerator: z.array(MetricTerm).min(1).max(12),
  denominator: z.array(MetricTerm).max(12).nullable(),
  explanation: z.string().min(10).max(2_000),
  source: z.string().min(1).max(300),
});
export type CarriedMetric = z.infer<typeof CarriedMetric>;

const Carried = z.object({ metrics: z.array(CarriedMetric).min(1).max(500) });

export function carriedOf(metric: MetricRecord): CarriedMetric {
  const { code, name, unit, decimals, factor, numerator, denominator, explanation, source } = metric;
  return { code, name, unit, decimals, factor, numerator, denominator, explanation, source };
}

/**
 * Takes in definitions written by `carriedOf`: new ones are added, those that differ become new editions, equal ones
 * and the shipped are left alone. All or nothing.
 * @returns how many were added and how many revised. @throws Invalid, Refused
 */
export async function importMetrics(ctx: Ctx, text: string): Promise<{ added: number; revised: number }> {
  requireRole(ctx, TERRITORY_EDITORS);
  const carried = readCarried(text);
  const present = new Map((await listMetricRecords(ctx.tx)).map((metric) => [metric.code, metric]));
  let added = 0;
  let revised = 0;
  for (const metric of carried) {
    const { code, ...definition } = metric;
    const known = present.get(code);
    if (known && (known.shipped || JSON.stringify(carriedOf(known)) === JSON.stringify(metric))) continue;
    const [problem] = await findFormulaErrors(ctx, definition);
    if (problem) throw new Refused('territory.own.import-formula', { name: metric.name }, 422);
    if (known && !(await replaceMetric(ctx.tx, known.id, known.version, ctx.now))) throw new Conflict();
    await insertMetric(ctx.tx, {
      code,
      edition: (known?.edition ?? 0) + 1,
      position: OWN_POSITION,
      definition: { ...definition, note: null },
    });
    if (known) revised += 1;
    else added += 1;
  }
  await writeAudit(ctx, 'metric.import', 'ambito', ctx.ambito.slug, { added, revised });
  return { added, revised };
}

function readCarried(text: string): CarriedMetric[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Invalid([{ field: 'definitions', code: 'territory.own.import-json' }]);
  }
  const parsed = Carried.safeParse(json);
  if (parsed.success) return parsed.data.metrics;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Invalid([{ field: 'definitions', code: 'territory.own.import-shape', values: { where } }]);
}
