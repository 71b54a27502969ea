import { z } from 'zod';
import { LOOSE_RULES, type LooseEnd, type LooseRule } from '#domains/thread/index.js';
import { longText } from '#platform/http/form.js';

/** Why something stays untied. It stays until somebody takes it away, also while the link is there. */
export interface LooseEndNote {
  id: string;
  version: number;
  rule: LooseRule;
  nodeId: string;
  /** Code of the node when the note was written. */
  nodeCode: string;
  reason: string;
  /** Who wrote it last; null for the demonstration and for programs. */
  writtenBy: string | null;
  writtenAt: Date;
}

/** A loose end with the note that explains it, where there is one. */
export interface ExplainedEnd extends LooseEnd {
  note: LooseEndNote | null;
}

export const LooseRuleName = z.enum(LOOSE_RULES);

export const looseNoteSchema = z.object({ reason: longText(2_000, 5) });
