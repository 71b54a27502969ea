import type { Sex } from './files.types.js';
import { findPeriod, type Period } from './periods.js';

/** Cells as people write them in tables of their own: read generously where only one reading is possible. */

/** A number in the declared notation, as a decimal with a point: "1.234,5 €" is 1234.5. Undefined when it is none. */
export function readNumber(text: string, decimal: ',' | '.'): string | undefined {
  const bare = text.replace(/[\s\u00A0\u202F'’€%]/g, '').replace(/^[−–]/, '-');
  const pattern =
    decimal === ',' ? /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/ : /^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;
  if (!pattern.test(bare) || bare.length > 30) return undefined;
  return decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
}

const males = new Set(['m', 'maschi', 'maschio', 'uomini', 'uomo', 'male', 'males', 'men', '1']);
const females = new Set(['f', 'femmine', 'femmina', 'donne', 'donna', 'female', 'females', 'women', '2']);
const bothSexes = new Set([
  '',
  't',
  'mf',
  'm+f',
  'm f',
  'totale',
  'total',
  'tutti',
  'entrambi',
  'maschi e femmine',
  'both',
  '9',
]);

export function readSex(text: string): Sex | undefined {
  const word = text.trim().toLowerCase();
  if (males.has(word)) return 'm';
  if (females.has(word)) return 'f';
  return bothSexes.has(word) ? '' : undefined;
}

/** No one is older in any table; beyond it the column holds something else. */
const maxAge = 130;
const everyAge = /^(totale|total|tutte|tutte le età|all|999)?$/;

/** "7", "0-4", "da 0 a 4 anni", "65+", "65 e oltre", "fino a 14", "meno di 15", "Totale": first and last year of age. */
export function readAges(text: string): [number | null, number | null] | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/\banni?\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (everyAge.test(words)) return [null, null];
  const single = /^(\d{1,3})$/.exec(words)?.[1];
  // As in ISTAT's tables, where the last age is 100 and over.
  if (single !== undefined) return checked(Number(single), single === '100' ? null : Number(single));
  const span = /^(?:da )?(\d{1,3}) ?(?:-|–|a|to) ?(\d{1,3})$/.exec(words);
  if (span) return checked(Number(span[1]), Number(span[2]));
  const open =
    /^(\d{1,3}) ?(?:\+|e oltre|e più|ed oltre|e piu|and over)$/.exec(words) ??
    /^(?:>=|≥|da|over) ?(\d{1,3})(?: in su)?$/.exec(words);
  if (open) return checked(Number(open[1]), null);
  const beyond = /^(?:>|oltre(?: i)?|più di) ?(\d{1,3})$/.exec(words);
  if (beyond) return checked(Number(beyond[1]) + 1, null);
  const upTo = /^(?:<=|≤|fino a|0 ?-) ?(\d{1,3})$/.exec(words);
  if (upTo) return checked(0, Number(upTo[1]));
  const under = /^(?:<|meno di|under) ?(\d{1,3})$/.exec(words);
  return under ? checked(0, Number(under[1]) - 1) : undefined;
}

function checked(from: number, to: number | null): [number, number | null] | undefined {
  return from <= maxAge && (to === null || (to >= from && to <= maxAge)) ? [from, to] : undefined;
}

/** Also "anno 2021", "31/12/2021" and the school year "2020/21", beside what tidy files may say. */
export function readPeriod(text: string): Period | undefined {
  const words = text.trim().replace(/^(anno|a\.s\.|as)\s+/i, '');
  const known = findPeriod(words);
  if (known) return known;
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(words);
  if (day)
    return findPeriod(`${day[3]}-${(day[2] ?? '').padStart(2, '0')}-${(day[1] ?? '').padStart(2, '0')}`);
  const school = /^(\d{2})(\d{2})[/-](\d{2})$/.exec(words);
  if (school && Number(school[3]) === (Number(school[2]) + 1) % 100) {
    const first = Number(`${school[1]}${school[2]}`);
    return findPeriod(`${first}/${first + 1}`);
  }
  return undefined;
}
