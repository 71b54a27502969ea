import type { Lang } from '#platform/i18n/messages.js';
import type { NamedRow, TableColumn } from './named-table.js';
import { tableText } from './table.messages.js';

/** A row's cells read as what they mean; the first that cannot be is told in words. */
export class RowReader {
  readonly #lang: Lang;
  readonly #row: NamedRow;
  readonly #headings: ReadonlyMap<string, string>;
  words: string | undefined;

  constructor(lang: Lang, row: NamedRow, columns: readonly TableColumn[]) {
    this.#lang = lang;
    this.#row = row;
    this.#headings = new Map(columns.map((column) => [column.key, column.heading]));
  }

  text(key: string, max: number): string | null {
    const cell = this.#row.cells[key] ?? '';
    if (cell.length > max) this.refuse('spending.table.too-long', { column: this.#heading(key) });
    return cell === '' ? null : cell.slice(0, max);
  }

  needed(key: string, max: number): string {
    const cell = this.text(key, max);
    if (cell === null) this.refuse('spending.table.absent', { column: this.#heading(key) });
    return cell ?? '';
  }

  /** @returns null where the cell is empty, or cannot be read, which is then told */
  read<T>(key: string, reader: (cell: string) => T | undefined, code: WrongCell): T | null {
    const cell = this.#row.cells[key] ?? '';
    if (cell === '') return null;
    const value = reader(cell);
    if (value === undefined) this.refuse(code, { text: cell });
    return value ?? null;
  }

  neededValue<T>(key: string, reader: (cell: string) => T | undefined, code: WrongCell, instead: T): T {
    const value = this.read(key, reader, code);
    if (value === null && !this.words) this.refuse('spending.table.absent', { column: this.#heading(key) });
    return value ?? instead;
  }

  refuse(code: Parameters<ReturnType<typeof tableText>>[0], values: Record<string, string> = {}): void {
    this.words ??= tableText(this.#lang)(code, values);
  }

  #heading(key: string): string {
    return this.#headings.get(key) ?? key;
  }
}

type WrongCell =
  | 'spending.table.bad-amount'
  | 'spending.table.bad-count'
  | 'spending.table.bad-year'
  | 'spending.table.bad-day';
