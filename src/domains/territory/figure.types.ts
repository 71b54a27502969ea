import type { Sex } from './files/files.types.js';
import type { PlaceKind } from './place.types.js';

export interface FigurePlace {
  code: string;
  name: string;
  kind: PlaceKind;
}

/** One figure as its publisher gives it. */
export interface Figure {
  variable: string;
  place: FigurePlace;
  /** A stock is of 1 January of this year. */
  year: number;
  /** Empty for both together. */
  sex: Sex;
  /** Null for all ages together. */
  ageFrom: number | null;
  /** Null with `ageFrom` set: and over. */
  ageTo: number | null;
  category: string;
  /** Null when the source has the cell but not the figure: suppressed, never zero. */
  value: number | null;
  /** Id of the dataset it comes from. */
  dataset: string;
}

export interface AgeCounts {
  place: FigurePlace;
  year: number;
  sex: 'm' | 'f';
  /** 101 numbers: of age 0, of age 1, … the last of 100 and over. */
  counts: number[];
}
