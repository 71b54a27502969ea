import type { VNode } from 'preact';
import { z } from 'zod';
import { territoryActs } from '#domains/territory/index.js';
import { type FieldError, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { file, type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { writeXlsx, XLSX_TYPE } from '#platform/http/xlsx.js';
import { at } from '#platform/ui/address.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import { type Plan, PlanCode } from '../plan.types.js';
import {
  type BroughtTable,
  countState,
  examineTables,
  packTables,
  unpackTables,
  wrong,
} from './bring.examine.js';
import { keepPlanImport } from './bring.imports.js';
import { BringPage, PreviewPage, WorkbookPage } from './bring.page.js';
import { openSheets, sheetOpeners, stampOf } from './bring.sheets.js';
import { textRows, toSheet, writeWorkbook } from './bring.workbook.js';
import type { BringPlace, BringSheet, OpenSheet } from './bring-sheet.types.js';

const MOST_ROWS = 5_000;
const MOST_BYTES = 8 * 1024 * 1024;

type Openers = ReadonlyMap<string, OpenSheet>;

const common = { face: 'office' as const, audience: editors, params: z.object({ plan: PlanCode }) };

/** The plan's content as tables: take away, bring, look, load. @param more sheets of the domains above */
export function registerBring(server: Server, more: Openers = new Map()): void {
  const openers = sheetOpeners(more);
  registerDownloads(server, openers);
  const all = [...openers.keys()];
  registerPlace(server, openers, { path: '/porta', back: '', names: all });
  for (const name of ['bisogni', 'obiettivi'])
    registerPlace(server, openers, { path: `/${name}/porta`, back: `/${name}`, names: [name] });
}

function open(ctx: PageCtx, plan: Plan, openers: Openers, names: readonly string[]): Promise<BringSheet[]> {
  return openSheets(
    ctx,
    plan,
    names.flatMap((name) => openers.get(name) ?? []),
  );
}

/** What may be taken away may be taken from a frozen plan too: reading changes nothing. */
function registerDownloads(server: Server, openers: Openers): void {
  const all = [...openers.keys()];
  for (const [name, isEmpty] of [
    ['piano', false],
    ['modello', true],
  ] as const)
    ambitoPage(server, {
      ...common,
      path: `/piano/:plan/porta/${name}.xlsx`,
      handle: async (ctx, { params }) => {
        const plan = await getPlan(ctx, params.plan);
        const workbook = await writeWorkbook(await open(ctx, plan, openers, all), isEmpty);
        return file(workbook, XLSX_TYPE, `${name}-${plan.code}.xlsx`);
      },
    });
  for (const name of all)
    ambitoPage(server, {
      ...common,
      path: `/piano/:plan/porta/${name}.csv`,
      handle: async (ctx, { params }) => csvOf(ctx, await getPlan(ctx, params.plan), openers, name),
    });
  for (const name of ['bisogni', 'obiettivi']) {
    ambitoPage(server, {
      ...common,
      path: `/piano/:plan/${name}/porta/tabella.csv`,
      handle: async (ctx, { params }) => csvOf(ctx, await getPlan(ctx, params.plan), openers, name),
    });
    ambitoPage(server, {
      ...common,
      path: `/piano/:plan/${name}/porta/tabella.xlsx`,
      handle: async (ctx, { params }) => {
        const plan = await getPlan(ctx, params.plan);
        const sheets = await open(ctx, plan, openers, [name]);
        const workbook = await writeXlsx(sheets.map((sheet) => toSheet(sheet, false)));
        return file(workbook, XLSX_TYPE, `${name}-${plan.code}.xlsx`);
      },
    });
  }
}

async function csvOf(ctx: PageCtx, plan: Plan, openers: Openers, name: string): Promise<Outcome> {
  const [sheet] = await open(ctx, plan, openers, [name]);
  return csvFile(
    `${name}-${plan.code}.csv`,
    sheet?.columns.map(({ heading }) => heading) ?? [],
    sheet ? textRows(sheet) : [],
  );
}

function registerPlace(server: Server, openers: Openers, place: BringPlace): void {
  const path = `/piano/:plan${place.path}`;
  const openPlan = async (ctx: PageCtx, code: string): Promise<Plan> => {
    const plan = await getPlan(ctx, code);
    requireOpen(plan);
    return plan;
  };
  const read = (source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => {
    const limits = { maxRows: MOST_ROWS, maxBytes: MOST_BYTES, refusesFormulas: true };
    return place.names.length === 1
      ? territoryActs.readTable(source, limits)
      : territoryActs.readTables(source, limits);
  };

  async function askAgain(ctx: PageCtx, plan: Plan, errors: FieldError[], sheet = ''): Promise<VNode> {
    const props = { ctx, plan, place, form: { values: { foglio: sheet }, errors } };
    if (place.names.length === 1) return <BringPage {...props} />;
    return <WorkbookPage {...props} sheets={await open(ctx, plan, openers, place.names)} />;
  }

  /** One sheet alone where the form says so: a table without a name cannot tell. */
  async function look(
    ctx: PageCtx,
    plan: Plan,
    given: { tables: readonly BroughtTable[]; sheet: string; fileName: string; stamp?: string },
  ): Promise<Outcome> {
    const isOne = place.names.includes(given.sheet);
    const sheets = await open(ctx, plan, openers, isOne ? [given.sheet] : place.names);
    const examined = examineTables(sheets, isOne ? given.tables.slice(0, 1) : given.tables);
    if ('errors' in examined) return page(await askAgain(ctx, plan, examined.errors, given.sheet), 422);
    const stamp = stampOf(sheets);
    const isStale = given.stamp !== undefined && given.stamp !== stamp;
    const isRefused = countState(examined.sheets, 'refused') > 0;
    if (given.stamp !== undefined && !isStale && !isRefused) {
      const counts = {
        newCount: countState(examined.sheets, 'new'),
        changedCount: countState(examined.sheets, 'changed'),
        removedCount: countState(examined.sheets, 'removed'),
      };
      const to = await keepPlanImport(
        ctx,
        sheets.length === 1 ? 'table' : 'workbook',
        { plan: plan.code, fileName: given.fileName, ...counts },
        async () => {
          for (const { sheet, rows } of examined.sheets) await sheet.load(rows);
        },
      );
      return seeOther(at(ctx, to), 'plan.bring.loaded');
    }
    return page(
      <PreviewPage
        {...{ ctx, plan, place, isStale, stamp }}
        examined={examined.sheets}
        unknownSheets={examined.unknownSheets}
        pack={packTables(given.tables)}
        fileName={given.fileName}
        sheet={given.sheet}
      />,
      isStale ? 409 : isRefused ? 422 : 200,
    );
  }

  ambitoPage(server, {
    ...common,
    path,
    handle: async (ctx, { params }) => page(await askAgain(ctx, await openPlan(ctx, params.plan), [])),
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    path,
    multipart: true,
    bodyLimit: 2 * MOST_BYTES,
    handle: async (ctx, { params, request }) => {
      const plan = await openPlan(ctx, params.plan);
      const { files, fields } = await readUploads(
        server,
        request,
        { maxFileBytes: MOST_BYTES, maxFiles: 1 },
        async ({ name, stream }) => ({ name, reading: await read(stream) }),
      );
      const sheet = fields.foglio ?? '';
      const [upload] = files;
      if (!upload) return page(await askAgain(ctx, plan, [wrong('plan.bring.no-file')], sheet), 422);
      const { reading } = upload;
      if (!reading.accepted) {
        const errors = reading.problems.map((problem) =>
          wrong('plan.bring.unreadable', { words: territoryActs.describeProblem(problem, ctx.lang) }),
        );
        return page(await askAgain(ctx, plan, errors, sheet), 422);
      }
      const tables = 'sheets' in reading ? reading.sheets : [{ name: '', rows: reading.rows }];
      return look(ctx, plan, { tables, sheet, fileName: upload.name });
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: `${path}/carica`,
    bodyLimit: 2 * MOST_BYTES,
    handle: async (ctx, { params, body }) => {
      const plan = await openPlan(ctx, params.plan);
      const given = z
        .object({
          tavole: z
            .string()
            .min(1)
            .max(2 * MOST_BYTES),
          stamp: z.string().max(60),
          nome: z.string().max(300).default(''),
          foglio: z.string().max(40).default(''),
        })
        .safeParse(body);
      const tables = given.success ? unpackTables(given.data.tavole) : undefined;
      if (!given.success || !tables) throw new Refused('plan.bring.no-file', {}, 422);
      const { stamp, nome, foglio } = given.data;
      return look(ctx, plan, { tables, sheet: foglio, fileName: nome, stamp });
    },
  });
}
