import type { MessageValues } from '#platform/i18n/messages.js';
import type { Format } from '../rendition.types.js';
import type { Stage, Step } from './step.types.js';

/**
 * Of the whole time, where each stage begins and ends: as measured on the demonstration's plan and on 290 pages. PDF sets
 * the parts and then the whole; a document of a few pages is set once, as a whole.
 */
const SHARES: Readonly<Record<Format, Readonly<Partial<Record<Stage, readonly [number, number]>>>>> = {
  pdf: { read: [0, 0.08], prepare: [0.08, 0.12], parts: [0.12, 0.48], whole: [0.48, 0.88], write: [0.88, 1] },
  docx: {
    read: [0, 0.08],
    prepare: [0.08, 0.12],
    parts: [0.12, 0.48],
    compose: [0.48, 0.7],
    write: [0.7, 1],
  },
};

/** Where the whole begins when nothing was set before it. */
const WHOLE_ALONE = 0.12;

/** How much of a file is done, from 0 to 1. */
export function shareOf(format: Format, step: Step): number {
  const [begins, ends] = SHARES[format][step.stage] ?? [0, 0];
  const start = step.stage === 'whole' && step.pages === undefined ? WHOLE_ALONE : begins;
  return start + (ends - start) * Math.min(1, Math.max(0, step.done));
}

/** What is being done and where, as the key of a message and its values. */
export function sayStep(step: Step): { note: string; values: MessageValues } {
  const { at, pages = 0 } = step;
  return {
    note: `documents.step.${step.stage}`,
    values: {
      pages,
      place: at?.kind ?? 'none',
      number: at?.number ?? 0,
      of: at?.of ?? 0,
      title: at?.title.replace(/[\s.]+$/, '') ?? '',
      sheet: at?.sheet ?? 0,
      sheets: at?.sheets ?? 0,
    },
  };
}
