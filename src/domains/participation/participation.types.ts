export const CHANNELS = [
  'table',
  'publicMeeting',
  'letter',
  'email',
  'desk',
  'questionnaire',
  'other',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Kinds of persons; never who. */
export const SPEAKERS = ['citizen', 'familyMember', 'operator', 'administrator', 'group', 'other'] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** In the order in which a contribution lives them; the last four are answers. */
export const CONTRIBUTION_STATES = [
  'received',
  'examined',
  'accepted',
  'acceptedInPart',
  'notAccepted',
  'alreadyForeseen',
] as const;
export type ContributionState = (typeof CONTRIBUTION_STATES)[number];

/** Who of the network may speak by name. */
export const PARTY_KINDS = ['organisation', 'network', 'body'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

export interface Party {
  kind: PartyKind;
  code: string;
  name: string;
}

/** A need or an objective of the same plan. */
export interface Tied {
  code: string;
  title: string;
}

export interface ContributionFields {
  title: string;
  /** Civil day; null where the source does not tell it. */
  receivedOn: string | null;
  channel: Channel;
  speaker: Speaker | null;
  /** `organisation:code`, `network:code` or `body:code`. */
  party: string | null;
  /** Code of a place. */
  place: string;
  text: string;
  aboutPlan: boolean;
  /** Numbers of chapters and annexes. */
  chapters: string[];
  /** Codes of the needs and objectives of which it speaks. */
  needs: string[];
  objectives: string[];
  source: string | null;
}

export interface AnswerFields {
  state: ContributionState;
  answer: string | null;
  answeredOn: string | null;
  answeredBy: string | null;
  /** Codes of the needs that the plan has because of it. */
  raised: string[];
  /** Codes of the objectives that it changed, each with what changed. */
  changed: { code: string; reason: string | null }[];
}

export interface Contribution {
  id: string;
  version: number;
  code: string;
  /** Code of its plan. */
  plan: string;
  title: string;
  receivedOn: string | null;
  channel: Channel;
  speaker: Speaker | null;
  party: Party | null;
  place: string;
  placeName: string;
  /** Codes of the place and of those that hold it. */
  within: string[];
  /** As it was received or, for the public, as it was released. */
  text: string;
  aboutPlan: boolean;
  chapters: string[];
  needs: Tied[];
  objectives: Tied[];
  source: string | null;
  state: ContributionState;
  answer: string | null;
  answeredOn: string | null;
  answeredBy: string | null;
  raised: Tied[];
  changed: (Tied & { reason: string | null })[];
  publishedText: string | null;
  publishedOn: string | null;
}

export interface ContributionFilter {
  search?: string | undefined;
  state?: ContributionState | undefined;
  channel?: Channel | undefined;
  /** `plan`, `chapter:3`, `need:F-001`, `objective:CAS-1`. */
  subject?: string | undefined;
  place?: string | undefined;
  order?: string | undefined;
}
