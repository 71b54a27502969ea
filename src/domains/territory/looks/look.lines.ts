import { Absent } from '#platform/errors.js';
import type { MetricValue } from '../metric.types.js';
import { type LookKind, type LookLevel, type LookLine, MOST_PLACES, type NamedPlace } from './look.types.js';

/** The course of one place; the years are those of the values. */
export function lineOf(values: readonly MetricValue[], place: NamedPlace): LookLine {
  return {
    place,
    points: values
      .filter((value) => value.place.code === place.code)
      .map(({ year, value }) => ({ year, value }))
      .sort((a, b) => a.year - b.year),
  };
}

function linesAt(values: readonly MetricValue[], level: LookLevel): LookLine[] {
  const places = new Map(
    values.filter(({ place }) => place.kind === level).map(({ place }) => [place.code, place]),
  );
  const byPlace = Map.groupBy(values, ({ place }) => place.code);
  return [...places.values()]
    .sort((a, b) => a.name.localeCompare(b.name, 'it'))
    .map((place) => lineOf(byPlace.get(place.code) ?? [], place));
}

/**
 * Which courses a look draws, and which places its address names. Panels and tables show every place of the level.
 * A series shows the places named; else the whole ambito, with its areas, or with the comuni of the two ends.
 */
export function chooseLines(look: {
  kind: LookKind;
  level: LookLevel;
  year: number;
  all: readonly MetricValue[];
  wanted: readonly string[];
  known: readonly NamedPlace[];
}): { lines: readonly LookLine[]; places: readonly string[] } {
  const { kind, level, all, wanted, known } = look;
  if (kind === 'panels' || kind === 'table') return { lines: linesAt(all, level), places: [] };
  if (kind !== 'series') return { lines: [], places: [] };
  const named = wanted.map((code) => {
    const place = known.find((one) => one.code === code);
    if (!place) throw new Absent('place');
    return lineOf(all, place);
  });
  if (named.length > 0) return { lines: named, places: wanted };
  const whole = linesAt(all, 'ambito');
  const beside =
    level === 'ambito'
      ? []
      : level === 'area'
        ? linesAt(all, 'area')
        : endsOf(linesAt(all, 'comune'), look.year);
  return { lines: [...whole, ...beside].slice(0, MOST_PLACES), places: [] };
}

/** The places with the highest and the lowest value of a year. */
function endsOf(lines: readonly LookLine[], year: number): LookLine[] {
  const known = lines
    .flatMap((line) => {
      const value = line.points.find((point) => point.year === year)?.value ?? null;
      return value === null ? [] : [{ line, value }];
    })
    .sort((a, b) => b.value - a.value);
  const [first, last] = [known[0], known.at(-1)];
  return first && last && first !== last ? [first.line, last.line] : first ? [first.line] : [];
}

/** Courses of the comuni of each area, by the area's code. */
export function linesBehind(
  values: readonly MetricValue[],
  areaOf: ReadonlyMap<string, string>,
): Map<string, LookLine[]> {
  const lines = linesAt(values, 'comune').filter(({ place }) => areaOf.has(place.code));
  return Map.groupBy(lines, ({ place }) => areaOf.get(place.code) ?? '');
}
