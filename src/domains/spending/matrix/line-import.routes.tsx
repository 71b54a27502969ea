import { z } from 'zod';
import { planImports } from '#domains/plan/index.js';
import { Absent, Refused } from '#platform/errors.js';
import { may, type PageCtx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { findPlanRef, listObjectiveRefs } from '../plan-ref.sql.js';
import { addBudgetLines, editBudgetLine } from '../spending.actions.js';
import { spendingText } from '../spending.messages.js';
import { euro } from '../spending.parts.js';
import { planCode } from '../spending.routes.js';
import { EDITORS } from '../spending.rules.js';
import { listBudgetLines, listFunds, listLineTargets } from '../spending.sql.js';
import type { BudgetLine, BudgetLineFields, PlanRef } from '../spending.types.js';
import { byCodeOrName, nameKey } from '../table/known-names.js';
import { type NamedRow, readCents, readYear, type TableColumn } from '../table/named-table.js';
import { RowReader } from '../table/row-reader.js';
import type { ExaminedRow } from '../table/table-import.page.js';
import { LoadedLink } from '../table/table-import.page.js';
import { tableImport } from '../table/table-import.routes.js';
import { matrixText } from './matrix.messages.js';

const COLUMNS: readonly TableColumn[] = [
  { key: 'objective', heading: 'Obiettivo', aliases: ['Codice obiettivo'], required: true },
  { key: 'fund', heading: 'Fonte', aliases: ['Fondo'], required: true },
  { key: 'year', heading: 'Anno' },
  { key: 'description', heading: 'Per che cosa', aliases: ['Descrizione', 'Oggetto'] },
  { key: 'amount', heading: 'Stanziato', aliases: ['Importo', 'Euro', 'Somma'], required: true },
  { key: 'service', heading: 'Servizio' },
  { key: 'comune', heading: 'Comune' },
  { key: 'note', heading: 'Nota' },
];

interface Read {
  row: ExaminedRow;
  /** Null for what is refused or there already. */
  entry: { objective: string; fields: BudgetLineFields; present: BudgetLine | null } | null;
}

/** Budget lines from a table: new ones are added, those whose sum differs are changed. */
export function registerLineImport(server: Server): void {
  tableImport(server, {
    path: '/risorse/:plan/righe/importa',
    params: z.object({ plan: planCode }),
    audience: EDITORS,
    columns: COLUMNS,
    below: async (ctx) => <LoadedLink ctx={ctx} />,
    words: (ctx, { plan }) => ({
      title: matrixText(ctx.lang)('spending.grid.import'),
      crumbs: [
        { label: spendingText(ctx.lang)('spending.title'), href: at(ctx, `/risorse/${plan}`) },
        { label: matrixText(ctx.lang)('spending.grid.title'), href: at(ctx, `/risorse/${plan}/righe`) },
        { label: matrixText(ctx.lang)('spending.grid.import') },
      ],
    }),
    examine: async (ctx, { plan }, rows) => (await readRows(ctx, plan, rows)).map(({ row }) => row),
    load: async (ctx, { plan }, rows, fileName) => {
      const read = await readRows(ctx, plan, rows);
      if (read.some(({ row }) => row.state === 'refused'))
        throw new Refused('spending.table.changed-meanwhile');
      const entries = read.flatMap(({ entry }) => entry ?? []);
      const fresh = entries.filter(({ present }) => present === null);
      const counts = { newCount: fresh.length, changedCount: entries.length - fresh.length };
      return planImports.keep(ctx, 'lines', { plan, fileName, ...counts }, async () => {
        await addBudgetLines(
          ctx,
          plan,
          fresh.map(({ objective, fields }) => ({ ...fields, objective })),
        );
        for (const { fields, present } of entries)
          if (present)
            await editBudgetLine(ctx, plan, present.id, present.version, { ...present, ...fields });
      });
    },
  });
}

async function readRows(ctx: PageCtx, code: string, rows: readonly NamedRow[]): Promise<Read[]> {
  const plan = await findPlanRef(ctx.tx, code, true);
  if (!plan) throw new Absent('plan');
  const objectives = new Map((await listObjectiveRefs(ctx.tx, plan.id)).map((one) => [one.code, one]));
  const findFund = byCodeOrName(
    await listFunds(ctx.tx),
    (one) => one.code,
    (one) => one.name,
  );
  const targets = await listLineTargets(ctx.tx);
  const [findService, findComune] = (['service', 'comune'] as const).map((kind) =>
    byCodeOrName(
      targets.filter((one) => one.kind === kind),
      (one) => one.code,
      (one) => one.name,
    ),
  );
  // The first of equal lines, as the plan orders them.
  const present = new Map(
    (await listBudgetLines(ctx.tx, plan.id))
      .map((line) => [lineKey(line.objectiveCode, line.fund, line.year, line.description), line] as const)
      .reverse(),
  );
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const read = new RowReader(ctx.lang, row, COLUMNS);
    const objective = read.needed('objective', 60);
    const fundWords = read.needed('fund', 200);
    const fields = {
      year: read.read('year', readYear, 'spending.table.bad-year'),
      description: read.text('description', 1_000),
      allocatedCents: read.read('amount', readCents, 'spending.table.bad-amount'),
      note: read.text('note', 2_000),
    };
    const fund = findFund(fundWords);
    const known = objectives.get(objective);
    const service = target(findService, row.cells.service);
    const comune = target(findComune, row.cells.comune);
    if (!known) read.refuse('spending.table.objective-unknown', { text: objective });
    else if (!may(ctx, EDITORS, known.within)) read.refuse('spending.table.not-yours');
    if (!fund) read.refuse('spending.table.fund-unknown', { text: fundWords });
    if (service === undefined)
      read.refuse('spending.table.service-unknown', { text: row.cells.service ?? '' });
    if (comune === undefined) read.refuse('spending.table.comune-unknown', { text: row.cells.comune ?? '' });
    if ((fields.allocatedCents ?? 0) < 0) read.refuse('spending.table.negative');
    const words = outside(ctx, plan, fields.year);
    const key = [objective, fund?.code, fields.year, fields.description].join('\u001f');
    const twin = seen.get(key);
    if (twin !== undefined) read.refuse('spending.table.twice', { line: String(twin) });
    seen.set(key, row.line);
    const refusal = read.words ?? words;
    if (refusal !== undefined) return { row: { ...row, state: 'refused', words: refusal }, entry: null };
    const full: BudgetLineFields = {
      ...fields,
      fund: fund?.code ?? '',
      stated: true,
      service: service ?? null,
      comune: comune ?? null,
    };
    const same = present.get(lineKey(objective, full.fund, full.year, full.description));
    if (!same) return { row: { ...row, state: 'fresh' }, entry: { objective, fields: full, present: null } };
    if (
      same.allocatedCents === full.allocatedCents &&
      same.service === full.service &&
      same.comune === full.comune
    )
      return { row: { ...row, state: 'equal' }, entry: null };
    const sum = (cents: number | null) =>
      cents === null ? matrixText(ctx.lang)('spending.grid.no-sum') : euro(ctx, cents);
    const change = matrixText(ctx.lang)('spending.grid.changes', {
      before: sum(same.allocatedCents),
      after: sum(full.allocatedCents),
    });
    // What the table has no cell for stays as it is.
    const kept = { ...full, note: full.note ?? same.note };
    return {
      row: { ...row, state: 'changed', words: change },
      entry: { objective, fields: kept, present: same },
    };
  });
}

const lineKey = (objective: string, fund: string, year: number | null, about: string | null) =>
  [objective, fund, year ?? '', nameKey(about)].join('\u001f');

/** @returns null for an empty cell, undefined for a name that nobody knows */
function target(
  find: ((cell: string) => { code: string } | undefined) | undefined,
  cell = '',
): string | null | undefined {
  return cell === '' ? null : find?.(cell)?.code;
}

function outside(ctx: PageCtx, plan: PlanRef, value: number | null): string | undefined {
  const [from, to] = [plan.startsOn.slice(0, 4), plan.endsOn.slice(0, 4)];
  if (value === null || (value >= Number(from) && value <= Number(to))) return undefined;
  return spendingText(ctx.lang)('spending.line.year-outside', { from, to });
}
