import type { MultiPolygon as GeoMultiPolygon, Polygon as GeoPolygon, Position } from 'geojson';
import { simplifyLine } from './simplify.js';
import { assembleAreas, buildTopology, type Point, type Polygon, type Ring } from './topology.js';

/** A territory's boundary in WGS84 degrees, longitude first. */
export type AreaGeometry = GeoPolygon | GeoMultiPolygon;

/** GRS80, the ellipsoid of WGS84 to a tenth of a millimetre. */
const SEMI_MAJOR_KM = 6378.137;
const ECCENTRICITY = 0.0818191908426;
const RADIANS = Math.PI / 180;

const toPoint = (position: Position): Point => [position[0] ?? Number.NaN, position[1] ?? Number.NaN];

/** The polygons of a geometry as plain points; altitude, when present, is dropped. */
export function polygonsOf(geometry: AreaGeometry): Polygon[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(toPoint)));
}

function geometryOf(polygons: readonly Polygon[]): AreaGeometry {
  const coordinates = polygons.map((rings) => rings.map((ring) => ring.map((p): Position => [p[0], p[1]])));
  const [only] = coordinates;
  return coordinates.length === 1 && only
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates };
}

/** Signed surface of a closed ring in its own units, positive when counter-clockwise with y upwards. */
function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i += 1) {
    const [a, b] = [ring[i], ring[i + 1]];
    if (a && b) sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum / 2;
}

/**
 * The same geometry with outer rings clockwise and holes counter-clockwise, as d3-geo reads them. RFC 7946 asks the
 * opposite; a ring the wrong way would be drawn as the rest of the globe. Do this once, at import. Rings left open by
 * the file are closed.
 */
export function windForSphere(geometry: AreaGeometry): AreaGeometry {
  return geometryOf(
    polygonsOf(geometry).map((rings) =>
      rings.map((ring, index) => {
        const [first, last] = [ring[0], ring.at(-1)];
        const open = first && last && (first[0] !== last[0] || first[1] !== last[1]);
        const closed = open ? [...ring, first] : ring;
        const clockwise = signedArea(closed) < 0;
        return clockwise === (index === 0) ? closed : closed.toReversed();
      }),
    ),
  );
}

/** The same geometry as RFC 7946 winds it, for files that others read: the opposite of `windForSphere`. */
export function windForFile(geometry: AreaGeometry): AreaGeometry {
  return geometryOf(
    polygonsOf(windForSphere(geometry)).map((rings) => rings.map((ring) => ring.toReversed())),
  );
}

/** q of Snyder's authalic latitude (USGS Professional Paper 1395, eq. 3-12). */
function authalicQ(latitude: number): number {
  const sine = Math.sin(latitude * RADIANS);
  const es = ECCENTRICITY * sine;
  return (
    (1 - ECCENTRICITY ** 2) * (sine / (1 - es ** 2) - Math.log((1 - es) / (1 + es)) / (2 * ECCENTRICITY))
  );
}

/**
 * Surface in km² on the ellipsoid, whatever the winding. Each ring is measured after the cylindrical equal-area
 * projection of the ellipsoid (Snyder, eq. 10-1 and 10-2): a sphere would be 0,2 % too small at Italy's latitudes.
 */
export function areaKm2(geometry: AreaGeometry): number {
  let sum = 0;
  for (const rings of polygonsOf(geometry)) {
    rings.forEach((ring, index) => {
      const flat = ring.map(
        ([longitude, latitude]): Point => [
          SEMI_MAJOR_KM * longitude * RADIANS,
          (SEMI_MAJOR_KM * authalicQ(latitude)) / 2,
        ],
      );
      sum += Math.abs(signedArea(flat)) * (index === 0 ? 1 : -1);
    });
  }
  return sum;
}

/** `[west, south, east, north]` of all points, or undefined when there are none. */
export function boundingBox(points: Iterable<Point>): [number, number, number, number] | undefined {
  let box: [number, number, number, number] | undefined;
  for (const [x, y] of points) {
    if (!box) box = [x, y, x, y];
    else box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  return box;
}

/** Centroid of a geometry's outer rings weighted by surface, in degrees; it may lie outside a hooked territory. */
export function centroidOf(geometry: AreaGeometry): Point {
  let [x, y, weight] = [0, 0, 0];
  for (const [ring] of polygonsOf(geometry)) {
    const origin = ring?.[0];
    if (!ring || !origin) continue;
    // Measured from the ring's own corner: far from the origin the sums would lose their last digits.
    for (let i = 0; i < ring.length - 1; i += 1) {
      const [a, b] = [ring[i], ring[i + 1]];
      if (!a || !b) continue;
      const [ax, ay, bx, by] = [a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]];
      const cross = (ax * by - bx * ay) * Math.sign(signedArea(ring));
      x += cross * ((ax + bx) / 3 + origin[0]);
      y += cross * ((ay + by) / 3 + origin[1]);
      weight += cross;
    }
  }
  return [x / weight, y / weight];
}

/** Even-odd rule over all rings: holes are outside. Points on the border may go either way. */
export function containsPoint(polygons: readonly Polygon[], point: Point): boolean {
  let inside = false;
  for (const ring of polygons.flat()) {
    for (let i = 0; i < ring.length - 1; i += 1) {
      const [a, b] = [ring[i], ring[i + 1]];
      if (!a || !b || a[1] > point[1] === b[1] > point[1]) continue;
      if (point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    }
  }
  return inside;
}

/**
 * Fewer vertices, with neighbours' shared borders kept shared: no slivers and no overlaps appear between them.
 * `minAreaM2` is the smallest triangle worth keeping (20.000 suits a map of one ambito 640 units wide). Geometries
 * must come from one collection, or their borders do not share vertices and each is simplified alone.
 */
export function simplifyTogether(geometries: readonly AreaGeometry[], minAreaM2: number): AreaGeometry[] {
  const topology = buildTopology(geometries.map(polygonsOf));
  const box = boundingBox(topology.arcs.flatMap((arc) => arc.points));
  if (!box) return [...geometries];
  const metres = (SEMI_MAJOR_KM * 1000 * RADIANS) ** 2 * Math.cos(((box[1] + box[3]) / 2) * RADIANS);
  const arcs = topology.arcs.map((arc) => ({ ...arc, points: simplifyLine(arc.points, minAreaM2 / metres) }));
  return assembleAreas(topology, arcs).map(geometryOf);
}
