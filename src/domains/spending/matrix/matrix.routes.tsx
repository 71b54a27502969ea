import { z } from 'zod';
import { type MemoryOf, rememberUntilNextAct } from '#platform/audit/memory.js';
import { savepoint } from '#platform/db/database.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { fieldErrors, optional, euro as typed, version } from '#platform/http/form.js';
import { asked, askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { findPlanRef, listObjectiveRefs } from '../plan-ref.sql.js';
import { editBudgetLine } from '../spending.actions.js';
import { spendingText } from '../spending.messages.js';
import { seesDrafts } from '../spending.parts.js';
import { planCode } from '../spending.routes.js';
import { EDITORS, yearsOf } from '../spending.rules.js';
import { year } from '../spending.schema.js';
import { listBudgetLines } from '../spending.sql.js';
import type { BudgetLine, ObjectiveRef, PlanRef } from '../spending.types.js';
import { LineGridPage, type WrongRow } from './line-grid.page.js';
import { registerLineImport } from './line-import.routes.js';
import { registerMatrixPapers } from './matrix.document.js';
import { matrixText } from './matrix.messages.js';
import { MatrixPage, type MatrixQuery } from './matrix.page.js';
import {
  buildMatrix,
  checkMatrix,
  GROUPINGS,
  lineChoices,
  type Matrix,
  MEASURES,
  shownTotal,
} from './matrix.rules.js';

const Plan = z.object({ plan: planCode });
const Query = z.object({
  righe: z.enum(GROUPINGS).catch('objective').default('objective'),
  misura: z.enum(MEASURES).catch('allocated').default('allocated'),
  fonte: asked,
  obiettivo: asked,
});

/** The budget as a table of any grouping, and its lines as a table to write in. */
export function registerMatrix(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  const read = (ctx: PageCtx, code: string, asked: z.output<typeof Query>) =>
    readMatrix(memoryOf, ctx, code, asked);
  const open = { face: 'both' as const, audience: 'public' as const, params: Plan, query: Query };
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan/quadro',
    query: Query.extend({ pagina: askedPage }),
    handle: async (ctx, { params, query: { pagina, ...query } }) =>
      page(<MatrixPage ctx={ctx} {...(await read(ctx, params.plan, query))} page={pagina} />),
  });
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan/quadro/quadro.csv',
    handle: async (ctx, { params, query }) => {
      const { plan, matrix } = await read(ctx, params.plan, query);
      return csvFile(`quadro-${plan.code}.csv`, headings(ctx, matrix, query), rowsOf(ctx, matrix));
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan/quadro/quadro.xlsx',
    handle: async (ctx, { params, query }) => {
      const { plan, matrix } = await read(ctx, params.plan, query);
      const columns = headings(ctx, matrix, query).map((label, index) =>
        index < 2 ? { label } : { label, decimals: 2 },
      );
      const name = matrixText(ctx.lang)('spending.matrix.title');
      return xlsxFile(`quadro-${plan.code}.xlsx`, [{ name, columns, rows: rowsOf(ctx, matrix) }]);
    },
  });
  grid(server, memoryOf);
  registerLineImport(server);
  registerMatrixPapers(server);
}

async function readMatrix(memoryOf: MemoryOf, ctx: PageCtx, code: string, asked: z.output<typeof Query>) {
  const query: MatrixQuery = {
    ...asked,
    fonte: asked.fonte || undefined,
    obiettivo: asked.obiettivo || undefined,
  };
  const plan = await findPlanRef(ctx.tx, code, seesDrafts(ctx));
  if (!plan) throw new Absent('plan');
  const { recall } = await memoryOf(ctx, plan.id);
  const all = await recall('lines', () => listBudgetLines(ctx.tx, plan.id));
  const choices = await recall('choices', async () => lineChoices(all));
  const lines = all.filter(
    (line) =>
      (query.fonte === undefined || line.fund === query.fonte) &&
      (query.obiettivo === undefined || line.objectiveCode === query.obiettivo),
  );
  const sums = () => {
    const matrix = buildMatrix(lines, query.righe, query.misura, yearsOf(plan, lines));
    return { matrix, findings: checkMatrix(matrix, lines, query.misura) };
  };
  const isWhole = lines.length === all.length;
  // What somebody chose among the lines is theirs; the groupings of the whole plan are few, and everybody's.
  const kept = isWhole ? await recall(`${query.righe} ${query.misura}`, async () => sums()) : sums();
  return { plan, choices, lines, query, ...kept };
}

function headings(ctx: PageCtx, matrix: Matrix, { righe, misura }: MatrixQuery): string[] {
  const t = matrixText(ctx.lang);
  const s = spendingText(ctx.lang);
  const measure = t(`spending.matrix.measure.${misura}`);
  return [
    s('spending.code'),
    t(`spending.matrix.by.${righe}`),
    ...matrix.columns.map((column) => `${measure} ${column ?? s('spending.once')} (€)`),
    `${s('spending.total')} (€)`,
  ];
}

function rowsOf(ctx: PageCtx, matrix: Matrix): (string | number | null)[][] {
  const euro = (cents: number | null) => (cents === null ? null : cents / 100);
  return [
    ...matrix.rows.map((row) => [row.code, row.name, ...row.cells.map(euro), euro(shownTotal(row))]),
    ['', spendingText(ctx.lang)('spending.total'), ...matrix.totals.map(euro), euro(matrix.total)],
  ];
}

const RowForm = z.object({ version, year: optional(year), allocatedCents: optional(typed) });

function grid(server: Server, memoryOf: MemoryOf): void {
  const common = { face: 'office' as const, audience: EDITORS };
  ambitoPage(server, {
    ...common,
    path: '/risorse/:plan/righe',
    params: Plan,
    query: z.object({ pagina: askedPage }),
    handle: async (ctx, { params, query }) => {
      const plan = await planOf(ctx, params.plan);
      const { recall } = await memoryOf(ctx, plan.id);
      const objectives = await recall('objectives', () => listObjectiveRefs(ctx.tx, plan.id));
      const lines = await recall('lines', () => listBudgetLines(ctx.tx, plan.id));
      return page(
        <LineGridPage ctx={ctx} plan={plan} lines={own(ctx, lines, objectives)} page={query.pagina} />,
      );
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: '/risorse/:plan/righe/:line',
    params: Plan.extend({ line: z.uuid() }),
    handle: async (ctx, { params, body }) => {
      const again = async (errors: WrongRow['errors'], status: number) =>
        page(await wrongGrid(ctx, params.plan, { id: params.line, values: body, errors }), status);
      const parsed = RowForm.safeParse(body);
      if (!parsed.success) return again(fieldErrors(parsed.error), 422);
      const lines = await ownLines(ctx, await planOf(ctx, params.plan));
      const line = lines.find((one) => one.id === params.line);
      if (!line) throw new Absent('budgetLine');
      const { version: opened, ...fields } = parsed.data;
      try {
        await savepoint(ctx.client, () =>
          editBudgetLine(ctx, params.plan, line.id, opened, { ...line, ...fields }),
        );
      } catch (error) {
        if (error instanceof Invalid) return again(error.errors, 422);
        if (error instanceof Refused && error.status !== 403)
          return again([{ field: '', code: error.code, values: error.values }], error.status);
        throw error;
      }
      const pagina = pageOf(lines, line.id);
      const back = withQuery(at(ctx, `/risorse/${params.plan}/righe`), {
        pagina: pagina === 1 ? undefined : pagina,
      });
      return seeOther(`${back}#riga-${line.id}`, 'spending.grid.saved');
    },
  });
}

async function planOf(ctx: PageCtx, code: string): Promise<PlanRef> {
  const plan = await findPlanRef(ctx.tx, code, true);
  if (!plan) throw new Absent('plan');
  return plan;
}

/** The lines that this account may change. */
function own(ctx: PageCtx, lines: readonly BudgetLine[], objectives: readonly ObjectiveRef[]): BudgetLine[] {
  const ids = new Set(objectives.filter(({ within }) => may(ctx, EDITORS, within)).map(({ id }) => id));
  return lines.filter((line) => ids.has(line.objectiveId));
}

/** The same read anew, where they are being changed. */
async function ownLines(ctx: PageCtx, plan: PlanRef): Promise<BudgetLine[]> {
  const objectives = await listObjectiveRefs(ctx.tx, plan.id);
  return own(ctx, await listBudgetLines(ctx.tx, plan.id), objectives);
}

/** On which page of the grid a line stands: whoever saves it comes back to it. */
function pageOf(lines: readonly BudgetLine[], id: string): number {
  return (
    1 +
    Math.floor(
      Math.max(
        0,
        lines.findIndex((line) => line.id === id),
      ) / ROWS_A_PAGE,
    )
  );
}

/** What was typed wrongly is shown where it was typed. */
async function wrongGrid(ctx: PageCtx, code: string, wrong: WrongRow) {
  const plan = await planOf(ctx, code);
  const lines = await ownLines(ctx, plan);
  return <LineGridPage ctx={ctx} plan={plan} lines={lines} page={pageOf(lines, wrong.id)} wrong={wrong} />;
}
