import type { Ctx } from '#platform/http/context.js';
import type { Document } from './documents.types.js';
import type { OnStep } from './progress/step.types.js';

export const FORMATS = ['pdf', 'docx'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Composes one document by the key that follows its kind in the subject: `2021-2023` of `plan:2021-2023`. One that takes
 * long tells `onStep` before each chapter, with stage `read`; there it is also stopped, when the job is cancelled.
 */
export type DocumentSource = (
  ctx: Ctx,
  key: string,
  onStep: OnStep,
) => Promise<{ document: Document; hash: string }>;
export type DocumentSources = Readonly<Record<string, DocumentSource>>;

export const MEDIA_TYPES: Readonly<Record<Format | 'html', string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
