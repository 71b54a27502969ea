import type { VNode } from 'preact';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { LookFigure } from './looks/look.figure.js';
import { readLook } from './looks/look.reading.js';

/** The ambito's comuni on a map, each a link to its profile; null when none can be placed or nothing was imported. */
export async function ambitoMap(ctx: PageCtx): Promise<VNode | null> {
  try {
    const look = await readLook(ctx, { metric: 'densita', kind: 'map' });
    if (!look.map || look.values.every((value) => value.value === null)) return null;
    return (
      <div class="trama-home-map">
        <LookFigure look={look} lang={ctx.lang} id="mappa" profile={(code) => at(ctx, `/profilo/${code}`)} />
      </div>
    );
  } catch (error) {
    // An ambito may have given up the metric: its front page stands without a map.
    if (error instanceof Absent) return null;
    throw error;
  }
}
