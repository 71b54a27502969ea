import type { Position } from 'geojson';
import { type ArchivePart, baseName, partContent } from './archive.js';
import { BoundaryRows } from './boundary-rows.js';
import { type DbaseTable, readDbase } from './dbase.js';
import type { Boundary } from './files.types.js';
import { fileProblem, ReadingStopped } from './problem-log.js';
import type { ReadingState } from './reader.types.js';
import { polygonsOfRings, shapeRecords } from './shape-records.js';

const mostAttributes = 32 * 1024 * 1024;
const mostProjection = 64 * 1024;
const wgs84 = 'EPSG:4326';

interface Shapefile {
  shapes: ArchivePart;
  attributes: DbaseTable;
  projection: string | undefined;
}

export function isShapefile(parts: readonly ArchivePart[]): boolean {
  return parts.some((part) => baseName(part).endsWith('.shp'));
}

/**
 * Boundaries of comuni from a zipped shapefile, as ISTAT publishes them: of the several levels that a zip may hold, the
 * one of comuni. Coordinates in metres (ISTAT: UTM 32 North, EPSG:32632) are turned into degrees by the projection that
 * the zip states.
 */
export async function* readShapefile(
  parts: readonly ArchivePart[],
  reading: ReadingState,
): AsyncGenerator<Boundary> {
  const { shapes, attributes, projection } = await chooseShapefile(parts);
  const toDegrees = await projector(projection);
  const rows = new BoundaryRows(reading);
  for await (const { number, rings } of shapeRecords(shapes.bytes(), shapes.name, (one) =>
    rows.isWanted(attributes.rows[one - 1] ?? {}),
  )) {
    if (reading.log.isFull()) return;
    const polygons =
      rings && polygonsOfRings(rings.map((ring) => ring.map((position) => toDegrees(position))));
    const boundary = rows.take(number, attributes.rows[number - 1] ?? {}, () => ({
      type: 'MultiPolygon',
      coordinates: polygons ?? [],
    }));
    if (boundary) yield boundary;
  }
  rows.finish();
}

/** The shapefile of a zip whose attributes name comuni; of several, the one with most. */
async function chooseShapefile(parts: readonly ArchivePart[]): Promise<Shapefile> {
  const found: Shapefile[] = [];
  for (const shapes of parts.filter((part) => /\.shp$/i.test(part.name))) {
    const sibling = (extension: string): ArchivePart | undefined =>
      parts.find((part) => part.name.toLowerCase() === shapes.name.toLowerCase().replace(/shp$/, extension));
    const table = sibling('dbf');
    if (!table) continue;
    const attributes = readDbase(await partContent(table, mostAttributes), table.name);
    if (!BoundaryRows.namesComuni(attributes.fields)) continue;
    const projection = sibling('prj');
    found.push({
      shapes,
      attributes,
      projection: projection && (await partContent(projection, mostProjection)).toString('utf8'),
    });
  }
  const [best] = found.toSorted((a, b) => b.attributes.rows.length - a.attributes.rows.length);
  if (!best) throw new ReadingStopped(fileProblem('shapefile-without-comuni'));
  return best;
}

/** Turns positions into longitude and latitude; as they are where no projection is stated, to be checked later. */
async function projector(projection: string | undefined): Promise<(position: Position) => Position> {
  if (projection === undefined || projection.trim() === '') return (position) => position;
  // Older Italian maps stand on another shape of the Earth, some hundred metres away, and their files do not say how far.
  if (!/WGS|ETRS/i.test(projection)) throw unknownProjection(projection);
  // Loaded when it is needed: its tables of the world's projections weigh more than the rest of the reading.
  const { default: proj4 } = await import('proj4');
  try {
    const { forward } = proj4(projection.trim(), wgs84);
    return ([x = 0, y = 0]) => {
      const [longitude, latitude] = forward([x, y]);
      return [longitude, latitude];
    };
  } catch {
    throw unknownProjection(projection);
  }
}

function unknownProjection(projection: string): ReadingStopped {
  return new ReadingStopped(fileProblem('projection-unknown', { found: projection.trim().slice(0, 60) }));
}
