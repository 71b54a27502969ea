import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { findLoadedList, type ItalianComune, replaceItalianComuni } from './italian-comune.sql.js';

const list = new URL('../../../reference/comuni-italiani.csv', import.meta.url);

/**
 * Brings the list of Italy's comuni (reference/comuni-italiani.csv) into the database, when the file has changed.
 * @returns how many comuni were loaded now; 0 when the database already holds this list.
 */
export async function loadItalianComuni(owner: pg.Pool): Promise<number> {
  const bytes = await readFile(list);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if ((await findLoadedList(owner)) === hash) return 0;
  const rows: Record<string, string>[] = parse(bytes, { columns: true, bom: true });
  const comuni = rows.map(readComune);
  await replaceItalianComuni(owner, comuni, hash);
  return comuni.length;
}

function readComune(row: Record<string, string>): ItalianComune {
  const cell = (column: string): string => {
    const value = row[column];
    if (value === undefined) throw new Error(`reference/comuni-italiani.csv has no column ${column}.`);
    return value;
  };
  return {
    code: cell('code'),
    name: cell('name'),
    province: cell('province'),
    provinceName: cell('province_name'),
    regionCode: cell('region_code'),
    region: cell('region'),
    cadastralCode: cell('cadastral_code'),
    km2: cell('km2') === '' ? null : Number(cell('km2')),
  };
}
