import { MOST_COLUMNS, MOST_ROWS } from './text-size.rules.js';

/** A table too large for a text, with what it has of what there is too much of. */
export interface TooLargeTable {
  of: 'rows' | 'columns';
  count: number;
  most: number;
}

/**
 * Finds what a text could not hold in markup that is about to be pasted. Read by its tags alone: a browser that builds a
 * table of thousands of rows first, to be told by the server afterwards that it is too long, stands still for seconds.
 * @param html as it came from the clipboard, from whatever program
 */
export function findTooLargeTable(html: string): TooLargeTable | null {
  const open: { rows: number; columns: number }[] = [];
  let rows = 0;
  let columns = 0;
  for (const [, slash, tag] of html.matchAll(/<(\/?)(table|tr|td|th)\b/gi)) {
    const table = open.at(-1);
    const name = tag?.toLowerCase();
    if (name === 'table') {
      if (slash === '') open.push({ rows: 0, columns: 0 });
      else open.pop();
    } else if (slash !== '' || !table) continue;
    else if (name === 'tr') {
      table.rows += 1;
      table.columns = 0;
    } else table.columns += 1;
    if (!table) continue;
    // The first row names the columns.
    rows = Math.max(rows, table.rows - 1);
    columns = Math.max(columns, table.columns);
  }
  if (rows > MOST_ROWS) return { of: 'rows', count: rows, most: MOST_ROWS };
  return columns > MOST_COLUMNS ? { of: 'columns', count: columns, most: MOST_COLUMNS } : null;
}
