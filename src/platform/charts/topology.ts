/**
 * Borders that neighbours share, found by equal vertices, so that they can be simplified, smoothed or drawn once.
 *
 * Own code rather than topojson: what is needed is a page of code, on the server only, and works both on degrees at
 * import and on drawing units. Vertices of two neighbours count as the same when `key` gives the same text for both;
 * official boundaries of one edition repeat them exactly.
 */

export type Point = readonly [number, number];
export type Ring = readonly Point[];
/** Outer ring first, then holes; each ring closed (first point repeated at the end). */
export type Polygon = readonly Ring[];

/** A stretch of border between two junctions, or a whole closed ring when nothing meets it. */
export type Arc = {
  points: Point[];
  /** Indices of the areas on its sides: two for an inner border, one for the outside. */
  owners: number[];
};

/** For each area, polygon and ring: the arcs that make it, in order. */
export type Topology = { arcs: Arc[]; areas: { arc: number; reversed: boolean }[][][][] };

const defaultKey = (point: Point): string => `${point[0]},${point[1]}`;

type KeyedRing = { points: Point[]; keys: string[] };

/** Drops the closing point and consecutive repetitions; a ring that loses its surface gives no points. */
function openRing(ring: Ring, key: (point: Point) => string): KeyedRing {
  const points: Point[] = [];
  const keys: string[] = [];
  for (const point of ring) {
    const k = key(point);
    if (keys.at(-1) === k) continue;
    points.push(point);
    keys.push(k);
  }
  while (keys.length > 1 && keys[0] === keys.at(-1)) {
    points.pop();
    keys.pop();
  }
  return keys.length < 3 ? { points: [], keys: [] } : { points, keys };
}

/** Vertices where borders part: those with more than two different neighbours over all rings. */
function findJunctions(rings: KeyedRing[]): Set<string> {
  const neighbours = new Map<string, [string, string]>();
  const junctions = new Set<string>();
  for (const { keys } of rings) {
    for (let i = 0; i < keys.length; i += 1) {
      const here = keys[i] ?? '';
      const before = keys.at(i - 1) ?? '';
      const after = keys[(i + 1) % keys.length] ?? '';
      const known = neighbours.get(here);
      if (!known) neighbours.set(here, [before, after]);
      else if (!known.includes(before) || !known.includes(after)) junctions.add(here);
    }
  }
  return junctions;
}

/** Cuts the borders of `areas` into arcs shared by neighbours. */
export function buildTopology(
  areas: readonly Polygon[][],
  key: (point: Point) => string = defaultKey,
): Topology {
  const keyed = areas.map((polygons) => polygons.map((rings) => rings.map((ring) => openRing(ring, key))));
  const junctions = findJunctions(keyed.flat(2));
  const arcs: Arc[] = [];
  const known = new Map<string, number>();

  const register = (points: Point[], keys: string[], owner: number): { arc: number; reversed: boolean } => {
    const forward = keys.join(' ');
    const backward = keys.toReversed().join(' ');
    const reversed = backward < forward;
    const id = reversed ? backward : forward;
    let arc = known.get(id);
    if (arc === undefined) {
      arc = arcs.length;
      known.set(id, arc);
      arcs.push({ points: reversed ? points.toReversed() : points, owners: [] });
    }
    const owners = arcs[arc]?.owners;
    if (owners && !owners.includes(owner)) owners.push(owner);
    return { arc, reversed };
  };

  const cut = ({ points, keys }: KeyedRing, owner: number): { arc: number; reversed: boolean }[] => {
    if (keys.length === 0) return [];
    const cuts = keys.flatMap((k, i) => (junctions.has(k) ? [i] : []));
    // A ring that nothing meets still must start at the same vertex for whoever fills its inside.
    const start = cuts[0] ?? keys.indexOf(keys.toSorted()[0] ?? '');
    const ringPoints = [...points.slice(start), ...points.slice(0, start)];
    const ringKeys = [...keys.slice(start), ...keys.slice(0, start)];
    const first = ringPoints[0];
    if (!first) return [];
    ringPoints.push(first);
    ringKeys.push(ringKeys[0] ?? '');
    const refs: { arc: number; reversed: boolean }[] = [];
    let from = 0;
    for (let i = 1; i < ringKeys.length; i += 1) {
      if (i < ringKeys.length - 1 && !junctions.has(ringKeys[i] ?? '')) continue;
      refs.push(register(ringPoints.slice(from, i + 1), ringKeys.slice(from, i + 1), owner));
      from = i;
    }
    return refs;
  };

  const refs = keyed.map((polygons, owner) =>
    polygons.map((rings) => rings.map((ring) => cut(ring, owner)).filter((ring) => ring.length > 0)),
  );
  return { arcs, areas: refs.map((polygons) => polygons.filter((rings) => rings.length > 0)) };
}

/** Rebuilds the areas' closed rings from arcs, for instance after each arc was simplified. */
export function assembleAreas(topology: Topology, arcs: readonly Arc[] = topology.arcs): Polygon[][] {
  return topology.areas.map((polygons) =>
    polygons.map((rings) =>
      rings.map((ring) => {
        const points: Point[] = [];
        for (const { arc, reversed } of ring) {
          const stretch = arcs[arc]?.points ?? [];
          const ordered = reversed ? stretch.toReversed() : stretch;
          points.push(...(points.length === 0 ? ordered : ordered.slice(1)));
        }
        return points;
      }),
    ),
  );
}
