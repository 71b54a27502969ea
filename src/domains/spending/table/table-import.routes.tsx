import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { territoryActs } from '#domains/territory/index.js';
import type { Role } from '#platform/auth/roles.js';
import { type FieldError, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile, csvText } from '#platform/http/csv.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import { at } from '#platform/ui/address.js';
import { type NamedRow, nameColumns, type TableColumn } from './named-table.js';
import { BringTablePage, type ExaminedRow, type ImportWords, PreviewTablePage } from './table-import.page.js';

const MOST_ROWS = 5_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** A kind of table that people bring. */
export interface TableImport<P extends z.ZodObject> {
  /** Path after ambito and face. */
  path: string;
  params: P;
  audience: readonly Role[];
  words: (ctx: PageCtx, params: z.output<P>) => ImportWords;
  columns: readonly TableColumn[];
  /** What would become of each row, now. @throws Absent, Refused */
  examine: (ctx: PageCtx, params: z.output<P>, rows: readonly NamedRow[]) => Promise<ExaminedRow[]>;
  /** Takes in what is new or changed. @returns where one goes then */
  load: (
    ctx: PageCtx,
    params: z.output<P>,
    rows: readonly ExaminedRow[],
    fileName: string,
  ) => Promise<string>;
  /** What stands under the form: earlier files. */
  below?: (ctx: PageCtx, params: z.output<P>) => Promise<ComponentChildren>;
}

const fill = (path: string, params: Record<string, unknown>) =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Bring, look, load: three addresses and an empty table to fill. */
export function tableImport<P extends z.ZodObject>(server: Server, kind: TableImport<P>): void {
  const common = { face: 'office' as const, audience: kind.audience, params: kind.params };
  const paramsOf = (input: { params: unknown }) => input.params as z.output<P>;

  const bring = async (ctx: PageCtx, params: z.output<P>, errors: FieldError[] = [], testo = '') => (
    <BringTablePage
      ctx={ctx}
      words={kind.words(ctx, params)}
      columns={kind.columns}
      action={at(ctx, fill(kind.path, params))}
      form={{ values: { testo }, errors }}
    >
      {await kind.below?.(ctx, params)}
    </BringTablePage>
  );

  const read = async (source: Bytes) =>
    territoryActs.readTable(source, { maxRows: MOST_ROWS, maxBytes: MOST_BYTES, refusesFormulas: true });

  /** The table's rows by their columns; or what is wrong with it, in messages. */
  const named = (
    ctx: PageCtx,
    reading: Awaited<ReturnType<typeof read>>,
  ): { rows: NamedRow[]; unknown: string[] } | { errors: FieldError[] } => {
    if (!reading.accepted)
      return {
        errors: reading.problems.map((problem) => ({
          field: 'file',
          code: 'spending.table.unreadable',
          values: { words: territoryActs.describeProblem(problem, ctx.lang) },
        })),
      };
    const table = nameColumns(reading.rows, kind.columns);
    if (table.kind === 'refused')
      return {
        errors: [
          ...(table.missing.length > 0
            ? [wrong('spending.table.headings-missing', { columns: table.missing.join(', ') })]
            : []),
          ...(table.repeated.length > 0
            ? [wrong('spending.table.headings-repeated', { columns: table.repeated.join(', ') })]
            : []),
        ],
      };
    if (table.rows.length === 0) return { errors: [wrong('spending.table.no-rows')] };
    return table;
  };

  const preview = async (
    ctx: PageCtx,
    params: z.output<P>,
    table: { rows: NamedRow[]; unknown: string[] },
    fileName: string,
  ): Promise<Outcome> => {
    const rows = await kind.examine(ctx, params, table.rows);
    const keys = kind.columns.map(({ key }) => key);
    const text = csvText(
      [
        kind.columns.map(({ heading }) => heading),
        ...table.rows.map(({ cells }) => keys.map((key) => cells[key] ?? '')),
      ],
      { isStart: false },
    );
    const status = rows.some((row) => row.state === 'refused') ? 422 : 200;
    return page(
      <PreviewTablePage
        ctx={ctx}
        words={kind.words(ctx, params)}
        columns={kind.columns}
        action={at(ctx, fill(kind.path, params))}
        rows={rows}
        unknown={table.unknown}
        text={text}
        fileName={fileName}
      />,
      status,
    );
  };

  ambitoPage(server, {
    ...common,
    path: kind.path,
    handle: async (ctx, input) => page(await bring(ctx, paramsOf(input))),
  });
  ambitoPage(server, {
    ...common,
    path: `${kind.path}/modello.csv`,
    handle: async () =>
      csvFile(
        'modello.csv',
        kind.columns.map(({ heading }) => heading),
        [],
      ),
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: kind.path,
    multipart: true,
    bodyLimit: 2 * MOST_BYTES,
    handle: async (ctx, input) => {
      const params = paramsOf(input);
      const { fields, files } = await readUploads(
        server,
        input.request,
        { maxFileBytes: MOST_BYTES, maxFiles: 1 },
        async ({ name, stream }) => ({ name, reading: await read(stream) }),
      );
      const pasted = fields.testo ?? '';
      const [file] = files;
      if (!file && pasted.trim() === '')
        return page(await bring(ctx, params, [wrong('spending.table.nothing')]), 422);
      const table = named(ctx, file?.reading ?? (await read([Buffer.from(pasted)])));
      if ('errors' in table) return page(await bring(ctx, params, table.errors, pasted), 422);
      return preview(ctx, params, table, file?.name ?? '');
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: `${kind.path}/carica`,
    bodyLimit: 2 * MOST_BYTES,
    handle: async (ctx, input) => {
      const params = paramsOf(input);
      const given = z
        .object({ testo: z.string().max(MOST_BYTES), nome: z.string().max(300).default('') })
        .safeParse(input.body);
      if (!given.success) throw new Refused('spending.table.nothing', {}, 422);
      const table = named(ctx, await read([Buffer.from(given.data.testo)]));
      if ('errors' in table) return page(await bring(ctx, params, table.errors, given.data.testo), 422);
      const rows = await kind.examine(ctx, params, table.rows);
      // Somebody may have committed or paid since the look: then it is looked at again.
      if (rows.some((row) => row.state === 'refused')) return preview(ctx, params, table, given.data.nome);
      const to = await kind.load(
        ctx,
        params,
        rows.filter((row) => row.state === 'fresh' || row.state === 'changed'),
        given.data.nome,
      );
      return seeOther(at(ctx, to), 'spending.table.loaded');
    },
  });
}

function wrong(code: string, values: Record<string, string> = {}): FieldError {
  return { field: 'file', code, values };
}
