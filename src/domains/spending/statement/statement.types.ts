import catalogue from './interventions.json' with { type: 'json' };

/** Areas of users and interventions, in the order of ISTAT's survey of the social services of comuni. */
export const AREAS = catalogue.areas;
export const INTERVENTIONS = catalogue.interventions;

export interface CellFields {
  users: number | null;
  spendingCents: number | null;
  /** What users paid. */
  coPaymentCents: number | null;
  /** What the health service paid. */
  healthCents: number | null;
}

export const FIGURES = ['users', 'spendingCents', 'coPaymentCents', 'healthCents'] as const;

/** Spending of a place in a year, for an area and an intervention. Null is not known, never nil. */
export interface StatementCell extends CellFields {
  id: string;
  version: number;
  /** Code of the place. */
  place: string;
  placeName: string;
  year: number;
  area: string;
  intervention: string;
  note: string | null;
}

/** A place that has, or may have, a statement, with the comuni of which it is made. */
export interface StatementPlace {
  id: string;
  code: string;
  name: string;
  kind: 'comune' | 'area';
  comuni: readonly string[];
  /** Codes of the places in which a role must hold to write. */
  within: readonly string[];
}

export const STATEMENT_MEASURES = ['spending', 'users', 'coPayment', 'health', 'perHead', 'perUser'] as const;
export type StatementMeasure = (typeof STATEMENT_MEASURES)[number];

export const STATEMENT_ROWS = ['area', 'intervention', 'place'] as const;
export type StatementRows = (typeof STATEMENT_ROWS)[number];
