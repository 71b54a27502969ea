import { z } from 'zod';

/**
 * A column of a table: by its heading reduced by `headerKey`, so that next year's file may move it; by its position
 * (from 0) where headings are missing or repeat.
 */
export const columnRef = z.object({ name: z.string().max(500), index: z.int().min(0).max(5_000) });
export type ColumnRef = z.infer<typeof columnRef>;

const text = (max: number) => z.string().trim().min(1).max(max);
const sexValue = z.enum(['', 'm', 'f']);
const age = z.int().min(0).max(130);

/** What figures measure: a variable of Trama's (`variables.ts`) or one in the file's own words, and its unit. */
const measure = z.object({ variable: text(200), unit: text(40) });

const placeMapping = z.discriminatedUnion('by', [
  /** ISTAT code; one that a spreadsheet took for a number gets its zeros back. */
  z.object({ by: z.literal('code'), column: columnRef }),
  /** Name of a comune; the province (sign or name) tells namesakes apart. */
  z.object({ by: z.literal('name'), column: columnRef, province: columnRef.optional() }),
  /** Places of several levels: comune, sub-ambito, ambito, provincia… beside their names. */
  z.object({ by: z.literal('levelAndName'), level: columnRef, column: columnRef }),
  /** The whole file is of one place. */
  z.object({
    by: z.literal('fixed'),
    level: text(40),
    name: z.string().trim().max(200),
    code: z.string().trim().max(20),
  }),
]);

const periodMapping = z.discriminatedUnion('by', [
  z.object({ by: z.literal('column'), column: columnRef }),
  z.object({ by: z.literal('fixed'), period: text(40) }),
  /** Every value column has its own. */
  z.object({ by: z.literal('heading') }),
]);

const wideColumn = measure.extend({
  column: columnRef,
  period: text(40).optional(),
  sex: sexValue.optional(),
  ageFrom: age.optional(),
  /** Left out with `ageFrom` there: the class is open. */
  ageTo: age.optional(),
  category: z.string().trim().max(200).optional(),
});

const valuesMapping = z.discriminatedUnion('shape', [
  /** Several columns of figures. */
  z.object({ shape: z.literal('wide'), columns: z.array(wideColumn).min(1).max(300) }),
  /** One column of figures, of one variable or of the one that another column names. */
  z.object({
    shape: z.literal('long'),
    column: columnRef,
    measure: z.discriminatedUnion('by', [
      measure.extend({ by: z.literal('fixed') }),
      z.object({
        by: z.literal('column'),
        column: columnRef,
        unit: columnRef.optional(),
        /** What the column's words mean; a word that is not here is a variable in its own words. */
        meanings: z.record(z.string(), measure),
      }),
    ]),
  }),
]);

/** How a table of any shape is read: the mapping step's answer, kept as a recipe for next year's file. */
export const columnMapping = z.object({
  /** '' in a CSV, and in a workbook for its first sheet. */
  sheet: z.string().max(100),
  /** Line (row of the sheet) of the headings, from 1; found again by the headings when it moves. */
  headerRow: z.int().min(1).max(1_000),
  place: placeMapping,
  period: periodMapping,
  sex: columnRef.optional(),
  age: columnRef.optional(),
  /** Further dimensions, joined by commas into one category. */
  categories: z.array(columnRef).max(5),
  values: valuesMapping,
  decimal: z.enum([',', '.']),
  /** What an empty cell, or one of `marks`, stands for: a figure kept back, or no figure at all. */
  empty: z.enum(['withheld', 'absent']),
  /** Words that stand for an empty cell, in lower case: "n.d.", "..". */
  marks: z.array(z.string().max(20)).max(20),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** A comune as far as its name goes. */
export interface NamedPlace {
  code: string;
  name: string;
  otherName?: string;
  /** Car plate and name of its province, for telling namesakes apart. */
  province: string;
  provinceName?: string;
}

/** Columns that a mapping reads, for finding the header and for telling whether a recipe fits a file. */
export function columnsOf(mapping: ColumnMapping): ColumnRef[] {
  const { place, period, sex, age: ages, categories, values } = mapping;
  const refs: (ColumnRef | undefined)[] = [sex, ages, ...categories];
  if (place.by !== 'fixed') refs.push(place.column);
  if (place.by === 'name') refs.push(place.province);
  if (place.by === 'levelAndName') refs.push(place.level);
  if (period.by === 'column') refs.push(period.column);
  if (values.shape === 'wide') refs.push(...values.columns.map(({ column }) => column));
  else {
    refs.push(values.column);
    if (values.measure.by === 'column') refs.push(values.measure.column, values.measure.unit);
  }
  return refs.filter((ref) => ref !== undefined);
}
