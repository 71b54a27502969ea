import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PlanRef } from '#domains/spending/index.js';
import { territoryActs } from '#domains/territory/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, may, requireRole } from '#platform/http/context.js';
import { parseDecimal } from '#platform/http/form.js';
import { civilDay } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from '../evaluation.rules.js';
import { insertMeasurements } from '../measurement.sql.js';
import { readMeasurements } from './import.rules.js';
import {
  deleteImported,
  insertImport,
  listImports,
  listNameable,
  listPlacesOfImport,
  listStoredDays,
  markUndone,
} from './import.sql.js';
import type { ImportReading, LookedAt } from './import.types.js';

export const MOST_IMPORT_BYTES = 2 * 1024 * 1024;

/** Looks at a file of measurements without keeping anything. */
export async function lookAtFile(
  ctx: Ctx,
  plan: PlanRef,
  file: { name: string; stream: AsyncIterable<Uint8Array> },
): Promise<LookedAt> {
  requireRole(ctx, EDITORS, []);
  const hash = createHash('sha256');
  async function* counted() {
    for await (const chunk of file.stream) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const table = await territoryActs.readTable(counted(), { maxBytes: MOST_IMPORT_BYTES });
  const fileName = file.name.replace(/^.*[/\\]/, '').slice(-200) || 'file';
  const empty = { brought: [], equal: 0, blank: 0, problems: [] };
  if (!table.accepted) {
    const faults = table.problems.map((problem) => territoryActs.describeProblem(problem, ctx.lang));
    return { fileName, sha256: '0'.repeat(64), reading: empty, faults };
  }
  return {
    fileName,
    sha256: hash.digest('hex'),
    reading: await read(ctx, plan, table),
    faults: [],
  };
}

async function read(
  ctx: Ctx,
  plan: PlanRef,
  table: Parameters<typeof readMeasurements>[0],
): Promise<ImportReading> {
  return readMeasurements(table, {
    indicators: await listNameable(ctx.tx, plan.id),
    stored: await listStoredDays(ctx.tx, plan.id),
    today: civilDay(ctx.now),
    mayMeasure: (within) => may(ctx, EDITORS, within),
    parse: parseDecimal,
  });
}

/** Rows of the preview, as its form sends them back. */
const Rows = z
  .array(
    z.object({
      i: z.uuid(),
      d: z.iso.date(),
      v: z.number(),
      n: z.string().max(300).nullable(),
    }),
  )
  .min(1)
  .max(1_500);

/**
 * Loads what the preview showed, all or nothing: every row is checked again as if it had just come.
 * @throws Refused when meanwhile one of them can no longer be taken
 */
export async function loadFile(
  ctx: Ctx,
  plan: PlanRef,
  given: { fileName: string; sha256: string; rows: string },
): Promise<number> {
  requireRole(ctx, EDITORS, []);
  const rows = Rows.safeParse(parseJson(given.rows));
  if (!rows.success) throw new Refused('evaluation.import.stale');
  const head = ['identificativo', 'data', 'valore', 'nota'];
  const body = rows.data.map((row, index) => ({
    line: index + 2,
    cells: [row.i, row.d, String(row.v).replace('.', ','), row.n ?? ''],
  }));
  const { brought, problems } = await read(ctx, plan, { rows: [{ line: 1, cells: head }, ...body] });
  if (problems.length > 0 || brought.length === 0) throw new Refused('evaluation.import.stale');
  const id = newId();
  await insertImport(ctx.tx, {
    id,
    planId: plan.id,
    fileName: given.fileName,
    sha256: given.sha256,
    added: brought.length,
  });
  await insertMeasurements(
    ctx.tx,
    brought.map((one) => ({ ...one, id: newId(), origin: 'import' as const, importId: id })),
  );
  await writeAudit(ctx, 'measurement.import', 'plan', plan.id, { code: plan.code, count: brought.length });
  return brought.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Takes away every value of a file that nobody corrected since; their last state stays in the history with the reason.
 * @throws Refused where it was undone already
 */
export async function undoImport(
  ctx: Ctx,
  plan: PlanRef,
  id: string,
  version: number,
  reason: string,
): Promise<number> {
  const file = (await listImports(ctx.tx, plan.id)).find((one) => one.id === id);
  if (!file) throw new Absent('import');
  requireRole(ctx, EDITORS, []);
  for (const within of await listPlacesOfImport(ctx.tx, id)) requireRole(ctx, EDITORS, within);
  if (file.undoneAt !== null) throw new Refused('evaluation.import.undone-already');
  await giveReason(ctx, reason);
  if (!(await markUndone(ctx.tx, id, version, ctx.now, reason))) throw new Conflict();
  const removed = await deleteImported(ctx.tx, id);
  await writeAudit(ctx, 'measurement.import-cancel', 'plan', plan.id, { code: plan.code, count: removed });
  return removed;
}
