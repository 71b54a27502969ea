import type { Party, PartyFields } from '#domains/governance/index.js';
import type { Role } from '#platform/auth/roles.js';

/** Who keeps the catalogue: the plan office for the whole ambito, coordinators where they are. */
export const EDITORS: readonly Role[] = ['director', 'coordinator'];

export const SERVICE_STATES = ['active', 'starting', 'planned', 'suspended', 'ended'] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/** Users, hours, places of a service in a period, as published. */
export interface FigureFields {
  measure: string;
  /** Null where the source names the measure and not the figure. */
  value: number | null;
  unit: string | null;
  period: string | null;
}

export interface ServiceFields {
  name: string;
  /** Servizio domiciliare, sportello, comunità…: the source's own words. */
  kind: string;
  /** Code of the place; null where none is said. */
  place: string | null;
  description: string | null;
  target: string[];
  opening: string | null;
  state: ServiceState;
  providers: PartyFields[];
  figures: FigureFields[];
  source: string | null;
  note: string | null;
}

export interface Figure extends FigureFields {
  id: string;
}

export interface Service extends Omit<ServiceFields, 'providers' | 'figures'> {
  id: string;
  code: string;
  version: number;
  placeName: string | null;
  /** Code of the place and of those that hold it; empty without a place. */
  within: string[];
  providers: Party[];
  figures: Figure[];
}

/** Something that a service is tied to: an objective that acts through it, an agreement or network of who delivers it. */
export interface ServiceTie {
  kind: 'objective' | 'network' | 'agreement';
  code: string;
  name: string;
  /** Period of the plan, for an objective. */
  plan: string | null;
  /** Name of the provider through whom it is tied, for a network or an agreement. */
  through: string | null;
}
