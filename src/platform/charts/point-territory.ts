import { Delaunay } from 'd3-delaunay';
import { boundingBox } from './geometry.js';
import { smoothLine } from './simplify.js';
import { assembleAreas, buildTopology, type Point, type Polygon } from './topology.js';

/**
 * A territory drawn from its comuni's coordinates alone, for an ambito whose boundaries were not imported: for each
 * point a Voronoi cell, bounded outside by a soft line about as far from the points as the points from each other.
 *
 * The outside is made of the Voronoi cells too, of empty points laid in a honeycomb around the territory. So inner and
 * outer borders meet exactly and nothing is clipped, which a buffered hull would need (and a convex one fills bays).
 * Points are in any plane; one polygon comes back for each, in order. Points that coincide are set apart a little.
 */
export function pointTerritory(given: readonly Point[]): Polygon[][] {
  if (given.length === 0) return [];
  const points = separatePoints(given);
  const reach = reachOf(points);
  const empty = emptyPoints(points, reach);
  const all = [...points, ...empty];
  const box = boundingBox(all) ?? [0, 0, 0, 0];
  const voronoi = Delaunay.from(all.map(([x, y]): [number, number] => [x, y])).voronoi(box);
  const cells = points.map((_, i): Polygon[] => {
    const ring = voronoi.cellPolygon(i);
    return ring ? [[ring.map(([x, y]): Point => [x, y])]] : [];
  });
  // Neighbouring cells compute the same corner twice; a millionth of the reach tells real corners apart.
  const unit = reach / 1e6;
  const topology = buildTopology(cells, ([x, y]) => `${Math.round(x / unit)},${Math.round(y / unit)}`);
  const arcs = topology.arcs.map((arc) =>
    arc.owners.length === 1 ? { ...arc, points: smoothLine(arc.points, 2) } : arc,
  );
  return assembleAreas(topology, arcs);
}

/** Coinciding points moved apart on a small circle: two comuni may be given one centre. */
function separatePoints(points: readonly Point[]): Point[] {
  const seen = new Map<string, number>();
  const box = boundingBox(points) ?? [0, 0, 0, 0];
  const nudge = Math.max(box[2] - box[0], box[3] - box[1], 1) / 1000;
  return points.map(([x, y]) => {
    const key = `${x},${y}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    // The golden angle never repeats a direction.
    return times === 0
      ? [x, y]
      : [x + nudge * times * Math.cos(times * 2.4), y + nudge * times * Math.sin(times * 2.4)];
  });
}

/**
 * How far the empty points stay from the comuni: more than half the longest leap needed to go from each comune to all
 * others, so that the territory is in one piece, and not less than the usual distance between neighbours.
 */
function reachOf(points: readonly Point[]): number {
  if (points.length < 2) return 1;
  const leaps = leapsBetween(points);
  const usual = leaps[Math.floor(leaps.length / 2)] ?? 1;
  return Math.max(1.25 * usual, 0.62 * (leaps.at(-1) ?? usual));
}

/** Lengths of the minimum spanning tree's edges, ascending (Prim on the complete graph: comuni are few). */
function leapsBetween(points: readonly Point[]): number[] {
  const far = points.map(() => Number.POSITIVE_INFINITY);
  const left = new Set(points.keys());
  const leaps: number[] = [];
  let here = 0;
  left.delete(here);
  while (left.size > 0) {
    const [x, y] = points[here] ?? [0, 0];
    let next = -1;
    for (const i of left) {
      const [px, py] = points[i] ?? [0, 0];
      const known = Math.min(far[i] ?? Number.POSITIVE_INFINITY, Math.hypot(px - x, py - y));
      far[i] = known;
      if (next < 0 || known < (far[next] ?? Number.POSITIVE_INFINITY)) next = i;
    }
    leaps.push(far[next] ?? 0);
    left.delete(next);
    here = next;
  }
  return leaps.toSorted((a, b) => a - b);
}

/** A honeycomb over the surroundings, without what is within reach of a point or enclosed by the territory. */
function emptyPoints(points: readonly Point[], reach: number): Point[] {
  const box = boundingBox(points) ?? [0, 0, 0, 0];
  const margin = 3 * reach;
  const extent = Math.max(box[2] - box[0], box[3] - box[1]) + 2 * margin;
  const step = Math.max(reach / 3, extent / 150);
  const columns = Math.ceil((box[2] - box[0] + 2 * margin) / step) + 1;
  const rows = Math.ceil((box[3] - box[1] + 2 * margin) / (step * 0.866)) + 1;
  const place = (column: number, row: number): Point => [
    box[0] - margin + (column + (row % 2) / 2) * step,
    box[1] - margin + row * step * 0.866,
  ];
  const delaunay = Delaunay.from(points.map(([x, y]): [number, number] => [x, y]));
  const isFree = (column: number, row: number): boolean => {
    const [x, y] = place(column, row);
    const [px, py] = points[delaunay.find(x, y)] ?? [x, y];
    return Math.hypot(px - x, py - y) >= reach;
  };
  // Flood from a corner: what it does not reach is a gap inside, which belongs to the comuni around it.
  const flooded = new Set<number>([0]);
  const queue = [0];
  for (let spot = queue.pop(); spot !== undefined; spot = queue.pop()) {
    const [column, row] = [spot % columns, Math.floor(spot / columns)];
    for (const [c, r] of [
      [column - 1, row],
      [column + 1, row],
      [column, row - 1],
      [column, row + 1],
    ] as const) {
      const next = r * columns + c;
      if (c < 0 || r < 0 || c >= columns || r >= rows || flooded.has(next) || !isFree(c, r)) continue;
      flooded.add(next);
      queue.push(next);
    }
  }
  return [...flooded].map((spot) => place(spot % columns, Math.floor(spot / columns)));
}
