// Writes the table of the comuni that ceased to be, which the project ships as reference/comuni-soppressi.csv.
//
//   node scripts/reference-changes.mjs --suppressed "Elenco comuni soppressi.csv" [--out reference]
//
// The list is ISTAT's, CC BY 4.0 ("Fonte: Istat"): latin1, `;`, CRLF, from 1861 on.
//
// Decisions:
// - From 1991 on: no series of comuni by age is older, and codes of before mean other comuni.
// - Two or more comuni that end on one day in one successor made it: a merger. One alone was taken in by a comune that
//   was there already: an incorporation (then the successor may have taken another name, but kept its code).
// - A comune whose land went to more than one successor is split: its figures cannot be carried over.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

const FIRST_YEAR = 1991;
const { values } = parseArgs({
  options: { suppressed: { type: 'string' }, out: { type: 'string', default: 'reference' } },
});
if (!values.suppressed) {
  console.error('Usage: node scripts/reference-changes.mjs --suppressed CSV [--out DIR]');
  process.exit(2);
}

const [, ...rows] = parse(readFileSync(values.suppressed, 'latin1'), {
  delimiter: ';',
  relax_column_count: true,
});
const events = rows
  .filter((cells) => Number(cells[0]) >= FIRST_YEAR)
  .map(([, , , code, name, , day, successor, successorName]) => ({
    code,
    name,
    successor,
    successorName,
    on: day.split('/').toReversed().join('-'),
  }))
  .toSorted((a, b) => a.code.localeCompare(b.code) || a.on.localeCompare(b.on));

const ends = Map.groupBy(events, ({ code, on }) => `${code} ${on}`);
const births = Map.groupBy(events, ({ successor, on }) => `${successor} ${on}`);
const kindOf = ({ code, successor, on }) => {
  if (ends.get(`${code} ${on}`).length > 1) return 'split';
  return births.get(`${successor} ${on}`).length > 1 ? 'merger' : 'incorporation';
};

writeFileSync(
  join(values.out, 'comuni-soppressi.csv'),
  stringify([
    ['code', 'name', 'successor', 'successor_name', 'effective_on', 'kind'],
    ...events.map((event) => [
      event.code,
      event.name,
      event.successor,
      event.successorName,
      event.on,
      kindOf(event),
    ]),
  ]),
);
