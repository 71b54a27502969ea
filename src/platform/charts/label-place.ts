import { boundingBox, containsPoint } from './geometry.js';
import type { Point, Polygon } from './topology.js';

/** Candidate positions tried across and down an area's box. */
const STEPS = 24;

/**
 * Where a box of `width` × `height` lies wholly inside the area, as near as can be to the middle of all such places;
 * undefined when it fits nowhere. A label that does not fit is not written: the title and the table have it.
 */
export function findLabelPlace(
  polygons: readonly Polygon[],
  width: number,
  height: number,
): Point | undefined {
  const box = boundingBox(polygons.flat(2));
  if (!box || box[2] - box[0] < width || box[3] - box[1] < height) return undefined;
  const places: Point[] = [];
  const [left, top] = [box[0] + width / 2, box[1] + height / 2];
  const [across, down] = [box[2] - box[0] - width, box[3] - box[1] - height];
  for (let i = 0; i <= STEPS; i += 1) {
    for (let j = 0; j <= STEPS; j += 1) {
      const place: Point = [left + (across * i) / STEPS, top + (down * j) / STEPS];
      if (isBoxInside(polygons, place, width / 2, height / 2)) places.push(place);
    }
  }
  if (places.length === 0) return undefined;
  const middle: Point = [
    places.reduce((sum, p) => sum + p[0], 0) / places.length,
    places.reduce((sum, p) => sum + p[1], 0) / places.length,
  ];
  const distance = (p: Point): number => (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2;
  return places.reduce((best, p) => (distance(p) < distance(best) ? p : best));
}

/** True when no border crosses the box and its centre is inside. */
function isBoxInside(
  polygons: readonly Polygon[],
  centre: Point,
  halfWidth: number,
  halfHeight: number,
): boolean {
  for (const polygon of polygons) {
    for (const ring of polygon) {
      for (let i = 0; i < ring.length - 1; i += 1) {
        const [a, b] = [ring[i], ring[i + 1]];
        if (a && b && crossesBox(a, b, centre, halfWidth, halfHeight)) return false;
      }
    }
  }
  return containsPoint(polygons, centre);
}

/** Whether the segment a–b touches the box (separating axes: the box's two, and the segment's normal). */
function crossesBox(a: Point, b: Point, centre: Point, halfWidth: number, halfHeight: number): boolean {
  const [ax, ay, bx, by] = [a[0] - centre[0], a[1] - centre[1], b[0] - centre[0], b[1] - centre[1]];
  if ((ax > halfWidth && bx > halfWidth) || (ax < -halfWidth && bx < -halfWidth)) return false;
  if ((ay > halfHeight && by > halfHeight) || (ay < -halfHeight && by < -halfHeight)) return false;
  const [dx, dy] = [bx - ax, by - ay];
  return Math.abs(ax * dy - ay * dx) <= halfWidth * Math.abs(dy) + halfHeight * Math.abs(dx);
}

/**
 * Pole of inaccessibility by repeated quartering (as Mapbox's polylabel describes): the inside point farthest from
 * the border, within `precision`, with its distance. For a mark or a symbol; labels use `findLabelPlace`.
 */
export function poleOfInaccessibility(
  polygons: readonly Polygon[],
  precision: number,
): { point: Point; distance: number } | undefined {
  const box = boundingBox(polygons.flat(2));
  if (!box) return undefined;
  const size = Math.min(box[2] - box[0], box[3] - box[1]);
  if (!(size > 0)) return undefined;
  type Cell = { point: Point; half: number; distance: number; most: number };
  const cell = (x: number, y: number, half: number): Cell => {
    const distance = insideDistance(polygons, [x, y]);
    return { point: [x, y], half, distance, most: distance + half * Math.SQRT2 };
  };
  let cells: Cell[] = [];
  for (let x = box[0]; x < box[2]; x += size) {
    for (let y = box[1]; y < box[3]; y += size) cells.push(cell(x + size / 2, y + size / 2, size / 2));
  }
  let best = cell((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 0);
  while (cells.length > 0) {
    for (const each of cells) if (each.distance > best.distance) best = each;
    cells = cells
      .filter((each) => each.most - best.distance > precision)
      .flatMap(({ point: [x, y], half }) => {
        const h = half / 2;
        return [cell(x - h, y - h, h), cell(x + h, y - h, h), cell(x - h, y + h, h), cell(x + h, y + h, h)];
      });
  }
  return { point: best.point, distance: best.distance };
}

/** Distance to the nearest border, negative outside. */
function insideDistance(polygons: readonly Polygon[], point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (const ring of polygons.flat()) {
    for (let i = 0; i < ring.length - 1; i += 1) {
      const [a, b] = [ring[i], ring[i + 1]];
      if (!a || !b) continue;
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
      const t = Math.max(0, Math.min(1, along));
      least = Math.min(least, (a[0] + t * dx - point[0]) ** 2 + (a[1] + t * dy - point[1]) ** 2);
    }
  }
  return Math.sqrt(least) * (containsPoint(polygons, point) ? 1 : -1);
}
