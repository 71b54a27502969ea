import type { MapShapes } from '#platform/charts/map-shapes.js';
import type { ClassScale } from '#platform/charts/scale-classes.js';
import type { Finding } from '../finding.types.js';
import type { MetricSource } from '../metric.sql.js';
import type { MetricValue } from '../metric.types.js';
import type { SaidMetric } from '../metric.words.js';
import type { PlaceKind } from '../place.types.js';

/** Ways of seeing figures, in the order in which they are offered. */
export const LOOK_KINDS = ['map', 'bars', 'series', 'panels', 'scatter', 'pyramid', 'table'] as const;
export type LookKind = (typeof LOOK_KINDS)[number];

/** Which places are looked at: the ambito's own. Others are there for comparison. */
export const LOOK_LEVELS = ['comune', 'area', 'ambito'] as const;
export type LookLevel = (typeof LOOK_LEVELS)[number];

export const CLASS_METHODS = ['quantile', 'equal', 'natural'] as const;
export type ClassMethod = (typeof CLASS_METHODS)[number];

/** As many lines as the eye tells apart; so many places may be named in an address. */
export const MOST_PLACES = 6;

/** What an address asks for; what it leaves out is chosen by what there is to see. */
export interface LookQuestion {
  metric?: string | undefined;
  /** Second measure of a scatter. */
  other?: string | undefined;
  year?: number | undefined;
  /** Second year of a pyramid. */
  otherYear?: number | undefined;
  level?: LookLevel | undefined;
  kind?: LookKind | undefined;
  /** Code of the place that all are compared with; `none` for no comparison. The ambito when left out. */
  against?: string | undefined;
  /** Codes of places for lines and pyramids. */
  places?: readonly string[] | undefined;
  method?: ClassMethod | undefined;
  /** Most classes of colour. */
  classes?: number | undefined;
  /** Two colours, under and over what is compared with. */
  diverging?: boolean | undefined;
}

/** A look with every choice made: its address reproduces it. */
export interface LookChoice {
  metric: string;
  other: string | null;
  year: number;
  otherYear: number | null;
  level: LookLevel;
  kind: LookKind;
  against: string | null;
  places: readonly string[];
  method: ClassMethod;
  classes: number;
  diverging: boolean;
}

export interface NamedPlace {
  code: string;
  name: string;
  kind: PlaceKind;
}

/** What the reader may choose from. */
export interface LookOptions {
  metrics: readonly { code: string; name: string; isKnown: boolean }[];
  years: readonly number[];
  levels: readonly LookLevel[];
  /** Places that can be compared with, and whether they have a value here. */
  against: readonly (NamedPlace & { isKnown: boolean; group: 'near' | 'region' | 'province' })[];
  places: readonly NamedPlace[];
  /** Years of the pyramid's figures by age. */
  ageYears: readonly number[];
}

export interface LookPoint {
  year: number;
  value: number | null;
}

/** The course of a place over the years, oldest first. */
export interface LookLine {
  place: NamedPlace;
  points: readonly LookPoint[];
}

/** A population by sex in classes of five years: 0–4, 5–9 … 100 and over. */
export interface AgePyramid {
  place: NamedPlace;
  year: number;
  male: readonly number[];
  female: readonly number[];
}

/** All that a look shows. */
export interface Look {
  choice: LookChoice;
  /** What was asked for, when it could not be drawn: a map without boundaries. */
  asked: LookKind;
  options: LookOptions;
  metric: SaidMetric;
  other: SaidMetric | null;
  /** Of the chosen level and year. */
  values: readonly MetricValue[];
  /** The second measure of the same places and year. */
  otherValues: readonly MetricValue[];
  /** The whole ambito, in every year, oldest first. */
  whole: readonly MetricValue[];
  /** What all are compared with, of the chosen year; null when there is nothing to compare with. */
  reference: MetricValue | null;
  otherReference: MetricValue | null;
  /** The same over the years. */
  referenceLine: LookLine | null;
  /** Courses drawn by series, panels and table. */
  lines: readonly LookLine[];
  /** Courses of the comuni of each area, by the area's code, drawn thin behind it. */
  behind: ReadonlyMap<string, readonly LookLine[]>;
  pyramids: readonly AgePyramid[];
  sources: readonly MetricSource[];
  /** Where the drawn boundaries come from; null when there are none. */
  boundaries: MetricSource | null;
  /** Published figures about the same data that do not follow from them. */
  findings: readonly Finding[];
  /** Area of each comune, to colour areas on the map of comuni. */
  areaOf: ReadonlyMap<string, string>;
  /** Classes of the values, for map, bars and table alike. */
  scale: ClassScale;
  map: MapShapes | null;
  narrowMap: MapShapes | null;
}

/** The figures of a look, as its page, its files and the plan show them. */
export interface LookTable {
  caption: string;
  columns: readonly LookColumn[];
  rows: readonly LookRow[];
  /** What they are compared with, under them. */
  foot: readonly LookRow[];
}

export interface LookColumn {
  label: string;
  /** Unit and decimals of a figure; text when left out. */
  measure?: { unit: string; decimals: number };
}

export interface LookRow {
  code: string;
  name: string;
  /** One for each column after the first, which is the name. */
  cells: readonly (number | string | null)[];
  /** Why a figure is missing. */
  note: string | null;
}
