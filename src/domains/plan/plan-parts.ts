import type { VNode } from 'preact';
import type { NodeAddress } from '#domains/thread/index.js';
import type { Memory } from '#platform/audit/memory.js';
import type { Ctx, PageCtx } from '#platform/http/context.js';
import type { OpenSheet } from './bring/bring-sheet.types.js';
import type { Need } from './need.types.js';
import type { Measurement, Objective } from './objective.types.js';
import type { Plan } from './plan.types.js';

/** A section that another domain adds to an objective's sheet: money, measures, outcomes. */
export interface SheetPart {
  key: string;
  /** Sections stand in this order, after indicators (10) and actions (20). */
  order: number;
  /** Null adds nothing. Runs once a page: one query, no more, kept in the sheet's memory under the part's key. */
  load: (
    ctx: PageCtx,
    scope: { plan: Plan; objective: Objective; mayEdit: boolean; memory: Memory },
  ) => Promise<VNode | null>;
}

/** A section that another domain adds to a need's page. */
export interface NeedPart {
  key: string;
  /** Null adds nothing. Runs once a page: one query, no more. */
  load: (ctx: PageCtx, scope: { plan: Plan; need: Need }) => Promise<VNode | null>;
}

/** What domains above this one bring to its pages; the application puts it together. */
export interface PlanParts {
  sheetParts?: readonly SheetPart[];
  needParts?: readonly NeedPart[] | undefined;
  /** Latest value of each indicator, of the plan or at least of the objective named, in one query. */
  latestMeasurements?: (
    ctx: Ctx,
    scope: { planId: string; objectiveId?: string },
  ) => Promise<readonly Measurement[]>;
  /** Path after ambito and face of the form that records a value of an indicator. */
  measureAddress?: (scope: { plan: Plan; objective: Objective; indicatorId: string }) => string;
  /** Where services, networks and agreements have their pages. */
  address?: NodeAddress;
  /** Sheets that other domains add to the plan's workbook, by their names in addresses. */
  workbookSheets?: ReadonlyMap<string, OpenSheet>;
  /** Path of the page of a plan's document. */
  documentAddress?: (plan: Plan) => string;
  /** Path of the page that shows how every objective of a plan goes. */
  stateAddress?: (plan: Plan) => string;
  /** Path of the page of the contributions to a plan. */
  contributionsAddress?: (plan: Plan) => string;
}
