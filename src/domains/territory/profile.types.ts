import type { MapShapes } from '#platform/charts/map-shapes.js';
import type { AgeClass } from '#platform/charts/pyramid.js';
import type { Ctx, Face } from '#platform/http/context.js';
import type { Finding } from './finding.types.js';
import type { MetricSource } from './metric.sql.js';
import type { MetricValue } from './metric.types.js';
import type { SaidMetric } from './metric.words.js';
import type { Place } from './place.types.js';

/** A metric of the place, its course over the years, and the places that hold it beside it. */
export interface ProfileMetric {
  metric: SaidMetric;
  /** Of the place, oldest first; known values and gaps. */
  series: readonly MetricValue[];
  latest: MetricValue | null;
  /** The nearest earlier year that is known. */
  before: { year: number; value: number } | null;
  /** The area that holds a comune, in the same year. */
  area: number | null;
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

export interface ProfileAges {
  year: number;
  /** Of five years each, the last of 95 and over. */
  classes: readonly AgeClass[];
  /** The ambito in the same year; null on its own page and where it is not known. */
  whole: readonly AgeClass[] | null;
}

export interface Profile {
  place: Place;
  /** The area that holds it, for a comune that is in one. */
  holder: Place | null;
  /** Areas or comuni that it holds. */
  members: readonly Place[];
  /** The places of its own kind that stand before and after it by name. */
  previous: Place | null;
  next: Place | null;
  population: readonly { year: number; value: number | null }[];
  metrics: readonly ProfileMetric[];
  /** Null where no figures by age are there. */
  ages: ProfileAges | null;
  published: readonly PublishedFigure[];
  findings: readonly Finding[];
  sources: readonly MetricSource[];
  map: MapShapes | null;
  /** Day on which the newest of its figures came, YYYY-MM-DD; null without any. */
  changedOn: string | null;
}

/** What another domain knows of the place: services, needs, objectives that act there, networks. */
export interface ProfileSection {
  key: string;
  /** With its count, as «12 obiettivi agiscono qui». */
  title: string;
  /** How many there are: `items` may be the first of them only. */
  total: number;
  items: readonly {
    title: string;
    /** Where it stands, when that is not the place itself. */
    note: string | null;
    /** Address inside the ambito, such as `/servizi/S-01`. */
    path: string;
  }[];
  /** Address of the list of all of them. */
  path: string;
}

/** Gives the same sections to the page, to its print and to the PDF; `face` says whether drafts are seen. */
export type ProfilePart = (ctx: Ctx, place: Place, face: Face) => Promise<readonly ProfileSection[]>;
