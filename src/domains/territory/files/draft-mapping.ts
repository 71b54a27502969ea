import { usualMarks } from './column-guess.js';
import { readNumber } from './mapped-cells.js';
import type { ColumnMapping } from './mapping.types.js';
import type { ColumnGuess, ColumnMeaning, SheetSketch } from './sketch.types.js';

/** What the guesses come to. @param above text of the rows above the headings, which may tell the year */
export function draftMapping(
  sheet: { name: string; headerRow: number; columns: readonly ColumnGuess[]; format: 'text' | 'workbook' },
  above: string,
  values: readonly string[],
): Pick<SheetSketch, 'draft' | 'missing'> {
  const { columns } = sheet;
  const first = (meaning: ColumnMeaning): ColumnGuess | undefined =>
    columns.find((guess) => guess.meaning === meaning);
  const place = draftPlace(first);
  const figures = columns.filter((guess) => guess.meaning === 'value');
  const period = draftPeriod(first('period'), figures, above);
  const missing: SheetSketch['missing'] = [];
  if (!place) missing.push('place');
  if (!period) missing.push('period');
  if (figures.length === 0) missing.push('values');
  if (!place || !period || missing.length > 0) return { draft: undefined, missing };
  const sex = first('sex');
  const age = first('age');
  return {
    missing,
    draft: {
      sheet: sheet.name,
      headerRow: sheet.headerRow,
      place,
      period,
      ...(sex ? { sex: sex.column } : {}),
      ...(age ? { age: age.column } : {}),
      categories: columns
        .filter(({ meaning }) => meaning === 'category')
        .slice(0, 5)
        .map(({ column }) => column),
      values: draftValues(first, figures),
      decimal: decimalOf(values, sheet.format),
      empty: 'absent',
      marks: [...usualMarks],
    },
  };
}

type Finder = (meaning: ColumnMeaning) => ColumnGuess | undefined;

function draftPlace(first: Finder): ColumnMapping['place'] | undefined {
  const code = first('placeCode');
  if (code) return { by: 'code', column: code.column };
  const name = first('placeName');
  if (!name) return undefined;
  const level = first('placeLevel');
  if (level) return { by: 'levelAndName', level: level.column, column: name.column };
  const province = first('province');
  return { by: 'name', column: name.column, ...(province ? { province: province.column } : {}) };
}

function draftPeriod(
  column: ColumnGuess | undefined,
  figures: readonly ColumnGuess[],
  above: string,
): ColumnMapping['period'] | undefined {
  if (column) return { by: 'column', column: column.column };
  if (figures.length > 0 && figures.every((guess) => guess.figures?.period !== undefined))
    return figures.length > 1
      ? { by: 'heading' }
      : { by: 'fixed', period: figures[0]?.figures?.period ?? '' };
  const years = new Set(above.match(/\b(?:19|20)\d{2}\b/g));
  const [year] = years;
  return years.size === 1 && year !== undefined ? { by: 'fixed', period: year } : undefined;
}

function draftValues(first: Finder, figures: readonly ColumnGuess[]): ColumnMapping['values'] {
  const [only] = figures;
  const variable = first('variable');
  if (only && figures.length === 1) {
    const unit = first('unit');
    return {
      shape: 'long',
      column: only.column,
      measure: variable
        ? {
            by: 'column',
            column: variable.column,
            ...(unit ? { unit: unit.column } : {}),
            meanings: {},
          }
        : {
            by: 'fixed',
            variable: only.figures?.variable ?? only.heading,
            unit: only.figures?.unit ?? 'numero',
          },
    };
  }
  return {
    shape: 'wide',
    columns: figures.map(({ column, heading, figures: said }) => ({
      column,
      variable: said?.variable ?? heading,
      unit: said?.unit ?? 'numero',
      ...(said?.period === undefined ? {} : { period: said.period }),
      ...(said?.sex === undefined ? {} : { sex: said.sex }),
      ...(said?.ages === undefined
        ? {}
        : { ageFrom: said.ages[0], ...(said.ages[1] === null ? {} : { ageTo: said.ages[1] }) }),
    })),
  };
}

/** The sign before decimals, where the figures show it; where they do not, Italy's in text and a workbook's own point. */
function decimalOf(values: readonly string[], format: 'text' | 'workbook'): ',' | '.' {
  const onlyWith = (one: ',' | '.', other: ',' | '.'): number =>
    values.filter((value) => readNumber(value, one) !== undefined && readNumber(value, other) === undefined)
      .length;
  const commas = onlyWith(',', '.');
  const points = onlyWith('.', ',');
  if (commas === points) return format === 'text' ? ',' : '.';
  return commas > points ? ',' : '.';
}
