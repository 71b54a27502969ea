// Writes the tables of facts about Italy's comuni that the project ships in reference/.
//
//   node scripts/reference-comuni.mjs \
//     --list Elenco-comuni-italiani_2024.csv \
//     --classification "Classificazioni statistiche-e-dimensione-dei-comuni_01_01_2026.xlsx" \
//     --balance P2_2025_it_Comuni.csv \
//     [--out reference]
//
// All three are ISTAT's, CC BY 4.0 ("Fonte: Istat"):
// - the list gives province, region and cadastral code, as of 1 January 2024: ISO-8859-1, `;`, CRLF;
// - the classification gives name and km², as of 1 January 2026;
// - the balance tells which comuni, with which codes, the year's statistics speak of (7,896).
//
// Decisions:
// - The balance's codes are those of the table: whoever joins figures of 2025 must find them. Of Sardinia it still has
//   the five provinces of 2016-2025, the classification the eight of 2026: its 377 comuni are joined by name, which no
//   two of them share, and the pairs of codes go to codici-sardegna-2026.csv.
// - Names are the classification's, the newest, with both languages where the comune has two.
// - Province and region of a comune younger than the list are those of its code's first three digits. Its cadastral
//   code stays empty: none of the three files has it.
// - Provinces are those of the code's first three digits (ISTAT's "codice storico"), also where a metropolitan city
//   has another number.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

const sardinia = '20';
const { values } = parseArgs({
  options: {
    list: { type: 'string' },
    classification: { type: 'string' },
    balance: { type: 'string' },
    out: { type: 'string', default: 'reference' },
  },
});
if (!values.list || !values.classification || !values.balance) {
  console.error(
    'Usage: node scripts/reference-comuni.mjs --list CSV --classification XLSX --balance CSV [--out DIR]',
  );
  process.exit(2);
}

const listed = readList(values.list);
const classified = readClassification(values.classification);
const counted = readBalance(values.balance);

const provinces = new Map();
for (const row of listed.values()) {
  provinces.set(row.code.slice(0, 3), {
    code: row.code.slice(0, 3),
    acronym: row.province,
    name: row.provinceName,
    region_code: row.regionCode,
    region: row.region,
  });
}
const sardinianByName = new Map(
  [...classified.values()].filter((row) => row.regionCode === sardinia).map((row) => [row.name, row]),
);

const failures = [];
const comuni = [];
const recoded = [];
for (const [code, name] of [...counted].toSorted(([a], [b]) => a.localeCompare(b))) {
  const province = provinces.get(code.slice(0, 3));
  const facts =
    classified.get(code) ?? (province?.region_code === sardinia ? sardinianByName.get(name) : undefined);
  if (!province || !facts) {
    failures.push(`${code} ${name}: ${province ? 'not in the classification' : 'of no known province'}`);
    continue;
  }
  if (facts.code !== code) recoded.push({ code, code_2026: facts.code, name: facts.name });
  comuni.push({
    code,
    name: facts.name,
    province_code: province.code,
    province: province.acronym,
    province_name: province.name,
    region_code: province.region_code,
    region: province.region,
    cadastral_code: listed.get(code)?.cadastralCode ?? '',
    km2: facts.km2,
  });
}
if (failures.length > 0) {
  for (const failure of failures) console.error(failure);
  process.exit(1);
}

const written = new Set([...comuni.map((row) => row.code), ...recoded.map((row) => row.code_2026)]);
report(
  'in the list, no longer in the balance (merged since)',
  [...listed.values()].filter((row) => !counted.has(row.code)),
);
report(
  'in the balance, not yet in the list (no cadastral code)',
  comuni.filter((row) => !listed.has(row.code)),
);
report(
  'in the classification, not in the balance',
  [...classified.values()].filter((row) => !written.has(row.code)),
);
report(
  'with another name in the balance',
  comuni.filter((row) => counted.get(row.code) !== row.name),
);

const usedProvinces = [...provinces.values()].filter((row) =>
  comuni.some((comune) => comune.province_code === row.code),
);
const regions = new Map(
  usedProvinces.map((row) => [row.region_code, { code: row.region_code, name: row.region }]),
);
write('comuni-italiani.csv', comuni);
write(
  'province-italiane.csv',
  usedProvinces.toSorted((a, b) => a.code.localeCompare(b.code)),
);
write(
  'regioni-italiane.csv',
  [...regions.values()].toSorted((a, b) => a.code.localeCompare(b.code)),
);
write('codici-sardegna-2026.csv', recoded);

function write(name, rows) {
  writeFileSync(join(values.out, name), stringify(rows, { header: true }));
  console.warn(`${name}: ${rows.length}`);
}

function report(what, rows) {
  console.warn(
    `${rows.length} ${what}${rows.length > 0 ? `: ${rows.map((row) => `${row.code} ${row.name}`).join(', ')}` : ''}`,
  );
}

function readList(path) {
  const records = parse(readFileSync(path).toString('latin1'), { delimiter: ';', relax_column_count: true });
  const header = records[0].map((cell) => cell.replace(/\s+/g, ' ').trim());
  const at = (start) => {
    const index = header.findIndex((cell) => cell.startsWith(start));
    if (index < 0) throw new Error(`The list has no column ${start}`);
    return index;
  };
  const columns = {
    code: at('Codice Comune formato alfanumerico'),
    name: at('Denominazione (Italiana e straniera)'),
    province: at('Sigla automobilistica'),
    provinceName: at("Denominazione dell'Unità territoriale sovracomunale"),
    regionCode: at('Codice Regione'),
    region: at('Denominazione Regione'),
    cadastralCode: at('Codice Catastale'),
  };
  const rows = records
    .slice(1)
    .map((cells) =>
      Object.fromEntries(Object.entries(columns).map(([key, index]) => [key, (cells[index] ?? '').trim()])),
    );
  return new Map(rows.filter((row) => /^\d{6}$/.test(row.code)).map((row) => [row.code, row]));
}

function readBalance(path) {
  const records = parse(readFileSync(path), { bom: true, delimiter: ';', relax_column_count: true });
  return new Map(records.filter((cells) => /^\d{6}$/.test(cells[0])).map((cells) => [cells[0], cells[1]]));
}

function readClassification(path) {
  const parts = unzip(readFileSync(path));
  const strings = [...parts('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) =>
    [...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => plain(text)).join(''),
  );
  const rows = [...parts('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells = {};
    for (const [, column, attributes, value] of row.matchAll(
      /<c r="([A-Z]+)\d+"([^>]*?)><v>(.*?)<\/v><\/c>/gs,
    )) {
      cells[column] = attributes.includes('t="s"') ? strings[Number(value)] : value;
    }
    return cells;
  });
  const expected = { A: 'Codice Regione', B: 'Codice Istat del Comune', D: 'Denominazione', F: 'Superficie' };
  for (const [column, start] of Object.entries(expected)) {
    if (!rows[0][column]?.startsWith(start))
      throw new Error(`The classification has no ${start} in column ${column}`);
  }
  const known = rows.filter((row) => /^\d{6}$/.test(row.B ?? ''));
  // Four decimals, as ISTAT computes them: the sheet stores the nearest binary fraction (18.821899999999999).
  return new Map(
    known.map((row) => [
      row.B,
      { code: row.B, regionCode: row.A, name: row.D, km2: String(Number(Number(row.F).toFixed(4))) },
    ]),
  );
}

/** Text of an XML node. */
function plain(text) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => entities[name])
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** A function that gives the text of a zip's part, by name, from its central directory. */
function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    parts.set(name, {
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      start: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return (name) => {
    const part = parts.get(name);
    if (!part) throw new Error(`The workbook has no ${name}`);
    const from = part.start + 30 + bytes.readUInt16LE(part.start + 26) + bytes.readUInt16LE(part.start + 28);
    const packed = bytes.subarray(from, from + part.size);
    return (part.method === 8 ? inflateRawSync(packed) : packed).toString('utf8');
  };
}
