import { render } from 'preact-render-to-string';
import { drawingFile } from '#platform/charts/drawing-file.js';
import type { Lang } from '#platform/i18n/format.js';
import { briefSource } from './looks/look.notes.js';
import { ProjectionPyramid, ProjectionSeries } from './projection.figure.js';
import { projectionText } from './projection.messages.js';
import type { Projection } from './projection.types.js';
import { projectionWords } from './projection.words.js';

/** Markup of a drawing, for a wide window and for a phone. */
interface Drawing {
  wide: string;
  narrow: string;
}

export interface DrawnProjection {
  series: Drawing;
  /** Empty when the place cannot be projected. */
  pyramid: Drawing;
}

/** Kept as long as the projection itself, which is remembered by language: drawing is a third of its page's cost. */
const drawn = new WeakMap<Projection, DrawnProjection>();

export function drawnProjection(projection: Projection, lang: Lang): DrawnProjection {
  const known = drawn.get(projection);
  if (known) return known;
  const { now, course, choice, ground } = projection;
  const later = course?.populations[choice.until - ground.base];
  const series = { projection, lang };
  const pyramid = now && later ? { projection, now, later, lang } : null;
  const made: DrawnProjection = {
    series: {
      wide: render(<ProjectionSeries {...series} id="figura-larga" />),
      narrow: render(<ProjectionSeries {...series} id="figura-stretta" narrow />),
    },
    pyramid: pyramid
      ? {
          wide: render(<ProjectionPyramid {...pyramid} id="eta-larga" />),
          narrow: render(<ProjectionPyramid {...pyramid} id="eta-stretta" narrow />),
        }
      : { wide: '', narrow: '' },
  };
  drawn.set(projection, made);
  return made;
}

/** The look ahead as a file that stands alone. */
export function drawProjection(projection: Projection, lang: Lang): string {
  const t = projectionText(lang);
  return drawingFile(
    <ProjectionSeries projection={projection} lang={lang} id="figura" />,
    {
      ...projectionWords(projection, lang),
      source: `${briefSource(projection.ground.sources, lang)} ${t('territory.projection.source-method')}`,
      notes: [],
    },
    lang,
  );
}
