/**
 * Levels of T1. Comuni, areas and the ambito are the territory itself; the others are there for comparison. An
 * `otherComune` is a comune of elsewhere, or the forebear of one of today's.
 */
export const PLACE_KINDS = [
  'comune',
  'otherComune',
  'area',
  'ambito',
  'province',
  'region',
  'country',
  'healthDistrict',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Levels at which metrics are computed. */
export const LEVELS = ['comune', 'area', 'ambito', 'province', 'region', 'country'] as const;
export type Level = (typeof LEVELS)[number];

/** Levels of the ambito's own territory, which every ambito has or may have. */
export const OWN_LEVELS = ['comune', 'area', 'ambito'] as const;

export interface Place {
  id: string;
  kind: PlaceKind;
  /** ISTAT's six digits for a comune, a short word for the others. */
  code: string;
  name: string;
  /** Sign of the province, for comuni. */
  province: string | null;
  km2: number | null;
  version: number;
  /** Codes of the comuni, for areas and the ambito. */
  comuni: string[];
  /** Code of the area that holds it, for a comune that is in one. */
  area: string | null;
}

export interface NewPlace {
  id: string;
  kind: PlaceKind;
  code: string;
  name: string;
  province?: string | null;
  km2?: number | null;
}
