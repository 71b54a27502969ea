import type { VNode } from 'preact';
import { Bars } from '#platform/charts/bars.js';
import { ChoroplethMap, type MapValue } from '#platform/charts/map.js';
import type { MapShapes } from '#platform/charts/map-shapes.js';
import { Series } from '#platform/charts/series.js';
import type { Lang } from '#platform/i18n/format.js';
import { withGaps } from './metric.periods.js';
import { sayValue } from './metric.words.js';
import type { Observatory } from './observatory.types.js';
import { territoryText } from './territory.messages.js';

/** Address of a place's profile, in the face where the reader is; absent in files that stand alone. */
export type ProfileAddress = (code: string) => string;

/** What is drawn for a choice: the map, the ranked bars, or for the whole ambito its course over the years. */
export function kindOfFigure(observatory: Observatory): 'map' | 'bars' | 'series' {
  const { level, view } = observatory.choice;
  if (level === 'ambito') return 'series';
  return view === 'mappa' && observatory.map !== null ? 'map' : 'bars';
}

export function titleOf(observatory: Observatory, lang: Lang): string {
  return territoryText(lang)('territory.observatory.picture', {
    metric: observatory.metric.name,
    year: String(observatory.choice.year),
    level: observatory.choice.level,
  });
}

export function ObservatoryFigure(props: {
  observatory: Observatory;
  lang: Lang;
  id: string;
  narrow?: boolean;
  profile?: ProfileAddress;
}): VNode {
  const { observatory, lang, id, profile } = props;
  const { metric, map, narrowMap, whole } = observatory;
  const kind = kindOfFigure(observatory);
  const frame = { id, title: titleOf(observatory, lang), lang };
  const width = props.narrow ? 340 : 640;
  const shapes = props.narrow ? narrowMap : map;
  if (kind === 'map' && shapes)
    return (
      <ChoroplethMap
        {...frame}
        shapes={shapes}
        values={mapValues(observatory, shapes, lang, profile)}
        scale={observatory.scale}
      />
    );
  if (kind === 'series')
    return (
      <Series
        {...frame}
        width={width}
        lines={[
          {
            name: whole[0]?.place.name ?? '',
            points: withGaps(whole),
          },
        ]}
        unit={metric.unit}
        decimals={metric.decimals}
      />
    );
  return <RankedBars {...props} width={width} />;
}

function RankedBars(props: {
  observatory: Observatory;
  lang: Lang;
  id: string;
  width: number;
  profile?: ProfileAddress;
}): VNode {
  const { observatory, lang, profile } = props;
  const { metric, values, choice } = observatory;
  const { scale } = observatory;
  const whole = observatory.whole.find((value) => value.year === choice.year)?.value ?? null;
  return (
    <Bars
      id={props.id}
      title={titleOf(observatory, lang)}
      lang={lang}
      width={props.width}
      unit={metric.unit}
      decimals={metric.decimals}
      bars={values.map((value) => {
        const fill = scale.classes[scale.classOf(value.value)]?.fill;
        return {
          label: value.place.name,
          value: value.value,
          ...(fill ? { fill } : {}),
          ...(profile ? { href: profile(value.place.code) } : {}),
        };
      })}
      {...(whole === null
        ? {}
        : {
            reference: {
              value: whole,
              label: territoryText(lang)('territory.observatory.whole-mark', {
                value: sayValue(metric, whole, lang),
              }),
            },
          })}
    />
  );
}

/** Values by comune; for areas each comune takes its area's. */
function mapValues(
  observatory: Observatory,
  shapes: MapShapes,
  lang: Lang,
  profile: ProfileAddress | undefined,
): MapValue[] {
  const { metric, values, areaOf, choice } = observatory;
  const byCode = new Map(values.map((value) => [value.place.code, value]));
  return shapes.shapes.map(({ code }) => {
    const target = choice.level === 'area' ? (areaOf.get(code) ?? '') : code;
    const found = byCode.get(target);
    const said = sayValue(metric, found?.value ?? null, lang);
    const label = choice.level === 'area' && found ? `${found.place.name}, ${said}` : said;
    return {
      code,
      value: found?.value ?? null,
      label,
      ...(profile && found ? { href: profile(target) } : {}),
    };
  });
}
