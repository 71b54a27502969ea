import type { CheckAges, Found, Thresholds } from '../check.types.js';
import { type FigureSet, figureKey, keyOf, type SetFigure, sumOfAges } from '../figure-set.js';
import { medianOf } from '../spread.js';

/** Figures of one place and year that nothing ties to each other: sexes, or else the items of a table. */
interface Cells {
  variable: string;
  place: string;
  year: number;
  figures: SetFigure[];
}

/** Pairs needed before the usual change of a variable is known. */
const KNOWN_CHANGES = 10;
/** √(2π): the height of a normal curve of spread 1 is its inverse. */
const ROOT_TWO_PI = 2.5066;
/** Small figures come twice too often, over the many tables of a plan, for anybody to look into it. */
const LEAST = 200;
/** People of a list by ages that cannot be twice the same by chance. */
const MANY = 50;

/** Years, or places, whose figures are all identical beyond what chance would do. */
export function checkEqual(set: FigureSet, thresholds: Thresholds): Found[] {
  const chance = (thresholds.chance ?? 5) / 100;
  const byVariable = Map.groupBy(listCells(set), (cells) => cells.variable);
  return [
    ...[...byVariable.values()].flatMap((cells) => [
      ...checkYears(set, cells, chance),
      ...checkTwins(set, cells, chance),
    ]),
    ...checkAgeLists(set),
  ];
}

function listCells(set: FigureSet): Cells[] {
  const groups = new Map<string, Cells>();
  for (const figure of set.all) {
    if (figure.year === null || figure.kind === 'change') continue;
    const isCell = figure.sex !== '' || figure.kind === 'part';
    if (!isCell || !/^\d{4}(\/\d{4})?$/.test(figure.period)) continue;
    const { variable, place, year } = figure;
    const key = keyOf(variable, place, String(year));
    const cells = groups.get(key);
    if (cells) cells.figures.push(figure);
    else groups.set(key, { variable, place, year, figures: [figure] });
  }
  return [...groups.values()].filter((cells) => cells.figures.length > 1);
}

/** Probability that a figure comes twice by itself, given how much it usually changes. */
function likelihood(value: number, relative: number | null): number {
  const spread = relative === null ? Math.sqrt(Math.abs(value)) : relative * Math.abs(value);
  return 1 / (1 + ROOT_TWO_PI * spread);
}

function checkYears(set: FigureSet, cells: readonly Cells[], chance: number): Found[] {
  const byPlaceYear = new Map(cells.map((one) => [keyOf(one.place, String(one.year)), one]));
  const pairs = cells.flatMap((after) => {
    const before = byPlaceYear.get(keyOf(after.place, String(after.year - 1)));
    const matched = before ? matchCells(before, after) : null;
    return before && matched ? [{ before, after, matched }] : [];
  });
  const changes = pairs.flatMap(({ matched }) =>
    matched.flatMap(([one, other]) => (one.value > 0 ? [Math.abs(other.value / one.value - 1)] : [])),
  );
  const relative = changes.length >= KNOWN_CHANGES ? medianOf(changes) * 1.4826 : null;
  return pairs.flatMap(({ before, after, matched }) => {
    if (!matched.every(([one, other]) => one.value === other.value)) return [];
    if (matched.reduce((sum, [one]) => sum + one.value, 0) < LEAST) return [];
    const p = matched.reduce((product, [one]) => product * likelihood(one.value, relative), 1);
    return p * pairs.length < chance
      ? [
          tellYears(
            set,
            before,
            after,
            matched.map(([one]) => one),
          ),
        ]
      : [];
  });
}

/** Cells of the same sex and item; null when the two years do not have the same ones. */
function matchCells(before: Cells, after: Cells): [SetFigure, SetFigure][] | null {
  if (before.figures.length !== after.figures.length) return null;
  const byName = new Map(before.figures.map((figure) => [keyOf(figure.sex, figure.category), figure]));
  const matched: [SetFigure, SetFigure][] = [];
  for (const figure of after.figures) {
    const other = byName.get(keyOf(figure.sex, figure.category));
    if (!other) return null;
    matched.push([other, figure]);
  }
  return matched;
}

function tellYears(set: FigureSet, before: Cells, after: Cells, figures: readonly SetFigure[]): Found {
  const [sample] = figures;
  const unit = sample?.source.unit ?? '';
  return {
    rule: 'equal-figures',
    severity: 'warning',
    subject: [after.variable, after.place, String(after.year)],
    variable: after.variable,
    place: after.place,
    period: String(after.year),
    year: after.year,
    dataset: after.figures[0]?.source.dataset ?? null,
    unit,
    published: null,
    expected: null,
    message: 'quality.check.equal-years',
    values: {
      name: set.nameOf(after.variable),
      place: set.placeName(after.place),
      before: String(before.year),
      after: String(after.year),
      count: figures.length,
      figures: { figures: figures.map((figure) => figure.text), unit: '' },
    },
    accuses: after.figures.map(figureKey),
  };
}

/** Two places with all the same figures in all years. One pass: places are told apart by their figures written out. */
function checkTwins(set: FigureSet, cells: readonly Cells[], chance: number): Found[] {
  const byPlace = Map.groupBy(cells, (one) => one.place);
  const byFigures = new Map<string, string>();
  const pairs = (byPlace.size * (byPlace.size - 1)) / 2;
  return [...byPlace].flatMap(([place, own]) => {
    const figures = own.flatMap((one) => one.figures);
    const written = figures
      .map((figure) => `${figure.period} ${figure.sex} ${figure.category} ${figure.value}`)
      .sort()
      .join('\n');
    const twin = byFigures.get(written);
    byFigures.set(written, place);
    const p = figures.reduce((product, figure) => product * likelihood(figure.value, null), 1);
    const isLarge = figures.reduce((sum, figure) => sum + figure.value, 0) >= LEAST;
    return twin !== undefined && isLarge && p * pairs < chance ? [tellTwins(set, own, twin, figures)] : [];
  });
}

function tellTwins(
  set: FigureSet,
  own: readonly Cells[],
  twin: string,
  figures: readonly SetFigure[],
): Found {
  const [first] = own;
  const place = first?.place ?? '';
  return {
    rule: 'equal-figures',
    severity: 'warning',
    subject: [first?.variable ?? '', place, twin],
    variable: first?.variable ?? null,
    place,
    period: null,
    year: first?.year ?? null,
    dataset: figures[0]?.source.dataset ?? null,
    unit: figures[0]?.source.unit ?? '',
    published: null,
    expected: null,
    message: 'quality.check.equal-places',
    values: {
      name: set.nameOf(first?.variable ?? ''),
      place: set.placeName(place),
      twin: set.placeName(twin),
      count: figures.length,
    },
    accuses: figures.map(figureKey),
  };
}

/** Lists by single age that come twice: another year's, or another place's. */
function checkAgeLists(set: FigureSet): Found[] {
  const seen = new Map<string, CheckAges>();
  return set.ages.flatMap((ages) => {
    const sum = sumOfAges(ages.counts);
    if (sum === null || sum < MANY) return [];
    const written = `${ages.variable} ${ages.sex} ${ages.counts.join(' ')}`;
    const twin = seen.get(written);
    seen.set(written, ages);
    return twin ? [tellAgeLists(set, ages, twin, sum)] : [];
  });
}

function tellAgeLists(set: FigureSet, ages: CheckAges, twin: CheckAges, sum: number): Found {
  return {
    rule: 'equal-figures',
    severity: 'error',
    subject: [ages.variable, ages.place, String(ages.year), ages.sex, 'ages'],
    variable: ages.variable,
    place: ages.place,
    period: String(ages.year),
    year: ages.year,
    dataset: ages.dataset,
    unit: 'persone',
    published: null,
    expected: null,
    message: 'quality.check.equal-ages',
    values: {
      name: set.nameOf(ages.variable),
      place: set.placeName(ages.place),
      period: String(ages.year),
      sex: ages.sex,
      sum: { figure: String(sum), unit: 'persone' },
      twin: set.placeName(twin.place),
      twinPeriod: String(twin.year),
    },
  };
}
