import type { Lang } from '#platform/i18n/format.js';

/** A column of a published table, as its files and its description (CSVW) name it. */
export interface DataColumn<R> {
  /** Name in JSON; never changes. */
  name: string;
  titles: Readonly<Record<Lang, string>>;
  descriptions: Readonly<Record<Lang, string>>;
  datatype: 'string' | 'integer' | 'decimal';
  /** Whether every row has it. */
  required: boolean;
  value: (row: R) => string | number | null;
}

/** One variable of a published dataset. */
export interface PublishedVariable {
  code: string;
  name: string;
  unit: string;
  figures: number;
  firstYear: number | null;
  lastYear: number | null;
}

/** What goes with a table wherever it goes: in its JSON, its description and its page. */
export interface TableFacts {
  code: string;
  title: string;
  description: string;
  source: string | null;
  licence: string;
  /** Day of the last change, YYYY-MM-DD. */
  modifiedOn: string;
  /** Absolute addresses. */
  page: string;
  csv: string;
}
