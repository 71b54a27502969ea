import type { Point } from './topology.js';

function triangleArea(a: Point, b: Point, c: Point): number {
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
}

/**
 * Visvalingam and Whyatt's line simplification (1993): removes again and again the vertex whose triangle with its
 * neighbours is smallest, until none is under `minArea` (square units of the points). Ends stay; a line of three or
 * more vertices keeps one inside, a closed one two, so that no area collapses into a segment.
 *
 * A linear search for the smallest is enough: arcs between comuni have tens of vertices, seldom thousands.
 */
export function simplifyLine(line: readonly Point[], minArea: number): Point[] {
  const points = [...line];
  const first = points[0];
  const last = points.at(-1);
  const closed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  const least = closed ? 4 : 3;
  const areaAt = (i: number): number => {
    const [a, b, c] = [points[i - 1], points[i], points[i + 1]];
    return a && b && c ? triangleArea(a, b, c) : Number.POSITIVE_INFINITY;
  };
  const areas = points.map((_, i) => areaAt(i));
  while (points.length > least) {
    let smallest = -1;
    let area = minArea;
    for (let i = 1; i < areas.length - 1; i += 1) {
      const each = areas[i] ?? area;
      if (each < area) {
        area = each;
        smallest = i;
      }
    }
    if (smallest < 0) break;
    points.splice(smallest, 1);
    areas.splice(smallest, 1);
    // A neighbour never becomes cheaper than what was just removed, or spikes would go in one sweep.
    for (const i of [smallest - 1, smallest]) {
      if (i > 0 && i < points.length - 1) areas[i] = Math.max(areaAt(i), area);
    }
  }
  return points;
}

/**
 * Chaikin's corner cutting: `rounds` times replaces each corner by two points at 1/4 and 3/4 of its sides. The ends of
 * an open line stay where they are, so that borders still meet.
 */
export function smoothLine(line: readonly Point[], rounds: number): Point[] {
  let points = [...line];
  for (let round = 0; round < rounds; round += 1) {
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last || points.length < 3) return points;
    const closed = first[0] === last[0] && first[1] === last[1];
    const cut: Point[] = closed ? [] : [first];
    for (let i = 0; i < points.length - 1; i += 1) {
      const [a, b] = [points[i], points[i + 1]];
      if (!a || !b) continue;
      cut.push([0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]]);
      cut.push([0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]]);
    }
    const start = cut[0];
    cut.push(closed && start ? start : last);
    points = cut;
  }
  return points;
}
