import type { VNode } from 'preact';

/** What a page's handler gives back; the only ways to answer. */
export type Outcome =
  | { kind: 'page'; node: VNode; status: number }
  | { kind: 'redirect'; to: string; notice?: string | undefined; cookies?: SetCookie[] }
  | { kind: 'file'; bytes: Buffer | string; type: string; name: string | null; etag?: string | undefined };

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
