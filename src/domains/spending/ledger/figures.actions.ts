import { listPlaces, territoryActs } from '#domains/territory/index.js';
import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { csvText } from '#platform/http/csv.js';
import { civilDay, formatDateTime } from '#platform/i18n/format.js';
import { enqueueJob } from '#platform/jobs/jobs.sql.js';
import type { JobTasks } from '#platform/jobs/runner.js';
import { listLineSums } from '../funding/fund-year.sql.js';

const TASK = 'spending.figures';

/** The observatory's variables of money, in euro a year (territory: `impegnato`, `liquidato`). */
const VARIABLES = {
  'funds-allocated': 'allocatedCents',
  'funds-committed': 'committedCents',
  'funds-paid': 'paidCents',
} as const;

/** Asks for the sums of money to be told to the observatory anew; asked many times before it starts, it is done once. */
export async function askFigures(ctx: Ctx): Promise<void> {
  await enqueueJob(ctx, TASK, {}, TASK);
}

/** Long work of this domain: what money tells the observatory. */
export const spendingJobs: JobTasks = {
  [TASK]: async ({ inside }) => {
    await inside(tellFigures);
  },
};

/**
 * Gives the observatory what was allocated, committed and paid in each year of the whole ambito, as a new edition of one
 * dataset, where it differs from the edition there is. Money of plans that the public may read only; a sum without a year
 * belongs to none, and is left out of all three.
 * @returns whether there was anything to tell
 */
export async function tellFigures(ctx: Ctx): Promise<boolean> {
  const ambito = (await listPlaces(ctx.tx)).find((place) => place.kind === 'ambito');
  const sums = (await listLineSums(ctx.tx, null, false)).filter((one) => one.year !== null);
  if (!ambito || !sums.some((one) => one.committedCents !== 0)) {
    // Once told, also that all was taken back is told.
    if (!ambito || !(await isTold(ctx, ambito.code))) return false;
  }
  const years = [...new Set(sums.map((one) => one.year ?? 0))].sort((a, b) => a - b);
  const figures = years.flatMap((year) =>
    Object.entries(VARIABLES).map(([variable, key]) => ({
      variable,
      year,
      cents: sums.filter((one) => one.year === year).reduce((sum, one) => sum + one[key], 0),
    })),
  );
  if (await isSame(ctx, ambito.code, figures)) return false;
  const stated = `Situazione al ${formatDateTime(ctx.now)}`;
  const rows = figures.map(({ variable, year, cents }) => [
    variable,
    ambito.name,
    'ambito',
    String(year),
    '',
    (cents / 100).toFixed(2),
    'euro',
    'Trama, bilancio del piano',
    '',
    stated,
  ]);
  const head = [
    'indicator',
    'territory',
    'territory_level',
    'period',
    'category',
    'value',
    'unit',
    'source_as_stated',
    'chapter',
    'note',
  ];
  const report = await territoryActs.importFile(ctx, {
    stream: [Buffer.from(csvText([head, ...rows], { isStart: false }))],
    fileName: `bilancio-${civilDay(ctx.now)}.csv`,
    code: 'trama-bilancio',
    title: 'Risorse del piano: stanziato, impegnato, liquidato',
    source: 'Trama, bilancio del piano',
    licence: 'CC BY 4.0',
    referenceOn: civilDay(ctx.now),
    note: 'Somme delle righe di bilancio con un anno, dei piani pubblicati. Impegni e pagamenti seguono l’anno della riga.',
  });
  // The table is made here: one that is refused is a mistake of the program.
  if (!report.accepted) throw new Refused('platform.bug');
  return true;
}

async function listTold(ctx: Ctx, place: string) {
  return territoryActs.listFigures(ctx.tx, { variables: Object.keys(VARIABLES), places: [place] });
}

async function isTold(ctx: Ctx, place: string): Promise<boolean> {
  return (await listTold(ctx, place)).length > 0;
}

async function isSame(
  ctx: Ctx,
  place: string,
  figures: readonly { variable: string; year: number; cents: number }[],
): Promise<boolean> {
  const key = (one: { variable: string; year: number }) => `${one.variable} ${one.year}`;
  const told = new Map(
    (await listTold(ctx, place)).map((one) => [key(one), Math.round(Number(one.value) * 100)]),
  );
  return told.size === figures.length && figures.every((one) => told.get(key(one)) === one.cents);
}
