import type { Role } from '#platform/auth/roles.js';
import type { Ctx, PageCtx } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/messages.js';

/** A row as the database has it, by its columns. */
export type Row = Record<string, unknown>;

/** Rows by the name of their table. */
export type TableRows = Record<string, readonly Row[]>;

/** A table of which an import may write rows. */
export interface ImportTable {
  /** With its schema, as `plan.need`. */
  name: string;
  /** Columns that tell one row from another, the ambito left out. */
  key: readonly string[];
}

/** One row that an import wrote. */
export interface ImportChange {
  position: number;
  tableName: string;
  rowKey: Row;
  /** Null where the import added the row. */
  before: Row | null;
  /** Null where the import took the row out. */
  after: Row | null;
}

/** What people call a row that was written, and where it is. */
export interface ChangeName {
  label: string;
  /** Paths after ambito and face; null where the row has no page. */
  href: string | null;
  history: string | null;
}

/** What one kind of import writes, and who may take it back. */
export interface ImportKind {
  /** As `plan.workbook`. */
  kind: string;
  title: (lang: Lang) => string;
  editors: readonly Role[];
  /** Wholes before their parts: what was added is taken away in the other order. */
  tables: readonly ImportTable[];
  /** Every row that an import of this subject could have written, as it is now. */
  readRows: (ctx: Ctx, subject: string) => Promise<TableRows>;
  /** @throws Refused when what was written may not be changed any more */
  requireOpen: (ctx: Ctx, subject: string, loadedAt: Date) => Promise<void>;
  /** Changes that may not be taken back for a reason of the domain's own: its message's key, by position. */
  check?: (ctx: Ctx, changes: readonly ImportChange[]) => Promise<ReadonlyMap<number, string>>;
  nameChanges: (
    ctx: Ctx,
    subject: string,
    changes: readonly ImportChange[],
  ) => Promise<ReadonlyMap<number, ChangeName>>;
  /** A column's name and a value of it in words. */
  fieldWords: (ctx: PageCtx) => Promise<{
    name: (tableName: string, column: string) => string;
    value: (column: string, value: unknown) => string;
  }>;
}

export interface TableImport {
  id: string;
  kind: string;
  subject: string;
  fileName: string;
  newCount: number;
  changedCount: number;
  removedCount: number;
  loadedAt: Date;
  loadedBy: string | null;
  loadedByName: string | null;
  undoneAt: Date | null;
  undoneByName: string | null;
  undoneReason: string | null;
  keptCount: number | null;
}

/**
 * How a change stands today. `same`: as it was loaded, so that it can be taken back; `changed`: somebody wrote it since, or
 * put it there again; `gone`: it is no longer there; `used`: what was added is needed by something that came since; `held`: a rule of its
 * domain forbids it.
 */
export type ChangeState = 'same' | 'changed' | 'gone' | 'used' | 'held';

export interface ExaminedChange extends ImportChange {
  state: ChangeState;
  /** Of the domain's message, for `held`. */
  why: string | null;
  fields: { column: string; before: unknown; after: unknown }[];
}
