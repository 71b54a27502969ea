import { z } from 'zod';
import { type FieldError, Invalid } from '#platform/errors.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { type FormState, parseDecimal, submit } from '#platform/http/form.js';
import { askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { civilDay, typedEuro } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { listStatementChanges } from './history.sql.js';
import { type CellInput, listOwnPlaces, STATEMENT_EDITORS, writeStatement } from './statement.actions.js';
import { StatementPage } from './statement.page.js';
import { readStatement, readStatementTable } from './statement.reading.js';
import { listStatement } from './statement.sql.js';
import {
  AREAS,
  FIGURES,
  INTERVENTIONS,
  STATEMENT_MEASURES,
  STATEMENT_ROWS,
  type StatementCell,
} from './statement.types.js';
import { type GridChoice, StatementGridPage } from './statement-grid.page.js';
import { StatementHistoryPage } from './statement-history.page.js';
import { registerStatementImport } from './statement-import.routes.js';

const PATH = '/risorse/rendiconto';
const perhaps = z
  .string()
  .max(60)
  .optional()
  .transform((value) => value || undefined);
const Query = z.object({
  righe: z.enum(STATEMENT_ROWS).catch('area').default('area'),
  misura: z.enum(STATEMENT_MEASURES).catch('spending').default('spending'),
  luogo: perhaps,
  area: perhaps,
});

/** The statement of social spending. For who works here; what is published of it is chosen, in the plan's document. */
export function registerStatement(server: Server): void {
  const common = { face: 'office' as const, audience: 'staff' as const };
  ambitoPage(server, {
    ...common,
    path: PATH,
    query: Query,
    handle: async (ctx, { query }) => {
      const { all, places, table } = await readStatementTable(
        ctx,
        { place: query.luogo, area: query.area },
        query.righe,
        query.misura,
      );
      return page(
        <StatementPage
          ctx={ctx}
          table={table}
          isEmpty={all.length === 0}
          places={places.filter(({ code }) => all.some((cell) => cell.place === code))}
          query={query}
          mayWrite={may(ctx, STATEMENT_EDITORS, [])}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...common,
    path: `${PATH}/storia`,
    query: z.object({
      luogo: perhaps,
      anno: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
      pagina: askedPage,
    }),
    handle: async (ctx, { query: { luogo, anno, pagina } }) => {
      const asked = { place: luogo, year: anno };
      const { all, places } = await readStatement(ctx, { place: undefined, area: undefined });
      return page(
        <StatementHistoryPage
          ctx={ctx}
          changes={
            await listStatementChanges(ctx.tx, {
              ...asked,
              limit: ROWS_A_PAGE,
              offset: (pagina - 1) * ROWS_A_PAGE,
            })
          }
          places={places.filter(({ code }) => all.some((cell) => cell.place === code))}
          years={[...new Set(all.map(({ year }) => year))].sort((a, b) => b - a)}
          {...asked}
          page={pagina}
        />,
      );
    },
  });
  files(server);
  grid(server);
  registerStatementImport(server);
}

function files(server: Server): void {
  const common = { face: 'office' as const, audience: 'staff' as const, query: Query };
  ambitoPage(server, {
    ...common,
    path: `${PATH}/rendiconto.csv`,
    handle: async (ctx, { query }) =>
      csvFile(
        'rendiconto-spesa-sociale.csv',
        HEADINGS,
        rowsOf((await readStatement(ctx, { place: query.luogo, area: query.area })).cells),
      ),
  });
  ambitoPage(server, {
    ...common,
    path: `${PATH}/rendiconto.xlsx`,
    handle: async (ctx, { query }) => {
      const columns = HEADINGS.map((label, index) =>
        index >= 6 && index <= 8 ? { label, decimals: 2 } : { label },
      );
      return xlsxFile('rendiconto-spesa-sociale.xlsx', [
        {
          name: 'Rendiconto',
          columns,
          rows: rowsOf((await readStatement(ctx, { place: query.luogo, area: query.area })).cells),
        },
      ]);
    },
  });
}

/** The layout that an import reads, so that a file can be filled and brought back. */
const HEADINGS = [
  'Codice Istat',
  'Comune',
  'Anno',
  'Area di utenza',
  'Intervento',
  'Utenti',
  'Spesa (€)',
  'Compartecipazione degli utenti (€)',
  'Quota SSN (€)',
  'Nota',
];

function rowsOf(cells: readonly StatementCell[]): (string | number | null)[][] {
  const nameIn = (list: readonly { code: string; it: string }[], code: string) =>
    list.find((one) => one.code === code)?.it ?? code;
  const euro = (cents: number | null) => (cents === null ? null : cents / 100);
  return cells.map((cell) => [
    cell.place,
    cell.placeName,
    cell.year,
    nameIn(AREAS, cell.area),
    nameIn(INTERVENTIONS, cell.intervention),
    cell.users,
    euro(cell.spendingCents),
    euro(cell.coPaymentCents),
    euro(cell.healthCents),
    cell.note,
  ]);
}

const year = z
  .string()
  .regex(/^(19|20)\d{2}$/)
  .transform(Number);
const areaCode = z.enum(AREAS.map(({ code }) => code) as [string, ...string[]]);

function grid(server: Server): void {
  const common = { face: 'office' as const, audience: STATEMENT_EDITORS, path: `${PATH}/griglia` };
  ambitoPage(server, {
    ...common,
    query: z.object({
      luogo: perhaps,
      anno: year.optional().catch(undefined),
      area: areaCode.optional().catch(undefined),
    }),
    handle: async (ctx, { query }) => page(await gridPage(ctx, query)),
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { body }) => {
      const asked = z.object({ luogo: z.string().max(60), anno: year, area: areaCode }).safeParse(body);
      if (!asked.success) return page(await gridPage(ctx, {}), 422);
      const { luogo, anno, area } = asked.data;
      return submit(ctx, {
        schema: z.record(z.string(), z.unknown()),
        body,
        act: async (fields) => {
          await writeStatement(ctx, luogo, anno, readGrid(fields, area));
          const to = withQuery(`${at(ctx, PATH)}/griglia`, { luogo, anno, area });
          return seeOther(to, 'spending.statement.saved');
        },
        again: (form) => gridPage(ctx, asked.data, form),
        theirs: async () => stored(await listStatement(ctx.tx, { place: luogo, year: anno }), area),
      });
    },
  });
}

/** The typed grid; every field that cannot be read is told. @throws Invalid */
function readGrid(fields: Record<string, unknown>, area: string): CellInput[] {
  const errors: FieldError[] = [];
  const number = (name: string, scale: number): number | null => {
    const text = String(fields[name] ?? '').trim();
    if (text === '') return null;
    const value = parseDecimal(text.replace(/€/g, ''));
    const code =
      value === undefined || Math.abs(value) > 1e11 || (scale === 1 && !Number.isInteger(value))
        ? 'platform.field.number'
        : value < 0
          ? 'platform.field.negative'
          : null;
    if (code !== null) errors.push({ field: name, code });
    return value === undefined ? null : Math.round(value * scale);
  };
  const inputs = INTERVENTIONS.map(({ code }): CellInput => {
    const version = String(fields[`${code}.version`] ?? '');
    return {
      area,
      intervention: code,
      version: /^\d{1,9}$/.test(version) ? Number(version) : null,
      users: number(`${code}.users`, 1),
      spendingCents: number(`${code}.spendingCents`, 100),
      coPaymentCents: number(`${code}.coPaymentCents`, 100),
      healthCents: number(`${code}.healthCents`, 100),
    };
  });
  if (errors.length > 0) throw new Invalid(errors);
  return inputs;
}

/** Stored figures as the grid shows them. */
function stored(cells: readonly StatementCell[], area: string): Record<string, unknown> {
  return Object.fromEntries(
    cells
      .filter((cell) => cell.area === area)
      .flatMap((cell) => [
        [`${cell.intervention}.version`, cell.version],
        ...FIGURES.map((figure) => {
          const value = cell[figure];
          const text = value === null ? '' : figure === 'users' ? String(value) : typedEuro(value);
          return [`${cell.intervention}.${figure}`, text];
        }),
      ]),
  );
}

async function gridPage(
  ctx: PageCtx,
  asked: { luogo?: string | undefined; anno?: number | undefined; area?: string | undefined },
  form?: FormState,
) {
  const places = await listOwnPlaces(ctx);
  const place = places.find(({ code }) => code === asked.luogo) ?? places[0];
  const thisYear = Number(civilDay(ctx.now).slice(0, 4));
  const chosen = asked.anno ?? thisYear - 1;
  const area = asked.area ?? AREAS[0]?.code ?? '';
  const choice: GridChoice | null = place ? { place, year: chosen, area } : null;
  const years = [...new Set([chosen, ...Array.from({ length: 12 }, (_, back) => thisYear - back)])].sort(
    (a, b) => b - a,
  );
  const cells =
    choice && !form ? await listStatement(ctx.tx, { place: choice.place.code, year: chosen }) : [];
  // Who met another editor goes on from their versions, with both texts in sight.
  const values = form?.theirs ? { ...form.values, ...versionsOf(form.theirs) } : form?.values;
  return (
    <StatementGridPage
      ctx={ctx}
      places={places}
      choice={choice}
      years={years}
      form={{ values: values ?? stored(cells, area), errors: form?.errors ?? [] }}
    />
  );
}

function versionsOf(theirs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(theirs).filter(([name]) => name.endsWith('.version')));
}
