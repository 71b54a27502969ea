import type { CsvRecord } from './csv-record.types.js';
import type { RowReader } from './reader.types.js';

/** Rows a batch, about: few turns of the event loop, little memory. */
const batchLength = 2_000;

/** Gives a table's rows to its reader and what comes of them to the caller, some thousands at a time. */
export async function* readRows<Row>(
  records: AsyncIterable<CsvRecord[]>,
  reader: RowReader<Row>,
): AsyncGenerator<Row[]> {
  let out: Row[] = [];
  for await (const some of records) {
    for (const record of some) {
      if (!reader.row(record, out)) {
        if (out.length > 0) yield out;
        return;
      }
      if (out.length < batchLength) continue;
      yield out;
      out = [];
    }
  }
  reader.end(out);
  if (out.length > 0) yield out;
}
