import { createHash } from 'node:crypto';
import type { Document } from './documents.types.js';

/**
 * Raised whenever a renderer changes what it draws: stored files made by an older one are then prepared anew.
 */
export const rendererEdition = 5;

/**
 * SHA-256 (hex) of the document's contents and of the renderers' edition: equal hashes mean equal files. The order
 * of keys does not matter; keys whose value is undefined count as absent.
 */
export function documentHash(document: Document): string {
  return createHash('sha256')
    .update(`trama-document:${rendererEdition}:`)
    .update(toStableJson(document))
    .digest('hex');
}

function toStableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
