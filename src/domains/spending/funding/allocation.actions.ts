import { listPlaces } from '#domains/territory/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, type FieldError, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { getFund } from '../spending.actions.js';
import type { Fund } from '../spending.types.js';
import {
  deleteAllocation,
  findAllocation,
  insertAllocation,
  listAllocations,
  listShares,
  updateAllocation,
  writeShares,
} from './allocation.sql.js';
import { apportion } from './apportion.rules.js';
import { checkFundYear } from './fund-year.actions.js';
import type { Allocation, AllocationFields, Share } from './fund-year.types.js';
import { readResidents } from './residents.js';

/** What was typed for each comune, by its code: quotas in thousandths or cents, after the basis. */
export type TypedShares = ReadonlyMap<string, number>;

/**
 * Shares a year of a fund among the comuni, to the cent.
 * @throws Refused where residents are not known, Invalid where the sums by hand do not make the total
 */
export async function addAllocation(
  ctx: Ctx,
  fundCode: string,
  fields: AllocationFields,
  typed: TypedShares,
): Promise<string> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, fundCode);
  const { shares, populationYear } = await share(ctx, fund, fields, typed, null);
  const id = newId();
  await insertAllocation(ctx.tx, id, fund.id, fields, populationYear);
  await writeShares(ctx.tx, id, shares);
  await note(ctx, 'fund.allocation-add', fund, fields);
  return id;
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editAllocation(
  ctx: Ctx,
  fundCode: string,
  id: string,
  version: number,
  fields: AllocationFields,
  typed: TypedShares,
): Promise<void> {
  const { fund } = await openAllocation(ctx, fundCode, id);
  const { shares, populationYear } = await share(ctx, fund, fields, typed, id);
  if (!(await updateAllocation(ctx.tx, id, version, fields, populationYear))) throw new Conflict();
  await writeShares(ctx.tx, id, shares);
  await note(ctx, 'fund.allocation-update', fund, fields);
}

export async function removeAllocation(
  ctx: Ctx,
  fundCode: string,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { fund, allocation } = await openAllocation(ctx, fundCode, id);
  await giveReason(ctx, reason);
  if (!(await deleteAllocation(ctx.tx, id, version))) throw new Conflict();
  await note(ctx, 'fund.allocation-remove', fund, allocation);
}

/** @throws Absent, Refused */
export async function openAllocation(
  ctx: Ctx,
  fundCode: string,
  id: string,
): Promise<{ fund: Fund; allocation: Allocation; shares: Share[] }> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, fundCode);
  const allocation = await findAllocation(ctx.tx, fund.id, id);
  if (!allocation) throw new Absent('allocation');
  return { fund, allocation, shares: await listShares(ctx.tx, [id]) };
}

/** The ambito's comuni, by name. */
export async function listComuni(ctx: Ctx): Promise<{ id: string; code: string; name: string }[]> {
  return (await listPlaces(ctx.tx))
    .filter((place) => place.kind === 'comune')
    .map(({ id, code, name }) => ({ id, code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'it'));
}

async function share(
  ctx: Ctx,
  fund: Fund,
  fields: AllocationFields,
  typed: TypedShares,
  ownId: string | null,
): Promise<{ shares: Share[]; populationYear: number | null }> {
  checkFundYear(fund, fields.year);
  const same = (await listAllocations(ctx.tx, fund.id)).find((one) => one.year === fields.year);
  if (same && same.id !== ownId)
    throw new Invalid([
      { field: 'year', code: 'spending.allocation.year-taken', values: { year: String(fields.year) } },
    ]);
  const comuni = await listComuni(ctx);
  if (comuni.length === 0) throw new Refused('spending.allocation.no-comuni', {}, 422);
  if (fields.basis === 'hand') {
    const cents = comuni.map(({ code }) => typed.get(code) ?? 0);
    const sum = cents.reduce((all, one) => all + one, 0);
    if (sum !== fields.totalCents) throw new Invalid([differing(ctx, fields.totalCents, sum)]);
    return { shares: draw(comuni, cents, () => null), populationYear: null };
  }
  const residents =
    fields.basis === 'population' ? await readResidents(ctx.tx, codesOf(comuni), fields.year) : null;
  const missing = residents ? comuni.filter(({ code }) => !residents.of.has(code)) : [];
  if (missing.length > 0)
    throw new Refused(
      'spending.allocation.no-residents',
      { year: String(fields.year), comuni: missing.map(({ name }) => name).join(', ') },
      422,
    );
  const weights = comuni.map(({ code }) =>
    residents ? Math.round((residents.of.get(code) ?? 0) * 1_000) : (typed.get(code) ?? 0),
  );
  if (weights.every((weight) => weight === 0))
    throw new Invalid([{ field: 'shares', code: 'spending.allocation.no-quota' }]);
  const cents = apportion(fields.totalCents, weights);
  return { shares: draw(comuni, cents, (at) => weights[at] ?? 0), populationYear: residents?.year ?? null };
}

function codesOf(comuni: readonly { code: string }[]): string[] {
  return comuni.map(({ code }) => code);
}

function differing(ctx: Ctx, total: number, sum: number): FieldError {
  const lang = ctx.lang;
  return {
    field: 'shares',
    code: 'spending.allocation.sum-differs',
    values: {
      sum: formatEuroCents(sum, { lang }),
      total: formatEuroCents(total, { lang }),
      difference: formatEuroCents(total - sum, { lang, sign: 'always' }),
    },
  };
}

function draw(
  comuni: readonly { id: string; code: string; name: string }[],
  cents: readonly number[],
  weightOf: (at: number) => number | null,
): Share[] {
  return comuni.map((comune, at) => ({
    comuneId: comune.id,
    comune: comune.code,
    name: comune.name,
    weightThousandths: weightOf(at),
    shareCents: cents[at] ?? 0,
  }));
}

async function note(
  ctx: Ctx,
  action: string,
  fund: Fund,
  { year, basis, totalCents }: Pick<AllocationFields, 'year' | 'basis' | 'totalCents'>,
): Promise<void> {
  await writeAudit(ctx, action, 'fund', fund.id, { code: fund.code, year, basis, cents: totalCents });
}
