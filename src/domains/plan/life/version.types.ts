import type { ChapterContent } from '../chapter.types.js';
import type { ChapterRange } from '../document.types.js';
import type { Need } from '../need.types.js';
import type { Objective } from '../objective.types.js';

/** A budget line as a version keeps it. */
export interface FrozenLine {
  id: string;
  /** Code of the objective. */
  objective: string;
  fund: string;
  fundName: string;
  year: number | null;
  description: string | null;
  allocatedCents: number | null;
}

/** A contribution as a version keeps it: what was said and answered. What is released of it goes on after the adoption. */
export interface FrozenContribution {
  id: string;
  code: string;
  title: string;
  text: string;
  state: string;
  answer: string | null;
  /** Needs and objectives that it speaks of, raised or changed: code and title. */
  ties: { code: string; title: string }[];
}

export interface FrozenChapter {
  number: string;
  title: string;
  isAnnex: boolean;
  content: ChapterContent;
}

/** Everything that a plan says at one moment: what versions are compared by, and what is read while the rows change. */
export interface PlanContent {
  plan: {
    code: string;
    title: string;
    summary: string | null;
    startsOn: string;
    endsOn: string;
    guidelineCode: string;
    guidelineSha256: string | null;
  };
  needs: Need[];
  objectives: Objective[];
  chapters: FrozenChapter[];
  budget: FrozenLine[];
  /** Left out by versions that were frozen before contributions were compared. */
  contributions?: FrozenContribution[];
}

export interface VersionHead {
  id: string;
  number: number;
  frozenAt: Date;
  frozenBy: string | null;
  contentHash: string;
  documentHash: string;
  /** The act that adopted it; null for a text that was transcribed. */
  actId: string | null;
  takenOn: string | null;
  actNumber: string | null;
  bodyName: string | null;
  /** Why it came after the one before; null for the first. */
  amendmentReason: string | null;
}

export interface FrozenDocument {
  document: unknown;
  chapters: ChapterRange[];
  hash: string;
}

export const VERSION_FORMATS = ['pdf', 'docx', 'html'] as const;
export type VersionFormat = (typeof VERSION_FORMATS)[number];

export interface VersionFileHead {
  format: VersionFormat;
  sha256: string;
  size: number;
  madeAt: Date;
  renderMs: number;
}
