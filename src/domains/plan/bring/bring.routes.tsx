import { z } from 'zod';
import { territoryActs } from '#domains/territory/index.js';
import { type FieldError, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile, csvText } from '#platform/http/csv.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { editors } from '../plan.rules.js';
import { type Plan, PlanCode } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { type BringKind, type BringName, openKind } from './bring.kinds.js';
import { BringPage, PreviewPage } from './bring.page.js';
import { type ExaminedRow, examineRows, findHeadings, type TableRow, writeValue } from './bring.reading.js';

const MOST_ROWS = 2_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Needs and objective sheets from a table: bring, look, load; and the table of the plan as it is. */
export function registerBring(server: Server): void {
  for (const name of ['bisogni', 'obiettivi'] as const) register(server, name);
}

type Examined =
  | { errors: FieldError[] }
  | { rows: ExaminedRow[]; unknown: string[]; table: readonly TableRow[]; kind: BringKind };

function register(server: Server, name: BringName): void {
  const path = `/piano/:plan/${name}/porta`;
  const common = { face: 'office' as const, audience: editors, params: z.object({ plan: PlanCode }) };

  const open = async (ctx: PageCtx, code: string): Promise<Plan> => {
    const plan = await getPlan(ctx, code);
    requireOpen(plan);
    return plan;
  };
  const read = (source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) =>
    territoryActs.readTable(source, { maxRows: MOST_ROWS + 1, maxBytes: MOST_BYTES });

  async function examine(
    ctx: PageCtx,
    plan: Plan,
    reading: Awaited<ReturnType<typeof read>>,
  ): Promise<Examined> {
    if (!reading.accepted)
      return {
        errors: reading.problems.map((problem) =>
          wrong('plan.bring.unreadable', { words: territoryActs.describeProblem(problem, ctx.lang) }),
        ),
      };
    const kind = await openKind(ctx, plan, name);
    const [head, ...table] = reading.rows;
    const { at, missing, repeated, unknown } = findHeadings(head?.cells ?? [], kind.columns);
    if (missing.length > 0) return { errors: [wrong('plan.bring.missing', { columns: missing.join(', ') })] };
    if (repeated.length > 0)
      return { errors: [wrong('plan.bring.repeated', { columns: repeated.join(', ') })] };
    if (table.length === 0) return { errors: [wrong('plan.bring.no-rows')] };
    const rows = examineRows(table, at, kind.columns, kind.present, kind.taken);
    kind.checkTogether(rows);
    return { rows, unknown, table: reading.rows, kind };
  }

  function answer(
    ctx: PageCtx,
    plan: Plan,
    examined: Exclude<Examined, { errors: FieldError[] }>,
    isStale: boolean,
  ): Outcome {
    const { rows, unknown, table, kind } = examined;
    const isRefused = rows.some((row) => row.state === 'refused');
    return page(
      <PreviewPage
        {...{ ctx, plan, name, rows, unknown, isStale, stamp: kind.stamp }}
        text={csvText(
          table.map((row) => row.cells),
          { isStart: false },
        )}
      />,
      isStale ? 409 : isRefused ? 422 : 200,
    );
  }

  ambitoPage(server, {
    ...common,
    path,
    handle: async (ctx, { params }) =>
      page(
        <BringPage
          ctx={ctx}
          plan={await open(ctx, params.plan)}
          name={name}
          form={{ values: {}, errors: [] }}
        />,
      ),
  });

  for (const format of ['csv', 'xlsx'] as const)
    ambitoPage(server, {
      ...common,
      path: `${path}/tabella.${format}`,
      handle: async (ctx, { params }) => {
        const plan = await open(ctx, params.plan);
        const { columns, present } = await openKind(ctx, plan, name);
        const rows = [...present.values()].map((values) =>
          columns.map((column) => writeValue(column, values[column.key])),
        );
        const file = `${name}-${plan.code}.${format}`;
        const headings = columns.map(({ heading }) => heading);
        return format === 'csv'
          ? csvFile(file, headings, rows)
          : xlsxFile(file, [
              {
                name: planText('it')(name === 'bisogni' ? 'plan.needs.title' : 'plan.objectives.title'),
                columns: headings.map((label) => ({ label })),
                rows,
              },
            ]);
      },
    });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    path,
    multipart: true,
    bodyLimit: 2 * MOST_BYTES,
    handle: async (ctx, { params, request }) => {
      const plan = await open(ctx, params.plan);
      const { files } = await readUploads(
        server,
        request,
        { maxFileBytes: MOST_BYTES, maxFiles: 1 },
        ({ stream }) => read(stream),
      );
      const [reading] = files;
      const examined = reading
        ? await examine(ctx, plan, reading)
        : { errors: [wrong('plan.bring.no-file')] };
      if ('errors' in examined)
        return page(
          <BringPage ctx={ctx} plan={plan} name={name} form={{ values: {}, errors: examined.errors }} />,
          422,
        );
      return answer(ctx, plan, examined, false);
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: `${path}/carica`,
    bodyLimit: 2 * MOST_BYTES,
    handle: async (ctx, { params, body }) => {
      const plan = await open(ctx, params.plan);
      const given = z
        .object({ testo: z.string().min(1).max(MOST_BYTES), stamp: z.string().max(60) })
        .safeParse(body);
      if (!given.success) throw new Refused('plan.bring.no-file', {}, 422);
      const examined = await examine(ctx, plan, await read([Buffer.from(given.data.testo)]));
      if ('errors' in examined)
        return page(
          <BringPage ctx={ctx} plan={plan} name={name} form={{ values: {}, errors: examined.errors }} />,
          422,
        );
      const isStale = examined.kind.stamp !== given.data.stamp;
      if (isStale || examined.rows.some((row) => row.state === 'refused'))
        return answer(ctx, plan, examined, isStale);
      await examined.kind.load(examined.rows);
      return seeOther(inPlan(ctx, plan, `/${name}`), 'plan.bring.loaded');
    },
  });
}

function wrong(code: string, values: Record<string, string> = {}): FieldError {
  return { field: 'file', code, values };
}
