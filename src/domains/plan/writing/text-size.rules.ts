/** Rows of a table in a text, without that of the names. Longer ones belong to the figures, from which a live block prints them. */
export const MOST_ROWS = 300;
/** Columns: more do not fit a page, even lying on its side. */
export const MOST_COLUMNS = 20;
/** Parts of a chapter: more than any has. */
export const MOST_PARTS = 400;
