import { drawingFile } from '#platform/charts/drawing-file.js';
import type { Lang } from '#platform/i18n/format.js';
import { LookFigure } from './look.figure.js';
import { briefSource, notesOf } from './look.notes.js';
import type { Look } from './look.types.js';
import { headingOf, subtitleOf } from './look.words.js';

/**
 * The picture as a file that stands alone.
 * @returns null where there is only a table to see
 */
export function drawLook(look: Look, lang: Lang): string | null {
  const figure = LookFigure({ look, lang, id: 'figura' });
  if (!figure) return null;
  return drawingFile(
    figure,
    {
      heading: headingOf(look, lang),
      subtitle: subtitleOf(look, lang),
      source: briefSource(look.sources, lang),
      notes: notesOf(look, lang),
    },
    lang,
  );
}
