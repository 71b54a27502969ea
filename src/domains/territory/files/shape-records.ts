import type { Position } from 'geojson';
import { fileProblem, ReadingStopped } from './problem-log.js';

export interface ShapeRecord {
  /** From 1, the row of the attributes. */
  number: number;
  /** Rings as the file has them; undefined where it was not asked for, empty where the record has no shape. */
  rings: Position[][] | undefined;
}

const fileCode = 9994;
const fileHeader = 100;
const recordHeader = 8;
const shapeHeader = 44;
/** Polygon, with heights, with measures: their first part is the same. */
const polygonTypes = new Set([5, 15, 25]);

/**
 * Polygons of a shapefile (ESRI, 1998), record by record as it comes.
 * @param isWanted whether a record's rings are to be read
 * @throws ReadingStopped when it is cut, is none, or has other shapes than polygons
 */
export async function* shapeRecords(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  isWanted: (number: number) => boolean,
): AsyncGenerator<ShapeRecord> {
  const damaged = (): ReadingStopped => new ReadingStopped(fileProblem('shapefile-damaged', { found: name }));
  let held = Buffer.alloc(0);
  let isHeaderRead = false;
  let waiting = fileHeader;
  let pieces: Uint8Array[] = [];
  let gathered = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    gathered += piece.length;
    if (held.length + gathered < waiting) continue;
    held = Buffer.concat([held, ...pieces]);
    pieces = [];
    gathered = 0;
    let at = 0;
    if (!isHeaderRead) {
      if (held.readInt32BE(0) !== fileCode) throw damaged();
      isHeaderRead = true;
      at = fileHeader;
    }
    for (;;) {
      waiting = recordHeader;
      if (held.length - at < recordHeader) break;
      const length = held.readInt32BE(at + 4) * 2;
      if (length < 4) throw damaged();
      waiting = recordHeader + length;
      if (held.length - at < waiting) break;
      const number = held.readInt32BE(at);
      const content = held.subarray(at + recordHeader, at + waiting);
      at += waiting;
      yield { number, rings: isWanted(number) ? ringsOf(content, damaged) : undefined };
    }
    held = held.subarray(at);
  }
  if (!isHeaderRead || held.length + gathered > 0) throw damaged();
}

function ringsOf(content: Buffer, damaged: () => ReadingStopped): Position[][] {
  const type = content.readInt32LE(0);
  if (type === 0) return [];
  if (!polygonTypes.has(type) || content.length < shapeHeader)
    throw new ReadingStopped(fileProblem('geometry-unsupported', { found: String(type) }));
  const ringCount = content.readInt32LE(36);
  const pointCount = content.readInt32LE(40);
  const pointsStart = shapeHeader + ringCount * 4;
  if (ringCount < 0 || pointCount < 0 || pointsStart + pointCount * 16 > content.length) throw damaged();
  const rings: Position[][] = [];
  for (let ring = 0; ring < ringCount; ring += 1) {
    const from = content.readInt32LE(shapeHeader + ring * 4);
    const to = ring + 1 < ringCount ? content.readInt32LE(shapeHeader + (ring + 1) * 4) : pointCount;
    if (from < 0 || to < from || to > pointCount) throw damaged();
    const positions: Position[] = [];
    for (let point = from; point < to; point += 1) {
      const offset = pointsStart + point * 16;
      positions.push([content.readDoubleLE(offset), content.readDoubleLE(offset + 8)]);
    }
    rings.push(positions);
  }
  return rings;
}

/** Twice the signed area: below zero clockwise, as the outer rings of a shapefile are. */
function turn(ring: readonly Position[]): number {
  let sum = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    const [x2 = 0, y2 = 0] = ring[index + 1] ?? [];
    sum += x1 * y2 - x2 * y1;
  }
  return sum;
}

/** Rings gathered into polygons: each hole with the outer ring around it. */
export function polygonsOfRings(rings: readonly Position[][]): Position[][][] {
  const polygons = rings.filter((ring) => turn(ring) <= 0).map((outer) => [outer]);
  if (polygons.length === 0) return rings.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => turn(ring) > 0)) {
    const around = polygons.find(([outer]) => outer && hole[0] && isInside(hole[0], outer));
    if (around) around.push(hole);
    // A hole in nothing is an outer ring wound the wrong way.
    else polygons.push([hole]);
  }
  return polygons;
}

function isInside([x = 0, y = 0]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    const [x2 = 0, y2 = 0] = ring[index + 1] ?? [];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
