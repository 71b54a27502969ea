import { isComuneCode } from './cells.js';
import { type ColumnNames, type FoundColumns, findColumns, hasColumns } from './column-finder.js';
import type { RegistryEntry } from './files.types.js';
import type { ReadingState, RecordReader } from './reader.types.js';
import { isWholeRow } from './table-header.js';

type ComuneColumn =
  | 'code'
  | 'name'
  | 'otherName'
  | 'provinceCode'
  | 'province'
  | 'provinceName'
  | 'regionCode'
  | 'region'
  | 'cadastralCode';

const comuneNames: ColumnNames<ComuneColumn> = {
  code: ['codice comune formato alfanumerico'],
  name: ['denominazione in italiano'],
  otherName: ['denominazione altra lingua'],
  provinceCode: ['codice provincia (storico)', 'codice provincia'],
  province: ['sigla automobilistica'],
  provinceName: [/^denominazione (dell'unità territoriale sovracomunale|provincia)/],
  regionCode: ['codice regione'],
  region: ['denominazione regione'],
  cadastralCode: ['codice catastale del comune'],
};
const comuneRequired: readonly ComuneColumn[] = ['code', 'name', 'provinceCode', 'province', 'regionCode'];

type ChangeColumn = 'code' | 'name' | 'on' | 'successorCode' | 'successorName' | 'split';

const changeNames: ColumnNames<ChangeColumn> = {
  code: ['codice comune'],
  name: ['denominazione comune'],
  on: ['data evento'],
  successorCode: ['codice del comune associato alla variazione'],
  successorName: ['denominazione comune associato alla variazione'],
  split: ['comune soppresso per scorporo'],
};
const changeRequired: readonly ChangeColumn[] = ['code', 'name', 'on', 'successorCode', 'successorName'];

/** ISTAT's lists: the comuni that are, and those that were, with what became of them. */
export function registryLayoutOf(
  records: readonly string[][],
): 'istat-comuni' | 'istat-soppressi' | undefined {
  const header = records[0] ?? [];
  if (hasColumns(header, comuneNames, comuneRequired)) return 'istat-comuni';
  return hasColumns(header, changeNames, ['code', 'on', 'successorCode']) ? 'istat-soppressi' : undefined;
}

/** A list read row by row; `toEntry` has the row's columns and says what is wrong itself. */
function listReader<Column extends string>(
  names: ColumnNames<Column>,
  required: readonly Column[],
  title: string,
  toEntry: (
    columns: FoundColumns<Column>,
    line: number,
    cells: readonly string[],
    reading: ReadingState,
  ) => RegistryEntry | undefined,
): RecordReader<RegistryEntry> {
  return (reading) => {
    const { log, counts, facts } = reading;
    let columns: FoundColumns<Column> | undefined;
    const seen = new Map<string, number>();
    return {
      row: (record, out) => {
        if (!columns) {
          columns = findColumns(record, names, required, log);
          return columns !== undefined;
        }
        if (!isWholeRow(record, columns.width, log)) return !log.isFull();
        const entry = toEntry(columns, record.line, record.cells, reading);
        if (!entry) return !log.isFull();
        const key =
          entry.kind === 'comune' ? entry.code : [entry.code, entry.on, entry.successorCode].join('|');
        const otherLine = seen.get(key);
        if (otherLine === undefined) {
          seen.set(key, record.line);
          counts.kept += 1;
          out.push(entry);
        } else log.report('place-repeated', { line: record.line, place: entry.code, otherLine });
        return !log.isFull();
      },
      end: () => {
        facts.title = title;
        facts.publication = facts.layout;
        if (log.errorCount === 0 && counts.kept === 0) log.report('rows-missing');
      },
    };
  };
}

/** The list of comuni: latin1, line breaks inside its header's cells. */
export const readComuni = listReader(
  comuneNames,
  comuneRequired,
  'Elenco dei comuni italiani',
  (columns, line, cells, { log }) => {
    const text = (column: ComuneColumn): string => columns.cell(cells, column);
    const code = text('code');
    if (!isComuneCode(code)) {
      log.report('code-malformed', { ...columns.place(line, 'code'), found: code });
      return undefined;
    }
    return {
      kind: 'comune',
      line,
      code,
      name: text('name'),
      otherName: text('otherName'),
      provinceCode: text('provinceCode'),
      province: text('province'),
      provinceName: text('provinceName'),
      regionCode: text('regionCode'),
      region: text('region'),
      cadastralCode: text('cadastralCode'),
    };
  },
);

/** The list of suppressed comuni, back to 1861. */
export const readChanges = listReader(
  changeNames,
  changeRequired,
  'Elenco dei comuni soppressi',
  (columns, line, cells, { log }) => {
    const before = log.errorCount;
    for (const column of ['code', 'successorCode'] as const) {
      const code = columns.cell(cells, column);
      // The comuni ceded by the treaty of 1947 have no comune after them.
      const isAbroad = column === 'successorCode' && code === '';
      if (!isAbroad && !isComuneCode(code))
        log.report('code-malformed', { ...columns.place(line, column), found: code });
    }
    const on = isoDay(columns.cell(cells, 'on'));
    if (on === undefined)
      log.report('day-malformed', { ...columns.place(line, 'on'), found: columns.cell(cells, 'on') });
    if (log.errorCount > before || on === undefined) return undefined;
    return {
      kind: 'change',
      line,
      code: columns.cell(cells, 'code'),
      name: columns.cell(cells, 'name'),
      on,
      successorCode: columns.cell(cells, 'successorCode'),
      successorName: columns.cell(cells, 'successorName'),
      isSplit: columns.cell(cells, 'split') === '1',
    };
  },
);

/** "22/01/2024" as "2024-01-22"; undefined when it is no day. */
function isoDay(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (!day || !month || !year) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
