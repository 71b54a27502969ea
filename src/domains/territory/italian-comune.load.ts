import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { z } from 'zod';
import type { ComuneChange } from './comparison.sql.js';
import { findLoadedList, type ItalianComune, replaceItalianComuni } from './italian-comune.sql.js';

const reference = new URL('../../../reference/', import.meta.url);
const LIST = 'comuni-italiani.csv';
const CHANGES = 'comuni-soppressi.csv';

/**
 * Brings the lists of Italy's comuni and of those that ceased to be (reference/comuni-*.csv) into the database, when
 * the files have changed.
 * @returns how many comuni were loaded now; 0 when the database already holds these lists.
 */
export async function loadItalianComuni(owner: pg.Pool): Promise<number> {
  const list = await readFile(new URL(LIST, reference));
  const changes = await readFile(new URL(CHANGES, reference));
  const hash = createHash('sha256').update(list).update(changes).digest('hex');
  if ((await findLoadedList(owner)) === hash) return 0;
  const comuni = readTable(list).map(readComune);
  await replaceItalianComuni(owner, comuni, readTable(changes).map(readChange), hash);
  return comuni.length;
}

function readTable(bytes: Buffer): Record<string, string>[] {
  return parse(bytes, { columns: true, bom: true });
}

function cellsOf(row: Record<string, string>, file: string): (column: string) => string {
  return (column) => {
    const value = row[column];
    if (value === undefined) throw new Error(`reference/${file} has no column ${column}.`);
    return value;
  };
}

const Kind = z.enum(['merger', 'incorporation', 'split']);

function readChange(row: Record<string, string>): ComuneChange {
  const cell = cellsOf(row, CHANGES);
  return {
    code: cell('code'),
    name: cell('name'),
    successor: cell('successor'),
    successorName: cell('successor_name'),
    effectiveOn: cell('effective_on'),
    kind: Kind.parse(cell('kind')),
  };
}

function readComune(row: Record<string, string>): ItalianComune {
  const cell = cellsOf(row, LIST);
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
