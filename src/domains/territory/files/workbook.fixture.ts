import { strToU8, zipSync } from 'fflate';

/** A cell as spreadsheets write it: text, number, day (serial), or formula with the value last worked out. */
export type FixtureCell = string | number | null | { day: number } | { formula: string; value?: number };

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('"', '&quot;');
}

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

/** Zips files as they are. */
export function zipOf(parts: Record<string, string | Uint8Array>): Buffer {
  const bytes = Object.entries(parts).map(([name, content]): [string, Uint8Array] => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(bytes), { level: 6 }));
}

/** Parts of a workbook with shared strings, a day format and formulas, as spreadsheets write them. */
export function workbookParts(sheets: Record<string, readonly FixtureCell[][]>): Record<string, string> {
  const strings: string[] = [];
  const parts: Record<string, string> = {};
  const names = Object.keys(sheets);
  Object.values(sheets).forEach((rows, sheet) => {
    const body = rows.map((cells, row) => {
      const written = cells.map((cell, column) => cellXml(cell, `${letters(column)}${row + 1}`, strings));
      return `<row r="${row + 1}" spans="1:9">${written.join('')}</row>`;
    });
    parts[`xl/worksheets/sheet${sheet + 1}.xml`] =
      `${xml}<worksheet xmlns="${main}"><sheetData>${body.join('')}</sheetData></worksheet>`;
  });
  const listed = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const related = names.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return {
    '[Content_Types].xml': `${xml}<Types/>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships>${related.join('')}<Relationship Id="rS" Type="${relationships}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rT" Type="${relationships}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="0.0&quot;y&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${xml}<sst xmlns="${main}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t><rPh><t>x</t></rPh></si>`).join('')}</sst>`,
    ...parts,
  };
}

function cellXml(cell: FixtureCell, reference: string, strings: string[]): string {
  if (cell === null) return `<c r="${reference}" s="0"/>`;
  if (typeof cell === 'number') return `<c r="${reference}" s="2"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    strings.push(cell);
    return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
  }
  if ('day' in cell) return `<c r="${reference}" s="1"><v>${cell.day}</v></c>`;
  const value = cell.value === undefined ? '' : `<v>${cell.value}</v>`;
  return `<c r="${reference}"><f>${escaped(cell.formula)}</f>${value}</c>`;
}

export function workbookOf(sheets: Record<string, readonly FixtureCell[][]>): Buffer {
  return zipOf(workbookParts(sheets));
}
