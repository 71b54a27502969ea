import type { FileEncoding, FileProblem, Sex } from './files.types.js';
import type { ColumnMapping, ColumnRef } from './mapping.types.js';

/** What a column may hold, in the mapping step. */
export type ColumnMeaning =
  | 'placeCode'
  | 'placeName'
  | 'placeLevel'
  | 'province'
  | 'period'
  | 'sex'
  | 'age'
  | 'category'
  | 'variable'
  | 'unit'
  | 'value'
  | 'ignored';

/** Why a meaning was guessed: by the heading, or by what most values are. `describeGuess` says it. */
export type GuessReason =
  | 'heading'
  | 'codes'
  | 'names'
  | 'periods'
  | 'sexes'
  | 'ages'
  | 'numbers'
  | 'few-words'
  | 'many-words'
  | 'empty';

export interface ColumnGuess {
  column: ColumnRef;
  /** As the file writes it, on one line. */
  heading: string;
  /** First values that are there. */
  samples: string[];
  meaning: ColumnMeaning;
  why: GuessReason;
  /** Values, of a hundred, that are what they were taken for. */
  percent: number;
  /** What the heading of a column of figures says of them. */
  figures?: {
    variable: string;
    unit: string;
    period: string | undefined;
    sex: Sex | undefined;
    ages: [number, number | null] | undefined;
  };
}

export interface SheetSketch {
  /** '' for text. */
  name: string;
  /** Line of the headings, from 1. */
  headerRow: number;
  /** The first rows, those above the headings too. */
  rows: { line: number; cells: string[] }[];
  columns: ColumnGuess[];
  /** The mapping that the guesses make; undefined while `missing` has something. */
  draft: ColumnMapping | undefined;
  missing: ('place' | 'period' | 'values')[];
}

/** A table of any shape as it looks, for people to say what it means. */
export interface TableSketch {
  format: 'text' | 'workbook';
  encoding: FileEncoding;
  /** '' for a workbook. */
  delimiter: string;
  sheets: SheetSketch[];
}

export type SketchOutcome =
  | { accepted: true; sketch: TableSketch }
  | { accepted: false; problems: FileProblem[] };
