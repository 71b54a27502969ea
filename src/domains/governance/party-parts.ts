import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';

/** Whoever of the network another domain has something about. */
export interface PartyPage {
  kind: 'organisation' | 'network' | 'body';
  id: string;
}

/** A section that another domain adds to the page of an organisation, a network or a body. */
export interface PartyPart {
  key: string;
  /** Null adds nothing. Runs once a page: one query, no more. */
  load: (ctx: PageCtx, party: PartyPage) => Promise<VNode | null>;
}

/** What other domains add to one page, in their order. */
export type LoadParts = (ctx: PageCtx, party: PartyPage) => Promise<readonly VNode[]>;

/** One after the other: they share the request's transaction. */
export function partsOf(parts: readonly PartyPart[]): LoadParts {
  return async (ctx, party) => {
    const drawn: VNode[] = [];
    for (const part of parts) {
      const found = await part.load(ctx, party);
      if (found) drawn.push(found);
    }
    return drawn;
  };
}
