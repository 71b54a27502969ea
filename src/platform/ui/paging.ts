/** Rows on one page of a long list. */
export const ROWS_A_PAGE = 50;

/** The rows of the page that an address asks for. Beyond the last, the last: a bookmark outlives rows that went away. */
export function cutPage<R>(
  rows: readonly R[],
  asked: number,
  size = ROWS_A_PAGE,
): { rows: R[]; page: number; pageCount: number } {
  const pageCount = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(Math.max(1, asked), pageCount);
  return { rows: rows.slice((page - 1) * size, page * size), page, pageCount };
}
