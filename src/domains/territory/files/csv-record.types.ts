export interface CsvRecord {
  /** Line of the file where the record begins, from 1. */
  line: number;
  cells: string[];
  /** Nothing but a line break, or nothing at all, follows. */
  isLast: boolean;
  /** The record's line ends with a line break: false only for a last one that may be cut. */
  isTerminated: boolean;
}
