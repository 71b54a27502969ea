import type { VNode } from 'preact';
import type { Tx } from '#platform/db/walled.js';

/** What a page's handler gives back; the only ways to answer. */
export type Outcome =
  | { kind: 'page'; node: VNode; status: number }
  | { kind: 'redirect'; to: string; notice?: string | undefined; cookies?: SetCookie[] }
  | { kind: 'file'; bytes: Buffer | string; type: string; name: string | null; etag?: string | undefined }
  | ({ kind: 'stream' } & StreamedFile);

/** Reads something in a transaction of its own, as the public of this ambito sees it. */
export type ReadInside = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * A public file that may be too large for memory. It is read piece by piece, each in a short transaction: a slow reader
 * holds no connection. So it must be made of rows that never change once written.
 */
export interface StreamedFile {
  pieces: (inside: ReadInside) => AsyncIterable<string>;
  type: string;
  /** To keep under this name; null to show it in place. */
  name: string | null;
  /** Changes when, and only when, the content does. */
  etag: string;
  changedAt: Date;
  /** Addresses that describe the file, by their relation. */
  links?: Readonly<Record<string, string>>;
}

export interface SetCookie {
  name: string;
  /** Null takes the cookie away. */
  value: string | null;
  maxAgeSeconds?: number;
}

export function page(node: VNode, status = 200): Outcome {
  return { kind: 'page', node, status };
}

/** 303 after a write. `notice` is the key of a message that the next page shows once. */
export function seeOther(to: string, notice?: string, cookies: SetCookie[] = []): Outcome {
  return { kind: 'redirect', to, notice, cookies };
}

/** A file to keep (`name` given) or to show in place (null). */
export function file(
  bytes: Buffer | string,
  type: string,
  name: string | null = null,
  etag?: string,
): Outcome {
  return { kind: 'file', bytes, type, name, etag };
}

export function stream(file: StreamedFile): Outcome {
  return { kind: 'stream', ...file };
}
