import type { VNode } from 'preact';
import { z } from 'zod';
import { findPresentRow, listFormerStates } from '#platform/audit/history.sql.js';
import type { Role } from '#platform/auth/roles.js';
import { Absent } from '#platform/errors.js';
import { at } from '#platform/ui/address.js';
import { HistoryPage } from '#platform/ui/history.js';
import { RemovalPage } from '#platform/ui/removal.js';
import type { Crumb } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { PageCtx } from './context.js';
import { type FormState, longText, submit, version } from './form.js';
import { page, seeOther } from './outcome.js';
import { ambitoPage } from './page-route.js';
import type { Server } from './server.js';

export interface FormPage<T> {
  ctx: PageCtx;
  form: FormState;
  /** Where the form goes. */
  action: string;
  cancel: string;
  /** Null for a new one. */
  record: T | null;
  crumbs: Crumb[];
}

/** What a domain says of one kind of record, to have its addresses for writing. */
export interface RecordRoutes<T, P extends z.ZodObject, S extends z.ZodType> {
  /** Path of the list after ambito and face, with the parameters that it needs. */
  list: string;
  /** Path of one record: the list's and what names it. */
  one: string;
  params: P;
  door: string;
  editors: readonly Role[];
  /** Names and addresses of the pages above. */
  crumbs: (ctx: PageCtx, params: z.output<P>) => Crumb[];
  /** Finds it, and refuses who may not change it. @throws Absent, Refused */
  open: (ctx: PageCtx, params: z.output<P>) => Promise<T>;
  /** "N-07 Politiche per il lavoro". */
  nameOf: (record: T) => string;
  schema: S;
  /** Reads the body before the schema: rows that repeat. */
  prepare?: (body: Record<string, unknown>) => Record<string, unknown>;
  /** A stored record as its form shows it. */
  valuesOf: (record: T) => Record<string, unknown>;
  blank: (ctx: PageCtx, params: Partial<z.output<P>>) => Record<string, unknown>;
  form: (props: FormPage<T>) => VNode | Promise<VNode>;
  /** @returns the path of the new record, after ambito and face */
  add?: (ctx: PageCtx, params: Partial<z.output<P>>, input: z.output<S>) => Promise<string>;
  edit: (ctx: PageCtx, params: z.output<P>, version: number, input: z.output<S>) => Promise<void>;
  remove: (ctx: PageCtx, params: z.output<P>, version: number, reason: string) => Promise<void>;
  /** Where one goes after a change, when a record has no page of its own. */
  after?: (params: Partial<z.output<P>>, record: T | null) => string;
  history: {
    table: string;
    /** The rows that hang on it are told as well, under the names of `<table>_parts`. */
    hasParts?: boolean;
    labels: (ctx: PageCtx) => Readonly<Record<string, string>>;
    write?: (ctx: PageCtx) => Promise<(column: string, value: unknown) => string | undefined>;
  };
  notices: { added: string; saved: string; removed: string };
}

const stamped = z.object({ version });
const removal = z.object({ version, reason: longText(500, 3) });

/** The addresses under which people add, change and remove a kind of record, and read what became of it. */
export function recordRoutes<
  T extends { id: string; version: number },
  P extends z.ZodObject,
  S extends z.ZodType,
>(server: Server, route: RecordRoutes<T, P, S>): void {
  if (route.add) adding(server, route);
  editing(server, route);
  removing(server, route);
  reading(server, route);
}

function fill(path: string, params: Record<string, unknown>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
}

function adding<T, P extends z.ZodObject, S extends z.ZodType>(
  server: Server,
  route: RecordRoutes<T, P, S>,
): void {
  const { add } = route;
  if (!add) return;
  const params = route.params.partial();
  const path = `${route.list}/nuovo`;
  const draw = (ctx: PageCtx, given: Partial<z.output<P>>, form: FormState) =>
    route.form({
      ctx,
      form,
      action: at(ctx, fill(path, given)),
      cancel: at(ctx, route.after?.(given, null) ?? fill(route.list, given)),
      record: null,
      crumbs: [...route.crumbs(ctx, given as z.output<P>), { label: uiText(ctx.lang)('ui.new') }],
    });
  const common = { face: 'office' as const, path, audience: route.editors, params };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, input) => {
      const given = input.params as Partial<z.output<P>>;
      return page(await draw(ctx, given, { values: route.blank(ctx, given), errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, input) => {
      const given = input.params as Partial<z.output<P>>;
      return submit(ctx, {
        schema: route.schema,
        body: route.prepare?.(input.body) ?? input.body,
        act: async (fields) => seeOther(at(ctx, await add(ctx, given, fields)), route.notices.added),
        again: (form) => draw(ctx, given, form),
      });
    },
  });
}

function editing<T extends { version: number }, P extends z.ZodObject, S extends z.ZodType>(
  server: Server,
  route: RecordRoutes<T, P, S>,
): void {
  const path = `${route.one}/modifica`;
  const draw = (ctx: PageCtx, params: z.output<P>, record: T, form: FormState) =>
    route.form({
      ctx,
      form,
      action: at(ctx, fill(path, params)),
      cancel: at(ctx, backTo(route, params, record)),
      record,
      crumbs: crumbsOf(ctx, route, params, record, uiText(ctx.lang)('ui.edit')),
    });
  const present = (record: T) => ({ ...route.valuesOf(record), version: record.version });
  const common = { face: 'office' as const, path, audience: route.editors, params: route.params };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, input) => {
      const params = input.params as z.output<P>;
      const record = await route.open(ctx, params);
      return page(await draw(ctx, params, record, { values: present(record), errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, input) => {
      const params = input.params as z.output<P>;
      const record = await route.open(ctx, params);
      const body = route.prepare?.(input.body) ?? input.body;
      return submit(ctx, {
        schema: stamped.and(route.schema),
        body,
        act: async (fields) => {
          const { version: opened } = fields as { version: number };
          await route.edit(ctx, params, opened, fields as z.output<S>);
          return seeOther(at(ctx, backTo(route, params, record)), route.notices.saved);
        },
        again: (form) => draw(ctx, params, record, form),
        theirs: async () => present(await route.open(ctx, params)),
      });
    },
  });
}

function removing<T extends { version: number }, P extends z.ZodObject, S extends z.ZodType>(
  server: Server,
  route: RecordRoutes<T, P, S>,
): void {
  const path = `${route.one}/rimuovi`;
  const draw = (ctx: PageCtx, params: z.output<P>, record: T, form: FormState) => (
    <RemovalPage
      ctx={ctx}
      door={route.door}
      crumbs={crumbsOf(ctx, route, params, record, uiText(ctx.lang)('ui.remove'))}
      about={route.nameOf(record)}
      action={at(ctx, fill(path, params))}
      cancel={at(ctx, backTo(route, params, record))}
      form={form}
    />
  );
  const common = { face: 'office' as const, path, audience: route.editors, params: route.params };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, input) => {
      const params = input.params as z.output<P>;
      const record = await route.open(ctx, params);
      return page(draw(ctx, params, record, { values: { version: record.version }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, input) => {
      const params = input.params as z.output<P>;
      const record = await route.open(ctx, params);
      return submit(ctx, {
        schema: removal,
        body: input.body,
        act: async ({ version: opened, reason }) => {
          await route.remove(ctx, params, opened, reason);
          const to = route.after?.(params, record) ?? fill(route.list, params);
          return seeOther(at(ctx, to), route.notices.removed);
        },
        again: (form) => draw(ctx, params, record, form),
        theirs: async () => ({ version: (await route.open(ctx, params)).version }),
      });
    },
  });
}

function reading<T extends { id: string }, P extends z.ZodObject, S extends z.ZodType>(
  server: Server,
  route: RecordRoutes<T, P, S>,
): void {
  ambitoPage(server, {
    face: 'office',
    path: `${route.one}/storia`,
    audience: route.editors,
    params: route.params,
    handle: async (ctx, input) => {
      const params = input.params as z.output<P>;
      const record = await route.open(ctx, params);
      const present = await findPresentRow(ctx, route.history.table, record.id, route.history.hasParts);
      if (!present) throw new Absent('record');
      const states = await listFormerStates(ctx, route.history.table, record.id);
      const write = await route.history.write?.(ctx);
      return page(
        <HistoryPage
          ctx={ctx}
          door={route.door}
          crumbs={crumbsOf(ctx, route, params, record, uiText(ctx.lang)('ui.history-title'))}
          about={route.nameOf(record)}
          present={present}
          states={states}
          labels={route.history.labels(ctx)}
          {...(write ? { write } : {})}
        />,
      );
    },
  });
}

function backTo<T, P extends z.ZodObject, S extends z.ZodType>(
  route: RecordRoutes<T, P, S>,
  params: z.output<P>,
  record: T,
): string {
  return route.after?.(params, record) ?? fill(route.one, params);
}

function crumbsOf<T, P extends z.ZodObject, S extends z.ZodType>(
  ctx: PageCtx,
  route: RecordRoutes<T, P, S>,
  params: z.output<P>,
  record: T,
  here: string,
): Crumb[] {
  return [
    ...route.crumbs(ctx, params),
    { label: route.nameOf(record), href: at(ctx, backTo(route, params, record)) },
    { label: here },
  ];
}
