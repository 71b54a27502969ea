import type { Feature, Geometry } from 'geojson';
import { BoundaryRows } from './boundary-rows.js';
import { collectText } from './collect-text.js';
import type { Boundary } from './files.types.js';
import { isObject, parseJson } from './json.js';
import { fileProblem, ReadingStopped } from './problem-log.js';
import type { ReadingState } from './reader.types.js';
import { topologyFeatures } from './topology.js';

/**
 * Boundaries of comuni from GeoJSON or TopoJSON. The document is read whole, within the size cap: its type may come last.
 */
export async function* readBoundaries(
  text: AsyncIterable<string>,
  layout: 'geojson' | 'topojson',
  reading: ReadingState,
): AsyncGenerator<Boundary> {
  const document = parseJson(await collectText(text, reading.limits.maxHeldBytes));
  const features =
    layout === 'topojson'
      ? topologyFeatures(document, reading.limits.maxPoints)
      : collectionFeatures(document);
  const rows = new BoundaryRows(reading);
  for (const [index, feature] of features.entries()) {
    if (reading.log.isFull()) return;
    const boundary = rows.take(index + 1, feature.properties, () => feature.geometry);
    if (boundary) yield boundary;
  }
  rows.finish();
}

/** Features of a document already known as a collection by its head. */
function collectionFeatures(document: unknown): Pick<Feature<Geometry | null>, 'geometry' | 'properties'>[] {
  if (!isObject(document) || document.type !== 'FeatureCollection' || !Array.isArray(document.features)) {
    throw new ReadingStopped(fileProblem('json-layout-unknown'));
  }
  return document.features.map((feature: unknown) => {
    const known = isObject(feature) ? feature : {};
    return {
      properties: isObject(known.properties) ? known.properties : {},
      geometry: isObject(known.geometry) ? (known.geometry as unknown as Geometry) : null,
    };
  });
}
