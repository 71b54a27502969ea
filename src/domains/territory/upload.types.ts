import { z } from 'zod';
import { optional, text } from '#platform/http/form.js';
import { LICENCES, type StatedFacts } from './dataset.types.js';
import { FigureChanges } from './figure-change.types.js';
import type { FileProblem } from './files/files.types.js';
import type { ColumnMapping } from './files/mapping.types.js';

/** Which comuni of a file are kept: the ambito's own, or all of Italy's, to be compared with. */
export const KEEPS = ['ambito', 'italy'] as const;
export type Keeps = (typeof KEEPS)[number];

export const UPLOAD_STATES = ['waiting', 'ready', 'refused', 'unknown', 'loaded', 'failed'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

const Problem = z.custom<FileProblem>((value) => typeof (value as FileProblem | null)?.code === 'string');

/** What a look at a file found, in no language: it is written out when it is read. */
export const UploadOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figures'),
    title: z.string(),
    source: z.string(),
    licence: z.string(),
    layout: z.string(),
    variables: z.array(z.string()),
    years: z.array(z.number()),
    counts: z.object({ bytes: z.number(), kept: z.number(), skipped: z.number(), figures: z.number() }),
    supersedes: z.object({ id: z.string(), title: z.string(), importedAt: z.iso.datetime() }).nullable(),
    warnings: z.array(Problem),
    changes: FigureChanges.nullable(),
    recipe: z.string().nullable(),
    /** State of the data of others when it was looked at. */
    seen: z.string(),
  }),
  z.object({ kind: z.literal('totals'), totals: z.number() }),
  z.object({ kind: z.literal('problems'), problems: z.array(Problem), problemCount: z.number() }),
  z.object({
    kind: z.literal('refusal'),
    code: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type UploadOutcome = z.infer<typeof UploadOutcome>;

/** What whoever brings a file says of it, and which comuni are kept. */
export const UploadFacts = z.object({
  keeps: z.enum(KEEPS).default('ambito'),
  title: optional(text(300)),
  source: optional(text(300)),
  licence: z.union([z.literal(''), z.enum(LICENCES)]).default(''),
  referenceOn: z.union([z.literal(''), z.iso.date({ error: 'platform.field.date' })]).default(''),
  code: z.string().max(100).default(''),
  note: optional(text(2000)),
});
export type UploadFacts = z.infer<typeof UploadFacts>;

export interface Upload {
  id: string;
  accountId: string;
  fileName: string;
  bytes: number;
  state: UploadState;
  keeps: Keeps;
  stated: StatedFacts;
  /** What its columns mean, for a table that no layout knows. */
  mapping: ColumnMapping | null;
  recipeId: string | null;
  outcome: UploadOutcome | null;
  datasetId: string | null;
  jobId: string | null;
  receivedAt: Date;
  checkedAt: Date | null;
}
