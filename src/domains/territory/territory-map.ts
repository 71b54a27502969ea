import type { AreaGeometry } from '#platform/charts/geometry.js';
import type { MapPlace, MapShapes } from '#platform/charts/map-shapes.js';
import { createMapShapesCache } from '#platform/charts/map-shapes-cache.js';
import type { Ctx } from '#platform/http/context.js';
import { getMapVersion, listPlacesOnMap, type PlaceOnMap } from './place.sql.js';

const shapesOf = createMapShapesCache();

/** Boundaries are large and change a few times in an ambito's life: read once for each version of its places. */
const KEPT_AMBITI = 20;
const keptPlaces = new Map<string, MapPlace[]>();

export interface MapSize {
  width: number;
  maxHeight?: number;
}

/**
 * Shapes of the ambito's comuni at each size, drawn once for each edition of the boundaries; none when neither
 * boundaries nor coordinates are there.
 */
export async function listMaps(ctx: Ctx, sizes: readonly MapSize[]): Promise<MapShapes[]> {
  const key = `${ctx.ambito.id}:${await getMapVersion(ctx.tx)}`;
  const places = keptPlaces.get(key) ?? (await readPlaces(ctx, key));
  if (!places.some((place) => place.geometry || place.point)) return [];
  return sizes.map((size) => shapesOf(key, size, () => places));
}

/** The same for one size; null when there is nothing to draw from. */
export async function findMap(ctx: Ctx, size: MapSize): Promise<MapShapes | null> {
  return (await listMaps(ctx, [size]))[0] ?? null;
}

async function readPlaces(ctx: Ctx, key: string): Promise<MapPlace[]> {
  const places = (await listPlacesOnMap(ctx.tx)).map(mapPlace);
  keptPlaces.set(key, places);
  const [oldest] = keptPlaces.keys();
  if (keptPlaces.size > KEPT_AMBITI && oldest !== undefined) keptPlaces.delete(oldest);
  return places;
}

function mapPlace({ code, name, lon, lat, boundary, area }: PlaceOnMap): MapPlace {
  return {
    code,
    name,
    geometry: boundary as AreaGeometry | null,
    point: lon === null || lat === null ? null : [lon, lat],
    ...(area === null ? {} : { group: area }),
  };
}
