import type { FieldError } from '#platform/errors.js';
import type { Lang } from '#platform/i18n/messages.js';
import { readAges, readPeriod } from './files/mapped-cells.js';
import { type ColumnMapping, type ColumnRef, columnMapping } from './files/mapping.types.js';
import type { ColumnMeaning, SheetSketch } from './files/sketch.types.js';
import { variables } from './files/variables.js';
import { variableName } from './metric.words.js';

/** In the order in which a person looks for them. */
export const MEANINGS = [
  'value',
  'placeCode',
  'placeName',
  'province',
  'placeLevel',
  'period',
  'sex',
  'age',
  'category',
  'variable',
  'unit',
  'ignored',
] as const satisfies readonly ColumnMeaning[];

/** Those of which a table has one column at most. */
const ONLY_ONE: readonly ColumnMeaning[] = [
  'placeCode',
  'placeName',
  'province',
  'placeLevel',
  'period',
  'sex',
  'age',
  'variable',
  'unit',
];

type Values = Record<string, unknown>;

const written = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** A variable of Trama's, by its code or by its name in either language; otherwise the words themselves. */
export function variableOfWords(words: string): { code: string; unit: string | undefined } {
  const wanted = words.trim().toLowerCase();
  const known = variables.find(
    ({ code, name }) =>
      code === wanted || name.it.toLowerCase() === wanted || name.en.toLowerCase() === wanted,
  );
  return known ? { code: known.code, unit: known.unit } : { code: words.trim(), unit: undefined };
}

/** What the form shows at first: the guesses, or the mapping that was given before. */
export function valuesOf(sheet: SheetSketch, mapping: ColumnMapping | undefined, lang: Lang): Values {
  const values: Values = {
    sheet: sheet.name,
    decimal: mapping?.decimal ?? sheet.draft?.decimal ?? ',',
    empty: mapping?.empty ?? 'absent',
    marks: (mapping?.marks ?? sheet.draft?.marks ?? ['n.d.', '..', '-']).join(' '),
    period: fixedPeriod(mapping) || fixedPeriod(sheet.draft),
    place: mapping?.place.by === 'fixed' ? mapping.place.code : '',
  };
  for (const { column, meaning, figures } of sheet.columns) {
    const at = column.index;
    values[`m${at}`] = meaning;
    values[`v${at}`] = figures ? variableName(figures.variable, lang) : '';
    values[`u${at}`] = figures?.unit ?? '';
    values[`p${at}`] = figures?.period ?? '';
    values[`s${at}`] = figures?.sex ?? '';
    values[`a${at}`] = writeAges(figures?.ages);
    values[`c${at}`] = '';
  }
  if (mapping) fillFrom(values, sheet, mapping, lang);
  return values;
}

function fixedPeriod(mapping: ColumnMapping | undefined): string {
  return mapping?.period.by === 'fixed' ? mapping.period.period : '';
}

function fillFrom(values: Values, sheet: SheetSketch, mapping: ColumnMapping, lang: Lang): void {
  const indexOf = (ref: ColumnRef) =>
    sheet.columns.find(({ column }) => column.name === ref.name)?.column.index ?? ref.index;
  const mean = (ref: ColumnRef | undefined, meaning: ColumnMeaning) => {
    if (ref) values[`m${indexOf(ref)}`] = meaning;
  };
  for (const { column } of sheet.columns) values[`m${column.index}`] = 'ignored';
  const { place, period, values: figures } = mapping;
  if (place.by === 'code') mean(place.column, 'placeCode');
  if (place.by === 'name' || place.by === 'levelAndName') mean(place.column, 'placeName');
  if (place.by === 'name') mean(place.province, 'province');
  if (place.by === 'levelAndName') mean(place.level, 'placeLevel');
  if (period.by === 'column') mean(period.column, 'period');
  mean(mapping.sex, 'sex');
  mean(mapping.age, 'age');
  for (const category of mapping.categories) mean(category, 'category');
  if (figures.shape === 'long') {
    mean(figures.column, 'value');
    if (figures.measure.by === 'column') {
      mean(figures.measure.column, 'variable');
      mean(figures.measure.unit, 'unit');
    } else {
      values[`v${indexOf(figures.column)}`] = variableName(figures.measure.variable, lang);
      values[`u${indexOf(figures.column)}`] = figures.measure.unit;
    }
    return;
  }
  for (const one of figures.columns) {
    const at = indexOf(one.column);
    values[`m${at}`] = 'value';
    values[`v${at}`] = variableName(one.variable, lang);
    values[`u${at}`] = one.unit;
    values[`p${at}`] = one.period ?? '';
    values[`s${at}`] = one.sex ?? '';
    values[`a${at}`] = writeAges(one.ageFrom === undefined ? undefined : [one.ageFrom, one.ageTo ?? null]);
    values[`c${at}`] = one.category ?? '';
  }
}

/** As `readAges` reads it: "7", "0-4", "65+". */
function writeAges(ages: readonly [number, number | null] | undefined): string {
  if (!ages) return '';
  const [from, to] = ages;
  if (to === null) return `${from}+`;
  return from === to ? String(from) : `${from}-${to}`;
}

/** A place that a table may be of as a whole. */
export interface WholePlace {
  level: 'comune' | 'sub-ambito' | 'ambito';
  code: string;
  name: string;
}

/** The mapping that a form says, or what it lacks, field by field. */
export function readMapping(
  sheet: SheetSketch,
  values: Values,
  places: readonly WholePlace[],
): { mapping: ColumnMapping } | { errors: FieldError[] } {
  const errors: FieldError[] = [];
  const refuse = (field: string, code: string) => errors.push({ field, code: `territory.mapping.${code}` });
  const meanings = new Map<ColumnMeaning, ColumnRef[]>();
  for (const { column } of sheet.columns) {
    const meaning = MEANINGS.find((one) => one === written(values, `m${column.index}`)) ?? 'ignored';
    const known = meanings.get(meaning) ?? [];
    if (known.length > 0 && ONLY_ONE.includes(meaning)) refuse(`m${column.index}`, 'only-one');
    meanings.set(meaning, [...known, column]);
  }
  const first = (meaning: ColumnMeaning) => meanings.get(meaning)?.[0];
  const place = placeOf(first) ?? wholePlace(written(values, 'place'), places);
  if (!place) refuse('', 'place-missing');
  const figures = meanings.get('value') ?? [];
  if (figures.length === 0) refuse('', 'values-missing');
  const named = first('variable');
  if (named && figures.length > 1) refuse(`m${named.index}`, 'variable-needs-one');
  if (named && !first('unit')) refuse(`m${named.index}`, 'unit-missing');
  const columns = named ? [] : figures.map((column) => figureOf(column, values));
  for (const { column, variable, unit } of columns) {
    if (variable === '') refuse(`v${column.index}`, 'variable-missing');
    else if (unit === '') refuse(`u${column.index}`, 'unit-of-column');
    const ages = written(values, `a${column.index}`);
    if (ages !== '' && !readAges(ages)) refuse(`a${column.index}`, 'age-unreadable');
  }
  for (const { column, period } of columns)
    if (period !== undefined && !readPeriod(period)) refuse(`p${column.index}`, 'period-unreadable');
  for (const index of alikeColumns(columns)) refuse(`c${index}`, 'alike');
  const period = periodOf(first('period'), columns, written(values, 'period'));
  if (!period) refuse('period', 'period-missing');
  if (period?.by === 'fixed' && !readPeriod(period.period)) refuse('period', 'period-unreadable');
  if (!place || !period || errors.length > 0) return { errors };
  const [value] = figures;
  const unit = first('unit');
  const sex = first('sex');
  const age = first('age');
  const parsed = columnMapping.safeParse({
    sheet: sheet.name,
    headerRow: sheet.headerRow,
    place,
    period,
    ...(sex ? { sex } : {}),
    ...(age ? { age } : {}),
    categories: meanings.get('category') ?? [],
    values:
      named && value
        ? {
            shape: 'long',
            column: value,
            measure: { by: 'column', column: named, ...(unit ? { unit } : {}), meanings: {} },
          }
        : { shape: 'wide', columns },
    decimal: written(values, 'decimal') === '.' ? '.' : ',',
    empty: written(values, 'empty') === 'withheld' ? 'withheld' : 'absent',
    marks: written(values, 'marks').toLowerCase().split(/\s+/).filter(Boolean),
  });
  if (parsed.success) return { mapping: parsed.data };
  return { errors: [{ field: '', code: 'territory.mapping.too-much' }] };
}

function placeOf(
  first: (meaning: ColumnMeaning) => ColumnRef | undefined,
): ColumnMapping['place'] | undefined {
  const code = first('placeCode');
  if (code) return { by: 'code', column: code };
  const name = first('placeName');
  if (!name) return undefined;
  const level = first('placeLevel');
  if (level) return { by: 'levelAndName', level, column: name };
  const province = first('province');
  return { by: 'name', column: name, ...(province ? { province } : {}) };
}

function figureOf(column: ColumnRef, values: Values) {
  const at = column.index;
  const { code, unit } = variableOfWords(written(values, `v${at}`));
  const period = written(values, `p${at}`);
  const sex = written(values, `s${at}`);
  const [ageFrom = null, ageTo = null] = readAges(written(values, `a${at}`)) ?? [];
  const category = written(values, `c${at}`);
  return {
    column,
    variable: code,
    // What Trama knows has its unit; what it does not has the one that is typed.
    unit: unit ?? written(values, `u${at}`),
    ...(period === '' ? {} : { period }),
    ...(sex === 'm' || sex === 'f' ? { sex } : {}),
    ...(ageFrom === null ? {} : { ageFrom, ...(ageTo === null ? {} : { ageTo }) }),
    ...(category === '' ? {} : { category }),
  };
}

/** Columns that would give the same figure twice in every row: nothing tells them from one before. */
function alikeColumns(columns: readonly ReturnType<typeof figureOf>[]): number[] {
  const seen = new Set<string>();
  return columns.flatMap(({ column, variable, period, sex, ageFrom, ageTo, category }) => {
    const key = JSON.stringify([variable, period, sex, ageFrom, ageTo, category]);
    if (variable !== '' && seen.has(key)) return [column.index];
    seen.add(key);
    return [];
  });
}

function wholePlace(code: string, places: readonly WholePlace[]): ColumnMapping['place'] | undefined {
  const place = places.find((one) => one.code === code);
  return place && { by: 'fixed', ...place };
}

function periodOf(
  column: ColumnRef | undefined,
  figures: readonly { period?: string }[],
  typed: string,
): ColumnMapping['period'] | undefined {
  if (column) return { by: 'column', column };
  if (typed !== '') return { by: 'fixed', period: typed };
  if (figures.length > 0 && figures.every(({ period }) => period !== undefined)) return { by: 'heading' };
  return undefined;
}
