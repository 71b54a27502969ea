import { listPlaces, territoryActs } from '#domains/territory/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from '../evaluation.rules.js';
import { openIndicator } from '../measurement.actions.js';
import { insertMeasurements } from '../measurement.sql.js';
import { type Computed, isOfPlan, moneyValue, planComputing } from './binding.rules.js';
import {
  type BindingColumns,
  deleteBinding,
  findBinding,
  findBudgetOf,
  insertBinding,
  listBoundIndicators,
  listStoredValues,
  updateBinding,
  updateComputed,
} from './binding.sql.js';
import type { Binding, BindingFields, ComputeOutcome } from './binding.types.js';

/**
 * Says from what an indicator is computed, and computes it at once.
 * @throws Invalid for a metric or a place that is not there; Conflict when somebody else saved meanwhile
 */
export async function saveBinding(
  ctx: Ctx,
  indicatorId: string,
  version: number | null,
  fields: BindingFields,
): Promise<ComputeOutcome> {
  const indicator = await openIndicator(ctx, indicatorId);
  const columns = await columnsOf(ctx, fields);
  const present = await findBinding(ctx.tx, indicatorId);
  if (!present) await insertBinding(ctx.tx, indicatorId, columns);
  else if (!(await updateBinding(ctx.tx, present.id, version ?? 0, columns))) throw new Conflict();
  await writeAudit(ctx, 'indicator.source-update', 'indicator', indicatorId, {
    objective: indicator.objectiveCode,
    kind: fields.kind,
  });
  return computeIndicator(ctx, indicatorId);
}

async function columnsOf(ctx: Ctx, fields: BindingFields): Promise<BindingColumns> {
  if (fields.kind === 'budget')
    return { kind: 'budget', metric_code: null, place_id: null, year_day: null, money: fields.money };
  const metric = (await territoryActs.listMetrics(ctx.tx)).find((one) => one.code === fields.metric);
  if (!metric) throw new Invalid([{ field: 'metric', code: 'evaluation.binding.metric-unknown' }]);
  const place = (await listPlaces(ctx.tx)).find((one) => one.code === fields.place);
  if (!place) throw new Invalid([{ field: 'place', code: 'evaluation.binding.place-unknown' }]);
  return {
    kind: 'metric',
    metric_code: metric.code,
    place_id: place.id,
    year_day: fields.yearDay,
    money: null,
  };
}

/** From then on the indicator is measured by hand; what was computed stays, with where it came from. */
export async function removeBinding(
  ctx: Ctx,
  indicatorId: string,
  version: number,
  reason: string,
): Promise<void> {
  const indicator = await openIndicator(ctx, indicatorId);
  const binding = await findBinding(ctx.tx, indicatorId);
  if (!binding) throw new Absent('source');
  await giveReason(ctx, reason);
  if (!(await deleteBinding(ctx.tx, binding.id, version))) throw new Conflict();
  await writeAudit(ctx, 'indicator.source-remove', 'indicator', indicatorId, {
    objective: indicator.objectiveCode,
  });
}

/** Computes an indicator anew, asked by who may measure it. Doing it again changes nothing. @throws Absent */
export async function recompute(ctx: Ctx, indicatorId: string): Promise<ComputeOutcome> {
  const indicator = await openIndicator(ctx, indicatorId);
  requireRole(ctx, EDITORS, indicator.within);
  return computeIndicator(ctx, indicatorId);
}

/** Every indicator that takes its values from elsewhere, for the daily round. @returns how many values were written */
export async function recomputeAll(ctx: Ctx): Promise<number> {
  let written = 0;
  for (const id of await listBoundIndicators(ctx.tx)) {
    const { added, changed } = await computeIndicator(ctx, id);
    written += added + changed;
  }
  return written;
}

async function computeIndicator(ctx: Ctx, indicatorId: string): Promise<ComputeOutcome> {
  const binding = await findBinding(ctx.tx, indicatorId);
  const budget = await findBudgetOf(ctx.tx, indicatorId);
  if (!binding || !budget) throw new Absent('source');
  const stored = await listStoredValues(ctx.tx, indicatorId);
  const today = civilDay(ctx.now);
  const computed =
    binding.kind === 'budget'
      ? budgetValue(binding, budget, today, stored)
      : (await metricValues(ctx, binding)).filter((one) => isOfPlan(one.measuredOn, budget, today));
  const plan = planComputing(computed, stored);
  await insertMeasurements(
    ctx.tx,
    plan.insert.map((one) => ({ ...one, id: newId(), indicatorId, note: null, origin: 'computed' as const })),
  );
  for (const { stored: former, computed: now } of plan.update) await updateComputed(ctx.tx, former, now);
  const { added, changed, equal, kept } = plan;
  if (added + changed > 0)
    await writeAudit(ctx, 'measurement.compute', 'indicator', indicatorId, { added, changed });
  return { added, changed, equal, kept };
}

type Budget = NonNullable<Awaited<ReturnType<typeof findBudgetOf>>>;

/** The sum of today, unless the newest computed one says the same: a budget that stands still needs no value a day. */
function budgetValue(
  binding: Binding,
  budget: Budget,
  today: string,
  stored: Awaited<ReturnType<typeof listStoredValues>>,
): Computed[] {
  if (binding.money === null) return [];
  const value = moneyValue(budget, binding.money);
  if (value === null) return [];
  const measuredOn = today > budget.endsOn ? budget.endsOn : today;
  const [newest] = [...stored].filter(([day]) => day <= measuredOn).sort(([a], [b]) => b.localeCompare(a));
  if (newest?.[1].origin === 'computed' && newest[1].value === value) return [];
  const cents = { allocated: budget.allocated ?? 0, committed: budget.committed, paid: budget.paid };
  const of = binding.money === 'committedShare' || binding.money === 'paidShare' ? budget.allocated : null;
  const sum =
    binding.money === 'committedShare' ? 'committed' : binding.money === 'paidShare' ? 'paid' : binding.money;
  return [
    {
      measuredOn,
      value,
      provenance: {
        kind: 'budget',
        money: binding.money,
        cents: cents[sum],
        ofCents: of,
        lines: budget.lines,
      },
    },
  ];
}

async function metricValues(ctx: Ctx, binding: Binding): Promise<Computed[]> {
  const { metric: code, placeId, placeName } = binding;
  const metric = (await territoryActs.listMetrics(ctx.tx)).find((one) => one.code === code);
  const place = (await listPlaces(ctx.tx)).find((one) => one.id === placeId);
  if (!metric || !place || placeName === null) return [];
  const values = await territoryActs.computeMetrics(ctx.tx, {
    codes: [metric.code],
    levels: [place.kind as 'comune'],
    places: [place.code],
  });
  const variables = [...metric.numerator, ...(metric.denominator ?? [])].map((term) => term.variable);
  const sources = await territoryActs.listSourcesOf(ctx.tx, [...new Set(variables)], null);
  const scale = 10 ** (metric.decimals + 2);
  return values.flatMap(({ year, value }) =>
    value === null
      ? []
      : [
          {
            measuredOn: `${year}-${binding.yearDay ?? '12-31'}`,
            value: Math.round(value * scale) / scale,
            provenance: {
              kind: 'metric' as const,
              metric: metric.name,
              edition: metric.edition,
              place: placeName,
              year,
              datasets: sources.map((one) => one.code),
            },
          },
        ],
  );
}
