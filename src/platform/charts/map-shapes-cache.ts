import { type MapPlace, type MapShapes, mapShapes } from './map-shapes.js';

/**
 * Keeps the drawings of territories between requests: 20 to 60 ms to make, nothing to reuse. The key must name
 * everything that the shapes depend on besides the size: the ambito, the edition of its boundaries, the level. So new
 * boundaries need no clearing, and the oldest drawings leave when there are more than `limit` (about 40 kB each).
 */
export function createMapShapesCache(
  limit = 100,
): (
  key: string,
  size: { width: number; maxHeight?: number },
  places: () => readonly MapPlace[],
) => MapShapes {
  const kept = new Map<string, MapShapes>();
  return (key, size, places) => {
    const id = JSON.stringify([key, size.width, size.maxHeight ?? null]);
    const shapes = kept.get(id) ?? mapShapes(places(), size);
    // Written again at the end: a Map keeps the order of insertion, so the first is the least recently used.
    kept.delete(id);
    kept.set(id, shapes);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    return shapes;
  };
}
