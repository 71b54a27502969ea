import { geoArea, geoBounds, geoCentroid } from 'd3-geo';
import type { AreaGeometry } from '#platform/charts/geometry.js';

/** Where a place lies, in degrees of WGS84. */
export interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
  /** Longitude and latitude of the middle of its surface. */
  centre: readonly [number, number];
  /** Part of the sphere that it covers: how much it weighs in the middle of a larger place. */
  weight: number;
}

/** @param boundary as `windForSphere` leaves it */
export function extentOf(boundary: AreaGeometry): Extent {
  const [[west, south], [east, north]] = geoBounds(boundary);
  return { west, south, east, north, centre: geoCentroid(boundary), weight: geoArea(boundary) };
}

/** The extent of places taken together. Flat means are right at the size of an ambito, and nowhere near the 180th meridian. */
export function unionOf(extents: readonly Extent[]): Extent | null {
  const weight = extents.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return null;
  const mean = (axis: 0 | 1) => extents.reduce((sum, one) => sum + one.centre[axis] * one.weight, 0) / weight;
  return {
    west: Math.min(...extents.map((one) => one.west)),
    south: Math.min(...extents.map((one) => one.south)),
    east: Math.max(...extents.map((one) => one.east)),
    north: Math.max(...extents.map((one) => one.north)),
    centre: [mean(0), mean(1)],
    weight,
  };
}

/** A hundred-thousandth of a degree is a metre. */
const metre = (degrees: number) => Number(degrees.toFixed(5));

/** Well-known text, longitude first: CRS84, which GeoSPARQL understands where no other is named. */
export function sayExtent({ west, south, east, north, centre }: Extent): { bbox: string; centroid: string } {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const say = (point: readonly number[]) => point.map(metre).join(' ');
  return { bbox: `POLYGON((${corners.map(say).join(', ')}))`, centroid: `POINT(${say(centre)})` };
}
