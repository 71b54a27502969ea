import type { VNode } from 'preact';
import type { MapShapes } from '#platform/charts/map-shapes.js';
import type { PageCtx } from '#platform/http/context.js';
import type { Finding } from './finding.types.js';
import type { MetricSource } from './metric.sql.js';
import type { MetricValue } from './metric.types.js';
import type { SaidMetric } from './metric.words.js';
import type { Place } from './place.types.js';

/** A metric of the place, its course over the years, and the whole ambito beside it. */
export interface ProfileMetric {
  metric: SaidMetric;
  /** Of the place, oldest first; known values and gaps. */
  series: readonly MetricValue[];
  latest: MetricValue | null;
  /** The ambito in the same year; null on the ambito's own page. */
  whole: number | null;
}

/** A figure that a document publishes about the place. */
export interface PublishedFigure {
  variable: string;
  category: string;
  period: string;
  value: number | null;
  unit: string;
  location: string | null;
}

export interface Profile {
  place: Place;
  /** Areas that hold it, or comuni that it holds. */
  holder: Place | null;
  members: readonly Place[];
  population: readonly { year: number; value: number | null }[];
  metrics: readonly ProfileMetric[];
  published: readonly PublishedFigure[];
  findings: readonly Finding[];
  sources: readonly MetricSource[];
  map: MapShapes | null;
}

/** What another domain shows on the profile of a place: services, needs, objectives that act there. */
export type ProfilePart = (ctx: PageCtx, place: Place) => Promise<VNode | null>;
