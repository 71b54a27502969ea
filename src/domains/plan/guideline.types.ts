import { z } from 'zod';
import { LEVELS, type Level } from './objective.types.js';

/** A text in the languages of the interface; Italian is the region's own. */
export const LocalText = z.strictObject({ it: z.string().min(1), en: z.string().min(1) });
export type LocalText = z.infer<typeof LocalText>;

const KeyPoint = z.strictObject({
  /** Letter of its policy area and number: "A1". */
  code: z.string().regex(/^[A-Z]\d{1,2}$/),
  name: LocalText,
  /** Other wordings found in plans, so that an import recognises them. */
  aliases: z.array(z.string().min(1)),
});
export type KeyPoint = z.infer<typeof KeyPoint>;

const PolicyArea = z.strictObject({
  code: z.string().regex(/^[A-Z]$/),
  name: LocalText,
  aliases: z.array(z.string().min(1)),
  keyPoints: z.array(KeyPoint),
});
export type PolicyArea = z.infer<typeof PolicyArea>;

const BlockUse = z.strictObject({
  /** Name of a live block: the domain that draws it, then what it draws. */
  block: z.string().regex(/^[a-z]+\.[a-z]+(-[a-z]+)*$/),
  purpose: LocalText,
  required: z.boolean(),
  with: z.record(z.string(), z.string()).optional(),
});
export type BlockUse = z.infer<typeof BlockUse>;

const GuidelineChapter = z.strictObject({
  number: z.string().regex(/^(\d{1,2}|[A-Z])$/),
  title: LocalText,
  help: LocalText,
  /** Live blocks the chapter is expected to hold, in order; those not required may repeat. */
  blocks: z.array(BlockUse),
});
export type GuidelineChapter = z.infer<typeof GuidelineChapter>;

const FIELD_KINDS = [
  'text',
  'longText',
  'list',
  'boolean',
  'choice',
  'percent',
  'euro',
  'indicators',
  'measurementTools',
  'keyPoints',
  'policyAreas',
  'actions',
] as const;

const SheetField = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z]*$/),
  kind: z.enum(FIELD_KINDS),
  label: LocalText,
  help: LocalText,
  required: z.boolean(),
  options: z
    .array(z.strictObject({ value: z.string().min(1), label: LocalText }))
    .min(2)
    .optional(),
  indicatorKind: z.enum(['input', 'process', 'output', 'outcome']).optional(),
  /** Heading under which it stands on the sheet, with the fields after it up to the next heading. */
  section: LocalText.optional(),
  /** The answer comes with its reason in words. */
  withReason: z.boolean().optional(),
  /** Asked only when another field of the sheet has this answer. */
  shownWhen: z.strictObject({ field: z.string(), is: z.union([z.boolean(), z.string()]) }).optional(),
});
export type SheetField = z.infer<typeof SheetField>;

const Sheet = z.strictObject({ fields: z.array(SheetField).min(1) }).superRefine(({ fields }, context) => {
  const keys = fields.map((field) => field.key);
  for (const key of repeated(keys))
    context.addIssue({ code: 'custom', message: `Il campo ${key} è ripetuto.` });
  for (const field of fields) {
    if ((field.kind === 'choice') !== (field.options !== undefined)) {
      context.addIssue({
        code: 'custom',
        message: `Il campo ${field.key}: le opzioni vanno indicate se e solo se è una scelta.`,
      });
    }
    if ((field.kind === 'indicators') !== (field.indicatorKind !== undefined)) {
      context.addIssue({
        code: 'custom',
        message: `Il campo ${field.key}: il tipo di indicatori va indicato se e solo se contiene indicatori.`,
      });
    }
    if (field.shownWhen && !keys.includes(field.shownWhen.field)) {
      context.addIssue({
        code: 'custom',
        message: `Il campo ${field.key} dipende da ${field.shownWhen.field}, che non c’è.`,
      });
    }
  }
});

/**
 * A region's guideline: what a plan of its period must hold. It is data, so that another region's, or the next
 * period's, is a new file and no code.
 */
export const Guideline = z
  .strictObject({
    code: z.string().regex(/^[a-z]+(-[a-z]+)*-\d{4}-\d{4}$/),
    title: LocalText,
    region: LocalText,
    /** ISTAT's two-digit code. */
    regionCode: z.string().regex(/^\d{2}$/),
    period: z
      .strictObject({ from: z.int(), to: z.int() })
      .refine(({ from, to }) => from <= to, 'Il periodo finisce prima di cominciare.'),
    /** The regional act that sets it. */
    act: z.string().min(1),
    /** What of this file was not checked against the act yet; left out when all of it was. */
    caution: LocalText.optional(),
    policyAreas: z.array(PolicyArea).min(1),
    chapters: z.array(GuidelineChapter).min(1),
    annexes: z.array(GuidelineChapter),
    objectiveSheet: Sheet,
    outcomeSheet: Sheet,
  })
  .superRefine(({ outcomeSheet }, context) => {
    const fixed: Partial<Record<string, SheetField['kind']>> = {
      title: 'text',
      actions: 'actions',
      achievementPercent: 'percent',
      resourcesCommittedPercent: 'percent',
      respondedToNeed: 'choice',
      inContinuity: 'boolean',
      proposedAgain: 'choice',
    };
    if (!outcomeSheet.fields.some((field) => field.key === 'title'))
      context.addIssue({ code: 'custom', message: 'La scheda di esito non ha il campo title.' });
    for (const { key, kind } of outcomeSheet.fields) {
      const isKnown = fixed[key] === undefined ? kind !== 'actions' : kind === fixed[key];
      if (!isKnown || ['indicators', 'keyPoints', 'policyAreas'].includes(kind))
        context.addIssue({
          code: 'custom',
          message: `Il campo ${key} della scheda di esito non può essere di tipo ${kind}.`,
        });
    }
  })
  .superRefine(({ objectiveSheet }, context) => {
    // An objective without title and level has no place in the plan's tree.
    for (const key of ['title', 'level'])
      if (!objectiveSheet.fields.some((field) => field.key === key))
        context.addIssue({ code: 'custom', message: `La scheda dell’obiettivo non ha il campo ${key}.` });
    const level = objectiveSheet.fields.find((field) => field.key === 'level');
    for (const option of level?.options ?? [])
      if (!LEVELS.includes(option.value as Level))
        context.addIssue({ code: 'custom', message: `Il livello ${option.value} non esiste.` });
  })
  .superRefine(({ policyAreas, chapters, annexes }, context) => {
    const codes = policyAreas.flatMap((area) => [area.code, ...area.keyPoints.map((point) => point.code)]);
    for (const code of repeated(codes))
      context.addIssue({ code: 'custom', message: `Il codice ${code} è ripetuto.` });
    for (const number of repeated([...chapters, ...annexes].map((chapter) => chapter.number))) {
      context.addIssue({ code: 'custom', message: `Il capitolo ${number} è ripetuto.` });
    }
    for (const area of policyAreas) {
      for (const point of area.keyPoints) {
        if (!point.code.startsWith(area.code)) {
          context.addIssue({
            code: 'custom',
            message: `Il punto chiave ${point.code} non è della macroarea ${area.code}.`,
          });
        }
      }
    }
  });
export type Guideline = z.infer<typeof Guideline>;

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, position) => names.indexOf(name) !== position))];
}

/** The policy area that a plan means by these words, whatever the wording and case. */
export function findPolicyArea(guideline: Guideline, words: string): PolicyArea | undefined {
  return guideline.policyAreas.find((area) => means(area, words));
}

/** The key point of an area that a plan means by these words. */
export function findKeyPoint(area: PolicyArea, words: string): KeyPoint | undefined {
  return area.keyPoints.find((point) => means(point, words));
}

function means(
  named: { readonly code: string; readonly name: LocalText; readonly aliases: readonly string[] },
  words: string,
): boolean {
  const wanted = plainWords(words);
  return [named.code, named.name.it, named.name.en, ...named.aliases].some(
    (name) => plainWords(name) === wanted,
  );
}

function plainWords(words: string): string {
  return words.trim().toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
}
