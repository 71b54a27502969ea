import { writeXlsx, type XlsxCell, type XlsxSheet } from '#platform/http/xlsx.js';
import { CODES_SHEET, HELP_SHEET } from './bring.examine.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, REF, REMOVE, type Value, writeValue } from './bring.reading.js';
import type { BringSheet } from './bring-sheet.types.js';

const b = bringText('it');

/** The sheets as a workbook that may be brought back; without rows, the empty model. */
export function writeWorkbook(sheets: readonly BringSheet[], isEmpty: boolean): Promise<Buffer> {
  return writeXlsx([
    ...sheets.map((sheet) => toSheet(sheet, isEmpty)),
    helpSheet(sheets),
    codesSheet(sheets),
  ]);
}

export function toSheet(sheet: BringSheet, isEmpty: boolean): XlsxSheet {
  return {
    name: sheet.title,
    columns: sheet.columns.map(({ heading }) => ({ label: heading })),
    rows: isEmpty
      ? []
      : sheet.present.map(({ values }) => sheet.columns.map((column) => cellOf(column, values[column.key]))),
  };
}

/** Rows of one sheet as text. */
export function textRows(sheet: BringSheet): string[][] {
  return sheet.present.map(({ values }) =>
    sheet.columns.map((column) => writeValue(column, values[column.key])),
  );
}

function cellOf(column: BringColumn, value: Value | undefined): XlsxCell {
  return typeof value === 'number' ? value : writeValue(column, value);
}

/** What each column wants, for who fills the workbook away from here. */
function helpSheet(sheets: readonly BringSheet[]): XlsxSheet {
  return {
    name: HELP_SHEET,
    columns: ['sheet', 'column', 'needed', 'what'].map((key) => ({
      label: b(`plan.bring.help.${key as 'sheet'}`),
    })),
    rows: sheets.flatMap((sheet) =>
      sheet.columns.map((column) => [
        sheet.title,
        column.heading,
        b(column.required ? 'plan.bring.help.yes' : 'plan.bring.help.no'),
        helpOf(column),
      ]),
    ),
  };
}

/** What the catalogues have, for who ties objectives to them away from here. */
function codesSheet(sheets: readonly BringSheet[]): XlsxSheet {
  const listed = sheets.flatMap(({ columns }) => columns.filter((column) => column.unlisted !== undefined));
  return {
    name: CODES_SHEET,
    columns: ['of', 'code', 'name'].map((key) => ({ label: b(`plan.bring.codes.${key as 'of'}`) })),
    rows: listed.flatMap(({ heading, choices }) =>
      (choices ?? []).map(({ value, name }) => [heading, value, name ?? '']),
    ),
  };
}

/** Long lists are told by their beginning. */
const MOST_CHOICES = 60;

function helpOf(column: BringColumn): string {
  if (column.key === REF) return b('plan.bring.help.ref');
  if (column.key === REMOVE) return b('plan.bring.help.remove');
  if (column.unlisted !== undefined) return b('plan.bring.help.codes', { sheet: CODES_SHEET });
  const kind = column.isMoney ? 'money' : column.kind;
  const choices = (column.choices ?? []).map((one) =>
    column.kind === 'letters' ? `${one.value} = ${one.label}` : one.label,
  );
  const shown = choices.slice(0, MOST_CHOICES).join(' · ');
  return [b(`plan.bring.help.kind.${kind}`), choices.length > MOST_CHOICES ? `${shown} …` : shown]
    .filter(Boolean)
    .join(' ');
}
