import { geoMercatorRaw } from 'd3-geo';
import { type AreaGeometry, boundingBox, polygonsOf } from './geometry.js';
import { findLabelPlace, poleOfInaccessibility } from './label-place.js';
import { pointTerritory } from './point-territory.js';
import { textWidth } from './text-width.js';
import {
  type Arc,
  assembleAreas,
  buildTopology,
  type Point,
  type Polygon,
  type Topology,
} from './topology.js';

/** A place to draw. `geometry` in WGS84; `point` (longitude, latitude) is used where there is no geometry. */
export type MapPlace = {
  code: string;
  name: string;
  geometry: AreaGeometry | null;
  point: Point | null;
  /** The area (sub-ambito) that it belongs to: borders between groups are drawn thicker. */
  group?: string;
};

export type MapLabel = { lines: string[]; x: number; y: number; size: number };

export type MapShape = {
  code: string;
  name: string;
  /** SVG path data; '' when the place has neither geometry nor cell and is drawn as a dot at `centre`. */
  path: string;
  centre: Point;
  label?: MapLabel;
};

/** Everything of a map that does not depend on the values shown: made once for a territory and a size, then kept. */
export type MapShapes = {
  width: number;
  height: number;
  shapes: MapShape[];
  /** Borders between groups and around them; '' without groups. */
  groupBorders: string;
  /** Whether real boundaries are drawn or cells around points. */
  source: 'boundaries' | 'points';
  /** Ground length of one drawing unit at the middle of the map. */
  kmPerUnit: number;
};

const RADIANS = Math.PI / 180;
const EARTH_KM = 6371.007;
const PADDING = 6;
const LABEL_SIZES = [13, 11] as const;
const LINE_HEIGHT = 1.15;

/**
 * Paths, label places and group borders of a territory, `width` units wide and at most `maxHeight` high (Mercator,
 * which keeps shapes; within one ambito its scale is even). Depends on places and size only: keep the result.
 */
export function mapShapes(
  places: readonly MapPlace[],
  size: { width: number; maxHeight?: number },
): MapShapes {
  const source = places.some((place) => place.geometry) ? 'boundaries' : 'points';
  const plane = source === 'boundaries' ? planeOfBoundaries(places) : planeOfPoints(places);
  const points = places.map((place) => (place.point ? project(place.point) : undefined));
  const drawn = plane.flat(3);
  const box = boundingBox(drawn.length > 0 ? drawn : points.filter((p) => p !== undefined));
  const [west, south, east, north] = box ?? [0, 0, 1, 1];
  const { width, maxHeight = width } = size;
  const room = width - 2 * PADDING;
  const scale = Math.min(room / (east - west || 1e-6), (maxHeight - 2 * PADDING) / (north - south || 1e-6));
  const height = Math.ceil((north - south) * scale + 2 * PADDING);
  const left = (width - (east - west) * scale) / 2;
  // Tenths of a unit are finer than a pixel; neighbours' vertices then agree exactly.
  const fit = ([x, y]: Point): Point => [
    Math.round((left + (x - west) * scale) * 10),
    Math.round((PADDING + (north - y) * scale) * 10),
  ];
  const topology = buildTopology(
    plane.map((polygons) => polygons.map((rings) => rings.map((r) => r.map(fit)))),
  );
  const fitted = assembleAreas(topology);
  const shapes = places.map((place, i): MapShape => {
    const polygons = fitted[i] ?? [];
    const point = points[i];
    const tenths = polygons.length > 0 ? poleOfInaccessibility(polygons, 20)?.point : point && fit(point);
    const centre: Point = tenths ? [tenths[0] / 10, tenths[1] / 10] : [0, 0];
    const label = polygons.length > 0 ? findLabel(place.name, polygons) : undefined;
    return {
      code: place.code,
      name: place.name,
      path: polygons.flatMap((rings) => rings.map(ringPath)).join(''),
      centre,
      ...(label ? { label } : {}),
    };
  });
  return {
    width,
    height,
    shapes,
    groupBorders: groupBorders(places, topology),
    source,
    kmPerUnit: (EARTH_KM * Math.cos(latitudeOf((south + north) / 2))) / scale,
  };
}

function project([longitude, latitude]: Point): Point {
  return geoMercatorRaw(longitude * RADIANS, latitude * RADIANS);
}

function latitudeOf(y: number): number {
  return 2 * Math.atan(Math.exp(y)) - Math.PI / 2;
}

function planeOfBoundaries(places: readonly MapPlace[]): Polygon[][] {
  return places.map(({ geometry }) =>
    geometry ? polygonsOf(geometry).map((rings) => rings.map((ring) => ring.map(project))) : [],
  );
}

function planeOfPoints(places: readonly MapPlace[]): Polygon[][] {
  const located = places.flatMap((place, i) => (place.point ? [{ i, point: project(place.point) }] : []));
  const cells = pointTerritory(located.map(({ point }) => point));
  const plane: Polygon[][] = places.map(() => []);
  located.forEach(({ i }, at) => {
    plane[i] = cells[at] ?? [];
  });
  return plane;
}

/** Relative steps in tenths of a unit written as units: a third of the length of absolute coordinates. */
function linePath(points: readonly Point[]): string {
  let path = '';
  let [x, y] = [0, 0];
  for (const [i, point] of points.entries()) {
    const [dx, dy] = [(point[0] - x) / 10, (point[1] - y) / 10];
    if (i > 0 && dx === 0 && dy === 0) continue;
    path += `${i === 0 ? 'M' : 'l'}${dx}${dy < 0 ? '' : ' '}${dy}`;
    [x, y] = point;
  }
  return path;
}

function ringPath(ring: readonly Point[]): string {
  return `${linePath(ring.slice(0, -1))}z`;
}

function groupBorders(places: readonly MapPlace[], topology: Topology): string {
  if (!places.some((place) => place.group !== undefined)) return '';
  const groupsOf = (arc: Arc): Set<string | undefined> => new Set(arc.owners.map((i) => places[i]?.group));
  return topology.arcs
    .filter((arc) => arc.owners.length === 1 || groupsOf(arc).size > 1)
    .map((arc) => linePath(arc.points))
    .join('');
}

/** The name on one line, else on two; large, else small; else not at all. Polygons are in tenths of a unit. */
function findLabel(name: string, polygons: readonly Polygon[]): MapLabel | undefined {
  for (const size of LABEL_SIZES) {
    for (const lines of arrangements(name)) {
      const width = Math.max(...lines.map((line) => textWidth(line, size, 600))) + 4;
      const height = lines.length * size * LINE_HEIGHT;
      const place = findLabelPlace(polygons, width * 10, height * 10);
      if (place) return { lines, x: place[0] / 10, y: place[1] / 10, size };
    }
  }
  return undefined;
}

/** One line, then every way of breaking at a space into two, the most even first. */
function arrangements(name: string): string[][] {
  const words = name.split(' ');
  const pairs = words
    .slice(1)
    .map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')])
    .toSorted((a, b) => Math.max(...a.map((x) => x.length)) - Math.max(...b.map((x) => x.length)));
  return [[name], ...pairs];
}
