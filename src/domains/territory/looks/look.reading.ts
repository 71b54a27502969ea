import { classScale } from '#platform/charts/scale-classes.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { BOUNDARIES_CODE } from '../dataset.rules.js';
import { findLiveDataset } from '../dataset.sql.js';
import { listFindingsAbout } from '../finding.sql.js';
import { findLatestYear, yearsOf } from '../metric.periods.js';
import { variablesOf, yearsUsed } from '../metric.rules.js';
import { computeMetrics, listMetrics, listSourcesOf } from '../metric.sql.js';
import type { Metric, MetricValue } from '../metric.types.js';
import { sayMetric } from '../metric.words.js';
import { listAreasOfComuni, listPlaces } from '../place.sql.js';
import { LEVELS, OWN_LEVELS } from '../place.types.js';
import { listMaps } from '../territory-map.js';
import { openMemory, type TerritoryMemory } from '../territory-memory.js';
import { type Ages, readAges } from './age-pyramid.reading.js';
import { orderAgainst } from './look.against.js';
import { chooseLines, lineOf, linesBehind } from './look.lines.js';
import { NO_COMPARISON, USUAL_CLASSES } from './look.query.js';
import type { Look, LookKind, LookLevel, LookQuestion, NamedPlace } from './look.types.js';

export const MAP_SIZE = { width: 640, maxHeight: 520 };
export const NARROW_MAP_SIZE = { width: 340, maxHeight: 340 };

/**
 * Reads what an address of the observatory asks for.
 * @throws Absent for a metric or a place that the ambito does not have
 */
export async function readLook(ctx: Ctx, question: LookQuestion): Promise<Look> {
  const memory = await openMemory(ctx);
  return memory.remember(`look:${JSON.stringify([ctx.lang, question])}`, () => read(ctx, question, memory));
}

/** What every look of the ambito starts from. */
interface Ground {
  metrics: readonly Metric[];
  /** Codes of the metrics that have a value for the whole ambito, in some year. */
  known: ReadonlySet<string>;
  places: readonly NamedPlace[];
  areaOf: ReadonlyMap<string, string>;
}

async function readGround(ctx: Ctx): Promise<Ground> {
  const metrics = await listMetrics(ctx.tx);
  const values = await computeMetrics(ctx.tx, { levels: ['ambito'] });
  return {
    metrics,
    known: new Set(values.filter(({ value }) => value !== null).map(({ metric }) => metric)),
    places: (await listPlaces(ctx.tx))
      .filter(({ kind }) => (LEVELS as readonly string[]).includes(kind))
      .map(({ code, name, kind }) => ({ code, name, kind })),
    areaOf: await listAreasOfComuni(ctx.tx),
  };
}

async function read(ctx: Ctx, question: LookQuestion, memory: TerritoryMemory): Promise<Look> {
  const ground = await memory.remember('look-ground', () => readGround(ctx));
  const metric = chooseMetric(ground, question.metric);
  const hasAreas = ground.areaOf.size > 0;
  const asked = question.kind ?? (question.level === 'ambito' ? 'series' : 'map');
  const maps =
    asked === 'map' || asked === 'bars' ? await listMaps(ctx, [MAP_SIZE, NARROW_MAP_SIZE], memory) : [];
  const level = levelFor(asked, question.level ?? 'comune', hasAreas);
  const kind = kindFor(asked, level, maps.length > 0);
  const ages = kind === 'pyramid' ? await readAges(ctx, question, ground.places) : null;
  const all = await readValues(ctx, metric, memory);
  const other = kind === 'scatter' ? chooseOther(ground, metric, question.other) : null;
  const others = other ? await readValues(ctx, other, memory) : [];
  const year =
    (ages ? ages.year : question.year) ??
    (other ? findCommonYear(all, others) : undefined) ??
    findLatestYear(all.filter(isOwn)) ??
    Number(civilDay(ctx.now).slice(0, 4));
  const values = await ofYear(ctx, metric, all, year);
  const otherAll = other ? await ofYear(ctx, other, others, year) : [];
  const against = chooseAgainst(ground, question.against);
  const at = (list: readonly MetricValue[]) => list.find(({ place }) => place.code === against?.code) ?? null;
  const shown = values.filter(({ place }) => place.kind === level);
  const reference = at(values);
  const referenceLine =
    against && all.some(({ place }) => place.code === against.code) ? lineOf(all, against) : null;
  const { lines, places } = chooseLines({
    kind,
    level,
    year,
    all,
    wanted: question.places ?? [],
    known: ground.places,
  });
  const method = question.method ?? 'quantile';
  const classes = question.classes ?? USUAL_CLASSES;
  const centre = centreOf(shown, question.diverging ?? false, reference);
  return {
    choice: {
      metric: metric.code,
      other: other?.code ?? null,
      year,
      otherYear: ages?.otherYear ?? null,
      level,
      kind,
      against: against?.code ?? null,
      places: ages ? ages.pyramids.map(({ place }) => place.code) : places,
      method,
      classes,
      diverging: question.diverging ?? false,
    },
    asked,
    options: optionsOf(ctx, ground, { all, values, hasAreas, ages }),
    metric: sayMetric(metric, ctx.lang),
    other: other ? sayMetric(other, ctx.lang) : null,
    values: shown,
    otherValues: otherAll.filter(({ place }) => place.kind === level),
    whole: [...values.filter((value) => !all.includes(value)), ...all].filter(
      ({ place }) => place.kind === 'ambito',
    ),
    reference,
    otherReference: at(otherAll),
    referenceLine,
    lines,
    behind: kind === 'panels' && level === 'area' ? linesBehind(all, ground.areaOf) : new Map(),
    pyramids: ages?.pyramids ?? [],
    ...(await readOrigins(ctx, { kind, metric, other, year, ages })),
    areaOf: ground.areaOf,
    scale: classScale(
      shown.map(({ value }) => value),
      {
        unit: metric.unit,
        decimals: metric.decimals,
        lang: ctx.lang,
        method,
        count: classes,
        ...(centre === undefined ? {} : { centre }),
      },
    ),
    map: maps[0] ?? null,
    narrowMap: maps[1] ?? null,
  };
}

/** The latest year in which some place has both measures. */
function findCommonYear(a: readonly MetricValue[], b: readonly MetricValue[]): number | undefined {
  const keys = (values: readonly MetricValue[]) =>
    values.filter(({ value }) => value !== null).map(({ year, place }) => `${year} ${place.code}`);
  const known = new Set(keys(a));
  const years = keys(b)
    .filter((key) => known.has(key))
    .map((key) => Number(key.slice(0, 4)));
  return years.length === 0 ? undefined : Math.max(...years);
}

const isOwn = ({ place }: MetricValue) => (OWN_LEVELS as readonly string[]).includes(place.kind);

/** A metric at every level, in every year: one statement, then kept. */
function readValues(ctx: Ctx, metric: Metric, memory: TerritoryMemory): Promise<MetricValue[]> {
  return memory.remember(`look-values:${metric.code}`, () =>
    computeMetrics(ctx.tx, { codes: [metric.code], levels: LEVELS }),
  );
}

/** A year without data may be asked for: it is answered with what is missing. */
async function ofYear(
  ctx: Ctx,
  metric: Metric,
  all: readonly MetricValue[],
  year: number,
): Promise<readonly MetricValue[]> {
  const known = all.filter((value) => value.year === year);
  return known.length > 0
    ? known
    : computeMetrics(ctx.tx, { codes: [metric.code], years: [year], levels: OWN_LEVELS });
}

/** The observatory opens on something to see. */
function chooseMetric({ metrics, known }: Ground, asked: string | undefined): Metric {
  const chosen =
    asked === undefined
      ? (metrics.find(({ code }) => known.has(code)) ?? metrics[0])
      : metrics.find(({ code }) => code === asked);
  if (!chosen) throw new Absent('metric');
  return chosen;
}

function chooseOther({ metrics, known }: Ground, first: Metric, asked: string | undefined): Metric | null {
  if (asked !== undefined) return chooseMetric({ metrics, known } as Ground, asked);
  return metrics.find(({ code }) => code !== first.code && known.has(code)) ?? null;
}

function chooseAgainst({ places }: Ground, asked: string | undefined): NamedPlace | null {
  if (asked === NO_COMPARISON) return null;
  const found = places.find((place) =>
    asked === undefined ? place.kind === 'ambito' : place.code === asked,
  );
  if (!found && asked !== undefined) throw new Absent('place');
  return found ?? null;
}

/** Panels and dots need several places; a pyramid is of the places that it names. */
function levelFor(kind: LookKind, level: LookLevel, hasAreas: boolean): LookLevel {
  if (level === 'area' && !hasAreas) return 'comune';
  if (level !== 'ambito') return level;
  if (kind === 'panels') return hasAreas ? 'area' : 'comune';
  return kind === 'scatter' ? 'comune' : level;
}

/** One place makes neither a map nor a ranking, and a map needs something to be drawn from. */
function kindFor(kind: LookKind, level: LookLevel, hasMap: boolean): LookKind {
  if (kind !== 'map' && kind !== 'bars') return kind;
  if (level === 'ambito') return 'series';
  return kind === 'map' && !hasMap ? 'bars' : kind;
}

/** Two colours around what is compared with when asked for, and around zero where values fall on both its sides. */
function centreOf(
  values: readonly MetricValue[],
  diverging: boolean,
  reference: MetricValue | null,
): number | undefined {
  const isAroundZero = values.some(({ value }) => value !== null && value < 0);
  if (diverging && reference?.value !== null && reference !== null) return reference.value;
  return isAroundZero || diverging ? 0 : undefined;
}

function optionsOf(
  ctx: Ctx,
  { metrics, known, places }: Ground,
  found: {
    all: readonly MetricValue[];
    values: readonly MetricValue[];
    hasAreas: boolean;
    ages: Ages | null;
  },
): Look['options'] {
  const withValue = new Set(found.values.flatMap(({ place, value }) => (value === null ? [] : [place.code])));
  return {
    metrics: metrics.map((one) => ({
      code: one.code,
      name: sayMetric(one, ctx.lang).name,
      isKnown: known.has(one.code),
    })),
    years: yearsOf(found.all.filter(isOwn)),
    levels: found.hasAreas ? ['comune', 'area', 'ambito'] : ['comune', 'ambito'],
    against: orderAgainst(places, withValue),
    places,
    ageYears: found.ages?.years ?? [],
  };
}

async function readOrigins(
  ctx: Ctx,
  look: { kind: LookKind; metric: Metric; other: Metric | null; year: number; ages: Ages | null },
): Promise<Pick<Look, 'sources' | 'boundaries' | 'findings'>> {
  const { kind, metric, other, year, ages } = look;
  const metrics = other ? [metric, other] : [metric];
  const variables = ages ? ages.variables : [...new Set(metrics.flatMap(variablesOf))];
  const isCourse = kind === 'series' || kind === 'panels' || kind === 'table';
  const years = ages
    ? ages.pyramids.map((pyramid) => pyramid.year)
    : metrics.flatMap((one) => yearsUsed(one, year));
  return {
    sources: await listSourcesOf(ctx.tx, variables, isCourse ? null : years),
    boundaries: (await findLiveDataset(ctx.tx, BOUNDARIES_CODE)) ?? null,
    findings: ages ? [] : await listFindingsAbout(ctx.tx, tellingVariables(metric), year),
  };
}

/** Variables that make a published figure speak of the same thing: population alone is in nearly all of them. */
function tellingVariables(metric: Metric): string[] {
  const own = [...new Set(metric.numerator.map((term) => term.variable))];
  return own.every((variable) => variable === 'population') ? variablesOf(metric) : own;
}
