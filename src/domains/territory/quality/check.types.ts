import type { FindingSeverity } from './published.types.js';

/** One live figure as the rules see it. Values are decimal text, so that what was printed (84.60) is still known. */
export interface CheckFigure {
  variable: string;
  /** Code of the place. */
  place: string;
  period: string;
  year: number | null;
  sex: '' | 'm' | 'f';
  /** -1 for every age. */
  ageFrom: number;
  /** 999 for an open class. */
  ageTo: number;
  category: string;
  value: string | null;
  unit: string;
  /** Code of the dataset. */
  dataset: string;
}

/** Figures by single age: element 0 is age 0, the last is 100 and over. */
export interface CheckAges {
  variable: string;
  place: string;
  year: number;
  sex: 'm' | 'f';
  /** Null where the publisher withheld the figure. */
  counts: readonly (number | null)[];
  dataset: string;
}

export interface CheckPlace {
  code: string;
  name: string;
  kind: string;
  /** Codes of the comuni, for the ambito, areas and whatever holds comuni. */
  comuni: readonly string[];
  /** First year for which a comune born of a merger was there; null for all others. */
  since: number | null;
}

export interface CheckVariable {
  code: string;
  name: string;
  nature: string;
}

/** A figure of a place beside the sum of those of all its comuni, where they differ. */
export interface HeldSum {
  variable: string;
  place: string;
  period: string;
  year: number | null;
  sex: '' | 'm' | 'f';
  category: string;
  value: string;
  unit: string;
  dataset: string;
  sum: string;
  members: number;
}

export interface CheckInput {
  figures: readonly CheckFigure[];
  ages: readonly CheckAges[];
  places: readonly CheckPlace[];
  variables: readonly CheckVariable[];
  /** Titles of the datasets, by code. */
  datasets: ReadonlyMap<string, string>;
  /** Summed elsewhere, for places whose comuni are not among the figures. */
  brokenSums?: readonly HeldSum[];
}

/** A figure inside a sentence: written with its unit and decimals in the reader's language. */
export interface SaidFigure {
  figure: string;
  unit: string;
}

/** Names inside a sentence: the first few, and how many others. */
export interface SaidList {
  list: string[];
}

/** Several figures inside a sentence. */
export interface SaidFigures {
  figures: string[];
  unit: string;
}

/** Words of the project's own, in both languages. */
export interface SaidWords {
  it: string;
  en: string;
}

export type SaidValue = string | number | SaidFigure | SaidFigures | SaidList | SaidWords;

/** One of the cases that a finding brings together: a place, a year. */
export interface FoundDetail {
  label: string;
  published: string | null;
  expected: string | null;
}

/** What a rule found; numbers are decimal text with a point. */
export interface Found {
  rule: RuleCode;
  severity: FindingSeverity;
  /** Tells apart findings of one rule: variable, place, period… in this order, stable between checks. */
  subject: readonly string[];
  variable: string | null;
  place: string | null;
  period: string | null;
  year: number | null;
  dataset: string | null;
  unit: string;
  published: string | null;
  expected: string | null;
  message: string;
  values: Readonly<Record<string, SaidValue>>;
  /** Figures that it accuses: a weaker rule does not accuse them again. */
  accuses?: readonly string[];
  details?: readonly FoundDetail[];
  /** Where in the document it stands, when that is known better than by its dataset. */
  location?: string;
}

export const RULE_CODES = [
  'published-total',
  'share-base',
  'sexes-sum',
  'ages-sum',
  'parts-sum',
  'places-sum',
  'identity',
  'share-count',
  'shares-hundred',
  'stated-twice',
  'period-mismatch',
  'equal-figures',
  'series-break',
  'jump',
  'places-missing',
  'years-missing',
  'range',
  'unit-change',
  'decimals',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** Thresholds of a rule by name, as shipped or as the ambito set them. */
export type Thresholds = Readonly<Record<string, number>>;
