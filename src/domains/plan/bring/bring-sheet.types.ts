import type { Ctx } from '#platform/http/context.js';
import type { Guideline } from '../guideline.types.js';
import type { Need } from '../need.types.js';
import type { Objective } from '../objective.types.js';
import type { Place, Plan } from '../plan.types.js';
import type { ExaminedRow, RowNaming } from './bring.reading.js';

/** A sheet of the plan's workbook: what is there, and what may be done with rows of it. */
export interface BringSheet extends RowNaming {
  /** In addresses. */
  name: string;
  /** Of the sheet in a workbook, in Italian: the region's layout is. */
  title: string;
  /** Adds the faults that cells alone do not tell: a parent that is nowhere, a place of others. */
  check: (rows: ExaminedRow[], others: BroughtRows) => void;
  /** Writes what is new or changed. Sheets are loaded in their order, so that what they name is there. */
  load: (rows: readonly ExaminedRow[]) => Promise<void>;
}

/** Rows of the other sheets of the same workbook, by the sheets' names. */
export type BroughtRows = ReadonlyMap<string, readonly ExaminedRow[]>;

/** A sheet as it is in the database now. Domains above give theirs to `registerPlan`. */
export type OpenSheet = (ctx: Ctx, scope: BringScope) => Promise<BringSheet>;

export interface BringScope {
  plan: Plan;
  /** May this account write at this place? By the place's code. */
  mayWriteAt: (placeCode: string) => boolean;
  /** Where each objective of the plan stands, by code. */
  placeOf: ReadonlyMap<string, string>;
  /** What several sheets read, read once. */
  objectives: () => Promise<readonly Objective[]>;
  needs: () => Promise<readonly Need[]>;
  guideline: () => Promise<Guideline>;
  places: () => Promise<readonly Place[]>;
}

/** Where one thing is brought: the whole workbook, or a table of needs or of objective sheets. */
export interface BringPlace {
  /** After the plan's address. */
  path: string;
  /** Where one goes then. */
  back: string;
  /** The sheets that may come. */
  names: readonly string[];
}
