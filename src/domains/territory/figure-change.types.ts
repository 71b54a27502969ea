import { z } from 'zod';

/** One figure before and after: in the reading before and after an import, or in two editions. */
export const FigureChange = z.object({
  placeCode: z.string(),
  placeName: z.string(),
  variable: z.string(),
  unit: z.string(),
  period: z.string(),
  sex: z.enum(['', 'm', 'f']),
  /** Null for all ages together. */
  ageFrom: z.number().nullable(),
  /** Null with `ageFrom` set: and over. */
  ageTo: z.number().nullable(),
  category: z.string(),
  /** Null where there is no figure, or it is suppressed. */
  before: z.number().nullable(),
  after: z.number().nullable(),
});
export type FigureChange = z.infer<typeof FigureChange>;

/** Fresh: not there before. Changed: another value. Equal: the same. Gone: not there any more. */
export const CHANGE_KINDS = ['changed', 'fresh', 'gone', 'equal'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const FigureChanges = z.object({
  counts: z.object({ changed: z.number(), fresh: z.number(), gone: z.number(), equal: z.number() }),
  /** The first of each kind, by variable, place and period. */
  first: z.object({
    changed: z.array(FigureChange),
    fresh: z.array(FigureChange),
    gone: z.array(FigureChange),
    equal: z.array(FigureChange),
  }),
});
export type FigureChanges = z.infer<typeof FigureChanges>;
