import type { AreaGeometry } from '#platform/charts/geometry.js';
import type { MapPlace, MapShapes } from '#platform/charts/map-shapes.js';
import { createMapShapesCache } from '#platform/charts/map-shapes-cache.js';
import type { Ctx } from '#platform/http/context.js';
import { listPlacesOnMap, type PlaceOnMap } from './place.sql.js';
import { openMemory, type TerritoryMemory } from './territory-memory.js';

const shapesOf = createMapShapesCache();

export interface MapSize {
  width: number;
  maxHeight?: number;
}

/**
 * Shapes of the ambito's comuni at each size, drawn once for each edition of the boundaries; none when neither
 * boundaries nor coordinates are there.
 */
export async function listMaps(
  ctx: Ctx,
  sizes: readonly MapSize[],
  memory?: TerritoryMemory,
): Promise<MapShapes[]> {
  const { version, remember } = memory ?? (await openMemory(ctx));
  const places = await remember('places-on-map', async () => (await listPlacesOnMap(ctx.tx)).map(mapPlace));
  if (!places.some((place) => place.geometry || place.point)) return [];
  return sizes.map((size) => shapesOf(version, size, () => places));
}

/** The same for one size; null when there is nothing to draw from. */
export async function findMap(ctx: Ctx, size: MapSize, memory?: TerritoryMemory): Promise<MapShapes | null> {
  return (await listMaps(ctx, [size], memory))[0] ?? null;
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
