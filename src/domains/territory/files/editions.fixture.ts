import { generatePosas, generateStrasa } from './generated.fixture.js';

/** Editions of ISTAT's tables of residents by age, each with its own ways, of the same two invented comuni. */

export const editionComuni = [
  { code: '019021', name: 'Casale di Prova', size: 2_400 },
  { code: '001008', name: "Borgo d'Àgata", size: 300 },
];

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

function mapRows(text: string, change: (cells: string[]) => string[], delimiter = ';'): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => (index === 0 ? line : change(line.split(';')).join(delimiter)))
    .join('\n')
    .concat('\n');
}

const unquoted = (cell: string): string => cell.replaceAll('"', '');

export async function posasOf(year: number): Promise<string> {
  return textOf(generatePosas({ year, comuni: editionComuni }));
}

/** 2020: no total of both sexes, commas, codes without their zeros, a foot of two lines. */
export async function edition2020(): Promise<string> {
  const rows = mapRows(
    await posasOf(2020),
    (cells) => [unquoted(cells[0] ?? '').replace(/^0+/, ''), ...cells.slice(1, -1)],
    ',',
  );
  return `${rows}"Nota: dati ricostruiti, valori inventati."\n"Elaborazione di prova."\n`;
}

/** 2018: two lines of title, all ages under "Totale", civil unions not there yet. */
export async function edition2018(): Promise<string> {
  const kept = [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 18, 19];
  const rows = mapRows(await posasOf(2018), (cells) => {
    const chosen = kept.map((index) => cells[index] ?? '');
    return chosen.map((cell, index) => (index === 2 && cell === '999' ? '"Totale"' : cell));
  });
  return `"Tavola di prova"\n${rows}`;
}

/** Civil unions empty, not zero. */
export async function emptyUnions(): Promise<string> {
  const empty = new Set([7, 8, 9, 15, 16, 17]);
  return mapRows(await posasOf(2021), (cells) =>
    cells.map((cell, index) => (empty.has(index) && cell === '0' ? '' : cell)),
  );
}

export async function estimate(): Promise<string> {
  return (await posasOf(2024)).replace('1° gennaio 2024', '1° gennaio 2024 (stima)');
}

export async function inEnglish(): Promise<string> {
  const [, , ...rows] = (
    await textOf(generatePosas({ year: 2022, comuni: editionComuni, short: true }))
  ).split('\n');
  return [
    '"Resident population by age and sex on 1st January 2022"',
    '"Municipality code";"Municipality";"Age";"Total males";"Total females";"Total"',
    ...rows,
  ].join('\n');
}

/** Foreigners, without the total of both sexes. */
export async function strasaOf(year: number): Promise<string> {
  return mapRows(await textOf(generateStrasa({ year, comuni: editionComuni })), (cells) =>
    cells.slice(0, -1),
  );
}

/** The same rows as of two provinces. */
export async function ofProvinces(): Promise<string> {
  return (await posasOf(2024))
    .replace('"Codice comune";"Comune"', '"Codice provincia";"Provincia"')
    .replaceAll('"019021";"Casale di Prova"', '"019";"Cremona"')
    .replaceAll('"001008";"Borgo d\'Àgata"', '"001";"Torino"');
}
