import type { MultiPolygon, Polygon, Position } from 'geojson';
import { windForSphere } from '#platform/charts/geometry.js';
import { isObject } from './json.js';
import type { ProblemLog } from './problem-log.js';

/** Italy with its islands, a little wider than its extreme points (Lampedusa, Otranto, Vetta d'Italia, Rocca Bernauda). */
const italy = { west: 6, east: 19, south: 35, north: 47.6 };

interface CheckedGeometry {
  geometry: Polygon | MultiPolygon;
  points: number;
}

/**
 * Checks and normalises a comune's geometry: polygons in WGS84 within Italy, closed rings, exteriors clockwise and
 * holes counterclockwise. Undefined, with the first reason in the log, when it is not so.
 * @param place code and name, for the message
 */
export function boundaryGeometry(raw: unknown, place: string, log: ProblemLog): CheckedGeometry | undefined {
  const type = isObject(raw) ? raw.type : undefined;
  const coordinates = isObject(raw) ? raw.coordinates : undefined;
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates)) {
    log.report('geometry-unsupported', { place, found: typeof type === 'string' ? type : '' });
    return undefined;
  }
  const polygons: unknown[] = type === 'Polygon' ? [coordinates] : coordinates;
  const checked: Position[][][] = [];
  let points = 0;
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) {
      log.report('coordinates-malformed', { place });
      return undefined;
    }
    const rings: Position[][] = [];
    for (const ring of polygon) {
      const positions = checkRing(ring, place, log);
      if (!positions) return undefined;
      points += positions.length;
      rings.push(positions);
    }
    checked.push(rings);
  }
  const [first] = checked;
  if (!first) {
    log.report('coordinates-malformed', { place });
    return undefined;
  }
  const geometry: Polygon | MultiPolygon =
    type === 'Polygon' ? { type, coordinates: first } : { type, coordinates: checked };
  return { geometry: windForSphere(geometry), points };
}

function checkRing(ring: unknown, place: string, log: ProblemLog): Position[] | undefined {
  if (!Array.isArray(ring)) {
    log.report('coordinates-malformed', { place });
    return undefined;
  }
  const positions: Position[] = [];
  for (const position of ring) {
    const [x, y]: unknown[] = Array.isArray(position) ? position : [];
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
      log.report('coordinates-malformed', { place });
      return undefined;
    }
    if (x < italy.west || x > italy.east || y < italy.south || y > italy.north) {
      const isProjected = Math.abs(x) > 180 || Math.abs(y) > 90;
      log.report(isProjected ? 'coordinates-projected' : 'coordinates-outside', {
        place,
        found: `${x}; ${y}`,
      });
      return undefined;
    }
    positions.push([x, y]);
  }
  const first = positions[0];
  const last = positions.at(-1);
  if (!first || !last || positions.length < 4) {
    log.report('ring-short', { place, found: positions.length });
    return undefined;
  }
  if (first[0] !== last[0] || first[1] !== last[1]) {
    log.report('ring-open', { place });
    return undefined;
  }
  return positions;
}
