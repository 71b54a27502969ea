import { z } from 'zod';
import { withQuery } from '#platform/ui/address.js';
import { Year } from '../territory.api.js';
import {
  type ClassMethod,
  LOOK_LEVELS,
  type LookChoice,
  type LookKind,
  type LookQuestion,
  MOST_PLACES,
} from './look.types.js';

/** Words of the address: Italian, as all of it. */
export const KIND_WORDS: Readonly<Record<LookKind, string>> = {
  map: 'mappa',
  bars: 'barre',
  series: 'serie',
  panels: 'riquadri',
  scatter: 'dispersione',
  pyramid: 'piramide',
  table: 'tabella',
};
export const METHOD_WORDS: Readonly<Record<ClassMethod, string>> = {
  quantile: 'quantili',
  equal: 'intervalli',
  natural: 'naturali',
};
export const NO_COMPARISON = 'nessuno';
const TWO_COLOURS = 'due';
export const CLASS_COUNTS = [3, 4, 5] as const;
export const USUAL_CLASSES = 5;

/** A form sends what was left empty as well: it counts as not asked. */
function optional<S extends z.ZodType>(schema: S) {
  return z.union([z.literal('').transform(() => undefined), schema]).optional();
}

function oneOf<K extends string>(words: Readonly<Record<K, string>>) {
  const kinds = Object.keys(words) as K[];
  return z
    .enum(kinds.map((kind) => words[kind]) as [string, ...string[]])
    .transform((word) => kinds.find((kind) => words[kind] === word) as K);
}

const Code = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/i);

/** Codes with commas between, as addresses carry them, or one a field, as a form with boxes sends them. */
const Places = z
  .union([z.string().max(400), z.array(z.string().max(100)).max(60)])
  .transform((given) => [
    ...new Set((Array.isArray(given) ? given : given.split(',')).map((one) => one.trim()).filter(Boolean)),
  ])
  .pipe(z.array(Code).max(MOST_PLACES));

/** What an address of the observatory may ask. */
export const LookQuery = z
  .object({
    metrica: optional(Code),
    con: optional(Code),
    anno: optional(Year),
    anno2: optional(Year),
    livello: optional(z.enum(LOOK_LEVELS)),
    vista: optional(oneOf(KIND_WORDS)),
    confronto: optional(Code),
    luoghi: optional(Places),
    classi: optional(oneOf(METHOD_WORDS)),
    numero: optional(z.enum(['3', '4', '5']).transform(Number)),
    colori: optional(z.enum(['una', TWO_COLOURS]).transform((word) => word === TWO_COLOURS)),
  })
  .transform(
    (query): LookQuestion => ({
      metric: query.metrica,
      other: query.con,
      year: query.anno,
      otherYear: query.anno2,
      level: query.livello,
      kind: query.vista,
      against: query.confronto,
      places: query.luoghi,
      method: query.classi,
      classes: query.numero,
      diverging: query.colori,
    }),
  );

/** The same question as an address carries it, in one order; what is as usual is left out. */
export function queryOf(question: LookQuestion): Record<string, string | number | undefined> {
  const { kind, method, classes, diverging, places = [] } = question;
  return {
    metrica: question.metric,
    con: question.other,
    anno: question.year,
    anno2: question.otherYear,
    livello: question.level === 'comune' ? undefined : question.level,
    vista: kind === undefined || kind === 'map' ? undefined : KIND_WORDS[kind],
    confronto: question.against,
    luoghi: places.length === 0 ? undefined : places.join(','),
    classi: method === undefined || method === 'quantile' ? undefined : METHOD_WORDS[method],
    numero: classes === USUAL_CLASSES ? undefined : classes,
    colori: diverging ? TWO_COLOURS : undefined,
  };
}

/** The question that a choice answers, with nothing left to choose: it gives the same look next year too. */
export function questionOf(choice: LookChoice, ambito: string): LookQuestion {
  const { kind } = choice;
  const hasClasses = kind === 'map' || kind === 'bars';
  return {
    metric: kind === 'pyramid' ? undefined : choice.metric,
    other: kind === 'scatter' ? (choice.other ?? undefined) : undefined,
    year: choice.year,
    otherYear: kind === 'pyramid' ? (choice.otherYear ?? undefined) : undefined,
    level: kind === 'pyramid' ? undefined : choice.level,
    kind,
    against: choice.against === null ? NO_COMPARISON : choice.against === ambito ? undefined : choice.against,
    places: kind === 'series' || kind === 'pyramid' ? choice.places : undefined,
    method: hasClasses ? choice.method : undefined,
    classes: hasClasses ? choice.classes : undefined,
    diverging: hasClasses ? choice.diverging : undefined,
  };
}

export function lookAddress(path: string, question: LookQuestion): string {
  return withQuery(path, queryOf(question));
}

/** The same as the parameters of a block. */
export function paramsOf(question: LookQuestion): Record<string, string> {
  return Object.fromEntries(
    Object.entries(queryOf(question)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
