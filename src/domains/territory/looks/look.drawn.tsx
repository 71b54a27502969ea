import { render } from 'preact-render-to-string';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { LookFigure } from './look.figure.js';
import type { Look } from './look.types.js';
import { LookTableSection } from './look-table.js';

/** The parts of a page that depend on the look and on the reader's face alone, as markup. */
export interface DrawnLook {
  wide: string;
  narrow: string;
  table: string;
}

/** Kept as long as the look itself is remembered: drawing is most of what a page of the observatory costs. */
const drawn = new WeakMap<Look, Map<string, DrawnLook>>();

export function drawnParts(ctx: PageCtx, look: Look): DrawnLook {
  const ofLook = drawn.get(look) ?? new Map<string, DrawnLook>();
  drawn.set(look, ofLook);
  const key = `${ctx.view.face} ${ctx.lang}`;
  const known = ofLook.get(key);
  if (known) return known;
  const profile = (code: string) => at(ctx, `/profilo/${code}`);
  const figure = { look, lang: ctx.lang, profile };
  const made: DrawnLook = {
    wide: render(<LookFigure {...figure} id="figura-larga" />),
    narrow: render(<LookFigure {...figure} id="figura-stretta" narrow />),
    table: render(<LookTableSection ctx={ctx} look={look} />),
  };
  ofLook.set(key, made);
  return made;
}
