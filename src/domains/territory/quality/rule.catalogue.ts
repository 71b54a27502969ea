import { z } from 'zod';
import { RULE_CODES, type RuleCode, type Thresholds } from './check.types.js';
import shipped from './rules.json' with { type: 'json' };

const Words = z.strictObject({ it: z.string().min(1), en: z.string().min(1) });

const Threshold = z.strictObject({
  key: z.string(),
  value: z.number(),
  min: z.number(),
  max: z.number(),
  unit: z.string(),
  label: Words,
});
export type Threshold = z.infer<typeof Threshold>;

const RuleDefinition = z.strictObject({
  code: z.enum(RULE_CODES),
  name: Words,
  /** What it looks for, in one sentence. */
  explanation: Words,
  /** What the office can do about what it finds. */
  advice: Words,
  thresholds: z.array(Threshold),
});
export type RuleDefinition = z.infer<typeof RuleDefinition>;

const Identity = z.strictObject({
  code: z.string(),
  whole: z.string(),
  /** The whole is of the year after its terms: 31 December is the next 1 January. */
  nextYear: z.boolean(),
  plus: z.array(z.string()),
  minus: z.array(z.string()),
  name: Words,
});
export type Identity = z.infer<typeof Identity>;

const Catalogue = z.strictObject({
  rules: z.array(RuleDefinition).length(RULE_CODES.length),
  identities: z.array(Identity),
  sameVariable: z.record(z.string(), z.string()),
  sexWords: z.record(z.string(), z.enum(['m', 'f'])),
  notAdditive: z.array(z.string()),
});

const catalogue = Catalogue.parse(shipped);

/** The rules of the check as they are shipped, in the order in which they speak: the first accuses, later ones keep silent. */
export const RULES: readonly RuleDefinition[] = catalogue.rules;

/** Identities between variables: ISTAT's P2 and P3 layouts, and citizenship. */
export const IDENTITIES: readonly Identity[] = catalogue.identities;

/** Names by which documents call what ISTAT's files call otherwise. */
export const SAME_VARIABLE: ReadonlyMap<string, string> = new Map(Object.entries(catalogue.sameVariable));

/** Categories that are a sex. */
export const SEX_WORDS: ReadonlyMap<string, 'm' | 'f'> = new Map(Object.entries(catalogue.sexWords));

/** Units of what is not summed: shares, rates, densities, means. */
export const ADDITIVE_EXCEPT: ReadonlySet<string> = new Set(catalogue.notAdditive);

const byCode = new Map(RULES.map((rule) => [rule.code, rule]));

/** @throws Error for a rule that is not shipped: codes are typed, so that is a mistake of ours. */
export function getRule(code: RuleCode): RuleDefinition {
  const rule = byCode.get(code);
  if (!rule) throw new Error(`No rule ${code}.`);
  return rule;
}

export function shippedThresholds(code: RuleCode): Thresholds {
  return Object.fromEntries(getRule(code).thresholds.map(({ key, value }) => [key, value]));
}
