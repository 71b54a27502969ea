/** Kinds of organisation, in the order of the lists. */
export const ORGANISATION_KINDS = [
  'comune',
  'consortium',
  'healthBody',
  'province',
  'region',
  'school',
  'thirdSector',
  'religious',
  'foundation',
  'company',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export const BODY_LEVELS = ['political', 'technical', 'participatory'] as const;
export type BodyLevel = (typeof BODY_LEVELS)[number];

export const NETWORK_STATES = ['active', 'starting', 'planned', 'ended'] as const;
export type NetworkState = (typeof NETWORK_STATES)[number];

export const AGREEMENT_STATES = ['inForce', 'planned', 'ended'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** What is asked for when an organisation takes part in something: which one, and as what. */
export interface PartyFields {
  /** Code of the organisation, or its name as somebody typed it. */
  organisation: string;
  /** Capofila, sede…: what the source adds. */
  role: string | null;
}

/** An organisation that takes part in a network, an agreement or a service. */
export interface Party {
  id: string;
  code: string;
  name: string;
  role: string | null;
  isGroup: boolean;
}

export interface OrganisationFields {
  name: string;
  kind: OrganisationKind;
  /** A source names several together without listing them. */
  isGroup: boolean;
  note: string | null;
}

export interface Organisation extends OrganisationFields {
  id: string;
  code: string;
  version: number;
  networkCount: number;
  agreementCount: number;
  serviceCount: number;
}

/** What places, sources and notes are to every thing of the network. */
interface Placed {
  /** Code of the place; null where none is said. */
  place: string | null;
  source: string | null;
  note: string | null;
}

interface Stored {
  id: string;
  code: string;
  version: number;
  placeName: string | null;
  /** Code of the place and of those that hold it; empty without a place. */
  within: string[];
}

export interface BodyFields extends Placed {
  name: string;
  level: BodyLevel;
  members: string[];
  functions: string[];
  /** A meeting is valid with more than so many per cent of its members; half of them where nothing is said. */
  quorumPercent?: number | null;
  /** A decision passes with more than so many per cent of those present; half of them where nothing is said. */
  majorityPercent?: number | null;
}
export type Body = BodyFields & Stored;

export interface NetworkFields extends Placed {
  name: string;
  theme: string;
  frequency: string | null;
  since: string | null;
  state: NetworkState;
  members: PartyFields[];
}
export type Network = Omit<NetworkFields, 'members'> & Stored & { members: Party[] };

export interface AgreementFields extends Placed {
  title: string;
  subject: string | null;
  /** As far as it is known: a year, a month (2022-07) or a day. */
  dated: string | null;
  expiry: string | null;
  state: AgreementState;
  parties: PartyFields[];
}
export type Agreement = Omit<AgreementFields, 'parties'> & Stored & { parties: Party[] };

/** A code given by who writes, or the next free one when null. */
export type Coded<F> = F & { code: string | null };

/** A service or an objective tied to something of the network. */
export interface Tied {
  code: string;
  name: string;
  /** Period of the plan, for an objective. */
  plan: string | null;
  reason: string | null;
}
