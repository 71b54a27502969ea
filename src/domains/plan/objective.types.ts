import { z } from 'zod';
import type { LinkBasis } from './need.types.js';

export const LEVELS = ['ambito', 'subAmbito', 'supraZonal', 'reward'] as const;
export type Level = (typeof LEVELS)[number];

export const RANKS = ['strategic', 'specific'] as const;
export type Rank = (typeof RANKS)[number];

export const INDICATOR_KINDS = ['input', 'process', 'output', 'outcome'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

export const ACTION_STATES = ['planned', 'underWay', 'done', 'partlyDone', 'notDone', 'suspended'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const LINK_KINDS = ['need', 'service', 'network', 'agreement', 'organisation'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Capofila, partner, gestore, finanziatore, aderente. */
export const PARTNER_ROLES = ['lead', 'partner', 'provider', 'funder', 'adherent'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

export const ObjectiveCode = z.string().min(1).max(40);

/** A theme ticked on the sheet, with the words of the sheet where they are not the guideline's. */
export interface KeyPoint {
  area: string;
  /** Null where the plan names a point that the guideline does not have. */
  point: string | null;
  areaAsStated: string | null;
  pointAsStated: string | null;
}

/** Answers to what only one guideline asks. */
export type OtherFields = Record<string, string | number | boolean | string[] | null>;

export interface ObjectiveFields {
  level: Level;
  rank: Rank;
  /** Code of the place. */
  place: string;
  /** Code of the objective of which this is a part. */
  parent: string | null;
  title: string;
  description: string | null;
  target: string[];
  policyAreas: string[];
  keyPoints: KeyPoint[];
  statedNeeds: string[];
  personnel: string[];
  crossCutting: boolean | null;
  crossCuttingAreas: string[];
  socioSanitaryIntegration: boolean | null;
  integrationNote: string | null;
  continuity: boolean | null;
  continuityNote: string | null;
  coDesign: string[];
  budgetNote: string | null;
  fields: OtherFields;
  source: string | null;
  note: string | null;
}

export interface IndicatorFields {
  kind: IndicatorKind;
  title: string;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  /** The plan's words, where it gives no figure or says more than a figure. */
  targetAsStated: string | null;
  frequency: string | null;
  measuredBy: string | null;
}

export interface ActionFields {
  title: string;
  startsOn: string | null;
  endsOn: string | null;
  owner: string | null;
  state: ActionState;
  stateReason: string | null;
}

export interface NewObjective extends ObjectiveFields {
  code: string;
  indicators: IndicatorFields[];
  actions: ActionFields[];
}

export interface Indicator extends IndicatorFields {
  id: string;
  version: number;
}

export interface Action extends ActionFields {
  id: string;
  version: number;
}

export interface Linked {
  id: string;
  code: string;
  title: string;
  basis: LinkBasis;
  reason: string | null;
}

/** An organisation with which an objective is pursued. */
export interface Partner extends Linked {
  role: PartnerRole;
}

/** One objective with everything that its sheet shows. */
export interface Objective extends Omit<ObjectiveFields, 'place' | 'parent'> {
  id: string;
  version: number;
  planId: string;
  code: string;
  placeId: string;
  placeCode: string;
  placeName: string;
  /** Code of the place and of those that hold it: who has a role there may edit. */
  within: string[];
  parent: { id: string; code: string; title: string } | null;
  children: { id: string; code: string; title: string }[];
  indicators: Indicator[];
  actions: Action[];
  needs: Linked[];
  services: Linked[];
  networks: Linked[];
  agreements: Linked[];
  organisations: Partner[];
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
}

/** One row of the tree, with what the rules of progress need. */
export interface ObjectiveRow {
  id: string;
  code: string;
  title: string;
  level: Level;
  rank: Rank;
  parentId: string | null;
  placeCode: string;
  placeName: string;
  policyAreas: string[];
  actions: { state: ActionState; endsOn: string | null }[];
  indicators: { id: string; baseline: number | null; target: number | null }[];
}

/** Latest value of an indicator, given by the domain that measures. */
export interface Measurement {
  indicatorId: string;
  value: number;
  measuredOn: string;
}
