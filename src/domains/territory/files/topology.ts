import type { Feature, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { isObject } from './json.js';
import { fileProblem, ReadingStopped } from './problem-log.js';

/**
 * Features of a TopoJSON document: those of the object with most members (in files with regions, provinces and comuni,
 * the comuni).
 * Arcs are checked before they are joined: an index beyond the table would fail deep inside, and a short document that
 * repeats long arcs could grow without end.
 * @throws ReadingStopped
 */
export function topologyFeatures(document: unknown, maxPoints: number): Feature<Geometry | null>[] {
  if (!isTopology(document)) throw new ReadingStopped(fileProblem('json-layout-unknown'));
  const collections = Object.values(document.objects).filter(isCollection);
  const largest = collections.toSorted((a, b) => b.geometries.length - a.geometries.length)[0];
  if (!largest) throw new ReadingStopped(fileProblem('features-missing', { found: 0 }));
  const lengths = document.arcs.map((arc) => arc.length);
  let points = 0;
  for (const geometry of largest.geometries) {
    for (const index of arcIndexes('arcs' in geometry ? geometry.arcs : [])) {
      const length = lengths[index < 0 ? ~index : index];
      if (length === undefined)
        throw new ReadingStopped(fileProblem('coordinates-malformed', { found: index }));
      points += length;
    }
    if (points > maxPoints) throw new ReadingStopped(fileProblem('points-too-many', { expected: maxPoints }));
  }
  return largest.geometries.map((geometry): Feature<Geometry | null> => {
    // One call a type: the library's signature does not take their union.
    if (geometry.type === 'Polygon') return feature(document, geometry);
    if (geometry.type === 'MultiPolygon') return feature(document, geometry);
    return { type: 'Feature', properties: geometry.properties ?? {}, geometry: null };
  });
}

function* arcIndexes(arcs: unknown): Generator<number> {
  if (typeof arcs === 'number') yield arcs;
  else if (Array.isArray(arcs)) for (const inner of arcs) yield* arcIndexes(inner);
}

function isCollection(object: unknown): object is GeometryCollection<Record<string, unknown>> {
  return (
    isObject(object) &&
    object.type === 'GeometryCollection' &&
    Array.isArray(object.geometries) &&
    object.geometries.every(isArcGeometry)
  );
}

/** Polygons with their arcs nested as deep as their type says; other kinds pass and are refused one by one later. */
function isArcGeometry(geometry: unknown): boolean {
  if (!isObject(geometry)) return false;
  if (geometry.type === 'Polygon') return isNested(geometry.arcs, 2);
  if (geometry.type === 'MultiPolygon') return isNested(geometry.arcs, 3);
  return geometry.type === null || geometry.type === undefined || typeof geometry.type === 'string';
}

function isNested(value: unknown, depth: number): boolean {
  if (depth === 0) return Number.isInteger(value);
  return Array.isArray(value) && value.every((inner) => isNested(inner, depth - 1));
}

function isTopology(document: unknown): document is Topology {
  if (!isObject(document) || document.type !== 'Topology' || !isObject(document.objects)) return false;
  const { arcs, transform } = document;
  if (!Array.isArray(arcs) || !arcs.every((arc) => isPositions(arc))) return false;
  return (
    transform === undefined || (isObject(transform) && isPositions([transform.scale, transform.translate]))
  );
}

function isPositions(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (position) => Array.isArray(position) && position.length >= 2 && position.every(Number.isFinite),
    )
  );
}
