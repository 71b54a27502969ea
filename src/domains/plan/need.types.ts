import { z } from 'zod';

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const EVIDENCE_KINDS = ['metric', 'series', 'text'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const NeedCode = z.string().min(1).max(40);

export interface NeedFields {
  theme: string;
  description: string;
  /** Code of the place. */
  place: string;
  /** Who is concerned. */
  target: string | null;
  priority: Priority | null;
  raisedBy: string | null;
  source: string | null;
  note: string | null;
}

export interface EvidenceFields {
  kind: EvidenceKind;
  /** Code of the metric or name of the series; empty for words. */
  reference: string;
  category: string | null;
  /** Code of the place where the figure is read; null for the need's own. */
  place: string | null;
  /** What it shows. */
  text: string;
}

export interface NewNeed extends NeedFields {
  /** Given by the office, or the next free one when null. */
  code: string | null;
  evidence: EvidenceFields[];
}

export interface NeedRow {
  id: string;
  code: string;
  theme: string;
  description: string;
  placeCode: string;
  placeName: string;
  target: string | null;
  priority: Priority | null;
  raisedBy: string | null;
  source: string | null;
  evidenceCount: number;
  objectives: { code: string; title: string }[];
}

export interface Evidence {
  id: string;
  version: number;
  kind: EvidenceKind;
  reference: string;
  /** Of a metric that the observatory has. */
  metricName: string | null;
  category: string | null;
  placeCode: string | null;
  placeName: string | null;
  text: string;
}

export interface Need {
  id: string;
  version: number;
  code: string;
  theme: string;
  description: string;
  placeId: string;
  placeCode: string;
  placeName: string;
  /** Code of the place and of those that hold it: who has a role there may edit. */
  within: string[];
  target: string | null;
  priority: Priority | null;
  raisedBy: string | null;
  source: string | null;
  note: string | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  evidence: Evidence[];
  objectives: { id: string; code: string; title: string; basis: LinkBasis; reason: string | null }[];
}

/** `stated`: the plan says so; `theme`: same theme and place, tied by the office. */
export type LinkBasis = 'stated' | 'theme';

export interface NeedFilter {
  search?: string | undefined;
  theme?: string | undefined;
  /** Code of a place; its comuni count too. */
  place?: string | undefined;
  answered?: 'yes' | 'no' | undefined;
  priority?: Priority | undefined;
  order?: string | undefined;
}

export interface ThemeTotal {
  theme: string;
  placeName: string;
  needs: number;
  answered: number;
  withEvidence: number;
}
