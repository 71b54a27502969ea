import type { MapShapes } from '#platform/charts/map-shapes.js';
import type { ClassScale } from '#platform/charts/scale-classes.js';
import type { Finding } from './finding.types.js';
import type { MetricSource } from './metric.sql.js';
import type { MetricValue } from './metric.types.js';
import type { SaidMetric } from './metric.words.js';
import type { Level } from './place.types.js';

export const VIEWS = ['mappa', 'barre'] as const;
export type ObservatoryView = (typeof VIEWS)[number];

/** What the reader chose, as the address says it. */
export interface ObservatoryChoice {
  metric: string;
  year: number;
  level: Level;
  view: ObservatoryView;
}

/** All that a page of the observatory shows. */
export interface Observatory {
  choice: ObservatoryChoice;
  metrics: readonly { code: string; name: string }[];
  metric: SaidMetric;
  years: readonly number[];
  levels: readonly Level[];
  /** Of the chosen year and level. */
  values: readonly MetricValue[];
  /** The whole ambito, in every year, oldest first. */
  whole: readonly MetricValue[];
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
