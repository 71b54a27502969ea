import type { Rational } from './rational.js';

/**
 * The language in which a published total says how it must come out of the data.
 *
 * ```
 * formula    = product { ("+" | "-") product }
 * product    = factor { ("*" | "/") factor }
 * factor     = "-" factor | number | "(" formula ")" | call
 * call       = "value" "(" variable { filter } ")"          one figure
 *            | "sum" "(" variable { filter } ")"            over comuni, or over the items of a table
 *            | "count" "(" set [ "where" condition ] ")"    how many comuni
 *            | "largest" "(" rank "," set "," formula ")"   the first, second… comune by a formula
 *            | "smallest" "(" rank "," set "," formula ")"
 *            | "published" "(" code ")"                     another published total, as it was printed
 *            | "partial" "(" formula ")"                    known not to cover the whole: comuni without a figure are left out
 *            | "agree" "(" formula { "," formula } ")"      two roads that must meet
 * filter     = "," key ( "=" | "!=" ) text { "|" text }     key: place, places, period, sex, category
 * set        = "comuni" [ "of" text ]                       those of the ambito, or of one of its areas
 * condition  = comparison { ( "and" | "or" ) comparison }   "and" binds first
 * comparison = formula ( "<" | "<=" | ">" | ">=" | "=" | "!=" ) formula
 * text       = a word without spaces and commas, or "…" between double quotes
 * ```
 *
 * Inside `where`, `largest` and `smallest` a figure without place is that of the comune being looked at.
 * It is total: no loops, no names of one's own, nothing that runs; every formula ends.
 */
export type Formula =
  | { readonly kind: 'number'; readonly value: Rational; readonly text: string }
  | { readonly kind: 'negative'; readonly of: Formula }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'value' | 'sum'; readonly selection: Selection }
  | { readonly kind: 'count'; readonly set: PlaceSet; readonly where: Condition | undefined }
  | {
      readonly kind: 'ranked';
      readonly from: 'largest' | 'smallest';
      readonly rank: number;
      readonly set: PlaceSet;
      readonly by: Formula;
    }
  | { readonly kind: 'published'; readonly code: string }
  | { readonly kind: 'partial'; readonly of: Formula }
  | { readonly kind: 'agree'; readonly roads: readonly Formula[] };

export type Operator = '+' | '-' | '*' | '/';
export type Comparator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** Alternatives joined by "or", each a list of comparisons joined by "and". */
export type Condition = readonly (readonly Comparison[])[];
export type Comparison = { readonly comparator: Comparator; readonly left: Formula; readonly right: Formula };

/** Comuni of the ambito; with `area`, those of the area with this code or name. */
export type PlaceSet = { readonly area: string | undefined };

/** Which cells: what is not said means the whole (both sexes, every age, the total of the categories). */
export type Selection = {
  readonly variable: string;
  readonly place: string | undefined;
  readonly places: PlaceSet | undefined;
  readonly period: string;
  readonly sex: 'm' | 'f' | '';
  readonly category: CategoryFilter | undefined;
};

export type CategoryFilter = { readonly except: boolean; readonly names: readonly string[] };

/** Where a formula cannot be read: `position` counts characters from 0; `code` is a message key. */
export type FormulaError = {
  readonly position: number;
  readonly code: FormulaErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
};

export type FormulaErrorCode =
  | 'quality.formula.expected'
  | 'quality.formula.unknown-word'
  | 'quality.formula.unknown-filter'
  | 'quality.formula.repeated-filter'
  | 'quality.formula.not-allowed-filter'
  | 'quality.formula.no-place'
  | 'quality.formula.no-period'
  | 'quality.formula.bad-sex'
  | 'quality.formula.bad-rank'
  | 'quality.formula.unclosed-quote'
  | 'quality.formula.too-deep'
  | 'quality.formula.too-long';
