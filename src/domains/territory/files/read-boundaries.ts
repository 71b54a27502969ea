import type { Feature, Geometry } from 'geojson';
import { collectText } from './collect-text.js';
import type { Boundary } from './files.types.js';
import { boundaryGeometry } from './geometry-checks.js';
import { isObject, parseJson } from './json.js';
import { fileProblem, ReadingStopped } from './problem-log.js';
import type { ReadingState } from './reader.types.js';
import { topologyFeatures } from './topology.js';

/** Names under which publishers keep the code: openpolis, ISTAT's own files, and the project's. Compared in lower case. */
const codeProperties = [
  'com_istat_code',
  'pro_com_t',
  'istat_code',
  'cod_istat',
  'place_code',
  'pro_com',
  'code',
];
const nameProperties = ['name', 'comune', 'com_name', 'denominazione', 'nome'];

/**
 * Boundaries of comuni from GeoJSON or TopoJSON. The document is read whole, within the size cap: its type may come last.
 */
export async function* readBoundaries(
  text: AsyncIterable<string>,
  layout: 'geojson' | 'topojson',
  reading: ReadingState,
): AsyncGenerator<Boundary> {
  const { log, counts, keep, knownCodes, limits } = reading;
  const document = parseJson(await collectText(text));
  const features =
    layout === 'topojson' ? topologyFeatures(document, limits.maxPoints) : collectionFeatures(document);
  const positions = new Map<string, number>();
  let points = 0;
  let position = 0;
  for (const feature of features) {
    position += 1;
    if (log.isFull()) return;
    const properties = lowerCased(feature.properties);
    const code = findCode(properties);
    if (!code) {
      log.report('feature-code-missing', {
        found: position,
        expected: codeProperties.slice(0, 3).join(', '),
      });
      continue;
    }
    const earlier = positions.get(code);
    if (earlier !== undefined) {
      log.report('feature-repeated', { place: code, found: position, expected: earlier });
      continue;
    }
    positions.set(code, position);
    if (keep && !keep.has(code)) {
      counts.skipped += 1;
      continue;
    }
    if (knownCodes && !knownCodes.has(code)) {
      log.report('place-unknown', { found: code, place: code });
      continue;
    }
    const name = findText(properties, nameProperties) ?? '';
    const checked = boundaryGeometry(feature.geometry, `${code} ${name}`.trim(), log);
    if (!checked) continue;
    points += checked.points;
    if (points > limits.maxPoints) {
      throw new ReadingStopped(fileProblem('points-too-many', { expected: limits.maxPoints }));
    }
    counts.kept += 1;
    yield { position, code, name, geometry: checked.geometry };
  }
  if (log.errorCount > 0) return;
  if (counts.kept === 0) log.report('features-missing', { found: position });
  const absent = keep ? [...keep].filter((code) => !positions.has(code)) : [];
  if (absent.length > 0 && counts.kept > 0) {
    log.report('places-absent', {
      severity: 'warning',
      found: absent.length,
      expected: keep?.size ?? 0,
      place: absent.slice(0, 5).join(', '),
    });
  }
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

function lowerCased(properties: unknown): Map<string, unknown> {
  const entries = isObject(properties) ? Object.entries(properties) : [];
  return new Map(entries.map(([key, value]) => [key.toLowerCase(), value]));
}

function findText(properties: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = properties.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** Codes written as numbers have lost their leading zeros: 19009 is 019009. */
function findCode(properties: ReadonlyMap<string, unknown>): string | undefined {
  for (const name of codeProperties) {
    const value = properties.get(name);
    const text = typeof value === 'number' ? String(value).padStart(6, '0') : value;
    if (typeof text === 'string' && /^\d{6}$/.test(text.trim())) return text.trim();
  }
  return undefined;
}
