import type { Found, Thresholds } from '../check.types.js';
import { asText, type FigureSet, figureKey, isAdditive, keyOf, type SetFigure } from '../figure-set.js';
import { medianOf, spreadOf } from '../spread.js';

interface Step {
  before: SetFigure;
  after: SetFigure;
  /** Change as a share of the figure before. */
  change: number;
}

/** Changes needed before anything can be called unusual. */
const KNOWN_CHANGES = 8;

/**
 * Changes between consecutive years far larger than those usual for the variable. What all places do in a year (a
 * pandemic, a census) is taken away first; then the wavering that counts have by themselves, √(before + after).
 */
export function checkJumps(set: FigureSet, thresholds: Thresholds): Found[] {
  const own = new Set(set.comuni);
  const byVariable = new Map<string, Map<string, SetFigure>>();
  for (const figure of set.all) {
    const isTotal = figure.sex === '' && figure.category === '' && isAdditive(figure);
    if (!isTotal || !own.has(figure.place) || !/^\d{4}$/.test(figure.period)) continue;
    const figures = byVariable.get(figure.variable) ?? new Map<string, SetFigure>();
    figures.set(keyOf(figure.place, figure.period), figure);
    byVariable.set(figure.variable, figures);
  }
  return [...byVariable.values()].flatMap((figures) => checkVariable(set, listSteps(figures), thresholds));
}

function listSteps(figures: ReadonlyMap<string, SetFigure>): Step[] {
  return [...figures.values()].flatMap((after) => {
    const before = figures.get(keyOf(after.place, String(Number(after.period) - 1)));
    if (!before || before.value <= 0 || after.value < 0) return [];
    return [{ before, after, change: after.value / before.value - 1 }];
  });
}

function checkVariable(set: FigureSet, steps: readonly Step[], thresholds: Thresholds): Found[] {
  if (steps.length < KNOWN_CHANGES) return [];
  const ofYear = new Map(
    [...Map.groupBy(steps, (step) => step.after.period)].map(([year, list]) => [
      year,
      list.length >= KNOWN_CHANGES ? medianOf(list.map((step) => step.change)) : 0,
    ]),
  );
  const unusual = (step: Step) => step.change - (ofYear.get(step.after.period) ?? 0);
  const spread = spreadOf(steps.map(unusual));
  const byPlace = Map.groupBy(steps, (step) => step.after.place);
  const ownSpread = new Map(
    [...byPlace].map(([place, list]) => [
      place,
      list.length >= KNOWN_CHANGES ? spreadOf(list.map(unusual)) : 0,
    ]),
  );
  return steps.flatMap((step) => {
    const { before, after } = step;
    const usual = Math.max(spread, ownSpread.get(after.place) ?? 0);
    const wavering = Math.sqrt((usual * before.value) ** 2 + before.value + after.value);
    const times = (Math.abs(unusual(step)) * before.value) / wavering;
    const isLarge = Math.abs(step.change) * 100 >= (thresholds.percent ?? 10);
    return isLarge && times >= (thresholds.deviations ?? 8) ? [tellJump(set, step, usual)] : [];
  });
}

function tellJump(set: FigureSet, { before, after, change }: Step, usual: number): Found {
  const { variable, place, period, year } = after;
  const unit = after.source.unit;
  return {
    rule: 'jump',
    severity: 'warning',
    subject: [variable, place, period],
    variable,
    place,
    period,
    year,
    dataset: after.source.dataset,
    unit,
    published: after.text,
    expected: before.text,
    message: 'quality.check.jump',
    values: {
      name: set.nameOf(variable),
      place: set.placeName(place),
      year: period,
      before: { figure: before.text, unit },
      after: { figure: after.text, unit },
      percent: { figure: asText(100 * change, 0), unit: '%' },
      usual: { figure: asText(100 * usual, 1), unit: '%' },
    },
    accuses: [figureKey(after)],
  };
}

/** Yearly series with a hole in it. Series of few points, that nobody keeps every year, are left alone. */
export function checkMissingYears(set: FigureSet): Found[] {
  const own = new Set([...set.comuni, ...set.areas.map((area) => area.code), set.ambito?.code ?? '']);
  const groups = new Map<string, { years: Set<number>; sample: SetFigure }>();
  for (const figure of set.all) {
    if (!own.has(figure.place) || figure.year === null || !/^\d{4}$/.test(figure.period)) continue;
    const key = keyOf(figure.variable, figure.place);
    const group = groups.get(key) ?? { years: new Set<number>(), sample: figure };
    group.years.add(figure.year);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ years, sample }) => {
    if (years.size < 3) return [];
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const absent: string[] = [];
    for (let year = first; year < last; year += 1) if (!years.has(year)) absent.push(String(year));
    if (absent.length === 0 || absent.length * 2 > years.size) return [];
    return [tellMissingYears(set, sample, absent, years.size)];
  });
}

function tellMissingYears(set: FigureSet, sample: SetFigure, absent: string[], present: number): Found {
  const { variable, place } = sample;
  return {
    rule: 'years-missing',
    severity: 'warning',
    subject: [variable, place, absent.join('-')],
    variable,
    place,
    period: absent.join(', '),
    year: Number(absent[0]),
    dataset: sample.source.dataset,
    unit: '',
    published: String(present),
    expected: String(present + absent.length),
    message: 'quality.check.years-missing',
    values: {
      name: set.nameOf(variable),
      place: set.placeName(place),
      count: absent.length,
      years: { list: absent },
    },
  };
}
